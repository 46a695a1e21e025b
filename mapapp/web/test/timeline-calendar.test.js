import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, isoDay } from "../src/incidents/mask.js";
import { dayOfIso, edgesOf, inWords, ticksOf, UNITS } from "../src/timeline/calendar.js";

const unit = Object.fromEntries(UNITS.map((one) => [one.name, one]));
const edges = (name, first, last) => edgesOf(unit[name], dayNumber(first), dayNumber(last)).map(isoDay);
const words = (first, last) => inWords(dayNumber(first), dayNumber(last));

test("months begin on their first day, through leap days and into the next year", () => {
  assert.deepEqual(edges("month", "2023-12-31", "2024-03-01"), ["2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]);
  const [february, march] = edgesOf(unit.month, dayNumber("2024-02-10"), dayNumber("2024-02-10"));
  assert.equal(march - february, 29);
});

test("weeks begin on Mondays, before 1970 as well", () => {
  assert.deepEqual(edges("week", "2024-12-31", "2025-01-06"), ["2024-12-30", "2025-01-06", "2025-01-13"]);
  assert.deepEqual(edges("week", "1969-12-28", "1969-12-29"), ["1969-12-22", "1969-12-29", "1970-01-05"]);
});

test("years of any century begin on 1 January", () => {
  assert.deepEqual(edges("year", "1899-06-01", "1900-12-31"), ["1899-01-01", "1900-01-01", "1901-01-01"]);
  assert.deepEqual(edges("year", "0055-06-01", "0055-06-01"), ["0055-01-01", "0056-01-01"]);
  assert.deepEqual(edges("10 years", "1999-12-31", "2000-01-01"), ["1990-01-01", "2000-01-01", "2010-01-01"]);
});

test("no day is longer than another where clocks are changed", () => {
  const days = edgesOf(unit.day, dayNumber("2025-03-29"), dayNumber("2025-03-31"));
  assert.deepEqual(days.map((day) => day - days[0]), [0, 1, 2, 3]);
});

test("every unit puts a day into the part that it begins", () => {
  for (const one of UNITS) {
    for (let day = -40_000; day < 40_000; day += 997) {
      const start = one.floor(day);
      assert.ok(start <= day && day < one.next(day));
      assert.equal(one.floor(start), start);
      assert.equal(one.floor(one.next(day)), one.next(day));
    }
  }
});

test("ticks lie within the axis, as many as there is room for", () => {
  const [start, end] = [dayNumber("2022-03-14"), dayNumber("2025-11-03")];
  const ticks = ticksOf(start, end, 12);
  assert.ok(ticks.length > 4 && ticks.length <= 12);
  assert.ok(ticks.every(({ day }) => day >= start && day < end));
  assert.deepEqual(ticks.slice(0, 3).map(({ label }) => label), ["Jul 2022", "2023", "Jul"]);
});

test("days are told in as few words as say them", () => {
  assert.equal(words("2024-01-01", "2024-12-31"), "2024");
  assert.equal(words("2023-01-01", "2024-12-31"), "2023 – 2024");
  assert.equal(words("2025-03-01", "2025-05-31"), "March – May 2025");
  assert.equal(words("2024-02-01", "2024-02-29"), "February 2024");
  assert.equal(words("2024-02-01", "2024-02-28"), "1 – 28 February 2024");
  assert.equal(words("2024-12-30", "2025-01-05"), "30 December 2024 – 5 January 2025");
  assert.equal(words("2025-03-03", "2025-03-03"), "3 March 2025");
});

test("what is no day of the calendar is none", () => {
  for (const wrong of [null, undefined, "", "2025", "2025-13-01", "2025-02-17T00:22", "yesterday"]) assert.equal(dayOfIso(wrong), null);
  assert.equal(dayOfIso("1970-01-02"), 1);
});
