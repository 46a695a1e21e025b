// The calendar of the timeline: days, ISO weeks, months and years as whole days since 1970-01-01. All in UTC, so that
// no day is an hour longer or shorter than another. Pure.

import { date } from "../format.js";
import { dayNumber, isoDay } from "../incidents/mask.js";

const DAY_MS = 86_400_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A way to part time: `floor` gives the first day of the part a day lies in, `next` that of the part after it.
 * @typedef {object} Unit
 * @property {string} name one part, in words
 * @property {string} many several of them, in words
 * @property {number} days how long a part is, about
 * @property {(day: number) => number} floor
 * @property {(day: number) => number} next
 */

/** The day of an ISO 8601 date; null where it is none. @param {string|null|undefined} iso @returns {number|null} */
export function dayOfIso(iso) {
  const day = iso && ISO_DAY.test(iso) ? dayNumber(iso) : NaN;
  return Number.isNaN(day) ? null : day;
}

/**
 * Parts of so many days, one of which begins at the day `origin`.
 * @param {number} step
 * @param {number} origin
 * @param {string} name
 * @param {string} many
 * @returns {Unit}
 */
function days(step, origin, name, many) {
  /** @param {number} day */
  const floor = (day) => Math.floor((day - origin) / step) * step + origin;
  return { name, many, days: step, floor, next: (day) => floor(day) + step };
}

/**
 * Parts of so many months, counted from the year 0.
 * @param {number} step
 * @param {string} name
 * @param {string} many
 * @returns {Unit}
 */
function months(step, name, many) {
  /** @param {number} day @param {number} later */
  const startOf = (day, later) => {
    const at = new Date(day * DAY_MS);
    const month = Math.floor((at.getUTCFullYear() * 12 + at.getUTCMonth()) / step) * step + later;
    // Date.UTC would take the years 0 to 99 for those of the twentieth century.
    return new Date(0).setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1) / DAY_MS;
  };
  return { name, many, days: step * 30.436875, floor: (day) => startOf(day, 0), next: (day) => startOf(day, step) };
}

const MONDAY = -3; // 29 December 1969; weeks begin on Mondays (ISO 8601)

const DAY = days(1, 0, "day", "days");
const WEEK = days(7, MONDAY, "week", "weeks");
const MONTH = months(1, "month", "months");
const YEAR = months(12, "year", "years");
const LONG = [10, 100, 1000].map((years) => months(12 * years, `${years} years`, "decades"));

/** What bins can be, the shortest first. @type {Unit[]} */
export const UNITS = [DAY, WEEK, MONTH, YEAR, ...LONG];

/** What ticks can be apart. */
const TICKS = [DAY, WEEK, days(14, MONDAY, "", ""), ...[1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000].map((step) => months(step, "", ""))];

/**
 * The first days of the parts from the one with the day `first` to the one with `last`, and the day after them all.
 * @param {Unit} unit
 * @param {number} first
 * @param {number} last
 */
export function edgesOf(unit, first, last) {
  const edges = [];
  let edge = unit.floor(first);
  for (; edge <= last; edge = unit.next(edge)) edges.push(edge);
  return [...edges, edge];
}

/**
 * Days to write under an axis, at most `most` of them, with their labels: the year at its begin, else month or day.
 * @param {number} start
 * @param {number} end the day after the last
 * @param {number} most
 * @returns {{day: number, label: string}[]}
 */
export function ticksOf(start, end, most) {
  const unit = TICKS.find(({ days: length }) => (end - start) / length <= most) ?? TICKS[TICKS.length - 1];
  const found = edgesOf(unit, start, end - 1).filter((day) => day >= start && day < end);
  return found.map((day, i) => ({ day, label: tickLabel(day, unit.days < MONTH.days, i === 0) }));
}

/** @param {number} day @param {boolean} byDay @param {boolean} first */
function tickLabel(day, byDay, first) {
  const iso = isoDay(day);
  if (iso.endsWith("-01-01")) return date(iso.slice(0, 4));
  const [month, year] = date(iso.slice(0, 7)).split(" ");
  const short = byDay ? `${Number(iso.slice(8))} ${month.slice(0, 3)}` : month.slice(0, 3);
  return first ? `${short} ${year}` : short;
}

/**
 * Days in as few words as say them: "2024", "March – May 2025", "3 – 9 March 2025", "30 December 2024 – 5 January 2025".
 * @param {number} first
 * @param {number} last
 */
export function inWords(first, last) {
  /** @param {Unit} unit */
  const begins = (unit) => unit.floor(first) === first && unit.floor(last + 1) === last + 1;
  const precision = begins(YEAR) ? 4 : begins(MONTH) ? 7 : 10;
  const [from, to] = [first, last].map((day) => date(isoDay(day).slice(0, precision)).split(" "));
  if (from.join() === to.join()) return to.join(" ");
  // What both end with is said once.
  const own = from.findLastIndex((word, i) => word !== to[i]);
  return `${from.slice(0, own + 1).join(" ")} – ${to.join(" ")}`;
}
