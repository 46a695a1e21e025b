import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, isoDay } from "../src/incidents/mask.js";
import { binsFor } from "../src/timeline/histogram.js";
import { acrossBins, binAt, datesInWords, datesOf, isOpen, movedEdge, nearestEdge, outside, rangeOf, shifted, withSide } from "../src/timeline/range.js";
import { dayOfKey } from "../src/timeline/brush.js";

const bins = binsFor({ first: dayNumber("2024-01-10"), last: dayNumber("2025-12-20") }, 30); // 24 months
const range = (from, to) => rangeOf({ from, to }, bins);
const dates = (one) => datesOf(one, bins);
const key = (name, day, shiftKey = false) => isoDay(dayOfKey({ key: name, shiftKey }, bins, dayNumber(day)));

test("dates become a range and dates again", () => {
  for (const one of [{ from: null, to: null }, { from: "2024-03-05", to: null }, { from: "2024-03-05", to: "2024-03-05" }]) assert.deepEqual(dates(range(one.from, one.to)), one);
});

test("dates outside of the bins, in the wrong order or none at all are brought into the bins", () => {
  assert.deepEqual(dates(range("1999-01-01", "2030-01-01")), { from: null, to: null });
  assert.ok(isOpen(dates(range("soon", "later"))));
  const { from, end } = range("2025-05-01", "2025-04-01");
  assert.ok(from <= end && end <= bins.end);
});

test("arrows move a handle by a bin, with Shift by ten, Home and End to the ends", () => {
  assert.equal(key("ArrowRight", "2024-03-01"), "2024-04-01");
  assert.equal(key("ArrowLeft", "2024-03-01"), "2024-02-01");
  assert.equal(key("ArrowRight", "2024-03-01", true), "2025-01-01");
  assert.equal(key("PageUp", "2024-03-01"), "2025-01-01");
  assert.equal(key("ArrowRight", "2025-11-01", true), "2026-01-01");
  assert.equal(key("Home", "2024-03-01"), "2024-01-01");
  assert.equal(key("End", "2024-03-01"), "2026-01-01");
  assert.equal(dayOfKey({ key: "a", shiftKey: false }, bins, bins.start), null);
  assert.equal(dayOfKey({ key: "constructor", shiftKey: false }, bins, bins.start), null);
});

test("an edge within a bin first goes to the border of that bin", () => {
  const day = dayNumber("2024-03-15");
  assert.deepEqual([movedEdge(bins, day, 1), movedEdge(bins, day, -1)].map(isoDay), ["2024-04-01", "2024-03-01"]);
});

test("the ends of a range do not cross: one bin is left", () => {
  const one = range("2024-03-01", "2024-04-30");
  assert.deepEqual(dates(withSide(bins, one, "from", bins.end)), { from: "2024-04-01", to: "2024-04-30" });
  assert.deepEqual(dates(withSide(bins, one, "end", bins.start)), { from: "2024-03-01", to: "2024-03-31" });
});

test("a range is moved as a whole, no further than the bins reach", () => {
  const one = range("2024-03-01", "2024-04-30");
  assert.deepEqual(dates(shifted(bins, one, 1)), { from: "2024-04-01", to: "2024-05-31" });
  assert.deepEqual(dates(shifted(bins, one, -99)), { from: null, to: "2024-02-29" });
  assert.deepEqual(dates(shifted(bins, one, 99)), { from: "2025-11-01", to: null });
});

test("a pointer finds its bin and the nearest edge, outside of the bins as well", () => {
  assert.equal(binAt(bins, dayNumber("2024-02-10") + 0.7), 1);
  assert.equal(binAt(bins, bins.end + 50), bins.size - 1);
  assert.equal(binAt(bins, bins.start - 50), 0);
  assert.equal(isoDay(nearestEdge(bins, dayNumber("2024-02-10") + 0.3)), "2024-02-01");
  assert.equal(isoDay(nearestEdge(bins, dayNumber("2024-02-20"))), "2024-03-01");
  assert.equal(nearestEdge(bins, bins.end + 9), bins.end);
});

test("two bins span a range in either order", () => {
  assert.deepEqual(dates(acrossBins(bins, 3, 2)), { from: "2024-03-01", to: "2024-04-30" });
});

test("what lies outside of two ranges has up to three parts", () => {
  const [one, other] = [range("2024-03-01", "2024-04-30"), range("2024-08-01", "2024-09-30")];
  assert.equal(outside([other, one], bins).length, 3);
  assert.deepEqual(outside([range(null, null)], bins), []);
  assert.deepEqual(outside([one, range("2024-04-01", null)], bins).map((gap) => dates(gap)), [{ from: null, to: "2024-02-29" }]);
});

test("ranges are told in words", () => {
  assert.equal(datesInWords({ from: null, to: null }), "all dates");
  assert.equal(datesInWords({ from: "2025-03-03", to: null }), "since 3 March 2025");
  assert.equal(datesInWords({ from: null, to: "2025-03-03" }), "until 3 March 2025");
  assert.equal(datesInWords({ from: "2025-03-01", to: "2025-03-31" }), "March 2025");
});
