import assert from "node:assert/strict";
import { test } from "node:test";
import { createQueue } from "../src/layers/queue.js";

/** A world whose frames come when they are asked for, and in which time passes as things are painted. */
function world() {
  const asked = [];
  const here = { time: 0, busy: false, frame: () => asked.splice(0).forEach((act) => act()), isAsked: () => asked.length > 0 };
  const queue = createQueue({ isBusy: () => here.busy, nextFrame: (act) => asked.push(act), now: () => here.time });
  const done = [];
  const painter = (name, order, ms, steps = 1) => {
    let left = steps;
    return { order, step: () => { here.time += ms; done.push(name); left -= 1; if (left > 0) return false; left = steps; return true; } };
  };
  return { here, queue, done, painter };
}

test("what comes first in the order is painted first, each once however often it was asked for", () => {
  const { here, queue, done, painter } = world();
  const [names, land, dots] = [painter("names", 3, 1), painter("land", 2, 1), painter("dots", 1, 1)];
  for (const one of [names, land, dots, land, names]) queue.add(one);
  assert.deepEqual(done, []);
  here.frame();
  assert.deepEqual(done, ["dots", "land", "names"]);
  assert.equal(here.isAsked(), false);
});

test("a frame begins nothing more once its room is used up", () => {
  const { here, queue, done, painter } = world();
  queue.add(painter("land", 2, 5, 4));
  queue.add(painter("dots", 1, 20));
  const frames = [];
  while (here.isAsked()) {
    here.frame();
    frames.push(done.splice(0));
  }
  assert.deepEqual(frames, [["dots"], ["land", "land"], ["land", "land"]]);
});

test("nothing is painted while the map is busy; what waited is painted with what is asked for afterwards", () => {
  const { here, queue, done, painter } = world();
  const land = painter("land", 2, 1);
  queue.add(land);
  here.busy = true;
  here.frame();
  queue.settle(land);
  queue.settleAll();
  assert.deepEqual(done, []);
  assert.equal(here.isAsked(), false);
  here.busy = false;
  queue.add(painter("dots", 1, 1));
  here.frame();
  assert.deepEqual(done, ["dots", "land"]);
});

test("what waits can be painted at once, to the end, and what does not wait is not", () => {
  const { here, queue, done, painter } = world();
  const [land, dots] = [painter("land", 2, 30, 3), painter("dots", 1, 1)];
  queue.settle(land);
  queue.add(land);
  queue.settle(land);
  assert.deepEqual(done, ["land", "land", "land"]);
  queue.add(land);
  queue.add(dots);
  queue.settleAll();
  assert.deepEqual(done.slice(3), ["dots", "land", "land", "land"]);
  here.frame();
  assert.equal(done.length, 7);
});

test("what is gone is not painted", async () => {
  const { here, queue, done, painter } = world();
  const land = painter("land", 2, 1);
  queue.add(land);
  queue.drop(land);
  here.frame();
  assert.deepEqual(done, []);
  await queue.rest();
});

test("it rests when nothing waits", async () => {
  const { here, queue, done, painter } = world();
  queue.add(painter("land", 2, 9, 3));
  let rested = false;
  const resting = queue.rest().then(() => { rested = true; });
  for (let i = 0; i < 3; i++) {
    await null;
    assert.equal(rested, false);
    here.frame();
  }
  for (let i = 0; i < 3 && !rested; i++) {
    here.frame();
    await null;
    await null;
  }
  await resting;
  assert.equal(done.length, 3);
});
