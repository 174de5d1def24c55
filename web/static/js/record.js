/**
 * What improves the form of a record; the page works without it. Questions and proofs appear while
 * others are answered, by the same conditions that the server evaluates on the record's answers.
 */
import { compile } from './expression.js';
import { valueOf } from './answers.js';
import { startCascades } from './cascade.js';
import { settle, startKeeping } from './kept.js';
import { startSmallTables } from './small_table.js';
import { startUploads } from './upload.js';

function answersOf(form, stored) {
  const answers = { ...stored };
  for (const question of form.querySelectorAll('[data-field]')) {
    const value = question.hidden ? null : valueOf(question);
    if (value !== undefined) answers[question.dataset.field] = value;
  }
  return answers;
}

function watch(form, stored) {
  const conditional = [...document.querySelectorAll('[data-when]')].map((element) => ({
    element,
    holds: compile(JSON.parse(element.dataset.when)),
  }));
  const refresh = () => {
    // What disappears takes its answer out of other conditions: look again until nothing changes.
    for (let pass = 0; pass <= conditional.length; pass += 1) {
      const row = answersOf(form, stored);
      const changed = conditional.filter(({ element, holds }) => {
        const hidden = holds({}, row) !== true;
        const differs = element.hidden !== hidden;
        element.hidden = hidden;
        return differs;
      });
      if (!changed.length) return;
    }
  };
  if (!conditional.length) return;
  form.addEventListener('input', refresh);
  form.addEventListener('change', refresh);
  refresh();
}

const form = document.querySelector('form[data-record]');
const stored = document.getElementById('values');
settle();
startSmallTables();
startKeeping();
startCascades();
startUploads();
if (form) watch(form, stored ? JSON.parse(stored.textContent) : {});
document.querySelector('#summary')?.focus();
