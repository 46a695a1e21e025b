/**
 * Finds incidents as a reader does: moves nearest, points at the place that the dataset states, reads what the map says.
 */

window.benchExact = (() => {
  const WAIT = 60; // frames

  /** Where a place belongs on the screen, worked out from the view alone. */
  const placeOnScreen = (map, lon, lat) => {
    const world = 256 * 2 ** map.getZoom();
    const project = (lng, latitude) => [
      ((lng + 180) / 360) * world,
      (0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)) * world,
    ];
    const [centre, size] = [map.getCenter(), map.getSize()];
    const [[x, y], [x0, y0]] = [project(lon, lat), project(centre.lng, centre.lat)];
    return [x - x0 + size.x / 2, y - y0 + size.y / 2];
  };

  const until = async (find) => {
    for (let frames = 0; frames < WAIT; frames++) {
      const found = find();
      if (found) return found;
      await bench.frame();
    }
    return null;
  };

  const send = (box, kind, [x, y]) => {
    const { left, top } = box.getBoundingClientRect();
    box.dispatchEvent(new MouseEvent(kind, { bubbles: true, clientX: left + x, clientY: top + y, view: window }));
  };

  /** The ids of what a click opens: one incident, or all of a place. */
  const clicked = async (box, at) => {
    atlas.state.set({ selection: null });
    send(box, "click", at);
    const selection = await until(() => atlas.state.get().selection);
    atlas.state.set({ selection: null });
    return selection?.type === "place" ? JSON.parse(selection.id) : [selection?.id];
  };

  /**
   * @param {{id: string, lon: number, lat: number, title: string}} incident as the dataset states it
   * @param {[number, number]} aside pixels that it is moved off the middle of the map
   */
  return async ({ id, lon, lat, title }, aside) => {
    const map = Object.values(window).find(one => window.L && one instanceof L.Map);
    const box = map.getContainer();
    send(box, "mouseleave", [0, 0]);
    map.setView([lat, lon], map.getMaxZoom(), { animate: false });
    map.panBy(aside, { animate: false });
    await bench.frame();
    const at = placeOnScreen(map, lon, lat);
    const drawn = await atlas.where(id);
    send(box, "mousemove", at);
    const named = await until(() => document.querySelector(".incident-tooltip strong")?.textContent);
    const found = named === title || (await clicked(box, at)).includes(id);
    const row = await atlas.incidents.rowOf(id);
    const record = row < 0 ? null : await atlas.incidents.record(row);
    const source = record?.claims?.[0]?.source;
    return {
      off: drawn ? Math.hypot(drawn.x - at[0], drawn.y - at[1]) : null,
      found,
      text: record && {
        id: record.id,
        title: record.title,
        url: source ? atlas.incidents.source(source)?.url : record.extra?.url,
        date: record.start,
        kind: record.kind,
        uncertainty_m: record.uncertainty_m,
      },
    };
  };
})();
