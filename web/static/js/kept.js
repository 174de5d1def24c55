/**
 * Copies of what was typed, in the browser until the server has it: a session may expire, a save
 * may fail, a window may be closed.
 */
import { sentBy } from './answers.js';
import { drop, get, put } from './stored.js';

const SENT = 'zhiping:sent';

/** Keeps the typed texts, by name. */
export function keep(key, data) {
  put('localStorage', key, JSON.stringify(data));
}

export const forget = (key) => drop('localStorage', key);

/** Notes that a copy is on its way; the page that answers says whether it arrived. */
export const sending = (key) => put('sessionStorage', SENT, key);

/** Forgets the copy that was sent if this page shows that the server has it. */
export function settle() {
  const key = get('sessionStorage', SENT);
  drop('sessionStorage', SENT);
  if (key && document.querySelector('#content > .notice.good, [data-received]')) forget(key);
}

/** The texts of questions by the names of their controls. */
export function textsOf(questions) {
  const data = {};
  for (const question of questions) {
    for (const [name, text] of sentBy(question)) (data[name] ??= []).push(text);
  }
  return data;
}

/** The controls of a name; a short table gets the row that the name speaks of. */
function controlsOf(form, name) {
  const find = () => form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
  const [, table] = name.match(/^(.+)-\d+-/) ?? [];
  if (table && !find().length) {
    const row = form.querySelector(`[name^="${CSS.escape(table)}-"]`)?.closest('fieldset.row');
    row?.parentElement.querySelector(':scope > [data-add-row]')?.click();
  }
  return find();
}

/** Puts a kept copy back into its form; gives the questions that it answers. */
export function restore(form, key) {
  const questions = new Set();
  const data = JSON.parse(get('localStorage', key) ?? '{}');
  for (const [name, texts] of Object.entries(data)) {
    for (const control of controlsOf(form, name)) {
      if (control.type === 'radio') {
        control.checked = texts.at(-1) === control.value; // the first is sent when none is chosen
      } else if (control.type === 'checkbox') {
        control.checked = texts.includes(control.value);
      } else if (control.type !== 'hidden') {
        control.value = texts.at(-1);
      }
      const question = control.closest('[data-field]');
      if (question) questions.add(question);
    }
  }
  return questions;
}

/** Whether a control says something else than the page did when it came. */
function isChanged(control) {
  if (control.type === 'radio' || control.type === 'checkbox') {
    return control.checked !== control.defaultChecked;
  }
  return ['INPUT', 'TEXTAREA'].includes(control.tagName) && control.value !== control.defaultValue;
}

/** Keeps what is typed into forms that are saved only by their button. */
export function startKeeping() {
  for (const form of document.querySelectorAll('form[data-keep]')) {
    const key = `zhiping:${form.dataset.keep}`;
    const note = form.querySelector('[data-saved-at]');
    const kept = () => keep(key, textsOf(form.querySelectorAll('[data-field]')));
    const early = [...form.elements].some(isChanged); // typed before this script came
    if (restore(form, key).size) note.textContent = '已恢复上次未保存的内容';
    if (early) kept();
    form.addEventListener('input', kept);
    form.addEventListener('change', kept);
    form.addEventListener('submit', () => sending(key));
    form.querySelector('[data-forget]')?.addEventListener('click', () => forget(key));
  }
}
