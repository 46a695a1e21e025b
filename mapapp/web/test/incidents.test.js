import assert from "node:assert/strict";
import { test } from "node:test";
import { unpack } from "../src/incidents/container.js";
import { decodeDictionary, decodeMorton, joinPlanes } from "../src/incidents/decode.js";
import { Fault } from "../src/faults.js";
import { fromColumns } from "../src/incidents/drawn.js";
import { createIds } from "../src/incidents/ids.js";
import { dayNumber, isoDay, maskOfTime, maskWithoutTime, UNDATED } from "../src/incidents/mask.js";
import { blocksIn, createSouthwards, decodePlaces, latOf, lonOf, worldX, worldY } from "../src/incidents/places.js";
import { createTexts } from "../src/incidents/texts.js";
import { NO_FILTER } from "../src/state.js";

/** Numbers as byte planes, by way of BigInt: another way than the page's. */
function planesOf(numbers) {
  const widest = numbers.reduce((most, n) => (n > most ? n : most), 0n);
  const planes = Math.ceil(widest.toString(2).length / 8) * Number(widest > 0n);
  return Array.from({ length: planes }, (_, plane) => Uint8Array.from(numbers, (n) => Number((n >> BigInt(8 * plane)) & 255n)));
}

function column(numbers, more = {}) {
  const bytes = planesOf(numbers.map(BigInt));
  return { name: "c", bytes, planes: bytes.length, count: numbers.length, ...more };
}

function mortonKey(x, y) {
  let key = 0n;
  for (let bit = 0n; bit < 26n; bit++) key |= (((BigInt(x) >> bit) & 1n) << (2n * bit)) | (((BigInt(y) >> bit) & 1n) << (2n * bit + 1n));
  return key;
}

function placeColumn(points) {
  const keys = points.map(([x, y]) => mortonKey(x, y)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return { column: column(keys.map((key, i) => key - (i ? keys[i - 1] : 0n))), keys };
}

test("numbers come out of their planes", () => {
  const numbers = [0, 1, 255, 256, 65_535, 65_536, 16_777_215];
  assert.deepEqual([...joinPlanes(column(numbers), new Int32Array(numbers.length))], numbers);
  assert.deepEqual([...joinPlanes(column([0, 0]), new Int32Array(2))], [0, 0]);
});

test("places come back along the curve, whatever the distance between them", () => {
  const edge = [[0, 0], [36_000_000, 18_000_000], [0, 18_000_000], [36_000_000, 0], [18_000_000, 9_000_000]];
  const random = Array.from({ length: 5000 }, () => [Math.floor(Math.random() * 36_000_001), Math.floor(Math.random() * 18_000_001)]);
  const points = [...edge, ...edge, ...random];
  const { column: coded, keys } = placeColumn(points);
  const [x, y] = [new Int32Array(points.length), new Int32Array(points.length)];
  decodeMorton(coded, x, y);
  assert.deepEqual(Array.from(x, (one, row) => mortonKey(one, y[row])), keys);
});

test("a place is found in the box of its block", () => {
  const points = Array.from({ length: 3000 }, () => [Math.floor(Math.random() * 36e6), Math.floor((5 + Math.random() * 170) * 1e5)]);
  const { x, y, boxes } = decodePlaces(placeColumn(points).column, points.length);
  for (let row = 0; row < x.length; row += 97) {
    assert.ok(blocksIn(boxes, { x0: x[row], y0: y[row], x1: x[row], y1: y[row] }).includes(Math.floor(row / 256)));
  }
});

test("many latitudes lie where each would by itself, to less than a tenth of a unit", () => {
  const southwards = createSouthwards();
  let worst = 0;
  for (let lat = 0; lat <= 18_000_000; lat += 1 + Math.floor(Math.random() * 50)) {
    const degrees = lat / 1e5 - 90;
    worst = Math.max(worst, Math.abs(southwards(lat) - worldY(degrees)));
  }
  assert.ok(worst < 0.1, `worst ${worst}`);
});

test("degrees and the plane of the map agree within a metre", () => {
  for (const [lon, lat] of [[-180, -85], [0, 0], [37.61778, 55.75583], [179.99999, 84.9]]) {
    assert.ok(Math.abs(lonOf(worldX(lon)) - lon) < 1e-9);
    assert.ok(Math.abs(latOf(worldY(lat)) - lat) < 1e-9);
  }
});

test("a code beyond the dictionary is named", () => {
  assert.throws(() => decodeDictionary(column([0, 1, 2], { name: "kind", values: ["a", "b"] })), /column "kind", row 2: code 2 of 2 values/);
});

function container(header, bytes = []) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const whole = new Uint8Array(4 + text.length + bytes.length);
  new DataView(whole.buffer).setUint32(0, text.length, true);
  whole.set(text, 4);
  whole.set(bytes, 4 + text.length);
  return whole;
}

test("a container that was cut off, or is of another kind, is refused in words", () => {
  const header = { format: "energy-strike-map columns", version: 1, columns: [{ name: "a", planes: 1, count: 3 }] };
  assert.deepEqual([...unpack(container(header, [1, 2, 3])).columns.get("a").bytes[0]], [1, 2, 3]);
  assert.throws(() => unpack(container(header, [1, 2])), /columns take/);
  assert.throws(() => unpack(container({ ...header, version: 2 }, [1, 2, 3])), /version 2/);
  assert.throws(() => unpack(container({ ...header, format: "other" }, [1, 2, 3])), /format is "other"/);
  assert.throws(() => unpack(new Uint8Array([255, 0, 0])), /header/);
});

const DAYS = ["2025-03-20", "2025-03-21"].map(dayNumber);

function columns(change = {}) {
  return {
    n: 3, kind: Uint8Array.of(0, 1, 0), kinds: ["fire", "shelling"], standing: Uint8Array.of(0, 0, 1), standings: ["contested", "denied"],
    firstDay: Int32Array.of(DAYS[0], DAYS[1], UNDATED), lastDay: Int32Array.of(DAYS[1], DAYS[1], UNDATED),
    further: {
      countries: { un: { codes: Uint8Array.of(0, 1, 2), values: ["UA", "RU", null] }, de_facto: { codes: Uint8Array.of(1, 1, 2), values: ["UA", "RU", null] } },
      affected: { codes: Uint8Array.of(1, 0, 0), values: [[], ["KZ", "HU"]] },
    },
    ...change,
  };
}

function shown(filter, viewpoint = "un", matches = null) {
  const whole = { ...NO_FILTER, ...filter };
  const mask = new Uint8Array(3);
  const left = maskOfTime(columns(), maskWithoutTime(columns(), whole, viewpoint, matches), whole, mask);
  assert.equal(left, mask.reduce((sum, n) => sum + n, 0));
  return [...mask].join("");
}

test("an incident is shown where its interval touches the range; undated ones only without a range", () => {
  assert.equal(shown({}), "111");
  assert.equal(shown({ from: "2025-03-21" }), "110");
  assert.equal(shown({ from: "2025-03-22" }), "000");
  assert.equal(shown({ to: "2025-03-20" }), "100");
  assert.equal(shown({ to: "2030-01-01" }), "110");
});

test("the country is that under the viewpoint", () => {
  assert.equal(shown({ countries: ["UA"] }, "un"), "100");
  assert.equal(shown({ countries: ["UA"] }, "de_facto"), "000");
  assert.equal(shown({ countries: ["none"] }), "001");
});

test("an empty choice shows nothing, no choice shows all, several are joined", () => {
  assert.equal(shown({ kinds: [] }), "000");
  assert.equal(shown({ kinds: ["fire"], standings: ["denied"] }), "001");
  assert.equal(shown({ affected: ["HU"] }), "100");
  assert.equal(shown({ text: "a" }, "un", Uint8Array.of(0, 1, 1)), "011");
});

test("a day is counted alike both ways", () => {
  for (const day of ["1969-12-31", "1970-01-01", "2024-02-29", "2025-12-31"]) assert.equal(isoDay(dayNumber(day)), day);
});

test("an id is found by its whole line, and a row's id comes back", async () => {
  const { rowOf, idOf } = createIds(async () => new TextEncoder().encode(["a", "ab", "b\\n1", "{{ 7*7 }}", "é"].join("\n")));
  assert.deepEqual(await Promise.all(["a", "ab", "b\n1", "{{ 7*7 }}", "é", "b", ""].map(rowOf)), [0, 1, 2, 3, 4, -1, -1]);
  assert.deepEqual(await Promise.all([0, 1, 2, 3, 4].map(idOf)), ["a", "ab", "b\n1", "{{ 7*7 }}", "é"]);
});

const MORE = {
  incidents: {
    id: ["v", "w"], kind: { column: "kind" }, title: { words: '#$ "', own: "", vocabulary: "titles" },
    extra: { table: { url: { words: "! !", own: "u1\x7fown", vocabulary: "titles" }, note: { all: null } } },
  },
  measures: { un: { border_m: [7, 8] }, de_facto: { border_m: { same: "un" } } },
};

test("a record is put together from the tables of its block", async () => {
  const tables = {
    incidents: { id: ["x", "y"], title: [null, "__proto__"], extra: [JSON.parse('{"__proto__": 1}'), null] },
    standings: { standing: { all: "denied" }, why: ["a", null] },
    measures: { un: { border_m: [1, null] } },
    claims: { row: [1, 1], by: ["N", "M"], what: [null, "w"] },
    sources: { id: ["s1"], url: ["https://example.org"] },
  };
  const drawn = (name, row) => ({ lon: row < 3 ? 40.5 : null, lat: 50, first_day: "2025-01-01", last_day: "2025-01-02", kind: "fire" })[name];
  const blocks = { "incident-text-0": tables, "incident-text-1": MORE, "incident-words": { titles: ["a ", "b", "c"] } };
  const texts = createTexts({ rows: 4, text_rows: 2 }, drawn, async (name) => blocks[name]);
  assert.equal(texts.peek(0), undefined);
  const [first, second] = await Promise.all([texts.record(0), texts.record(1)]);
  assert.equal(first.id, "x");
  assert.ok(!("title" in first));
  assert.equal(Object.keys(first.extra).join(), "__proto__");
  assert.deepEqual(second.claims.map((claim) => ({ ...claim })), [{ by: "N" }, { by: "M", what: "w" }]);
  assert.equal(second.why, null);
  assert.equal(second.measures.un.border_m, null);
  assert.equal(texts.peek(0).row, 0);
  assert.equal(texts.source("s1").url, "https://example.org");
  assert.deepEqual([first.lon, first.lat, first.last_day], [40.5, 50, "2025-01-02"]);
  assert.deepEqual(first.bounds, [[50, 40.5], [50, 40.5]]);
  const [third, fourth] = await Promise.all([texts.record(2), texts.record(3)]);
  assert.equal(third.title, "a b");
  assert.equal(third.kind, "fire");
  assert.deepEqual({ ...third.extra }, { url: "u1", note: null });
  assert.equal(third.measures.de_facto.border_m, 7);
  assert.ok(!("title" in fourth) && !("lon" in fourth));
  assert.equal(fourth.extra.url, "own");
});

test("a block that cannot be read is tried once and says why, while memory that was refused is asked for again", async () => {
  let asked = 0;
  const failing = (error) => createTexts({ rows: 2, text_rows: 2 }, () => null, async () => { asked++; throw error; });
  const cut = failing(new Fault("It was cut off."));
  assert.equal(cut.problem(1), null);
  for (const row of [0, 1]) await assert.rejects(cut.record(row), { message: "It was cut off." });
  assert.deepEqual([asked, cut.problem(1)], [1, "It was cut off."]);
  const refused = failing(new RangeError("Array buffer allocation failed"));
  for (const row of [0, 1]) await assert.rejects(refused.record(row));
  assert.equal(asked, 3);
});

test("of a row whose text cannot be read the columns still know day, kind, standing and place", () => {
  const drawing = { ...columns(), located: 1, x: Int32Array.of(worldX(40.5)), latitudes: Int32Array.of(5_000_000), uncertainty: Uint8Array.of(0, 1, 1), uncertainties: [5000, null] };
  const first = fromColumns(drawing, 0, "why");
  assert.deepEqual([first.start, first.end, first.kind, first.standing, first.uncertainty_m, first.lat, first.lon, first.unread], ["2025-03-20", "2025-03-21", "fire", "contested", 5000, 50, 40.5, "why"]);
  const last = fromColumns(drawing, 2, "why");
  assert.deepEqual([last.start, last.first_day, last.lat, last.uncertainty_m], [undefined, null, undefined, undefined]);
});
