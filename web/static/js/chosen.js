/** Files that were chosen or dropped: said in our words, since browsers use those of their language. */
import { element } from './elements.js';

/** Says beside a file input which files were chosen. */
export function nameChosen(input) {
  const names = element('span', { className: 'chosen soft small' });
  names.setAttribute('aria-live', 'polite');
  const tell = () => {
    names.textContent = [...input.files].map((file) => file.name).join('、') || '未选择文件';
  };
  input.classList.add('sr-only');
  input.after(names);
  input.addEventListener('change', tell);
  tell();
}

/** Takes files that are dropped onto an element. */
export function chooseDropped(place, take) {
  const over = (is) => place.classList.toggle('is-over', is);
  for (const kind of ['dragenter', 'dragover']) {
    place.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes('Files')) return;
      event.preventDefault();
      over(true);
    });
  }
  place.addEventListener('dragleave', () => over(false));
  place.addEventListener('drop', (event) => {
    over(false);
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}
