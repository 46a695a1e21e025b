// What a test does in the map document, and what it sees there. Evaluates to an object of functions.
(() => {
  const panel = () => document.querySelector(".panel");
  const missed = []; // what did not come to pass: told with what ran, so that it is counted
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  async function until(question, what) {
    for (let turn = 0; turn < 200; turn++) {
      if (question()) return;
      await pause(turn < 20 ? 0 : 5);
    }
    missed.push(`it did not come to pass: ${what}`);
  }

  /** The text of the details of each record. Most are looked at without layers, which take the time. */
  async function details(type, ids, shown) {
    const told = [];
    const { layers } = atlas.state.get();
    const none = Object.fromEntries(Object.keys(layers).map((name) => [name, false]));
    for (const [place, id] of ids.entries()) {
      atlas.state.set({ selection: { type, id }, layers: place % 16 ? none : layers });
      await until(() => panel().querySelector(".record-id code")?.textContent === shown[place], `${type} ${id}`);
      told.push({ text: panel().textContent, stray: stray(panel()), links: links(panel()) });
    }
    atlas.state.set({ selection: null, layers });
    return told;
  }

  /** The list of all incidents, to its end. */
  async function overview() {
    atlas.state.set({ selection: null });
    await until(() => panel().querySelector(".rows"), "the list");
    for (let more; (more = panel().querySelector(".list-more")) && !more.hidden;) {
      more.click();
      await pause(10);
    }
    return panel().textContent;
  }

  /** What the search says of each text. */
  async function search(texts) {
    const field = document.querySelector("input[type=search]");
    const told = [];
    for (const text of texts) {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      const results = document.querySelector(".search-results");
      if (field.value.trim()) await until(() => results.hidden || !/Searched/.test(results.textContent), `the search for ${text}`);
      told.push(results.hidden ? null : results.textContent);
    }
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return told;
  }

  /** What the page shows at each address that is come to: words to filter by, or something that it does not know. */
  async function hashes(all) {
    const told = [];
    for (const hash of all) {
      const follows = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
      location.hash = hash;
      await Promise.race([follows, pause(100)]);
      await pause(2);
      told.push([".chip-text", ".notice-words"].map((part) => document.querySelector(part)?.textContent ?? "").join("\n"));
    }
    location.hash = "#v=1";
    await pause(20);
    return told;
  }

  /** The table, from its first row to its last. */
  async function table() {
    const open = [...document.querySelectorAll("button")].find((one) => one.textContent === "Table");
    open.click();
    await pause(100);
    const scroller = [...document.querySelectorAll(".table *")].find((one) => one.scrollHeight > one.clientHeight + 40 && getComputedStyle(one).overflowY !== "visible");
    let text = "";
    for (let top = 0; scroller && top <= scroller.scrollHeight; top += Math.max(60, scroller.clientHeight - 60)) {
      scroller.scrollTop = top;
      await pause(40);
      text += document.querySelector(".table").textContent;
    }
    text += document.querySelector(".table").textContent;
    open.click();
    return text;
  }

  /** The print sheet, the citation in its two forms, the tooltips, and all that is told to those who do not see. */
  async function rest() {
    dispatchEvent(new Event("beforeprint"));
    const sheet = document.querySelector(".print-sheet").textContent;
    const bad = stray(document);
    dispatchEvent(new Event("afterprint"));
    const press = (label) => [...document.querySelectorAll("button")].find((one) => one.textContent.startsWith(label)).click();
    press("Tools");
    press("Cite this view");
    const cited = [...document.querySelectorAll("dialog textarea")].map((one) => one.value).join("\n");
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    for (const line of document.querySelectorAll("path.pipeline-target, path.area, path.flow-target, .facility")) {
      line.dispatchEvent(new MouseEvent("mouseover", { bubbles: true, clientX: 500, clientY: 300 }));
    }
    await pause(50);
    const tips = [...document.querySelectorAll(".leaflet-tooltip")].map((one) => one.textContent);
    const named = [...document.querySelectorAll("[title], [alt], [aria-label]")].map((one) => [one.title, one.alt, one.getAttribute("aria-label")].join("\n"));
    return { sheet, cited, tips, named: named.join("\n"), stray: [...bad, ...stray(document)], links: links(document) };
  }

  /** Elements and attributes that the page's own scripts do not make. */
  function stray(root) {
    const found = [];
    for (const one of root.querySelectorAll("*")) {
      const tag = one.tagName.toLowerCase();
      if (!TAGS.has(tag)) found.push(`<${tag}>`);
      if (one.style?.length && /url\(|expression/.test(one.getAttribute("style") ?? "")) found.push(`<${tag} style=${one.getAttribute("style").slice(0, 60)}>`);
      for (const { name } of one.attributes) {
        if (/^on|^src|^xlink|^formaction|^srcdoc|[^\w-]/.test(name)) found.push(`<${tag} ${name}>`);
      }
    }
    return found;
  }

  /** The addresses of all links that leave the page. */
  function links(root) {
    return [...root.querySelectorAll("a, area")].map((one) => one.getAttribute("href")).filter((address) => address !== null && !address.startsWith("#"));
  }

  /** Whatever has run or changed. */
  function signals() {
    const found = [...__watched.ran, ...missed];
    if (window.ran !== undefined) found.push("window.ran");
    if (document.title === "ran") found.push("the title");
    if (Object.getOwnPropertyNames(Object.prototype).length !== __watched.prototype) found.push("the prototype of objects");
    return found;
  }

  /** Whether the map has drawn: how many colours its canvases have, once nothing waits to be painted. */
  async function colours() {
    await atlas.painted();
    const seen = new Set();
    for (const canvas of document.querySelectorAll("canvas")) {
      if (!canvas.width || !canvas.height) continue;
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4 * 101) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    }
    return seen.size;
  }

  return { details, overview, search, hashes, table, rest, stray, links, signals, colours };
})()
