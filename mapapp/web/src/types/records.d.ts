// What a dataset holds, as the blocks of the page give it. What a dataset may leave unsaid is optional here; what could
// not be measured is null. The fields and their meanings: geodata/schema.py.

/** South-west and north-east corner, each latitude, longitude. */
export type Bounds = [[number, number], [number, number]];
/** Rings of latitudes and longitudes. */
export type Rings = [number, number][][];
type Stated = number | null;

export interface Measures {
  border_m?: Stated;
  border_m_min?: Stated;
  border_m_max?: Stated;
  border_pair?: string | null;
  border_disputed?: boolean | null;
  border_lat?: Stated;
  border_lon?: Stated;
  country?: string | null;
  nearest_facility_id?: string | null;
  nearest_facility_m?: Stated;
  nearest_facility_m_min?: Stated;
  nearest_facility_m_max?: Stated;
  nearest_facility_lat?: Stated;
  nearest_facility_lon?: Stated;
  named_facilities?: { facility_id: string; facility_m?: Stated; facility_m_min?: Stated; facility_m_max?: Stated }[] | null;
}

export interface Claim {
  number: number;
  by?: string;
  role?: string;
  countries?: string[];
  stance?: string;
  about?: string;
  what?: string;
  value?: number;
  low?: number;
  high?: number;
  unit?: string;
  date?: string;
  source?: string;
}

export interface Interception {
  facility_id?: string;
  distance_km?: Stated;
  distance_km_low?: Stated;
  distance_km_high?: Stated;
  claimed_by?: string | null;
}

/** An outage or a return. */
export interface Period {
  start?: string;
  end?: string;
  date?: string;
  planned?: string;
  confirmed?: string;
  note?: string;
}

export interface Consequences {
  damaged?: string;
  out_of_service?: Period;
  bypassed?: boolean;
  flow_reduced_pct?: { value?: number; by?: string; note?: string };
  suspended?: string;
  restored?: Period;
  casualties?: string;
  third_country_effect?: string[];
  note?: string;
}

/** One incident with everything that is known of it: what the store gives for a row. */
/** A thermal anomaly near an incident: observed, not proof. */
export interface Heat {
  time: string;
  longitude?: number;
  latitude?: number;
  uncertainty_m?: number;
  distance_m?: number;
  distance_m_min?: number;
  distance_m_max?: number;
  satellite?: string;
  instrument?: string;
  confidence?: string;
  power_mw?: number;
  source?: string;
}

export interface Incident {
  /** Empty where its text cannot be read. */
  id: string;
  row: number;
  /** Why its text cannot be read; then all else is what the columns say. */
  unread?: string;
  title?: string;
  start?: string;
  end?: string;
  first_day: string | null;
  last_day: string | null;
  date_precision?: string;
  time_note?: string;
  alternative_dates?: { date: string; source?: string; note?: string }[];
  kind?: string;
  facility_ids?: string[];
  country?: string;
  lat?: number;
  lon?: number;
  bounds?: Bounds;
  uncertainty_m?: number;
  located_by?: string;
  interception?: Interception;
  consequences?: Consequences;
  affected_countries?: string[];
  observed_heat?: Heat[];
  conflicts?: string[];
  no_statement_found?: { party: string; note?: string; source?: string }[];
  sources?: string[];
  extra?: Record<string, unknown>;
  claims: Claim[];
  standing: string;
  why: string;
  contested_about?: string[] | null;
  /** Numbers of claims that contradict each other. */
  disagreements?: { asserting: number[]; denying: number[] }[] | null;
  measures: Record<string, Measures>;
}

export interface Facility {
  id: string;
  name?: string;
  names?: Record<string, string>;
  group: string;
  kind_label: string;
  medium?: string;
  commodity?: string;
  operator?: string;
  owners?: { name?: string; country?: string; countries?: string[]; share_pct?: number; source?: string }[];
  countries?: string[];
  region?: string;
  capacity?: { value?: number; unit?: string; year?: number; source?: string; note?: string };
  status?: string;
  lat?: number;
  lon?: number;
  bounds?: Bounds;
  uncertainty_m?: number;
  located_by?: string;
  schematic?: boolean;
  sources?: string[];
  note?: string;
  extra?: Record<string, unknown>;
  measures: Record<string, Measures>;
  interceptions?: Interceptions | null;
}

/** What was reported of interceptions around a facility. */
export interface Interceptions {
  count: number;
  with_distance: number;
  minimum_km: Stated;
  median_km: Stated;
  latest_id: string | null;
  latest_row: number | null;
  latest: { start?: string; claimed_by?: string } | null;
}

export interface Flow {
  id: string;
  from: string;
  to: string;
  via?: string[];
  commodity?: string;
  volume?: number;
  unit?: string;
  period?: string;
  status?: string;
  note?: string;
  disrupted_by: string[];
  disrupted_rows: number[];
}

export interface Source {
  id: string;
  url: string;
  publisher?: string;
  title?: string;
  published?: string;
  language?: string;
  reliability?: string;
  note?: string;
}

export interface RecordTables {
  facilities: Facility[];
  flows: Flow[];
  sources: Source[];
}
