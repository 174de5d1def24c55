/** Elements that scripts make, and the windows that scripts open over a page. */

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/**
 * Opens a window over the page; the browser keeps the focus inside and lets Esc close it. It is
 * gone from the page once it is closed, and the focus is back on `opener`.
 */
export function openWindow(opener, className, titleText, ...children) {
  const title = element('h2', { textContent: titleText, id: `${className}-title` });
  const dialog = element('dialog', { className }, title, ...children);
  dialog.setAttribute('aria-labelledby', title.id);
  dialog.addEventListener('close', () => {
    dialog.remove();
    opener.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
