import assert from "node:assert/strict";
import { test } from "node:test";
import { holdingInWords, isIndex, scopeOf } from "../src/view/holding.js";
import { binsFor, highestOf } from "../src/timeline/histogram.js";
import { countBy } from "../src/timeline/everything.js";
import { periodsOf } from "../src/layers/density/counts.js";
import { dayNumber } from "../src/incidents/mask.js";

const THIN = "\u202f";
const said = (holds) => holdingInWords({ holds })?.replaceAll(THIN, " ") ?? null;
const PART = { label: "March 2022", file: "2022-03.html", incidents: 7, from: "2022-03-01", to: "2022-03-31" };

test("a page says which incidents it holds, and what becomes of the others", () => {
  assert.equal(said(undefined), null);
  assert.equal(said({ is: "latest", held: 1_000_000, of: 5_200_000, left: 5_200_000 }), "1 000 000 of 5 200 000 incidents are in this file: the latest. Hexagons count all of them.");
  assert.equal(said({ is: "latest", held: 1_000_000, of: 5_200_000, left: 2_300_000 }), "1 000 000 of 5 200 000 incidents are in this file: the latest of the 2 300 000 that the filter of the export leaves. Hexagons count all of them.");
  assert.equal(said({ is: "filtered", held: 1, of: 5_200_000, left: 1 }), "1 of 5 200 000 incidents is in this file: those that the filter of the export leaves. Hexagons count all of them.");
});

test("a folder's pages say which part they are, and where the incidents are", () => {
  assert.equal(said({ is: "part", held: 7, of: 90, left: 7, parts: [PART], part: 0 }), "7 of 90 incidents are in this file: those of March 2022.");
  assert.equal(said({ is: "part", held: 7, of: 90, left: 7, parts: [PART, { ...PART, label: "Undated, 1 of 2", from: null }], part: 1 }), "7 of 90 incidents are in this file: those without a date, 1 of 2.");
  assert.equal(said({ is: "index", held: 0, of: 90, left: 90, parts: [PART, PART] }), "The dataset has 90 incidents. This page counts all of them in hexagons; the incidents themselves are in 2 other files.");
  assert.equal(said({ is: "index", held: 0, of: 90, left: 7, parts: [PART] }), "The dataset has 90 incidents. This page counts all of them in hexagons; the 7 that the filter of the export leaves are in another file.");
});

test("what a page speaks of is its file where that is not the dataset", () => {
  assert.deepEqual([scopeOf({}), scopeOf({ holds: { is: "part" } })], ["this dataset", "this file"]);
  assert.deepEqual([isIndex({}), isIndex({ holds: { is: "latest" } }), isIndex({ holds: { is: "index" } })], [false, false, true]);
});

test("counts by month lie in the bins that hold their months, with equal shares over several", () => {
  const n = 400;
  const draw = (most) => Int32Array.from({ length: n }, () => Math.floor(Math.random() * most));
  const first = draw(30);
  const counts = { first, last: first.map((period, row) => (period ? period + (row % 4) : 0)), incidents: Uint32Array.from(draw(1000)), periods: periodsOf("month", "2022-11-01") };
  for (const [most, unit] of [[100, "month"], [5, "year"]]) {
    const bins = binsFor({ first: dayNumber("2022-11-10"), last: dayNumber("2025-09-02") }, most, 28);
    assert.equal(bins.unit.name, unit);
    const expected = new Float64Array(bins.size);
    for (let row = 0; row < n; row++) {
      if (!first[row]) continue;
      const touched = new Set();
      for (let period = first[row]; period <= counts.last[row]; period++) touched.add(bins.edges.findLastIndex((edge) => edge <= dayNumber(counts.periods.begin(period))));
      for (const bin of touched) expected[bin] += counts.incidents[row] / touched.size;
    }
    const found = countBy(counts, bins);
    found.forEach((total, bin) => assert.ok(Math.abs(total - expected[bin]) < 1e-6));
    assert.equal(highestOf(found).total, Math.max(...found));
  }
});

test("bins are no shorter than is asked for", () => {
  const span = { first: 0, last: 60 };
  assert.deepEqual([0, 28, 365].map((least) => binsFor(span, 200, least).unit.name), ["day", "month", "year"]);
});
