// Which rows are in sight. Browsers limit how tall an element can be, so beyond that limit the scroll is scaled: small
// steps stay true, and a drag of the scroll bar goes through the whole table.

export const TALLEST = 8_000_000; // pixels; Firefox lays out 17 million, Chromium 33 million

/**
 * @typedef {object} Size
 * @property {number} total pixels that all rows would take
 * @property {number} height pixels that the scrolled element takes
 * @property {number} view pixels in sight
 *
 * @param {number} count @param {number} rowHeight @param {number} view
 * @returns {Size}
 */
export function sizeOf(count, rowHeight, view) {
  const total = count * rowHeight;
  return { total, height: Math.min(total, TALLEST), view };
}

/**
 * The pixel of all rows that is on top after the element was scrolled.
 * @param {{top: number, scrollTop: number}} before
 * @param {number} scrollTop
 * @param {Size} size
 */
export function follow(before, scrollTop, size) {
  const { total, height, view } = size;
  if (total === height) return scrollTop;
  if (scrollTop <= 0) return 0;
  if (scrollTop >= height - view) return total - view;
  const step = scrollTop - before.scrollTop;
  if (Math.abs(step) < 2 * view) return Math.max(0, Math.min(total - view, before.top + step));
  return (scrollTop / (height - view)) * (total - view);
}

/**
 * Where the element is scrolled to for a pixel of all rows to be on top.
 * @param {number} top
 * @param {Size} size
 */
export function anchor(top, { total, height, view }) {
  if (total === height || total <= view) return top;
  return (top / (total - view)) * (height - view);
}

/**
 * The rows in sight, with some spare ones around.
 * @param {number} top @param {Size} size @param {number} rowHeight @param {number} [spare] rows
 * @returns {{first: number, end: number}}
 */
export function rowsInSight(top, { total, view }, rowHeight, spare = 4) {
  const count = Math.round(total / rowHeight);
  return { first: Math.max(0, Math.floor(top / rowHeight) - spare), end: Math.min(count, Math.ceil((top + view) / rowHeight) + spare) };
}

/**
 * The pixel on top by which a row is in sight, moved as little as can be.
 * @param {number} row @param {number} top @param {Size} size @param {number} rowHeight
 */
export function topShowing(row, top, { total, view }, rowHeight) {
  const start = row * rowHeight;
  const wanted = start < top ? start : start + rowHeight > top + view ? start + rowHeight - view : top;
  return Math.max(0, Math.min(wanted, total - view));
}
