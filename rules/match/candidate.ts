import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { SharingStrategy } from '../../metadata/source.ts';
import type { Compiled } from '../condition/compiled.ts';

import type { Aim } from './aim.ts';

/** A record, or a row of one, that may win. Frozen: a change is another candidate with the same id. */
export interface Candidate {
  /** Of the record or of the row; of an organisation's own copy `<id>@<org>`. */
  readonly id: string;
  /** The record it is, or is a row of. */
  readonly record: string;
  /** Place among the rows of the record. Default: it is no row. */
  readonly seq?: number;
  /** The organisation that created the record. */
  readonly org: string;
  /** Null where the form is not under organisation control: every organisation sees it. */
  readonly sharing: SharingStrategy | null;
  /** Organisations the record was assigned to. Default: none. */
  readonly assigned?: Iterable<string>;
  /** The one organisation a personalised copy is for. Default: it is no copy. */
  readonly only?: string;
  /** Organisations that have a copy and see it instead of this one. Default: none. */
  readonly replacedFor?: Iterable<string>;
  readonly enabled: boolean;
  /** Local dates, both inclusive. Default: always. */
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  readonly modifiedAt: string;
  /** Values, by path, that the order of precedence asks for. */
  readonly values: JsonObject;
  /** Null: it has none. `problems`: what it says can no longer be compiled, so it matches nothing. */
  readonly condition: Compiled | { readonly problems: readonly Problem[] } | null;
  /** What else must be so, for it says whom it is for. Default: it is for all. */
  readonly aim?: Aim;
  /** The only organisations it is for, of those that may use it; none: it is for nobody. Default: all. */
  readonly users?: readonly string[];
  /** It competes with rows of its own record only. Default: with all. */
  readonly apart?: true;
  /** What an answer carries. */
  readonly result: Json;
}

/** All that has to hold: whom it is for, and its condition. Null: nothing has to, or nothing that can be judged. */
export function compiledOf({ condition, aim }: Candidate): Compiled | null {
  if (condition === null) return aim?.whole ?? null;
  if (!('node' in condition)) return null;
  return aim?.whole ?? condition;
}
