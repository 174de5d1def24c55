/** What improves the pages of accounts; each works without it. */
import { startCounting } from './counting.js';
import { watchConditions } from './visibility.js';

startCounting();
const stored = document.getElementById('values');
if (stored) watchConditions(JSON.parse(stored.textContent));

// A second click while the first is on its way is no second attempt.
for (const form of document.querySelectorAll('form[data-once]')) {
  const buttons = form.querySelectorAll('button');
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = '1';
    for (const button of buttons) button.setAttribute('aria-disabled', 'true');
  });
  addEventListener('pageshow', () => {
    delete form.dataset.sent;
    for (const button of buttons) button.removeAttribute('aria-disabled');
  });
}
document.querySelector('#summary')?.focus();
