/** The browser's stores. A full or forbidden one only means that nothing is kept there. */

export function put(store, key, text) {
  try {
    window[store].setItem(key, text);
  } catch {
    // nothing is kept
  }
}

export function drop(store, key) {
  try {
    window[store].removeItem(key);
  } catch {
    // nothing was kept
  }
}

export function get(store, key) {
  try {
    return window[store].getItem(key);
  } catch {
    return null;
  }
}
