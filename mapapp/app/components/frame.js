// The map document in a sandboxed frame, and the messages between it and the app.
//
// The frame has an origin of its own: a script in it reaches neither the app nor its cookies. What it says is
// taken only where it comes from this very frame and has the expected form; the app's Python checks it again.

const NAME = "energy-strike-map";
const PARTS = ["selection", "filter", "viewpoint"];
const LONGEST = 100_000;
const LONGEST_LINK = 8_000;

/** Parts of the address that the document alone reads and writes; the others are read by Python, too. */
const DOCUMENTS_OWN = ["radius", "compare", "layers", "language", "crowd", "density", "at"];
const LINKED = ["v", "from", "to", "kinds", "standings", "countries", "affected", "groups", "text", "viewpoint", "sel", ...DOCUMENTS_OWN];

/** The page that was sent last. It outlives the component, so that coming back to the map needs no transfer. */
let kept = { digest: null, page: null };

/** The document's own parts of the last link: they outlive the frame, while Streamlit shows another page of the app. */
let own = ownParts(location.search);

/** One frame for each place where the component is mounted. */
const frames = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const frame = frames.get(parentElement) ?? createFrame(parentElement);
  frames.set(parentElement, frame);
  frame.trigger = setTriggerValue;
  if (data.page) kept = { digest: data.digest, page: data.page };
  if (frame.digest !== data.digest) {
    if (kept.digest !== data.digest) return frame.ask(data.digest), frame.release;
    frame.load(data.digest, kept.page);
  }
  frame.follow(data);
  return frame.release;
}

function createFrame(parent) {
  const box = parent.querySelector(".map-frame");
  const frame = { digest: null, trigger: null, ask, load, follow, release };
  let [element, ready, state, sent, asked, link] = [null, false, null, null, null, null];

  /** The page is not here (the connection was lost in between): have it sent. */
  function ask(digest) {
    if (asked !== digest) frame.trigger("lacking", digest);
    asked = digest;
  }

  function load(digest, page) {
    [ready, sent, frame.digest, asked, link] = [false, null, digest, null, own];
    element?.remove();
    element = document.createElement("iframe");
    element.title = "Map";
    element.setAttribute("sandbox", "allow-scripts allow-popups allow-downloads");
    element.setAttribute("allow", "fullscreen");
    element.srcdoc = page;
    box.append(element);
  }

  /** Show what Python shows, unless the reader has gone on meanwhile. */
  function follow(data) {
    if (isOld(data, frame.trigger) && state) return;
    state = data.state;
    send();
  }

  /** Show what the lists beside the map were just set to; Python hears of it from them. */
  function choose({ detail }) {
    if (!state) return;
    state = { ...state, filter: { ...state.filter, ...detail } };
    send();
  }

  function send() {
    const text = JSON.stringify(state);
    if (!ready || text === sent) return;
    sent = text;
    // A sandboxed frame has the opaque origin, which no address can name; nothing secret is sent.
    element.contentWindow.postMessage({ name: NAME, state, ...(link && { link }) }, "*");
    link = null; // it is for the beginning
  }

  function hear({ source, data }) {
    if (!element || source !== element.contentWindow || typeof data !== "object" || data?.name !== NAME) return;
    if (data.ready === true) {
      ready = true;
      return send();
    }
    if (!ready) return;
    if (typeof data.link === "string") writeAddress(data.link);
    const told = Object.fromEntries(PARTS.filter((part) => part in data).map((part) => [part, data[part]]));
    const text = JSON.stringify(told);
    if (!Object.keys(told).length || text.length > LONGEST) return;
    state = { ...state, ...told };
    sent = JSON.stringify(state); // it is what the document shows
    tell(JSON.parse(text));
  }

  /** Streamlit also calls this when new data overtakes a mount; only a frame that left the page is given up. */
  function release() {
    setTimeout(() => {
      if (box.isConnected) return;
      window.removeEventListener("message", hear);
      window.removeEventListener(CHOSEN, choose);
      frames.delete(parent);
      fallSilent(); // what was not heard is said when the map comes back
    });
  }

  window.addEventListener("message", hear);
  window.addEventListener(CHOSEN, choose);
  return frame;
}

/** Have the address name the view that the document shows. Python reads it when it runs next. */
function writeAddress(text) {
  if (text.length > LONGEST_LINK || [...new URLSearchParams(text).keys()].some((key) => !LINKED.includes(key))) return;
  own = ownParts(text);
  const others = new URLSearchParams(location.search);
  for (const key of LINKED) others.delete(key);
  const query = [text, String(others)].filter(Boolean).join("&");
  history.replaceState(history.state, "", `${location.pathname}${query && "?"}${query}`);
}

/** The parts of a link that the document alone knows, in its form; empty where there is none. */
function ownParts(query) {
  const params = new URLSearchParams(query);
  const found = DOCUMENTS_OWN.filter((key) => params.has(key)).map((key) => `${key}=${encoded(params.get(key))}`);
  return found.length ? ["v=1", ...found].join("&") : "";
}

/** As the document writes it: what parts a list stays readable. */
function encoded(text) {
  return encodeURIComponent(text).replace(/%(2C|3A|2F|40)/g, decodeURIComponent);
}
