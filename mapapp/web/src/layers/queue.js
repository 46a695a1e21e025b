// What waits to be painted on a map: in a fixed order, and in each frame as much as it has room for, so that no frame is
// long. While the map zooms nothing is painted: what was painted is scaled meanwhile, and all of it changes at the end.

const ROOM_MS = 8; // of a frame's sixteen; what is not begun by then waits for the next

/** @typedef {{order: number, step: () => boolean}} Painter step: paint a part, and say whether all is painted */

/** @type {WeakMap<object, ReturnType<typeof createQueue>>} */
const queues = new WeakMap();

/** The queue of a map. @param {L.Map} map */
export function queueOf(map) {
  const isBusy = () => /** @type {{_animatingZoom?: boolean}} */ (map)._animatingZoom === true;
  const found = queues.get(map) ?? createQueue({ isBusy, nextFrame: requestAnimationFrame, now: () => performance.now() });
  queues.set(map, found);
  return found;
}

/**
 * @param {object} world
 * @param {() => boolean} world.isBusy whether nothing can be painted now
 * @param {(act: () => void) => void} world.nextFrame
 * @param {() => number} world.now milliseconds
 */
export function createQueue({ isBusy, nextFrame, now }) {
  /** @type {Set<Painter>} */
  const waiting = new Set();
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    nextFrame(work);
  };
  const work = () => {
    isAsked = false;
    const begun = now();
    while (waiting.size && !isBusy() && now() - begun < ROOM_MS) {
      const first = firstOf(waiting);
      if (first.step()) waiting.delete(first);
    }
    if (waiting.size && !isBusy()) ask();
  };
  /** @param {Painter} painter */
  const settle = (painter) => {
    if (!waiting.has(painter) || isBusy()) return;
    while (!painter.step());
    waiting.delete(painter);
  };
  /** @returns {Promise<void>} */
  const rest = async () => {
    while (waiting.size) await new Promise((resolve) => nextFrame(() => resolve(null)));
  };
  return {
    /** Resolves when nothing waits. */
    rest,
    /** Have something painted in the next frames, once, however often it is asked for. @param {Painter} painter */
    add(painter) {
      waiting.add(painter);
      ask();
    },
    /** Paint it now, if it waits and can be painted. @param {Painter} painter */
    settle,
    /** It is gone. @param {Painter} painter */
    drop: (painter) => waiting.delete(painter),
    /** Paint now all that waits. */
    settleAll() {
      while (waiting.size && !isBusy()) settle(firstOf(waiting));
    },
  };
}

/** @param {Set<Painter>} painters */
function firstOf(painters) {
  return [...painters].reduce((first, one) => (one.order < first.order ? one : first));
}
