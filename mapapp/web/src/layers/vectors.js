// Lines and outlines of all layers in one drawing, in a fixed order. Where there is no GPU, every drawing of the map's
// size costs some milliseconds of each frame while the map is dragged.

/** From below to above. */
const ORDER = /** @type {const} */ (["disc", "ring", "measured", "flow", "pipeline", "area"]);

/** @typedef {typeof ORDER[number]} Kind */

const NAMESPACE = "http://www.w3.org/2000/svg";

/** An SVG renderer whose paths stand in groups, one for each kind. */
const Vectors = /** @type {new (options: L.RendererOptions & {pane: string}) => L.SVG} */ (/** @type {unknown} */ (L.SVG.extend({
  /** @this {L.SVG & {_rootGroup: SVGGElement, _initContainer: () => void}} @param {L.Path & {_path: SVGPathElement, options: {kind: Kind}}} layer */
  _addPath(layer) {
    if (!this._rootGroup) this._initContainer();
    groupOf(this._rootGroup, layer.options.kind).append(layer._path);
    layer.addInteractiveTarget(/** @type {any} */ (layer._path)); // Leaflet takes elements of SVG as well
  },
})));

/**
 * The group of a kind; all groups are made with the first.
 * @param {SVGGElement} root
 * @param {Kind} kind
 */
function groupOf(root, kind) {
  if (!root.children.length) root.append(...ORDER.map(() => document.createElementNS(NAMESPACE, "g")));
  return root.children[ORDER.indexOf(kind)];
}

/**
 * The drawing, and what a line or an outline says to be drawn in it.
 * @param {L.Map} map
 */
export function createVectors(map) {
  const pane = map.createPane("vectors");
  pane.style.zIndex = "400";
  pane.style.pointerEvents = "none";
  const renderer = new Vectors({ pane: "vectors", padding: 0.2 });
  /**
   * @param {Kind} kind
   * @param {string} className
   * @param {L.PolylineOptions} [more]
   * @returns {L.PolylineOptions}
   */
  return (kind, className, more) => Object.assign({ kind, className, renderer, pane: "vectors", smoothFactor: 0 }, more);
}
