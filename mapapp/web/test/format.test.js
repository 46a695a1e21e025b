import assert from "node:assert/strict";
import { test } from "node:test";
import * as format from "../src/format.js";

test("a distance comes with its interval and unit", () => {
  assert.equal(format.distanceWithInterval(84_200, 75_200, 93_200), "84.2 km ± 9 km");
  assert.equal(format.distanceWithInterval(209_300, 187_300, 231_300), "209 km ± 22 km");
  assert.equal(format.distanceWithInterval(850, 550, 1150), "850 m ± 300 m");
});

test("an interval that reaches zero is within location error", () => {
  assert.equal(format.distanceWithInterval(4_700, 0, 15_700), "4.7 km, within location error (0 to 16 km)");
});

test("what was placed at another is not said to have been measured from it", () => {
  assert.equal(format.distanceWithInterval(0, 0, 16_000), "placed there, location error up to 16 km");
  assert.equal(format.distanceWithInterval(0, null, null), "placed there, location error unknown");
  assert.deepEqual(format.aroundTarget(0, 0, 16_000), ["placed at ", ", location error up to 16 km"]);
  assert.deepEqual(format.aroundTarget(0, 0, 0), ["placed at ", ""]);
  assert.deepEqual(format.aroundTarget(4_700, 0, 15_700), ["4.7 km to ", ", within location error (0 to 16 km)"]);
  assert.deepEqual(format.aroundTarget(null, null, null), ["not measured to ", ""]);
});

test("a distance without error or without a place says so", () => {
  assert.equal(format.distanceWithInterval(84_200, null, null), "84.2 km (location error unknown)");
  assert.equal(format.distanceWithInterval(null, null, null), "not measured");
});

test("a date keeps the day, the time and the zone that were written", () => {
  assert.equal(format.date("2025-02-17T00:22+03:00"), "17 February 2025, 00:22 (UTC+3)");
  assert.equal(format.date("2025-08"), "August 2025");
  assert.equal(format.date(null), "date not stated");
  assert.equal(format.dateRange("2025-02-17T00:22+03:00", "2025-02-17T01:55+03:00"), "17 February 2025, 00:22–01:55 (UTC+3)");
  assert.equal(format.dateRange("2025-02-28", "2025-03-01"), "28 February 2025 – 1 March 2025");
});

test("coordinates name their hemisphere and wrap around the world", () => {
  assert.equal(format.coordinates(45.4372, 40.5704), "45.437° N, 40.570° E");
  assert.equal(format.coordinates(-10, 190), "10.000° S, 170.000° W");
});

test("thousands are parted by a thin space", () => {
  assert.equal(format.figure(35500), "35\u202f500");
  assert.equal(format.figure(27.5), "27.5");
});
