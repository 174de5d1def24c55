/** Scripts and styles of others, fetched when a page needs them first. */
import { element } from './elements.js';

const folder = new URL('../', import.meta.url);

export function addStyles(path) {
  document.head.append(element('link', { rel: 'stylesheet', href: new URL(path, folder).href }));
}

/** Settles when the script has run; fails where it cannot be fetched. */
export function loadScript(path) {
  return new Promise((done, failed) => {
    const script = element('script', { src: new URL(path, folder).href });
    script.addEventListener('load', done);
    script.addEventListener('error', failed);
    document.head.append(script);
  });
}
