/** 已选择: shows what is chosen while it is chosen. */
const form = document.getElementById('choice');
const chosen = document.getElementById('chosen');

function show() {
  const mode = form.querySelector('input[name=mode]:checked')?.dataset.name;
  const offer = form.elements.offer.selectedOptions[0]?.dataset.name;
  const parts = [mode, form.elements.branch.value.trim(), offer].filter(Boolean);
  chosen.textContent = parts.length ? parts.join(' - ') : '-';
}

form.addEventListener('input', show);
show();
