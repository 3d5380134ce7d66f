import { compare as compareDecimals, parseDecimal } from '../../metadata/decimal.ts';
import type { Comparison, Shape } from '../../metadata/field.ts';
import type { Json } from '../../metadata/json.ts';
import { compareText } from '../condition/value.ts';
import { strategy } from '../sharing/index.ts';
import type { Candidate } from './candidate.ts';

/** One thing precedence goes by; the first that differs decides. */
export interface OrderKey {
  /** A field id, or `sharing`, `modifiedAt`, `id`. */
  readonly by: string;
  readonly descending: boolean;
  readonly comparison: Comparison;
}

const usual = ['sharing', '-modifiedAt', 'id'];

/**
 * The order a form states (`-` is descending), or priority where it has one and then the usual. `shapes`: whose
 * fields the ids name, the row's first. The id always comes last, so two candidates never rank the same.
 */
export function orderOf(
  stated: readonly string[] | undefined,
  shapes: readonly Shape[],
): readonly OrderKey[] {
  const find = (id: string) => shapes.map((shape) => shape.byId.get(id)).find((field) => field !== undefined);
  const said = stated && stated.length > 0 ? stated : find('priority') ? ['priority', ...usual] : usual;
  const keys = said.map((entry): OrderKey => {
    const descending = entry.startsWith('-');
    const by = descending ? entry.slice(1) : entry;
    const field = find(by);
    return { by, descending, comparison: field?.kind.comparison(field) ?? 'text' };
  });
  return keys.some((key) => key.by === 'id')
    ? keys
    : [...keys, { by: 'id', descending: false, comparison: 'text' }];
}

/** Negative: `a` goes first. */
export function compareCandidates(a: Candidate, b: Candidate, order: readonly OrderKey[]): number {
  for (const key of order) {
    const by = compareBy(a, b, key);
    if (by !== 0) return by;
  }
  return compareText(a.id, b.id);
}

/** What the first goes before the second by: the name of the key. */
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
  // What has no value goes last, whichever way the others run.
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

/** What no organisation controls is everybody's. */
function rank(candidate: Candidate): number {
  return strategy(candidate.sharing ?? 'global').rank;
}
