import assert from "node:assert/strict";
import { test } from "node:test";
import { inSlices } from "../src/slices.js";
import { csvLine, csvValues, CSV_COLUMNS, safeCell, tabLine } from "../src/table/csv.js";
import { rowsByCode, rowsByDay, sortByKeys } from "../src/table/order.js";
import { anchor, follow, rowsInSight, sizeOf, TALLEST, topShowing } from "../src/table/range.js";

const rows = (...list) => Uint32Array.from(list);
const sorted = async (keys, isDescending = false) => [...(await inSlices(sortByKeys(Uint32Array.from(keys.keys()), keys, isDescending)))];

test("shown rows stand latest first, undated ones last both ways", () => {
  const byDay = rows(3, 1, 0, 2); // 2 is undated
  const mask = Uint8Array.of(1, 1, 1, 0);
  const isUndated = (row) => row === 2;
  assert.deepEqual([...rowsByDay(byDay, mask, 3, isUndated)], [0, 1, 2]);
  assert.deepEqual([...rowsByDay(byDay, mask, 3, isUndated, false)], [1, 0, 2]);
});

test("an order by code keeps the order of equal rows, and puts those without a value last", () => {
  const codes = Uint8Array.of(0, 1, 2, 0, 1, 3);
  const keys = ["b", "a", null, "b"];
  assert.deepEqual([...rowsByCode(rows(5, 4, 3, 2, 1, 0), codes, keys, false)], [4, 1, 5, 3, 0, 2]);
  assert.deepEqual([...rowsByCode(rows(5, 4, 3, 2, 1, 0), codes, keys, true)], [5, 3, 0, 4, 1, 2]);
});

test("an order by key is stable over many runs", async () => {
  const keys = Array.from({ length: 5000 }, (_, i) => (i % 97 === 0 ? null : (i * 7919) % 13));
  const wanted = (sign) => [...keys.keys()].sort((a, b) => (keys[a] === null) - (keys[b] === null) || sign * (keys[a] - keys[b]) || a - b);
  assert.deepEqual(await sorted(keys), wanted(1));
  assert.deepEqual(await sorted(keys, true), wanted(-1));
  assert.deepEqual(await sorted(["b", null, "a"]), [2, 0, 1]);
  assert.deepEqual(await sorted([]), []);
});

test("a sort can be stopped", async () => {
  const control = new AbortController();
  const keys = Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 10_007);
  const work = inSlices(sortByKeys(Uint32Array.from(keys.keys()), keys, false), { signal: control.signal, progress: () => control.abort() });
  await assert.rejects(work, { name: "AbortError" });
});

test("cells that a spreadsheet would run begin with an apostrophe", () => {
  for (const text of ["=1+1", "+1", "-1", "@x", "|x", "%x", " =1", "\tx", "\rx", "\u00a0=1"]) assert.equal(safeCell(text), `'${text}`);
  for (const [text, safe] of [["depot; =1", "depot; '=1"], ["a\n=1", "a\n'=1"], ["1; 2-3", "1; 2-3"]]) assert.equal(safeCell(text), safe);
  for (const text of ["Orenburg", "2025-10-19", "a=b", ""]) assert.equal(safeCell(text), text);
});

test("values with commas, quotes and line ends are quoted", () => {
  assert.equal(csvLine(["a,b", 'say "x"', "two\nlines", "plain", null, 7, -0.5]), '"a,b","say ""x""","two\nlines",plain,,7,-0.5');
  assert.equal(csvLine(["=cmd|'/C calc'!A0, x"]), `"'=cmd|'/C calc'!A0, x"`);
  assert.equal(tabLine(["a\tb", "two\r\nlines", "=1"]), "a b\ttwo lines\t'=1");
});

test("an incident's values stand under the names of the columns", () => {
  const record = { id: "x", title: "t", start: "2025-02-17T00:22+03:00", end: "2025-02-18", standing: "contested", claims: [{}, {}], measures: { un: { nearest_facility_id: "f", border_m: 12.5 } }, affected_countries: ["KZ", "HU"] };
  const values = csvValues(record, "un", () => "The facility");
  assert.equal(values.length, CSV_COLUMNS.length);
  const value = (name) => values[CSV_COLUMNS.indexOf(name)];
  assert.equal(value("date"), "2025-02-17\u00a0– 2025-02-18");
  assert.deepEqual([value("kind"), value("claims"), value("nearest_facility"), value("border_m"), value("viewpoint"), value("affected_countries")], ["other", 2, "The facility", 12.5, "un", "KZ HU"]);
});

const ROW = 30;

test("rows in sight are drawn with some to spare", () => {
  const size = sizeOf(100, ROW, 300);
  assert.deepEqual(rowsInSight(0, size, ROW), { first: 0, end: 14 });
  assert.deepEqual(rowsInSight(615, size, ROW, 0), { first: 20, end: 31 });
  assert.deepEqual(rowsInSight(2700, size, ROW, 4), { first: 86, end: 100 });
  assert.deepEqual(rowsInSight(0, sizeOf(0, ROW, 300), ROW), { first: 0, end: 0 });
});

test("below the tallest element a scroll is what it is", () => {
  assert.equal(follow({ top: 0, scrollTop: 0 }, 777, sizeOf(1000, ROW, 300)), 777);
});

test("beyond it small steps stay true, both ends are reached, and a drag goes through all rows", () => {
  const size = sizeOf(1_000_000, ROW, 600);
  assert.equal(size.height, TALLEST);
  const middle = { top: 15_000_000, scrollTop: anchor(15_000_000, size) };
  assert.equal(follow(middle, middle.scrollTop + 100, size), 15_000_100);
  assert.equal(follow(middle, 0, size), 0);
  assert.equal(follow(middle, TALLEST - 600, size), size.total - 600);
  const dragged = follow(middle, TALLEST / 4, size);
  assert.ok(Math.abs(dragged - size.total / 4) < 1000);
  assert.ok(Math.abs(anchor(follow({ top: 0, scrollTop: 0 }, anchor(dragged, size), size), size) - anchor(dragged, size)) < 1e-6);
  assert.deepEqual(rowsInSight(size.total - 600, size, ROW, 0), { first: 999_980, end: 1_000_000 });
});

test("a row is brought into sight by the smallest move", () => {
  const size = sizeOf(100, ROW, 300);
  assert.equal(topShowing(5, 0, size, ROW), 0);
  assert.equal(topShowing(10, 0, size, ROW), 30);
  assert.equal(topShowing(2, 600, size, ROW), 60);
  assert.equal(topShowing(99, 0, size, ROW), 2700);
});
