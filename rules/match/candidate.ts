import { compare as compareDecimals, parseDecimal } from '../../metadata/common/decimal.ts';
import type { Problem } from '../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import { everybodys } from '../../metadata/common/sharing-strategies.ts';
import type { Comparison, Field } from '../../metadata/field.ts';
import type { SharingStrategy } from '../../metadata/source.ts';
import type { Compiled } from '../condition/compiled.ts';
import { compareText } from '../condition/value.ts';
import { strategy } from '../sharing/index.ts';
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
  /** The condition on whom it is for, beside its own. Default: it is for all. */
  readonly aim?: Aim;
  /** The only organisations it is for, of those that may use it; none: it is for nobody. Default: all. */
  readonly users?: readonly string[];
  /** Whether it competes with rows of its own record only. Default: with all. */
  readonly apart?: true;
  /** The result that an answer carries. */
  readonly result: Json;
}

/** Returns all that has to hold: whom it is for, and its condition. Null: nothing, or nothing that can be judged. */
export function compiledOf({ condition, aim }: Candidate): Compiled | null {
  if (condition === null) return aim?.whole ?? null;
  if (!('node' in condition)) return null;
  return aim?.whole ?? condition;
}

/** A key that precedence goes by; the first that differs decides. */
export interface OrderKey {
  /** Path of a field (`titles.priority` of a row), or `sharing`, `modifiedAt`, `id`. */
  readonly by: string;
  readonly descending: boolean;
  readonly comparison: Comparison;
  /** What the field is called. Default: it is none. */
  readonly label?: Label;
  /** It is the number of records, which tells them apart: nobody means anything by it. Default: it weighs. */
  readonly names?: true;
}

/**
 * The order as a model states it, `-` is descending; `number` is the field that names records. The id comes last even
 * where it is not said, so no two candidates rank the same.
 */
export function orderOf(
  stated: readonly string[],
  fieldOf: (path: string) => Field | undefined,
  number?: Field,
): readonly OrderKey[] {
  const keys = stated.map((entry): OrderKey => {
    const descending = entry.startsWith('-');
    const by = descending ? entry.slice(1) : entry;
    const field = fieldOf(by);
    const comparison = field?.kind.comparison(field) ?? 'text';
    const names = field !== undefined && field === number;
    return { by, descending, comparison, ...(field && { label: field.label }), ...(names && { names }) };
  });
  const last: OrderKey = { by: 'id', descending: false, comparison: 'text' };
  return keys.some((key) => key.by === 'id') ? keys : [...keys, last];
}

/** Negative: `a` goes first. */
export function compareCandidates(a: Candidate, b: Candidate, order: readonly OrderKey[]): number {
  for (const key of order) {
    const by = compareBy(a, b, key);
    if (by !== 0) return by;
  }
  return compareText(a.id, b.id);
}

/** Names the key by which the first goes before the second. */
export function decidedBy(first: Candidate, second: Candidate, order: readonly OrderKey[]): string {
  return order.find((key) => compareBy(first, second, key) !== 0)?.by ?? 'id';
}

function compareBy(a: Candidate, b: Candidate, key: OrderKey): number {
  const order = ascending(a, b, key);
  return key.descending ? -order : order;
}

function ascending(a: Candidate, b: Candidate, key: OrderKey): number {
  if (key.by === 'sharing') return rank(a) - rank(b);
  if (key.by === 'modifiedAt') return compareText(a.modifiedAt, b.modifiedAt);
  if (key.by === 'id') {
    return compareText(a.record, b.record) || (a.seq ?? 0) - (b.seq ?? 0) || compareText(a.id, b.id);
  }
  const [x, y] = [a.values[key.by] ?? null, b.values[key.by] ?? null];
  // A candidate without a value goes last, whichever way the others run.
  if (x === null || y === null) {
    const last = Number(x === null) - Number(y === null);
    return key.descending ? -last : last;
  }
  return key.comparison === 'number' ? compareNumbers(x, y) : compareText(String(x), String(y));
}

function compareNumbers(x: Json, y: Json): number {
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  return compareDecimals(decimal(x), decimal(y));
}

function decimal(value: Json): string {
  return (typeof value === 'string' || typeof value === 'number' ? parseDecimal(value) : null) ?? '0';
}

/** Returns the rank of its way of sharing; a candidate that no organisation controls is everybody's. */
function rank(candidate: Candidate): number {
  return strategy(candidate.sharing ?? everybodys).rank;
}
