// What keys do in the grid.

export const HEAD = -1; // the row of headings

/**
 * @typedef {object} Pressed what a key is pressed on, and what it can do
 * @property {number} index @property {number} column @property {number} lastColumn @property {number} page rows in sight
 * @property {Uint32Array} rows
 * @property {(index: number, column?: number) => void} moveTo
 * @property {() => void} choose @property {() => void} close @property {(row: number) => void} copy
 *
 * @typedef {{[key: string]: ((pressed: Pressed) => void)|null}} Keys
 */

/** @type {Keys} */
export const KEYS = {
  __proto__: null,
  ArrowDown: ({ index, moveTo }) => moveTo(index + 1),
  ArrowUp: ({ index, moveTo }) => moveTo(index - 1),
  ArrowLeft: ({ index, column, moveTo }) => moveTo(index, column - 1),
  ArrowRight: ({ index, column, moveTo }) => moveTo(index, column + 1),
  PageDown: ({ index, page, moveTo }) => moveTo(index + page),
  PageUp: ({ index, page, moveTo }) => moveTo(Math.max(0, index - page)),
  Home: ({ index, moveTo }) => moveTo(index, 0),
  End: ({ index, lastColumn, moveTo }) => moveTo(index, lastColumn),
  Enter: ({ choose }) => choose(),
  " ": ({ choose }) => choose(),
  Escape: ({ close }) => close(),
};

/** Together with Ctrl, or ⌘. @type {Keys} */
export const WITH_CONTROL = {
  __proto__: null,
  Home: ({ moveTo }) => moveTo(0, 0),
  End: ({ rows, lastColumn, moveTo }) => moveTo(rows.length - 1, lastColumn),
  c: ({ index, rows, copy }) => (index === HEAD ? null : copy(rows[index])),
};
