// The facilities as they are searched: by name in every language, id, operator, place and kind.

import { fold, hasAll } from "./fold.js";

/** @import { Facility } from "../types/records.d.ts" */

/**
 * @param {Facility[]} facilities
 * @param {(code: string) => string} countryName
 * @returns {(words: string[]) => Facility[]} the facilities that have all words, in the dataset's order
 */
export function indexFacilities(facilities, countryName) {
  const texts = facilities.map(({ id, name, names, operator, region, kind_label: kind, countries = [] }) =>
    fold([id, name, ...Object.values(names ?? {}), operator, region, kind, ...countries.map(countryName)].filter(Boolean).join("\n")));
  return (words) => facilities.filter((_, i) => hasAll(texts[i], words));
}
