// The table of what is shown: the map's incidents as rows, which is also how a screen reader reads them.

import { button, el, fill } from "../dom.js";
import { sentenceOf } from "../faults.js";
import { number } from "../format.js";
import { selectRow } from "../lookups.js";
import { NO_FILTER } from "../state.js";
import { arrange, isTooMuch } from "./arrangement.js";
import { createBar, createStatus } from "./bar.js";
import { columnOf, COLUMNS, SHOWN_COMPACT, SHOWN_FIRST } from "./columns.js";
import { tabLine } from "./csv.js";
import { createGrid } from "./grid.js";
import { holdingInWords, shownInWords } from "../view/holding.js";
import { copyText, saveFile, textToCopy } from "./handover.js";
import { csvFile, eachRecord, MOST_SORTED } from "./work.js";

/** @import { State } from "../state.js" */
/** @import { Sort } from "./arrangement.js" */
/** @import { Context } from "../types/page.d.ts" */

const NARROW = 560; // pixels of the table below which rows have two lines
const MOST_COPIED = 20_000; // rows
const LATEST_FIRST = { name: "date", isDescending: true };

/**
 * Put the table's switch into the toolbar and the table over the map.
 * @param {Context} context
 * @param {HTMLElement} root
 */
export function createTable(context, root) {
  const { state, incidents } = context;
  /** @type {Sort} */
  let sort = LATEST_FIRST;
  let columns = SHOWN_FIRST;
  /** @type {Uint32Array} */
  let rows = new Uint32Array(0);
  let selected = -1;
  let isWaiting = false;

  const status = createStatus();
  const bar = createBar({ copyRow: () => trying(copy([selected])), copyAll: () => trying(copy(rows)), save: () => trying(save()), halve, close, choose(names) { columns = names; layOut(); } }, columns);
  const grid = createGrid(context, { sort: sortBy, select: (row) => selectRow(context, row), copy: (row) => trying(copy([row])), close, tell });
  const empty = el("div.table-empty", { hidden: true });
  const byHand = el("div");
  const table = el("section.table", { "aria-label": "Table of the incidents shown", hidden: true, onkeydown: (event) => leave(event) }, bar.element, status.element, byHand, empty, grid.element);
  const toggle = button("Table", () => (table.hidden ? open() : close()), { class: "tool", "aria-pressed": "false", "aria-keyshortcuts": "T", title: "Table of the incidents shown (T)" });

  function open() {
    table.hidden = false;
    root.classList.add("shows-table");
    toggle.setAttribute("aria-pressed", "true");
    layOut();
    const more = incidents.more().then(() => null, sentenceOf);
    arrangeNow().then(async () => {
      mark(state.get());
      grid.focus();
      const problem = await more;
      grid.redraw();
      if (problem) tell(problem);
    });
  }

  /** Say what cannot be read, where nothing else is being said. @param {string} problem */
  function tell(problem) {
    if (status.element.hidden) status.tell(problem);
  }

  function close() {
    table.hidden = true;
    root.classList.remove("shows-table");
    toggle.setAttribute("aria-pressed", "false");
    fill(byHand);
    toggle.focus();
  }

  /** @param {KeyboardEvent} event */
  function leave(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  }

  function halve() {
    bar.isHalf(root.classList.toggle("has-half-table"));
  }

  function layOut() {
    const isCompact = table.clientWidth < NARROW;
    const names = isCompact ? SHOWN_COMPACT : COLUMNS.map(({ name }) => name).filter((name) => columns.includes(name));
    grid.setColumns(names.map(columnOf), isCompact);
  }

  /** @param {string} name */
  function sortBy(name) {
    const wanted = { name, isDescending: sort.name === name ? !sort.isDescending : name === "date" };
    if (isTooMuch(context, wanted)) {
      const { title } = columnOf(name);
      status.tell(`To sort by ${title.toLowerCase()} the text of every row is read. That is offered for up to ${number(MOST_SORTED)} rows: filter first, by date, kind, standing or text.`);
      return;
    }
    sort = wanted;
    arrangeNow().then(() => grid.toTop());
  }

  /** Put the rows in order; where that needs what cannot be read, in the order of days. */
  async function arrangeNow() {
    if (isTooMuch(context, sort)) sort = LATEST_FIRST;
    bar.count(incidents.shown, shownInWords(context));
    const wanted = sort;
    try {
      const ordered = await status.run("Sorting", (watched) => arrange(context, wanted, watched));
      if (!ordered) return;
      rows = ordered;
      grid.setRows(rows, sort);
      tellEmpty();
    } catch (error) {
      if (wanted === LATEST_FIRST) throw error;
      if (sort !== wanted) return;
      sort = LATEST_FIRST;
      await arrangeNow();
      status.tell(`These rows cannot be sorted by ${columnOf(wanted.name).title.toLowerCase()}. ${sentenceOf(error)}`);
    }
  }

  function tellEmpty() {
    empty.hidden = rows.length > 0;
    grid.element.hidden = !empty.hidden;
    if (empty.hidden) return;
    const showAll = button("Show all", () => state.set({ filter: NO_FILTER }), { class: "link" });
    fill(empty, incidents.n ? el("p", {}, "No incident matches the filter. Widen the dates, switch kinds or standings on in the legend, or choose ", showAll, ".") : el("p", {}, context.doc.holds ? `${holdingInWords(context.doc)} None of them stands in this table.` : "This dataset holds no incidents. Facilities are found by the search."));
  }

  /**
   * Mark the selected row; the state is told of it anew where the row of an id is found later.
   * @param {Pick<State, "selection">} state
   */
  function mark({ selection }) {
    selected = selection?.type === "incident" ? (selection.row ?? -1) : -1;
    bar.canCopyRow(selected >= 0);
    if (!table.hidden) grid.mark(selected);
  }

  /** Rows are handed over whole or not at all: say what cannot be read. @param {Promise<void>} work */
  function trying(work) {
    work.catch((error) => status.tell(`These rows cannot be handed over. ${sentenceOf(error)}`));
  }

  /** Say why nothing is handed over where something may not be passed on; exports leave it out. */
  function staysHere() {
    const { stays_here: [why] } = context.doc;
    if (why) status.tell(`Nothing is copied or saved from here; exported files leave out what may not be passed on. ${why}`);
    return Boolean(why);
  }

  /** @param {ArrayLike<number>} which */
  async function copy(which) {
    if (staysHere()) return;
    if (which.length > MOST_COPIED) {
      status.tell(`The clipboard takes up to ${number(MOST_COPIED)} rows here. Save these as CSV instead.`);
      return;
    }
    const shown = COLUMNS.filter(({ name }) => columns.includes(name));
    /** @type {Map<number, string>} */
    const lines = new Map();
    const done = await status.run("Copying", (watched) => eachRecord(incidents, Uint32Array.from(which).toSorted(), (record, row) => {
      lines.set(row, tabLine(shown.map((column) => column.text(context, row, record))));
    }, watched).then(() => true));
    if (!done) return;
    const text = [tabLine(shown.map(({ title }) => title)), ...Array.from(which, (row) => lines.get(row))].join("\n");
    if (await copyText(text)) status.tell(which.length === 1 ? "Copied the row." : `Copied ${number(which.length)} rows.`);
    else fill(byHand, textToCopy(text, () => fill(byHand)));
  }

  async function save() {
    if (staysHere()) return;
    const file = await status.run("Writing the file", (watched) => csvFile(context, rows, watched));
    if (!file) return;
    saveFile(file, "incidents.csv");
    status.tell(`Saved ${number(rows.length)} rows as incidents.csv${rows.length > MOST_SORTED ? ", in the order of this file; sort them where you open it" : ""}.`);
  }

  /** Follow the filter, once for all changes between two frames. */
  function followFilter() {
    if (table.hidden || isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      arrangeNow();
    });
  }

  root.querySelector(".toolbar")?.append(toggle);
  root.append(table);
  new ResizeObserver(() => { if (!table.hidden) layOut(); }).observe(table);
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "t" || event.ctrlKey || event.metaKey || event.altKey || isTyped(/** @type {HTMLElement} */ (event.target))) return;
    event.preventDefault();
    toggle.click();
  });
  state.watch(["filter", "viewpoint", "language"], followFilter);
  state.watch(["selection"], mark);
  return { open };
}

/** Whether keys are written where they are pressed. @param {HTMLElement} target */
function isTyped(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}
