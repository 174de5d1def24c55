/** Keeps the progress of a job up to date without loading the page again; when it has ended, the
 * page is loaded once more, for its result and what failed. */
const EVERY = 1500;
const LONGEST = 15000;

let pause = EVERY;

async function look(shown) {
  const answer = await fetch(shown.dataset.job, {
    headers: { 'X-Requested-With': 'fetch' },
  }).catch(() => null);
  if (answer?.status === 401) return;
  if (!answer?.ok) {
    pause = Math.min(pause * 2, LONGEST); // the server is away for a moment
    wait(shown);
    return;
  }
  pause = EVERY;
  const parsed = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = parsed.querySelector('[data-job]');
  if (!fresh?.dataset.open) {
    window.location.reload();
    return;
  }
  if (fresh.textContent !== shown.textContent) shown.replaceChildren(...fresh.childNodes);
  wait(shown);
}

function wait(shown) {
  setTimeout(() => look(shown), pause);
}

const refresh = document.querySelector('meta[http-equiv=refresh]');
for (const shown of document.querySelectorAll('[data-job]')) {
  if (!shown.dataset.open || refresh) continue;
  document.querySelector('[data-job-refresh]')?.remove();
  wait(shown);
}
