/** A box that ticks every box of its form; it is made here, since it does nothing without a script. */
import { element } from './elements.js';

for (const form of document.querySelectorAll('form[data-choose-all]')) {
  const name = form.dataset.chooseAll || 'record';
  const boxes = [...form.querySelectorAll(`input[type=checkbox][name=${name}]`)];
  const places = [...form.querySelectorAll('[data-choose-all-here]')];
  const all = places.map(() => element('input', { type: 'checkbox' }));
  places.forEach((place, at) => {
    const brief = place.dataset.chooseAllHere === 'brief'; // before a heading, only read aloud
    const said = element('span', { className: brief ? 'sr-only' : '' }, ' 全选本页');
    place.prepend(element('label', { className: 'option' }, all[at], said));
    all[at].addEventListener('change', () => {
      for (const box of [...boxes, ...all]) box.checked = all[at].checked;
    });
  });
}
