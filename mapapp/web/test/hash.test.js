import assert from "node:assert/strict";
import { test } from "node:test";
import { createState, NO_FILTER } from "../src/state.js";
import { readHash, sayDropped, writeHash } from "../src/view/hash.js";

const doc = {
  labels: { incident_kind: { uav_strike: "UAV strike", fire: "Fire" } },
  present: { kinds: ["fire", "weird, kind&=#"] },
  standings: [{ name: "confirmed" }, { name: "denied" }],
  facility_groups: [{ name: "terminal" }],
  viewpoints: { un: {}, de_facto: {} },
  languages: ["en", "uk"],
};
const layers = { incidents: true, labels: true, flows: false, tiles: false };
const start = createState({ layers, filter: { ...NO_FILTER } }).get();
const about = { start, doc };
const hash = (change) => writeHash({ ...start, ...change }, about);
const read = (text) => readHash(text, about);
const filtered = (change) => ({ filter: { ...NO_FILTER, ...change } });

const READABLE = {
  "v=1&from=2025-01-01&kinds=uav_strike,fire": filtered({ from: "2025-01-01", kinds: ["uav_strike", "fire"] }),
  "v=1&kinds=": filtered({ kinds: [] }),
  "v=1&text=Gas+leak": filtered({ text: "Gas leak" }),
  "v=1&sel=incident:2025-02-17-a": { selection: { type: "incident", id: "2025-02-17-a" } },
  "v=1&layers=-labels,flows": { layers: { ...layers, labels: false, flows: true } },
  "v=1&at=47.1,40.2,6.5": { view: { lat: 47.1, lon: 40.2, zoom: 6.5 } },
  "v=1&radius=45.4372,40.5704,100,kropotkinskaya": { radius: { lat: 45.4372, lon: 40.5704, km: 100, facility: "kropotkinskaya" } },
  "v=1&compare=2024-01-01..2024-03-31": { compare: { from: "2024-01-01", to: "2024-03-31" } },
  "v=1&compare=..2024-03-31": { compare: { from: null, to: "2024-03-31" } },
  "v=1&viewpoint=de_facto&language=uk&crowd=points&density=per-year": { viewpoint: "de_facto", language: "uk", crowd: "points", density: "per-year" },
};

for (const [text, change] of Object.entries(READABLE)) {
  test(`"${text}" is written for its state and read back`, () => {
    assert.equal(hash(change), text);
    const { change: got, dropped } = read(`#${text}`);
    assert.deepEqual(dropped, []);
    for (const [name, value] of Object.entries(change)) assert.deepEqual(got[name], value);
  });
}

test("the state in which the document begins has no hash, and an empty hash is that state", () => {
  assert.equal(hash({}), "");
  assert.deepEqual(read("").change.filter, start.filter);
});

test("what the document begins with can be taken away by a link", () => {
  const begun = { start: { ...start, ...filtered({ from: "2025-01-01" }) }, doc };
  const text = writeHash(start, begun);
  assert.equal(text, "v=1&from=-");
  assert.equal(readHash(text, begun).change.filter.from, null);
});

// Ids and texts of all kinds of signs, from a small generator of numbers that is the same each time.
const ALPHABET = [..."ab-=&#%+,.:;/?@ \"'<>\\{}[]|^`~\u0000\n\t\u00e9\u0416\u200e\u202e\u{1f6e2}\ufffd"];
function* texts(count, seed = 7) {
  for (let i = 0; i < count; i++) {
    let text = "";
    do {
      seed = (seed * 48271) % 2147483647;
      text += ALPHABET[seed % ALPHABET.length];
    } while (seed % 5);
    yield text;
  }
}

test("ids and texts of any signs come back as they were", () => {
  for (const text of texts(2000)) {
    const change = { ...filtered({ text }), selection: { type: "facility", id: text }, radius: { lat: 1, lon: 2, km: 3, facility: text } };
    const { change: got, dropped } = read(`#${hash(change)}`);
    assert.deepEqual([got.filter.text, got.selection.id, got.radius.facility, dropped], [text, text, text, []]);
  }
});

test("a browser takes the hash for an address as it is", () => {
  for (const text of texts(500, 11)) {
    const written = hash(filtered({ text }));
    assert.equal(new URL(`https://example.org/#${written}`).hash, `#${written}`);
  }
});

test("half of a pair of signs does not stop a link from being written", () => {
  assert.equal(read(hash(filtered({ text: "a\ud83d" }))).change.filter.text, "a\ufffd");
});

const FAULTY = {
  "v=1&from=2025-13-45": "from “2025-13-45”",
  "v=1&from=2025-02-30": "from “2025-02-30”",
  "v=1&colour=red": "colour “red”",
  "v=1&at=91,0,4": "at “91,0,4”",
  "v=1&at=1,2": "at “1,2”",
  "v=1&at=1e1,2,3": "at “1e1,2,3”",
  "v=1&radius=1,2,900": "radius “1,2,900”",
  "v=1&compare=2025-03-01..2025-01-01": "compare “2025-03-01..2025-01-01”",
  "v=1&sel=place:[1]": "sel “place:[1]”",
  "v=1&text=%E0%A4%A": "text “%E0%A4%A”",
  "v=1&viewpoint=__proto__": "viewpoint “__proto__”",
  "v=1&layers=constructor": "layers “constructor”",
  "v=1&kinds=flood": "kinds “flood”",
  "v=1&kinds=fire,flood": "kinds “flood”",
  "v=1&from": "from",
};

for (const [text, named] of Object.entries(FAULTY)) {
  test(`of "${text}" is said what was left out`, () => {
    const reading = read(text);
    assert.deepEqual(reading.dropped, [named]);
    assert.ok(sayDropped(reading).includes(named));
    assert.deepEqual(reading.change.viewpoint, "un");
  });
}

test("a word that is not known is left out of a list, and the others stay", () => {
  assert.deepEqual(read("v=1&kinds=fire,flood").change.filter.kinds, ["fire"]);
  assert.equal(read("v=1&kinds=flood").change.filter.kinds, null);
});

test("a link cannot have the page ask the network for tiles", () => {
  assert.equal(hash({ layers: { ...layers, tiles: true } }), "");
  assert.deepEqual(read("v=1&layers=tiles").dropped, ["layers “tiles”"]);
});

test("a list of what shares a place is no part of a link", () => {
  assert.equal(hash({ selection: { type: "place", id: "[1,2]" } }), "");
});

test("a link of another version gives what can be read, and says so", () => {
  const reading = read("v=2&from=2025-01-01&shape=round");
  assert.equal(reading.change.filter.from, "2025-01-01");
  assert.equal(sayDropped(reading), "This link was made by another version of the map; of it, shape “round” was left out.");
  assert.match(sayDropped(read("v=2&from=2025-01-01")), /another version/);
});

test("what is no link of a map changes nothing and is said", () => {
  const reading = read("#section-3");
  assert.equal(reading.change, null);
  assert.match(sayDropped(reading), /no view of this map/);
});
