import assert from "node:assert/strict";
import { test } from "node:test";
import { createState, isSelectedIncident, NO_FILTER, showsGroup } from "../src/state.js";

test("a listener hears only of the parts it watches, and once at the start", () => {
  const state = createState({});
  const heard = [];
  state.watch(["viewpoint"], ({ viewpoint }) => heard.push(viewpoint));
  state.set({ selection: { type: "incident", id: "x" } });
  state.set({ viewpoint: "de_facto" });
  state.set({ viewpoint: "de_facto" });
  assert.deepEqual(heard, ["un", "de_facto"]);
});

test("what came to be known is drawn after it was taken in", () => {
  const state = createState({});
  const order = [];
  state.watch(["filter"], () => order.push("drawn"));
  state.announce(["filter"], () => order.push("taken in"));
  assert.deepEqual(order, ["drawn", "taken in", "drawn"]);
});

test("an empty choice of groups shows none, no choice shows all", () => {
  assert.ok(showsGroup(NO_FILTER, "plant"));
  assert.ok(!showsGroup({ ...NO_FILTER, facility_groups: [] }, "plant"));
});

test("an incident is the selected one by its row, or by its id while the row is not known", () => {
  assert.ok(isSelectedIncident({ type: "incident", id: "a" }, { row: 3, id: "a" }));
  assert.ok(isSelectedIncident({ type: "incident", id: "a", row: 3 }, { row: 3 }));
  assert.ok(!isSelectedIncident({ type: "facility", id: "a" }, { row: 3, id: "a" }));
  assert.ok(!isSelectedIncident(null, { row: 3, id: "a" }));
});

test("one listener that throws keeps no other from hearing", () => {
  const state = createState({});
  const heard = [];
  let isBroken = false;
  state.watch(["viewpoint"], () => { if (isBroken) throw new Error("broken"); });
  state.watch(["viewpoint"], ({ viewpoint }) => heard.push(viewpoint));
  isBroken = true;
  assert.throws(() => state.set({ viewpoint: "de_facto" }), /broken/);
  assert.deepEqual(heard, ["un", "de_facto"]);
});

test("a listener that throws at the start is not heard again", () => {
  const state = createState({});
  assert.throws(() => state.watch(["viewpoint"], () => { throw new Error("broken"); }), /broken/);
  state.set({ viewpoint: "de_facto" });
  assert.equal(state.get().viewpoint, "de_facto");
});
