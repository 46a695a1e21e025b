// The lists beside the map by which a reader filters. What is chosen goes to the map at once, and then to Python: the
// map need not wait until the page is drawn anew. Texts come from data and are written as text.

const FEW = 8; // entries that are shown before a reader asks for more
const OPEN = 2; // lists that stand open at first

/** One set of lists for each place where the component is mounted. */
const places = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const facets = places.get(parentElement) ?? createFacets(parentElement.querySelector(".facets"));
  places.set(parentElement, facets);
  facets.build(data.lists);
  if (!isOld(data, setTriggerValue)) facets.show(data.lists);
}

function createFacets(box) {
  const facets = { build, show };
  let [built, groups] = [null, []];

  /** Build the lists, where they are not those that are there. */
  function build(lists) {
    const text = JSON.stringify(lists.map(({ name, label, choices }) => [name, label, choices]));
    if (text === built) return;
    built = text;
    groups = lists.map((list, place) => createGroup(list, place < OPEN, (chosen) => choose(list.name, chosen)));
    box.replaceChildren(...groups.map(({ element }) => element));
    show(lists);
  }

  function show(lists) {
    for (const [place, { chosen, is_none: isNone }] of lists.entries()) groups[place].show(chosen, isNone);
  }

  function choose(name, chosen) {
    window.dispatchEvent(new CustomEvent(CHOSEN, { detail: { [name]: chosen.length ? chosen : null } }));
    tell({ [name]: chosen });
  }

  return facets;
}

function createGroup({ label, choices }, isOpen, onChosen) {
  const most = Math.max(1, ...choices.map(({ count }) => count ?? 0));
  const entries = choices.map((choice) => createEntry(choice, most));
  const said = el("span", "facet-said");
  const note = el("p", "facet-note", "Everything is switched off in the map’s legend.");
  const clear = button("Clear", () => take([]));
  const more = button(`Show ${choices.length - FEW} more`, () => {
    list.classList.add("is-whole");
    more.remove();
    entries[FEW].input.focus();
  });
  const list = el("div", "facet-list", ...entries.map(({ element }) => element));
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", label);
  const foot = el("div", "facet-foot", ...(choices.length > FEW ? [more] : []), clear);
  const element = el("details", "facet", el("summary", "", el("span", "facet-label", label), said), note, list, foot);
  element.open = isOpen;

  const read = () => entries.filter(({ input }) => input.checked).map(({ input }) => input.value);
  const take = (chosen) => {
    show(chosen, false);
    onChosen(chosen);
  };
  list.addEventListener("change", () => take(read()));

  function show(chosen, isNone) {
    for (const { input, element: entry } of entries) {
      input.checked = chosen.includes(input.value);
      entry.classList.toggle("is-chosen", input.checked);
    }
    const names = choices.filter(({ value }) => chosen.includes(value)).map((choice) => choice.label);
    said.textContent = isNone ? "none" : names.length === 0 ? "all" : names.length === 1 ? names[0] : `${names.length} of ${choices.length}`;
    note.hidden = !isNone;
    clear.hidden = !isNone && names.length === 0;
    foot.hidden = clear.hidden && !more.isConnected;
  }

  return { element, show };
}

function createEntry({ value, label, count }, most) {
  const input = el("input");
  Object.assign(input, { type: "checkbox", value });
  const element = el("label", "facet-entry", input, el("span", "facet-name", label));
  if (count !== null) {
    element.append(el("span", "facet-count", count.toLocaleString("en")));
    element.style.setProperty("--part", `${(100 * count) / most}%`);
  }
  return { element, input };
}

function button(text, act) {
  const element = el("button", "", text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

function el(tag, names = "", ...children) {
  const element = document.createElement(tag);
  if (names) element.className = names;
  element.append(...children);
  return element;
}
