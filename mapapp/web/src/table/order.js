// In which order rows stand. Pure. Orders by code and by key are stable; rows without a value come last both ways.

/**
 * The shown rows, latest first; undated ones last.
 * @param {Uint32Array} byDay all rows by their first day, undated ones last
 * @param {Uint8Array} mask 1 where shown
 * @param {number} shown how many are
 * @param {(row: number) => boolean} isUndated
 * @param {boolean} [isDescending]
 * @returns {Uint32Array}
 */
export function rowsByDay(byDay, mask, shown, isUndated, isDescending = true) {
  const rows = new Uint32Array(shown);
  let dated = byDay.length;
  while (dated && isUndated(byDay[dated - 1])) dated--;
  let next = 0;
  for (let i = 0; i < dated; i++) {
    const row = byDay[isDescending ? dated - 1 - i : i];
    if (mask[row]) rows[next++] = row;
  }
  for (let i = dated; i < byDay.length; i++) if (mask[byDay[i]]) rows[next++] = byDay[i];
  return rows;
}

/**
 * Order rows by what their codes stand for: counted, not compared.
 * @param {Uint32Array} rows
 * @param {ArrayLike<number>} codes by row
 * @param {(number|string|null)[]} keys by code; null is no value
 * @param {boolean} isDescending
 * @returns {Uint32Array}
 */
export function rowsByCode(rows, codes, keys, isDescending) {
  const slots = slotsOf(keys, isDescending);
  const starts = new Uint32Array(keys.length + 1);
  for (const row of rows) starts[slots[codes[row]] + 1]++;
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  const ordered = new Uint32Array(rows.length);
  for (const row of rows) ordered[starts[slots[codes[row]]]++] = row;
  return ordered;
}

/**
 * The place of each code among the codes; codes of equal keys share one.
 * @param {(number|string|null)[]} keys
 * @param {boolean} isDescending
 */
function slotsOf(keys, isDescending) {
  const compare = comparison(isDescending);
  const ordered = keys.map((key, code) => ({ key, code })).sort((a, b) => compare(a.key, b.key));
  const slots = new Uint32Array(keys.length);
  let slot = 0;
  ordered.forEach(({ key, code }, i) => {
    if (i && compare(ordered[i - 1].key, key)) slot++;
    slots[code] = slot;
  });
  return slots;
}

/** @param {boolean} isDescending @returns {(a: number|string|null, b: number|string|null) => number} */
export function comparison(isDescending) {
  const sign = isDescending ? -1 : 1;
  return (a, b) => {
    if (a === b) return 0;
    if (a === null) return 1;
    if (b === null) return -1;
    return a < b ? -sign : sign;
  };
}

const RUN = 512; // rows that are sorted at one go
const BREATH = 2048; // rows that are merged between two chances to stop

/**
 * Order rows by their keys in steps, so that the page can answer in between: runs, then merges of two.
 * @param {Uint32Array} rows
 * @param {(number|string|null)[]} keys by row
 * @param {boolean} isDescending
 * @returns {Generator<number, Uint32Array>} yields the share that is done
 */
export function* sortByKeys(rows, keys, isDescending) {
  const compare = comparison(isDescending);
  let from = new Uint32Array(rows.length);
  for (let start = 0; start < rows.length; start += RUN) {
    from.set(Array.from(rows.subarray(start, start + RUN)).sort((a, b) => compare(keys[a], keys[b])), start);
    yield 0;
  }
  let into = new Uint32Array(rows.length);
  for (let width = RUN; width < rows.length; width *= 2) {
    for (let start = 0; start < rows.length; start += 2 * width) yield* merge(from, into, start, width, (a, b) => compare(keys[a], keys[b]));
    [from, into] = [into, from];
  }
  return from;
}

/**
 * @param {Uint32Array} from
 * @param {Uint32Array} into
 * @param {number} start
 * @param {number} width
 * @param {(a: number, b: number) => number} compare
 * @returns {Generator<number, void>}
 */
function* merge(from, into, start, width, compare) {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let [a, b] = [start, middle];
  for (let i = start; i < end; i++) {
    into[i] = a < middle && (b >= end || compare(from[a], from[b]) <= 0) ? from[a++] : from[b++];
    if (i % BREATH === 0) yield end / from.length;
  }
}
