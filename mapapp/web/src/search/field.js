// The search field: a combobox over facilities and incidents; its text can become the filter's.

import { el } from "../dom.js";
import { countryName } from "../panel/parts.js";
import { createChip } from "./chip.js";
import { indexFacilities } from "./facilities.js";
import { createMatcher, followText } from "./matches.js";
import { createResults } from "./results.js";
import { kernel } from "./scanners.js";

const LISTED = 12; // incidents whose titles are kept for the list

/**
 * @param {object} context
 * @param {(selection: object) => void} goTo
 * @returns {HTMLElement}
 */
export function createSearch(context, goTo) {
  const { state, records, incidents } = context;
  const matcher = createMatcher(incidents, records);
  const findFacilities = indexFacilities(records.facilities, (code) => countryName(context, code));
  const results = createResults(context, {
    choose(selection) {
      close();
      input.value = "";
      state.set({ selection });
      goTo(selection);
    },
    filter(text) {
      close();
      input.value = "";
      state.set({ filter: { ...state.get().filter, text } });
    },
  });
  const input = el("input", {
    type: "search", role: "combobox", placeholder: "Search incidents and facilities", "aria-label": "Search incidents and facilities", autocomplete: "off",
    "aria-controls": "search-list", "aria-expanded": "false", "aria-autocomplete": "list", spellcheck: "false",
    oninput: () => look(),
    onkeydown: (event) => press(event),
  });
  let running = null;
  let isChosen = false; // Enter came before the first hit

  function look() {
    running?.abort();
    running = new AbortController();
    isChosen = false;
    const text = input.value.trim();
    const words = kernel.wordsOf(text);
    if (!words.length) return close();
    const hits = { text, facilities: findFacilities(words), heads: [], incidents: 0, share: 1 };
    results.first();
    open();
    const mask = matcher.now(text);
    if (mask) show({ ...hits, ...headsOf(incidents, mask) });
    else lookOn(hits, running.signal);
  }

  /** Look block by block, and show what is found as it comes. */
  function lookOn(hits, signal) {
    const tell = (change) => signal.aborted || show(Object.assign(hits, change));
    tell({ share: 0 });
    const progress = ({ rows, heads, share }) => tell({ incidents: hits.incidents + rows.length, heads: [...hits.heads, ...heads].slice(0, LISTED), share });
    matcher.find(hits.text, { signal, progress }).catch((error) => tell({ share: 1, problem: error.message }));
  }

  function show(hits) {
    results.show(hits);
    input.setAttribute("aria-activedescendant", results.activeId() ?? "");
    if (isChosen && results.activeId()) results.choose();
  }

  function open() {
    results.element.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function close() {
    running?.abort();
    results.element.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-activedescendant", "");
  }

  function press(event) {
    const act = KEYS[event.key];
    if (!act) return;
    if (act({ results, input, isOpen: !results.element.hidden, close, look, wait: () => (isChosen = true) }) === false) return;
    event.preventDefault();
    event.stopPropagation();
    input.setAttribute("aria-activedescendant", results.activeId() ?? "");
  }

  const { element: chip, tell } = createChip(context);
  followText(context, matcher, tell);
  const leave = (event) => event.currentTarget.contains(event.relatedTarget) || close();
  return el("div.search", { role: "search", onfocusout: leave, onfocusin: () => input.value.trim() && results.element.hidden && look() }, input, results.element, chip);
}

/** What keys do; a key that does nothing answers false and stays the page's. */
const KEYS = {
  __proto__: null,
  ArrowDown: ({ results, isOpen, look }) => (isOpen ? results.step(1) : look()),
  ArrowUp: ({ results, isOpen }) => (isOpen ? results.step(-1) : false),
  Enter: ({ results, isOpen, wait }) => (!isOpen ? false : results.activeId() ? results.choose() : wait()),
  Escape({ input, close, isOpen }) {
    if (!isOpen && !input.value) return false;
    if (!isOpen) input.value = "";
    close();
    return true;
  },
};

/** The found incidents that are listed, latest first (undated ones are before any day), and how many there are. */
function headsOf(store, mask) {
  const rows = [];
  for (let row = 0; row < mask.length; row++) if (mask[row]) rows.push(row);
  const listed = rows.toSorted((a, b) => store.firstDay[b] - store.firstDay[a]).slice(0, LISTED);
  return { incidents: rows.length, heads: listed.map((row) => ({ row, ...headOf(store.peek(row)) })) };
}

function headOf(record) {
  return { id: record?.id, title: record?.title, start: record?.start };
}
