/**
 * Shows and hides questions while others are answered, by the same conditions that the server
 * evaluates. The server decides again on every save; without this script a page shows what
 * applied after the last one.
 */
import { compile } from './expression.js';
import { valueOf } from './answers.js';

/**
 * Shows and hides what carries a condition whenever something is typed below `target`; `read`
 * gives what conditions are asked with: the values, and the row where they are of one.
 */
export function watch(target, read) {
  const conditional = [...document.querySelectorAll('[data-when]')].map((part) => ({
    part,
    holds: compile(JSON.parse(part.dataset.when)),
  }));
  if (!conditional.length) return;

  const refresh = () => {
    // A question that disappears takes its answer out of the other conditions, so look again
    // until nothing changes; every pass decides at least one question for good.
    for (let pass = 0; pass <= conditional.length; pass += 1) {
      if (!applyOnce(conditional, read())) return;
    }
  };
  target.addEventListener('input', refresh);
  target.addEventListener('change', refresh);
  refresh();
}

function applyOnce(conditional, asked) {
  let changed = false;
  for (const { part, holds } of conditional) {
    const hidden = holds(...asked) !== true;
    if (part.hidden !== hidden) {
      part.hidden = hidden;
      changed = true;
    }
  }
  return changed;
}

/** Starts watching the page; `values` are the stored values of the whole application. */
export function watchConditions(values) {
  watch(document, () => {
    readForms(values);
    return [values];
  });
}

function readForms(values) {
  for (const form of document.querySelectorAll('[data-section]')) {
    const answers = { ...values[form.dataset.section] };
    for (const question of form.querySelectorAll('[data-field]')) {
      if (!question.querySelector('input, select, textarea')) continue; // shown, not asked
      const value = question.hidden ? null : valueOf(question);
      if (value !== undefined) answers[question.dataset.field] = value;
    }
    values[form.dataset.section] = answers;
  }
}
