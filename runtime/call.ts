import type { Language } from '../metadata/label.ts';
import type { Rights } from './auth/rights.ts';
import type { Served } from './served.ts';

/** The moment, handed down so that nothing below asks a clock. Local to the organisation's zone. */
export interface Now {
  /** UTC with milliseconds. */
  readonly instant: string;
  readonly localDate: string;
  readonly localTime: string;
}

/** Who asks, for which organisation, on which model: everything a verb of the store needs to know about a request. */
export interface Call {
  readonly served: Served;
  readonly rights: Rights;
  readonly user: { readonly id: string; readonly number: string; readonly name: string };
  /** Id of the organisation of the call. */
  readonly org: string;
  readonly now: Now;
  readonly language: Language;
  readonly requestId: string;
  /** Said by the writer, kept in history. */
  readonly reason?: string;
  /** Writes are thought through and judged, in their transaction and all, and then not made. Default: they are made. */
  readonly rehearsal?: true;
}
