import assert from "node:assert/strict";
import { test } from "node:test";
import { before, beginWith, daysOf, yearEarlier } from "../src/compare/ranges.js";
import { dayNumber, UNDATED } from "../src/incidents/mask.js";

const SPAN = { from: "2025-01-01", to: "2025-12-31" };
const range = (from, to) => ({ from, to });

test("the range before has the same length and ends the day before", () => {
  assert.deepEqual(before(range("2025-03-01", "2025-03-31")), range("2025-01-29", "2025-02-28"));
  assert.deepEqual(before(range("2024-03-01", "2024-03-01")), range("2024-02-29", "2024-02-29"));
});

test("a range with an open end, as of a dataset without dates, has none before it", () => {
  assert.deepEqual(before(range(null, null)), range(null, null));
  assert.deepEqual(before(range("2025-03-01", null)), range(null, null));
});

test("a year earlier keeps the days, but for 29 February, and open ends", () => {
  assert.deepEqual(yearEarlier(range("2024-02-29", "2024-12-31")), range("2023-02-28", "2023-12-31"));
  assert.deepEqual(yearEarlier(range(null, "2024-05-01")), range(null, "2023-05-01"));
});

test("without a range in the filter the two halves of the dataset's time are compared, the earlier on the left", () => {
  assert.deepEqual(beginWith(range(null, null), SPAN), { first: range("2025-01-01", "2025-07-01"), second: range("2025-07-02", "2025-12-31") });
});

test("with a range in the filter the range before it is compared, open ends being those of the dataset", () => {
  assert.deepEqual(beginWith(range("2025-12-01", null), SPAN), { first: range("2025-12-01", "2025-12-31"), second: range("2025-10-31", "2025-11-30") });
  assert.deepEqual(beginWith(range("2026-05-01", null), SPAN).first, range("2026-05-01", "2026-05-01"));
});

test("a dataset of one day, or without a date, can be compared all the same", () => {
  assert.deepEqual(beginWith(range(null, null), range("2025-05-05", "2025-05-05")), { first: range("2025-05-05", "2025-05-05"), second: range("2025-05-05", "2025-05-05") });
  assert.deepEqual(beginWith(range(null, null), null).second, range(null, null));
});

test("the span is from the first to the last day, undated rows left aside", () => {
  const days = (...isos) => Int32Array.from(isos, (iso) => (iso ? dayNumber(iso) : UNDATED));
  assert.deepEqual(daysOf({ firstDay: days("2025-02-01", null, "2024-12-05"), lastDay: days("2025-02-09", null, "2024-12-05") }), range("2024-12-05", "2025-02-09"));
  assert.equal(daysOf({ firstDay: days(null), lastDay: days(null) }), null);
});
