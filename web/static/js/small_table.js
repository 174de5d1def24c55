/** A short table inside a form: adds empty rows. Without this script there is always one. */
import { element } from './elements.js';

function addRow(table) {
  const rows = table.querySelectorAll(':scope > fieldset.row');
  const last = rows[rows.length - 1];
  const added = last.cloneNode(true);
  const index = rows.length - 1;
  for (const control of added.querySelectorAll('[name]')) {
    control.name = control.name.replace(`-${index}-`, `-${index + 1}-`);
  }
  for (const part of added.querySelectorAll('[id], [for]')) {
    for (const attribute of ['id', 'for']) {
      const value = part.getAttribute(attribute);
      if (value) part.setAttribute(attribute, value.replace(`-${index + 1}-`, `-${index + 2}-`));
    }
  }
  for (const control of added.querySelectorAll('input, select, textarea')) {
    if (control.type === 'checkbox' || control.type === 'radio') control.checked = false;
    else control.value = '';
  }
  for (const count of added.querySelectorAll('.count')) count.remove();
  for (const old of added.querySelectorAll('[name$="-id"], [name$="-remove"]')) {
    (old.closest('label') ?? old).remove();
  }
  added.querySelector('legend').textContent = `第 ${rows.length + 1} 行`;
  last.after(added);
  added.querySelector('input, select, textarea')?.focus();
}

/** Gives every short table of the page a button that adds a row. */
export function startSmallTables() {
  for (const row of document.querySelectorAll('fieldset.row:last-of-type')) {
    const table = row.parentElement;
    const button = element('button', { type: 'button', className: 'slim', textContent: '+ 再加一行' });
    button.dataset.addRow = '';
    button.addEventListener('click', () => addRow(table));
    table.append(button);
  }
}
