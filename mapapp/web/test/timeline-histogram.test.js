import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, UNDATED } from "../src/incidents/mask.js";
import { roundBelow } from "../src/timeline/draw.js";
import { spanOf } from "../src/incidents/span.js";
import { binsFor, binTotals, countBins, highest } from "../src/timeline/histogram.js";

/** A table from [first day, last day, code of standing]; null: undated. */
function table(rows) {
  const days = (at) => Int32Array.from(rows, (row) => (row[0] === null ? UNDATED : dayNumber(row[at])));
  return { firstDay: days(0), lastDay: days(1), standing: Uint8Array.from(rows, (row) => row[2]), standings: ["confirmed", "denied"] };
}

const all = (n) => new Uint8Array(n).fill(1);
const sum = (numbers) => numbers.reduce((total, value) => total + value, 0);

test("bins are the shortest for which there is room", () => {
  const span = { first: dayNumber("2022-03-14"), last: dayNumber("2025-11-03") };
  assert.deepEqual([2000, 300, 80, 5, 3].map((most) => binsFor(span, most).unit.name), ["day", "week", "month", "year", "10 years"]);
  for (const most of [2000, 300, 80, 5]) assert.ok(binsFor(span, most).size <= most);
});

test("no dates, one day, and all that a calendar holds", () => {
  assert.equal(spanOf(table([])), null);
  assert.equal(spanOf(table([[null, null, 0]])), null);
  const day = dayNumber("2025-03-20");
  assert.equal(binsFor({ first: day, last: day }, 200).size, 1);
  const whole = binsFor({ first: dayNumber("0001-01-01"), last: dayNumber("9999-12-31") }, 80);
  assert.equal(whole.unit.name, "1000 years");
  assert.ok(whole.size <= 12);
});

test("an incident with one day is in the bin of that day and of its standing", () => {
  const rows = table([["2025-03-31", "2025-03-31", 0], ["2025-04-01", "2025-04-01", 1], [null, null, 0]]);
  const bins = binsFor({ first: dayNumber("2025-01-01"), last: dayNumber("2025-12-31") }, 13);
  const histogram = countBins(rows, all(3), bins);
  assert.equal(bins.unit.name, "month");
  assert.deepEqual(binTotals(histogram, 2, 2), { byStanding: [1, 0], total: 1, shared: 0 });
  assert.deepEqual(binTotals(histogram, 3, 2), { byStanding: [0, 1], total: 1, shared: 0 });
  assert.equal(histogram.undated, 1);
});

test("an interval counts in equal shares in the bins that it touches, and whole within one", () => {
  const rows = table([["2025-01-31", "2025-03-01", 0], ["2025-03-01", "2025-03-31", 0]]);
  const bins = binsFor(spanOf(rows), 5);
  const histogram = countBins(rows, all(2), bins);
  assert.deepEqual([...histogram.shares].filter((share) => share).map((share) => share.toFixed(4)), ["0.3333", "0.3333", "0.3333"]);
  assert.equal(binTotals(histogram, 2, 2).total.toFixed(4), "1.3333");
  assert.equal(highest(histogram, 2).bin, 2);
});

test("what a mask leaves out is not counted", () => {
  const rows = table([["2025-01-01", "2025-02-10", 0], ["2025-01-05", "2025-01-05", 1]]);
  const histogram = countBins(rows, Uint8Array.of(0, 1), binsFor(spanOf(rows), 12));
  assert.equal(sum(histogram.shares), 0);
  assert.equal(sum(histogram.whole), 1);
});

/** Rows spread over some years, a tenth of them intervals, some undated; the same every time. */
function random(n) {
  let seed = 42;
  const next = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const rows = { firstDay: new Int32Array(n), lastDay: new Int32Array(n), standing: new Uint8Array(n), standings: ["a", "b", "c", "d", "e", "f"] };
  for (let row = 0; row < n; row++) {
    const dated = next() > 0.01;
    rows.firstDay[row] = dated ? 19_000 + Math.floor(next() * 1400) : UNDATED;
    rows.lastDay[row] = dated ? rows.firstDay[row] + (next() < 0.1 ? Math.floor(next() * 60) : 0) : UNDATED;
    rows.standing[row] = Math.floor(next() * 6);
  }
  return rows;
}

test("shares and whole incidents together are all that are dated", () => {
  const rows = random(20_000);
  for (const most of [2000, 300, 80, 5]) {
    const { whole, shares, undated } = countBins(rows, all(20_000), binsFor(spanOf(rows), most));
    assert.ok(Math.abs(sum(whole) + sum(shares) + undated - 20_000) < 1e-3);
    assert.ok(shares.every((share) => share >= 0));
  }
});

test("a million incidents are counted in a moment", () => {
  const rows = random(1_000_000);
  const [mask, bins] = [all(1_000_000), binsFor(spanOf(rows), 250)];
  const times = Array.from({ length: 5 }, () => {
    const begin = process.cpuUsage(); // what else the machine does must not count
    countBins(rows, mask, bins);
    return process.cpuUsage(begin).user / 1000;
  });
  assert.ok(Math.min(...times) < 100, `${times.map((time) => time.toFixed(1)).join(", ")} ms`); // 25 ms where nothing else runs
});

test("the line of the scale is at a round number", () => {
  assert.deepEqual([0, 0.6, 1, 4, 7, 19, 50, 123_456].map(roundBelow), [0, 0, 1, 2, 5, 10, 50, 100_000]);
});
