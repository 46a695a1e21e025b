// What the modules of the page hand to each other, and the blocks that they read.

import type * as L from "leaflet";
import type { Filter, createState } from "../state.js";
import type { Store } from "../incidents/store.js";
import type { indexRecords } from "../records.js";
import type { createVectors } from "../layers/vectors.js";
import type { Ground } from "../layers/ground/arcs.js";
import type { Around } from "../messages.js";
import type { createSheet } from "../layers/sheet.js";
import type { createPainting } from "../layers/incidents/painting.js";
import type { createNotices } from "../view/notice.js";
import type { Bounds, Interception, RecordTables, Rings } from "./records.js";

export type StateHolder = ReturnType<typeof createState>;
export type Records = ReturnType<typeof indexRecords>;
export type Painting = ReturnType<typeof createPainting>;

/** What every part of the page is given. */
export interface Context {
  map: L.Map;
  doc: Doc;
  state: StateHolder;
  /** Sentences over the map: what a link held, what cannot be drawn. */
  notices: ReturnType<typeof createNotices>;
  incidents: Store;
  records: Records;
  /** Read a block, once however often it is asked for. */
  block: <N extends keyof Blocks>(name: N) => Promise<Blocks[N]>;
  /** The canvas of land, borders and what lies flat on them. */
  ground: ReturnType<typeof createSheet>;
  /** What a line or an outline says to be drawn among the others. */
  vector: ReturnType<typeof createVectors>;
  /** Boxes in layer points (west, north, east, south) that names must not cover. */
  glyphs: (() => Box[])[];
  /** The page around this one, where it stands in a frame. */
  around: Around | null;
  /** Legends that layers draw themselves, by layer. */
  legends: Record<string, HTMLElement>;
  /** The painting of the second range, right of the line, while two are compared. */
  compared?: { at: (point: { x: number }) => Painting | null };
}

/** West, north, east, south. */
export type Box = [number, number, number, number];
/** A part of the world, in its units. */
export interface WorldBox {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** A layer as Folium's page names it. */
export interface DeclaredLayer {
  name: string;
  title: string;
  group: string;
  hint: string;
  show: boolean;
  /** Set where it could not be made. */
  isMissing?: boolean;
}

/** A layer as it is drawn. */
export interface Layer {
  layer: L.Layer;
  /** Stays on the map while it is switched off, since it also draws what belongs to the selection. */
  always?: boolean;
  /** Draw anew, in other colours or another size. */
  repaint?: () => void;
  /** What it reads once the page has nothing better to do. */
  later?: () => Promise<void>;
}

export interface Term {
  name: string;
  label: string;
  meaning: string;
}

/** What the document says of itself. */
export interface Doc {
  title: string;
  description: string;
  version: string;
  licence: string;
  attribution: string[];
  cautions: string[];
  held_back: string[];
  /** What may not be passed on, a sentence each; an export is without it, the app shows it. */
  stays_here: string[];
  languages: string[];
  digest: string;
  extent: Bounds;
  viewpoint: string;
  filter: Filter;
  viewpoints: Record<string, { label: string; short: string }>;
  present: { kinds: string[]; standings: string[]; facility_groups: string[] };
  /** Names of countries, by code and language. */
  countries: Record<string, Record<string, string>>;
  labels: Record<"standing" | "incident_kind" | "stance" | "role" | "about" | "reliability" | "date_precision", Words>;
  meanings: { reliability: Words };
  standings: Term[];
  facility_groups: Term[];
  weak_reliabilities: string[];
  /** What the page does not hold of its dataset, and where that is; absent where it holds all incidents. */
  holds?: Holds;
  /** By incident, what versions of the dataset changed of it: a headline and lines for each; absent where nothing. */
  history?: Record<string, string[][]>;
  /** What the page is made of besides its dataset. */
  made_of: { name: string; use: string; holder: string; licence: string; version: string; text: string }[];
  map_credits: string;
  tiles: { url: string; attribution: string; max_zoom: number; referrer_policy: Exclude<ReferrerPolicy, ""> };
}

/** Which incidents a page holds one by one, and what of the others. */
export interface Holds {
  /** The latest of those that the export's filter leaves, all of these, a part by time, or none: only counts and links. */
  is: "latest" | "filtered" | "part" | "index";
  /** Incidents of the page. */
  held: number;
  /** Incidents of the dataset. */
  of: number;
  /** Incidents that the filter of the export leaves; of a part, its own. */
  left: number;
  /** Where all are counted: how many of them have a place, how many no date, and between which days they lie. */
  located?: number;
  undated?: number;
  first_day?: string | null;
  last_day?: string | null;
  /** The pages of the folder: the one that counts all, and the parts. */
  index?: string;
  parts?: Part[];
  /** Which of the parts this page is. */
  part?: number;
}
export interface Part {
  label: string;
  file: string;
  incidents: number;
  from: string | null;
  to: string | null;
}

/** Words of the data as people read them. */
export type Words = Record<string, string>;

export interface CountryName {
  code: string;
  /** Where it is named: at the first of these that is in view. */
  points: [lon: number, lat: number][];
  rank: number;
}

/** The JSON blocks, by name. */
export interface Blocks {
  document: Doc;
  records: RecordTables;
  arcs: Ground;
  "arcs-near": Ground;
  labels: { countries: CountryName[]; places: [name: string, lon: number, lat: number, rank: number][] };
  facilities: { points: { id: string; lon: number; lat: number }[]; areas: { id: string; rings: Rings }[] };
  pipelines: { id: string; lines: [number, number][][] }[];
  flows: { ids: string[]; path: [number, number][]; arrow: [lat: number, lon: number, bearing: number] }[];
  heat: { row: number; lat: number; lon: number; time: string }[];
  interceptions: (Interception & { id: string; row: number; rings: Rings; label: [number, number] })[];
}

/** What `window.atlas` gives to tests and to the page around the document. */
export interface Atlas {
  add: (layer: DeclaredLayer) => void;
  start: () => Promise<void>;
  timings: { decoded?: number; ready?: number };
  state?: StateHolder;
  incidents?: Store;
  where?: (id: string) => Promise<L.Point | null>;
  /** Resolves when nothing waits to be painted. */
  painted?: () => Promise<void>;
}
