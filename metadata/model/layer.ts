import type { LayeredForm } from './layered.ts';
import type { Place, Report } from './report.ts';

/** One layer speaking about one form. */
export interface Layer {
  readonly package: string;
  /** What it adds is named with this; empty for the owner, who may name as it likes. */
  readonly prefix: string;
  readonly form: LayeredForm;
  readonly place: Place;
  readonly report: Report;
  /** Whether this layer knows of another, so that it may have the last word. */
  readonly knows: (other: string) => boolean;
}
