/** Dragging rows by their number; 上移 and 下移 beside them do the same, by keyboard too. */
import { loadScript } from './libraries.js';

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
  try {
    await loadScript('vendor/sortablejs/sortable.js');
  } catch {
    return; // 上移 and 下移 stay
  }
  for (const list of lists) {
    for (const handle of list.querySelectorAll('[data-handle]')) handle.title = '拖动调整顺序';
    window.Sortable.create(list, {
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
