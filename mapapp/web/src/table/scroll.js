// A scrolled element that holds only the rows in sight: where it stands, and where it is sent.

import { anchor, follow, rowsInSight, sizeOf, topShowing } from "./range.js";

const REST = 120; // milliseconds after which scrolling rests

/**
 * @param {HTMLElement} box the element that scrolls
 * @param {HTMLElement} space the element in it that is as tall as all rows
 * @param {{rowHeight: () => number, headHeight: () => number, draw: () => void, rest: () => void}} parts
 */
export function createScroll(box, space, { rowHeight, headHeight, draw, rest }) {
  let count = 0;
  let at = { top: 0, scrollTop: 0 };
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer = 0;
  let isWaiting = false;
  const size = () => sizeOf(count, rowHeight(), Math.max(rowHeight(), box.clientHeight - headHeight()));

  function moved() {
    at = { top: follow(at, box.scrollTop, size()), scrollTop: box.scrollTop };
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      draw();
    });
    wait();
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (sizeOf(count, rowHeight(), 0).total > size().height) settle(at.top);
      rest();
    }, REST);
  }

  /** Put the scroll bar where the rows on top lie among all rows. @param {number} top */
  function settle(top) {
    box.scrollTop = anchor(top, size());
    at = { top, scrollTop: box.scrollTop };
    draw();
  }

  box.addEventListener("scroll", moved, { passive: true });
  return {
    /** @param {number} rows */
    resize(rows) {
      count = rows;
      space.style.height = `${size().height}px`;
      const { total, view } = size();
      settle(Math.max(0, Math.min(at.top, total - view)));
      wait();
    },
    /** @param {number} index */
    show(index) {
      const top = topShowing(index, at.top, size(), rowHeight());
      if (top !== at.top) settle(top);
      wait();
    },
    toTop: () => settle(0),
    /** @param {number} [spare] */
    range: (spare) => rowsInSight(at.top, size(), rowHeight(), spare),
    /** @param {number} index */
    offset: (index) => at.scrollTop + index * rowHeight() - at.top,
    page: () => Math.max(1, Math.floor(size().view / rowHeight()) - 1),
  };
}
