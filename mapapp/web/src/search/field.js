// The search field: a combobox over facilities and incidents; its text can become the filter's.

import { el } from "../dom.js";
import { sentenceOf } from "../faults.js";
import { isPhone } from "../freearea.js";
import { countryName } from "../panel/parts.js";
import { createChip } from "./chip.js";
import { indexFacilities } from "./facilities.js";
import { wordsOf } from "./fold.js";
import { createMatcher, followText } from "./matches.js";
import { createResults } from "./results.js";

/** @import { Selection } from "../state.js" */
/** @import { Context } from "../types/page.d.ts" */

/** @typedef {Omit<import("./results.js").Hits, "text"|"facilities">} Told what is known of an answer */

/**
 * @param {Context} context
 * @param {(selection: Selection) => void} goTo
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
    type: "search", role: "combobox", placeholder: isPhone(context.map) ? "Search" : "Search incidents and facilities", "aria-label": "Search incidents and facilities", autocomplete: "off",
    "aria-controls": "search-list", "aria-expanded": "false", "aria-autocomplete": "list", spellcheck: "false",
    oninput: () => look(),
    onkeydown: (event) => press(event),
  });
  /** @type {AbortController|null} */
  let running = null;
  let isChosen = false; // Enter came before the first hit

  function look() {
    running?.abort();
    running = new AbortController();
    isChosen = false;
    const text = input.value.trim();
    const words = wordsOf(text);
    if (!words.length) return close();
    const facilities = findFacilities(words);
    results.first();
    open();
    /** @param {Told} answer */
    const tell = (answer) => show({ text, facilities, ...answer });
    const known = matcher.now(text);
    if (known) tell(known);
    else lookOn(text, tell, running.signal);
  }

  /**
   * Look block by block, and show what is found as it comes, once a frame.
   * @param {string} text
   * @param {(answer: Told) => void} tell
   * @param {AbortSignal} signal
   */
  function lookOn(text, tell, signal) {
    /** @type {Told} */
    let answer = { found: 0, heads: [], share: 0, unread: 0, problem: null };
    let waiting = 0;
    const draw = () => {
      waiting = 0;
      if (!signal.aborted) tell(answer);
    };
    /** @param {Told} next */
    const progress = (next) => {
      answer = next;
      waiting ||= requestAnimationFrame(draw);
    };
    draw();
    matcher.find(text, { signal, progress }).then(progress, (error) => progress({ ...answer, share: 1, unread: incidents.n, problem: sentenceOf(error) }));
  }

  /** @param {import("./results.js").Hits} hits */
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

  /** @param {KeyboardEvent} event */
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
  /** @param {FocusEvent & {currentTarget: HTMLElement, relatedTarget: Node|null}} event */
  const leave = (event) => event.currentTarget.contains(event.relatedTarget) || close();
  return el("div.search", { role: "search", onfocusout: leave, onfocusin: () => input.value.trim() && results.element.hidden && look() }, input, results.element, chip);
}

/**
 * @typedef {object} Pressed what a key can do
 * @property {ReturnType<typeof createResults>} results
 * @property {HTMLInputElement} input
 * @property {boolean} isOpen whether the list of results is
 * @property {() => void} close @property {() => void} look @property {() => void} wait
 */

/** What keys do; a key that does nothing answers false and stays the page's. @type {{[key: string]: ((pressed: Pressed) => unknown)|null}} */
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
