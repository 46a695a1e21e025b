// A marker that is opened by click, by Enter and by the space bar alike.

/**
 * @param {L.Marker} marker
 * @param {() => void} open
 */
export function onActivate(marker, open) {
  marker.on("click", (event) => {
    L.DomEvent.stopPropagation(event);
    open();
  });
  marker.on("keypress", ({ originalEvent }) => {
    if (originalEvent.key !== "Enter" && originalEvent.key !== " ") return;
    L.DomEvent.stop(originalEvent);
    open();
  });
  return marker;
}
