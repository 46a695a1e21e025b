// Many marks on the map are one stop of the Tab key: arrow keys walk from mark to mark, by their places.

/** @type {{[key: string]: {along: "x"|"y", by: 1|-1}|null}} */
const WAYS = { __proto__: null, ArrowLeft: { along: "x", by: -1 }, ArrowRight: { along: "x", by: 1 }, ArrowUp: { along: "y", by: -1 }, ArrowDown: { along: "y", by: 1 } };

/**
 * @param {HTMLElement} group what holds the marks
 * @param {string} marks a selector
 * @returns {() => void} to be called when marks have come or gone
 */
export function createRoving(group, marks) {
  /** @type {string|undefined} */
  let current; // the key of the mark that Tab reaches
  const all = () => /** @type {HTMLElement[]} */ ([...group.querySelectorAll(marks)]);
  const refresh = () => {
    const found = all();
    const reached = found.find((one) => one.dataset.key === current) ?? found[0];
    for (const one of found) one.tabIndex = one === reached ? 0 : -1;
  };
  group.addEventListener("focusin", ({ target }) => {
    const key = /** @type {HTMLElement} */ (target).dataset.key;
    if (key === current) return;
    current = key;
    refresh();
  });
  group.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the map would move
    nextOf(all(), /** @type {HTMLElement} */ (event.target), way)?.focus();
  });
  return refresh;
}

/**
 * The mark that lies next eastwards, westwards, to the north or the south; each way leads through all of them.
 * @param {HTMLElement[]} marks
 * @param {HTMLElement} from
 * @param {{along: "x"|"y", by: 1|-1}} way
 */
function nextOf(marks, from, { along, by }) {
  const across = along === "x" ? "y" : "x";
  const placed = marks.map((mark) => ({ mark, place: mark.getBoundingClientRect() }));
  placed.sort((a, b) => a.place[along] - b.place[along] || a.place[across] - b.place[across]);
  return placed[placed.findIndex(({ mark }) => mark === from) + by]?.mark;
}
