/** Keys of reviewers: J and K walk through the list, N opens the next application, O goes to the
 * opinion. They can be turned off (WCAG 2.1.4), and do nothing while somebody types. */
import { element } from './elements.js';

const OFF = 'review-keys-off';
const list = document.querySelector('[data-review-keys]');
const help = document.querySelector('[data-review-keys-help]');
const rows = [...(list?.querySelectorAll('tbody tr') ?? [])].map((row) =>
  row.querySelector('td:last-child a'),
);

function isOff() {
  try {
    return localStorage.getItem(OFF) === '1';
  } catch {
    return false;
  }
}

function turn(off) {
  try {
    localStorage.setItem(OFF, off ? '1' : '0');
  } catch {
    // a browser that keeps nothing: they stay on
  }
}

function walk(step) {
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
}

const KEYS = {
  j: () => walk(1),
  k: () => walk(-1),
  n: () => document.querySelector('[data-next]')?.click(),
  o: () => document.getElementById('opinion')?.focus(),
};

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, select, textarea, [contenteditable]');
  if (typing && event.target.type !== 'checkbox') return;
  if (event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  const act = KEYS[event.key.toLowerCase()];
  if (act) {
    event.preventDefault();
    act();
  }
});

if (help) {
  const box = element('input', { type: 'checkbox', checked: !isOff() });
  box.addEventListener('change', () => turn(!box.checked));
  const said = list
    ? ' 快捷键：J 下一行，K 上一行，回车打开'
    : ' 快捷键：N 下一件，O 填写审核意见';
  help.append(element('label', { className: 'option' }, box, said));
  help.hidden = false;
}
