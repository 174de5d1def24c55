/** The choice page: each answer narrows the questions after it, and 已选择 says what is chosen. */
const form = document.getElementById('choice');
const chosen = document.getElementById('chosen');
const { offers, branches, order } = JSON.parse(document.getElementById('offers').textContent);
const { level, offer, branch } = form.elements;

/** The offers that are left after the answers before `field`. */
function left(field) {
  const before = order.slice(0, order.indexOf(field));
  const answered = (name) => before.includes(name) && form.elements[name].value;
  return offers.filter((one) => (!answered('level') || one.level === level.value)
    && (!answered('offer') || one.value === offer.value)
    && (!answered('branch') || !branches.includes(branch.value) || one.branches.includes(branch.value)));
}

function fill(select, options) {
  const old = select.value;
  select.replaceChildren(new Option('请选择', ''), ...options.map(([value, name]) => {
    const option = new Option(name, value);
    option.dataset.name = name;
    return option;
  }));
  const kept = options.some(([value]) => value === old);
  select.value = kept ? old : options.length === 1 ? options[0][0] : '';
  select.disabled = false;
}

function fillBranches(names) {
  const list = document.getElementById('branches');
  list.replaceChildren(...names.map((name) => Object.assign(document.createElement('option'), { value: name })));
  document.getElementById('all-branches').textContent = names.join('、');
  branch.disabled = false;
}

function narrow() {
  for (const field of order) {
    const possible = left(field);
    if (field === 'level') fill(level, [...new Map(possible.map((one) => [one.level, one.level_name]))]);
    if (field === 'offer') fill(offer, possible.map((one) => [one.value, one.name]));
    if (field === 'branch') fillBranches(branches.filter((name) => possible.some((one) => one.branches.includes(name))));
  }
}

function show() {
  const mode = form.querySelector('input[name=mode]:checked')?.dataset.name;
  const title = offer.selectedOptions[0]?.dataset.name;
  const names = { mode, branch: branch.value.trim(), offer: title };
  const parts = order.map((field) => names[field]).filter(Boolean);
  chosen.textContent = parts.length ? parts.join(' - ') : '-';
}

/** With scripts the whole page can be sent at once. */
function open() {
  for (const id of ['confirm-later', 'send']) document.getElementById(id)?.removeAttribute('hidden');
  document.getElementById('narrow')?.remove();
  const hint = document.getElementById('branch-hint');
  if (hint && branch.dataset.waits) hint.textContent = '可输入关键字搜索';
}

open();
narrow();
show();
form.addEventListener('change', () => { narrow(); show(); });
form.addEventListener('input', show);
