/**
 * Runs the conditions of a plan in the browser: the twin of engine/rules/evaluate.py.
 *
 * `compile(tree)` takes the JSON tree that engine/rules/browser.py writes and returns a function of
 * (values, row), made of closures: no eval, so that a strict Content-Security-Policy can stay.
 * Empty is null. tests/engine/rules/test_browser.py holds the two interpreters together.
 */

const LIMIT = 1e15;       // numbers.py: larger results of a calculation are not exact
const TOLERANCE = 1e-9;   // numbers.py: calculated numbers that differ by less are equal

const orNull = (value) => (value === undefined ? null : value);
const withinLimit = (number) => (number >= -LIMIT && number <= LIMIT ? number : null);

// ---- dates are ISO text, `2022-06-01` ----

const pad = (number, width) => String(number).padStart(width, '0');
const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysInMonth = (year, month) =>
  month === 2 && isLeap(year) ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
const parts = (day) => [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
const isYear = (year) => year >= 1 && year <= 9999;

/** `day` moved by months, then days; null beyond the years 1 to 9999. */
function shift(day, months, days) {
  let [year, month, ofMonth] = parts(day);
  const moved = month - 1 + months;
  year += Math.floor(moved / 12);
  month = moved - Math.floor(moved / 12) * 12 + 1;
  if (!isYear(year)) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, Math.min(ofMonth, daysInMonth(year, month)) + days);
  year = date.getUTCFullYear();
  if (!isYear(year)) return null;
  return `${pad(year, 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

/** The most months that can be added to `start` without passing `end`. */
function wholeMonths(start, end) {
  const [fromYear, fromMonth, fromDay] = parts(start);
  const [year, month, day] = parts(end);
  const last = Math.min(fromDay, daysInMonth(year, month));
  return (year - fromYear) * 12 + month - fromMonth - (day < last ? 1 : 0);
}

const wholeYears = (start, end) => Math.floor(wholeMonths(start, end) / 12);

/** To the nearest whole number, halves away from zero. */
const round = (number) => Math.sign(number) * Math.floor(Math.abs(number) + 0.5);

/** Texts count code points, as people count characters; lists count members. */
function length(value) {
  if (value === null) return 0;
  return typeof value === 'string' ? [...value].length : value.length;
}

// ---- a citizen's identity number (identity.py) ----

const IDENTITY = /^[0-9]{17}[0-9X]$/;

/** The day of birth at digits 7 to 14, null if there is no such day. */
function idBirthDate(number) {
  if (!IDENTITY.test(number)) return null;
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)];
  if (Number(year) < 1 || Number(month) < 1 || Number(month) > 12) return null;
  if (Number(day) < 1 || Number(day) > daysInMonth(Number(year), Number(month))) return null;
  return `${year}-${month}-${day}`;
}

const idGender = (number) => (IDENTITY.test(number) ? (Number(number[16]) % 2 ? '1' : '2') : null);

// ---- words of the tree ----

const ORDER = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
const ROUGH = {
  '~==': (difference) => Math.abs(difference) <= TOLERANCE,
  '~!=': (difference) => Math.abs(difference) > TOLERANCE,
  '~<': (difference) => difference < -TOLERANCE,
  '~<=': (difference) => difference <= TOLERANCE,
  '~>': (difference) => difference > TOLERANCE,
  '~>=': (difference) => difference >= -TOLERANCE,
};
const CALCULATE = {
  '+': (a, b) => withinLimit(a + b),
  '-': (a, b) => withinLimit(a - b),
  '*': (a, b) => withinLimit(a * b),
  '/': (a, b) => (b === 0 ? null : withinLimit(a / b)),
};
const FUNCTIONS = {
  year: (day) => Number(day.slice(0, 4)),
  round,
  abs: Math.abs,
  month: (month) => (month.length === 7 ? `${month}-01` : month),
  whole_years: wholeYears,
  whole_months: wholeMonths,
  id_birth_date: idBirthDate,
  id_gender: idGender,
};

/** A function of one or two values, empty if one of them is. */
function lifted(apply, [first, second]) {
  const one = compile(first);
  if (second === undefined) {
    return (values, row) => {
      const a = one(values, row);
      return a === null ? null : apply(a);
    };
  }
  const two = compile(second);
  return (values, row) => {
    const a = one(values, row);
    const b = two(values, row);
    return a === null || b === null ? null : apply(a, b);
  };
}

function compare(holds, left, right) {
  const one = compile(left);
  const two = compile(right);
  return (values, row) => {
    const a = one(values, row);
    const b = two(values, row);
    return a !== null && b !== null && holds(a, b);
  };
}

function compareRoughly(word, left, right) {
  const holds = ROUGH[word];
  const one = compile(left);
  const two = compile(right);
  return (values, row) => {
    const a = one(values, row);
    const b = two(values, row);
    if (a === null || b === null) return word === '~==' ? a === b : word === '~!=' && a !== b;
    return holds(a - b);
  };
}

const WORDS = {
  value: (value) => () => value,
  row: (name) => (values, row) => orNull(row[name]),
  get: (section, name) =>
    name === undefined
      ? (values) => orNull(values[section])
      : (values) => orNull(values[section]?.[name]),
  end: (of, key) => {
    const range = compile(of);
    return (values, row) => orNull(range(values, row)?.[key]);
  },
  lookup: (of, table) => {
    const code = compile(of);
    const found = new Map(Object.entries(table));
    return (values, row) => orNull(found.get(code(values, row)));
  },
  true: (of) => {
    const flag = compile(of);
    return (values, row) => flag(values, row) === true;
  },
  not: (of) => {
    const denied = compile(of);
    return (values, row) => !denied(values, row);
  },
  and: (...terms) => {
    const all = terms.map(compile);
    return (values, row) => all.every((term) => term(values, row));
  },
  or: (...terms) => {
    const any = terms.map(compile);
    return (values, row) => any.some((term) => term(values, row));
  },
  '==': (left, right) => {
    const [one, two] = [compile(left), compile(right)];
    return (values, row) => one(values, row) === two(values, row);
  },
  '!=': (left, right) => {
    const [one, two] = [compile(left), compile(right)];
    return (values, row) => one(values, row) !== two(values, row);
  },
  in: (of, members) => {
    const member = compile(of);
    const legal = new Set(members);
    return (values, row) => legal.has(member(values, row));
  },
  has: (many, of) => {
    const [chosen, choice] = [compile(many), compile(of)];
    return (values, row) => (chosen(values, row) ?? []).includes(choice(values, row));
  },
  shift: (of, months, days) => lifted((day) => shift(day, months, days), [of]),
  len: (of) => {
    const measured = compile(of);
    return (values, row) => length(measured(values, row));
  },
};

// ---- one pass over the rows of a list ----

/** The rows of a list, or of `section.field` the rows inside its rows or its form (nested.py). */
function rowsOf(list) {
  const [outer, inner] = list.split('.');
  if (inner === undefined) return (values) => values[outer] ?? [];
  return (values) => {
    const around = values[outer] ?? [];
    if (!Array.isArray(around)) return around[inner] ?? [];
    return around.flatMap((row) => (row[inner] ?? []).map((member) => ({ ...row, ...member })));
  };
}

function rowsWhere(list, where) {
  const rows = rowsOf(list);
  if (where === null) return rows;
  const holds = compile(where);
  return (values) => rows(values).filter((row) => holds(values, row));
}

function extreme(isBetter) {
  return (found) => found.reduce((best, value) => (isBetter(value, best) ? value : best));
}

const REDUCE = {
  count: (found) => found.length,
  sum: (found) => withinLimit(found.reduce((total, number) => total + number, 0)),
  min: extreme((value, best) => value < best),
  max: extreme((value, best) => value > best),
};
const OF_NONE = { count: 0, sum: 0, min: null, max: null };

const AGGREGATES = {
  any: (rows) => (values) => rows(values).length > 0,
  all: (rows, holds) => (values) => rows(values).every((row) => holds(values, row)),
  first: (rows, value) => (values) => {
    const [row] = rows(values);
    return row === undefined ? null : value(values, row);
  },
};

function aggregate(word, list, value, where) {
  const rows = rowsWhere(list, where);
  const valueOf = value === null ? null : compile(value);
  if (AGGREGATES[word]) return AGGREGATES[word](rows, valueOf);
  if (valueOf === null) return (values) => rows(values).length;
  return (values) => {
    const found = rows(values)
      .map((row) => valueOf(values, row))
      .filter((member) => member !== null);
    return found.length ? REDUCE[word](found) : OF_NONE[word];
  };
}

/**
 * The function (values, row) of a tree.
 *
 * @param {Array} tree as written by `engine.rules.browser.to_browser`
 * @returns {(values: object, row?: object) => *} null for empty; conditions give true or false
 */
export function compile(tree) {
  const [word, ...rest] = tree;
  if (Object.hasOwn(WORDS, word)) return WORDS[word](...rest);
  if (Object.hasOwn(ORDER, word)) return compare(ORDER[word], ...rest);
  if (Object.hasOwn(ROUGH, word)) return compareRoughly(word, ...rest);
  if (Object.hasOwn(CALCULATE, word)) return lifted(CALCULATE[word], rest);
  if (Object.hasOwn(FUNCTIONS, word)) return lifted(FUNCTIONS[word], rest);
  return aggregate(word, ...rest);
}
