// The grid: an ARIA grid that holds only the rows in sight, with one focus that keys move.

import { button, el, fill } from "../dom.js";
import { sentenceOf } from "../faults.js";
import { incidentSymbol } from "../symbols.js";
import { HEAD, KEYS, WITH_CONTROL } from "./keys.js";
import { createScroll } from "./scroll.js";

/** @import { Sort } from "./arrangement.js" */
/** @import { TableColumn } from "./columns.js" */
/** @import { Context } from "../types/page.d.ts" */

const ROW = 30; // pixels, as in style/table.css
const ROW_COMPACT = 54;

/**
 * @param {Context} context
 * @param {{sort: (name: string) => void, select: (row: number) => void, copy: (row: number) => void, close: () => void, tell: (problem: string) => void}} actions
 */
export function createGrid(context, { sort, select, copy, close, tell }) {
  const { incidents } = context;
  const head = el("div.table-row.table-head", { role: "row", "aria-rowindex": 1 });
  const space = el("div.table-space", { role: "rowgroup" });
  const box = el("div.table-grid", { role: "grid", "aria-label": "Incidents shown on the map", "aria-readonly": "true", onkeydown: (event) => press(event) }, el("div.table-heads", { role: "rowgroup" }, head), space);
  /** @type {Map<number, HTMLElement>} */
  const drawn = new Map(); // index → element
  /** @type {Uint32Array} */
  let rows = new Uint32Array(0);
  /** @type {TableColumn[]} */
  let columns = [];
  /** @type {Sort} */
  let order = { name: "date", isDescending: true };
  let isCompact = false;
  let selected = -1;
  let active = { index: 0, column: 0 };
  let reading = 0;
  const scroll = createScroll(box, space, { rowHeight: () => (isCompact ? ROW_COMPACT : ROW), headHeight: () => head.offsetHeight, draw: () => draw(), rest: () => read() });

  function drawHead() {
    fill(head, columns.map(({ name, title }, i) => {
      const isSorted = name === order.name;
      const arrow = isSorted ? el("span.arrow", { "aria-hidden": "true" }, order.isDescending ? "▾" : "▴") : null;
      return el(`div.cell.cell-${name}`, { role: "columnheader", "aria-colindex": i + 1, "aria-sort": isSorted ? (order.isDescending ? "descending" : "ascending") : "none", title: `Sort by ${title.toLowerCase()}`, tabindex: -1, onclick: () => sort(name) }, el("span", {}, title), arrow);
    }));
  }

  /** @param {number} index */
  function drawRow(index) {
    const row = rows[index];
    const record = incidents.peek(row);
    const cells = columns.map((column, i) => {
      const text = column.text(context, row, record);
      const isUnread = text === null;
      const isLost = isUnread && (column.coded ? incidents.furtherProblem : incidents.problem(row)) !== null;
      const symbol = column.name === symbolColumn() ? incidentSymbol(incidents.kinds[incidents.kind[row]], incidents.standings[incidents.standing[row]], 18) : null;
      return el(`div.cell.cell-${column.name}${isLost ? ".is-lost" : isUnread ? ".is-unread" : ""}`, { role: "gridcell", "aria-colindex": i + 1, tabindex: -1, title: isUnread ? null : text }, symbol, el("span", {}, isLost ? "cannot be read" : isUnread ? "…" : text));
    });
    const element = el("div.table-row", { role: "row", "aria-rowindex": index + 2, "aria-selected": String(row === selected), onclick: () => { active.index = index; select(row); } }, cells);
    element.dataset.index = String(index);
    return element;
  }

  const symbolColumn = () => (isCompact ? "title" : "kind");

  /** Draw the rows in sight, and those alone; rows that were drawn stay. */
  function draw() {
    const { first, end } = scroll.range();
    const hadFocus = box.contains(document.activeElement);
    for (const [index, element] of drawn) {
      if (index >= first && index < end) continue;
      element.remove();
      drawn.delete(index);
    }
    for (let index = first; index < end; index++) {
      const row = drawn.get(index) ?? drawRow(index);
      if (!drawn.has(index)) {
        drawn.set(index, row);
        space.append(row);
      }
      row.style.transform = `translateY(${scroll.offset(index)}px)`;
    }
    keepFocus(hadFocus);
  }

  /** @param {boolean} [hadFocus] whether a cell has the focus, or had it before its heading was drawn anew */
  function redraw(hadFocus = box.contains(document.activeElement)) {
    space.replaceChildren();
    drawn.clear();
    draw();
    keepFocus(hadFocus);
  }

  /**
   * One cell takes the focus: the active one, or where it went out of sight, the nearest in sight.
   * @param {boolean} hadFocus
   */
  function keepFocus(hadFocus) {
    const { first, end } = scroll.range(0);
    if (active.index !== HEAD) active.index = Math.max(first, Math.min(end - 1, active.index));
    active.column = Math.min(active.column, columns.length - 1);
    box.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    const cell = activeCell();
    cell?.setAttribute("tabindex", "0");
    if (hadFocus && cell !== document.activeElement) cell?.focus({ preventScroll: true });
  }

  /** @returns {HTMLElement|undefined} */
  function activeCell() {
    const row = active.index === HEAD || !rows.length ? head : drawn.get(active.index);
    return /** @type {HTMLElement|undefined} */ (row?.children[active.column]);
  }

  /** @param {number} index @param {number} [column] */
  function moveTo(index, column = active.column) {
    active = { index: Math.max(HEAD, Math.min(rows.length - 1, index)), column: Math.max(0, Math.min(columns.length - 1, column)) };
    if (active.index !== HEAD) scroll.show(active.index);
    keepFocus(true);
    activeCell()?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {KeyboardEvent & {target: HTMLElement}} event */
  function press(event) {
    const index = Number(rowAround(event.target)?.dataset.index ?? HEAD);
    const act = (event.ctrlKey || event.metaKey ? WITH_CONTROL : KEYS)[event.key];
    if (!act || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act({ index, column: active.column, rows, page: scroll.page(), moveTo, close, copy, choose: () => (index === HEAD ? sort(columns[active.column].name) : select(rows[index])), lastColumn: columns.length - 1 });
  }

  /** Read the texts of the rows in sight, one block after another; scrolling on ends it. */
  async function read() {
    const turn = ++reading;
    const { first, end } = scroll.range(0);
    for (let index = first; index < end && turn === reading; index++) {
      if (incidents.peek(rows[index])) continue;
      const problem = await incidents.record(rows[index]).then(() => null, sentenceOf);
      if (turn !== reading) return;
      if (problem) tell(problem);
      refresh();
    }
  }

  /** Fill in what has been read since. */
  function refresh() {
    const hadFocus = box.contains(document.activeElement);
    for (const [index, element] of drawn) {
      if (!element.querySelector(".is-unread") || (!incidents.peek(rows[index]) && incidents.problem(rows[index]) === null)) continue;
      const next = drawRow(index);
      next.style.transform = element.style.transform;
      element.replaceWith(next);
      drawn.set(index, next);
    }
    keepFocus(hadFocus);
  }

  box.addEventListener("focusin", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const row = rowAround(target);
    if (row) active = { index: Number(row.dataset.index ?? HEAD), column: Math.max(0, [...row.children].findIndex((cell) => cell.contains(target))) };
  });

  return {
    element: box,
    redraw: () => redraw(),
    /** Show these rows in this order. @param {Uint32Array} next @param {Sort} sorted */
    setRows(next, sorted) {
      const hadFocus = box.contains(document.activeElement);
      rows = next;
      order = sorted;
      box.setAttribute("aria-rowcount", String(rows.length + 1));
      drawHead();
      scroll.resize(rows.length);
      redraw(hadFocus);
    },
    /** @param {TableColumn[]} next @param {boolean} compact */
    setColumns(next, compact) {
      const hadFocus = box.contains(document.activeElement);
      columns = next;
      isCompact = compact;
      box.setAttribute("aria-colcount", String(columns.length));
      box.classList.toggle("is-compact", compact);
      box.style.setProperty("--columns", columns.map(({ width, grows }) => (grows ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" "));
      box.style.setProperty("--table-width", compact ? "100%" : `${columns.reduce((sum, { width }) => sum + width, 0)}px`);
      drawHead();
      scroll.resize(rows.length);
      redraw(hadFocus);
    },
    /** Mark the selected row, and bring it into sight. @param {number} row */
    mark(row) {
      selected = row;
      const index = row < 0 ? -1 : rows.indexOf(row);
      if (index >= 0) {
        scroll.show(index);
        active.index = index;
      }
      for (const [at, element] of drawn) element.setAttribute("aria-selected", String(rows[at] === selected));
      keepFocus(box.contains(document.activeElement));
    },
    focus: () => activeCell()?.focus({ preventScroll: true }),
    resized: () => scroll.resize(rows.length),
    toTop: () => scroll.toTop(),
  };
}

/** @param {HTMLElement} element @returns {HTMLElement|null} */
function rowAround(element) {
  return element.closest(".table-row");
}
