/**
 * Narrows a select to what stands below the choice of another one. The page lists everything, in
 * groups named after the code above, so that it works without this script.
 */

function narrow(select, parent) {
  const above = parent.value;
  for (const option of select.querySelectorAll('option[data-below]')) {
    const fits = !above || option.dataset.below === above;
    option.hidden = !fits;
    option.disabled = !fits;
    if (!fits && option.selected) select.value = '';
  }
  for (const group of select.querySelectorAll('optgroup')) {
    group.hidden = [...group.children].every((option) => option.hidden);
  }
}

/** Enhances every select that has a parent on the page. */
export function startCascades() {
  for (const select of document.querySelectorAll('select[data-parent]')) {
    const parent = select.form?.elements.namedItem(select.dataset.parent);
    if (!parent) continue;
    parent.addEventListener('change', () => {
      narrow(select, parent);
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    narrow(select, parent);
  }
}
