import assert from "node:assert/strict";
import { test } from "node:test";
import { createState, NO_FILTER, shownIncidents } from "../src/state.js";

const incident = (change) => ({ id: "a", kind: "fire", standing: "contested", first_day: "2025-03-20", last_day: "2025-03-21", affected_countries: ["KZ"], measures: { un: { country: "UA" }, de_facto: { country: "RU" } }, ...change });
const shown = (filter, viewpoint = "un", row = incident()) => shownIncidents([row], { ...NO_FILTER, ...filter }, viewpoint).length === 1;

test("a listener hears only of the parts it watches, and once at the start", () => {
  const state = createState({});
  const heard = [];
  state.watch(["viewpoint"], ({ viewpoint }) => heard.push(viewpoint));
  state.set({ selection: { type: "incident", id: "x" } });
  state.set({ viewpoint: "de_facto" });
  state.set({ viewpoint: "de_facto" });
  assert.deepEqual(heard, ["un", "de_facto"]);
});

test("an incident is shown where its interval touches the range", () => {
  assert.ok(shown({ from: "2025-03-21" }));
  assert.ok(!shown({ from: "2025-03-22" }));
  assert.ok(shown({ to: "2025-03-20" }));
  assert.ok(!shown({ from: "2025-01-01" }, "un", incident({ first_day: null, last_day: null })));
});

test("the country is that under the viewpoint", () => {
  assert.ok(shown({ countries: ["UA"] }, "un"));
  assert.ok(!shown({ countries: ["UA"] }, "de_facto"));
});

test("an empty choice shows nothing, no choice shows all", () => {
  assert.ok(!shown({ kinds: [] }));
  assert.ok(shown({}));
});
