/** A box that ticks every box of its form; it is made here, since it does nothing without a script. */
import { element } from './elements.js';

for (const form of document.querySelectorAll('form[data-choose-all]')) {
  const name = form.dataset.chooseAll || 'record';
  const boxes = [...form.querySelectorAll(`input[type=checkbox][name=${name}]`)];
  const all = element('input', { type: 'checkbox' });
  const label = element('label', { className: 'option' }, all, ' 全选本页');
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
  });
  form.querySelector('[data-choose-all-here]')?.prepend(label);
}
