/**
 * Takes times inside a page: runs before the page's own scripts, and asks no more of it than the hooks do.
 */

window.bench = (() => {
  const nextFrame = () => new Promise(done => requestAnimationFrame(done));

  /** Resolves when the next frame has been handed on: a message is heard after the frame it was sent in. */
  const frame = async () => {
    await nextFrame();
    await new Promise(done => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    });
  };

  /** Milliseconds from the navigation to the second frame after the map was ready; null where it failed. */
  const interactive = async hooks => {
    while (!hooks.ready()) {
      if (hooks.failed?.()) return null;
      await nextFrame();
    }
    await nextFrame();
    await nextFrame();
    return performance.now();
  };

  let times = null;

  const watchFrames = () => {
    const mine = (times = []);
    const note = time => {
      mine.push(time);
      if (times === mine) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  };

  /** Milliseconds between the frames since they are watched. */
  const frames = () => {
    const seen = times;
    times = null;
    return seen.slice(1).map((time, at) => time - seen[at]);
  };

  /** Milliseconds from asking for another part of the time to the frame that shows it. */
  const filter = async (hooks, step) => {
    await frame();
    const begun = performance.now();
    await hooks.filter(step);
    await frame();
    return performance.now() - begun;
  };

  /** Milliseconds that the map takes to find what lies under the pointer. */
  const point = (hooks, x, y) => {
    const begun = performance.now();
    hooks.point(x, y);
    return performance.now() - begun;
  };

  return { frame, interactive, watchFrames, frames, filter, point };
})();
