/**
 * What can be asked of each kind of map.
 *
 * - ready: whether it has drawn its incidents
 * - filter(step): show another part of the time; resolves when it is told to be drawn, else the next frame counts
 * - point(x, y): move the pointer there, as the map hears of it, and let it find what lies under it
 */

const leafletMap = () => Object.values(window).find(one => window.L && one instanceof L.Map);

const leafletPointer = (x, y) => {
  const under = document.elementFromPoint(x, y);
  const where = { bubbles: true, clientX: x, clientY: y, view: window };
  for (const kind of ["mouseover", "mousemove"]) under.dispatchEvent(new MouseEvent(kind, where));
};

const canvasDrawn = () => document.readyState === "complete" && Boolean(document.querySelector("canvas"));

window.benchHooks = {
  ours: {
    ready: () => document.documentElement?.dataset.ready === "true",
    failed: () => document.documentElement?.dataset.ready === "failed",
    async filter(step) {
      const begun = performance.now();
      const days = [["2022-03-01", "2023-02-28"], ["2023-01-01", "2023-06-30"], ["2024-01-01", "2025-12-31"]];
      const [from, to] = days[step % days.length];
      atlas.state.set({ filter: { ...atlas.state.get().filter, from, to } });
      while (atlas.timings && atlas.timings.drawn < begun) await bench.frame();
    },
    point: leafletPointer,
  },
  fastmarkercluster: { ready: () => Boolean(document.querySelector(".leaflet-marker-icon")) },
  geojson: { ready: canvasDrawn, point: leafletPointer },
  heatmap: { ready: canvasDrawn },
  timestamped: {
    ready: () => Boolean(document.querySelector(".timecontrol-date") && leafletMap()?.timeDimension.getCurrentTime()),
    filter: () => new Promise(done => {
      const time = leafletMap().timeDimension;
      time.once("timeload", done);
      time.nextTime(30);
    }),
  },
  pydeck: {
    ready: () => {
      const deck = typeof deckInstance === "undefined" ? undefined : deckInstance;
      const layers = deck?.layerManager?.getLayers() ?? [];
      return layers.length > 0 && layers.every(layer => layer.isLoaded);
    },
    point: (x, y) => deckInstance.pickObject({ x, y, radius: 2 }),
  },
  lonboard: { ready: () => Boolean(document.querySelector("#deckgl-overlay, canvas")) },
};
