/**
 * Tells beside a text how much of it there is and may be, in code points as the check counts them.
 * More can be typed: browsers cut what is pasted without a word, the server says that it is too long.
 */
import { element } from './elements.js';

const TOLD_FROM = 0.8; // of the most: nobody fills in a line for its length

function placeOf(control) {
  const next = control.nextElementSibling;
  if (next?.matches('.count')) return next;
  const made = element('span', { className: 'count' });
  control.after(made);
  return made;
}

function tell(control) {
  const most = Number(control.dataset.max);
  const { length } = [...control.value];
  const isOver = length > most;
  const place = placeOf(control);
  place.textContent = `${length}/${most} 字${isOver ? `，超出 ${length - most} 字` : ''}`;
  place.classList.toggle('over', isOver);
  place.setAttribute('aria-live', isOver ? 'polite' : 'off'); // not at every key
  place.hidden = control.localName !== 'textarea' && length < most * TOLD_FROM;
}

/** Counts in every text of the page that says how long it may be. */
export function startCounting() {
  document.querySelectorAll('[data-max]').forEach(tell);
  document.addEventListener('input', ({ target }) => {
    if (target.matches('[data-max]')) tell(target);
  });
}
