// Long work in slices, so that the page answers in between.

const SLICE = 12; // milliseconds

/** Let the page do what waits: input, drawing. */
export function pause() {
  if (typeof globalThis.scheduler?.yield === "function") return globalThis.scheduler.yield();
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * Run a generator to its end, in slices.
 * @template T
 * @param {Generator<number, T>} work yields the share that is done, 0 to 1, often
 * @param {{signal?: AbortSignal, progress?: (share: number) => void}} [options]
 * @returns {Promise<T>}
 * @throws what the signal was aborted with
 */
export async function inSlices(work, { signal, progress } = {}) {
  let until = performance.now() + SLICE;
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < until) continue;
    progress?.(value);
    await pause();
    signal?.throwIfAborted();
    until = performance.now() + SLICE;
  }
}
