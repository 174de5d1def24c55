/**
 * What improves the form of a record; the page works without it. Questions and proofs appear while
 * others are answered, by the same conditions that the server evaluates on the record's answers.
 */
import { valueOf } from './answers.js';
import { startCascades } from './cascade.js';
import { startCounting } from './counting.js';
import { settle, startKeeping } from './kept.js';
import { startSmallTables } from './small_table.js';
import { startUploads } from './upload.js';
import { watch } from './visibility.js';

function answersOf(form, stored) {
  const answers = { ...stored };
  for (const question of form.querySelectorAll('[data-field]')) {
    const value = question.hidden ? null : valueOf(question);
    if (value !== undefined) answers[question.dataset.field] = value;
  }
  return answers;
}

const form = document.querySelector('form[data-record]');
const stored = document.getElementById('values');
settle();
startSmallTables();
startKeeping();
startCounting();
startCascades();
startUploads();
const values = stored ? JSON.parse(stored.textContent) : {};
if (form) watch(form, () => [{}, answersOf(form, values)]);
document.querySelector('#summary')?.focus();
