/**
 * Reads what stands in a form as the values that conditions work on.
 *
 * Every question is wrapped in an element with data-field (its id) and data-value (the type that
 * expressions see: text, number, boolean, date, list, range).
 */

const orNull = (text) => (text === '' || text === undefined ? null : text);

const READ = {
  text: (sent) => orNull(sent.at(-1)?.trim()),
  date: (sent) => orNull(sent.at(-1)?.trim()),
  number: (sent) => {
    const text = orNull(sent.at(-1)?.trim().replaceAll(',', ''));
    const number = Number(text);
    return text === null || Number.isNaN(number) ? null : number;
  },
  boolean: (sent) => ({ true: true, false: false })[sent.at(-1)] ?? null,
  list: (sent) => sent.filter((text) => text !== ''),
  range: ([from, to]) => ({ from: orNull(from), to: orNull(to) }),
};

/** The names and texts that one question would send, in the order of the page. */
export function sentBy(question) {
  const found = [];
  for (const control of question.querySelectorAll('input, select, textarea')) {
    if (!control.name || control.disabled || control.type === 'file') continue;
    if ((control.type === 'radio' || control.type === 'checkbox') && !control.checked) continue;
    found.push([control.name, control.value]);
  }
  return found;
}

/** The value of one question for conditions; null when empty, undefined when they cannot use it. */
export function valueOf(question) {
  const read = READ[question.dataset.value];
  return read && read(sentBy(question).map(([, text]) => text));
}
