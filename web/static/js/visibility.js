/**
 * Shows and hides questions while others are answered, by the same conditions that the server
 * evaluates. The server decides again on every save; without this script a page shows what
 * applied after the last one.
 */
import { compile } from './expression.js';
import { valueOf } from './answers.js';

/** Starts watching the page; `values` are the stored values of the whole application. */
export function watchConditions(values) {
  const conditional = [...document.querySelectorAll('[data-when]')].map((element) => ({
    element,
    holds: compile(JSON.parse(element.dataset.when)),
  }));
  if (!conditional.length) return;

  const refresh = () => {
    readForms(values);
    // A question that disappears takes its answer out of the other conditions, so look again
    // until nothing changes; every pass decides at least one question for good.
    for (let pass = 0; pass <= conditional.length; pass += 1) {
      if (!applyOnce(conditional, values)) return;
      readForms(values);
    }
  };
  document.addEventListener('input', refresh);
  document.addEventListener('change', refresh);
  refresh();
}

function applyOnce(conditional, values) {
  let changed = false;
  for (const { element, holds } of conditional) {
    const hidden = holds(values) !== true;
    if (element.hidden !== hidden) {
      element.hidden = hidden;
      changed = true;
    }
  }
  return changed;
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
