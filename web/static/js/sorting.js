/** Dragging rows by their number; 上移 and 下移 beside them do the same, by keyboard too. */
const library = new URL('../vendor/sortablejs/sortable.js', import.meta.url);

function load() {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = library.href;
    script.addEventListener('load', () => done(window.Sortable));
    script.addEventListener('error', failed);
    document.head.append(script);
  });
}

async function store(list) {
  const data = new FormData();
  for (const row of list.querySelectorAll(':scope > [data-row]')) data.append('row', row.dataset.row);
  const headers = { 'X-CSRF-Token': list.dataset.token, 'X-Requested-With': 'fetch' };
  await fetch(list.dataset.sort, { method: 'POST', headers, body: data }).catch(() => null);
  window.location.reload(); // numbers and buttons as the server has them, whatever it answered
}

/** Lets the rows of every list that may be ordered be dragged. */
export async function startSorting() {
  const lists = document.querySelectorAll('[data-sort]');
  if (!lists.length) return;
  const Sortable = await load();
  for (const list of lists) {
    for (const handle of list.querySelectorAll('[data-handle]')) handle.title = '拖动调整顺序';
    Sortable.create(list, {
      handle: '[data-handle]',
      draggable: '[data-row]',
      ghostClass: 'is-dragged',
      animation: 120,
      onEnd: (event) => {
        if (event.oldIndex !== event.newIndex) store(list);
      },
    });
  }
}
