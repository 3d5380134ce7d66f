import type { Json } from '../common/json.ts';
import type { Label } from '../common/label.ts';
import { sameData } from '../common/same-data.ts';
import type { Difference, DifferenceRule } from '../property/difference.ts';
import type { Rows } from '../property/property.ts';
import { always, type Change, type Reading } from '../property/reading.ts';

/** The differences at a place, and below it, as they are found. */
export interface Collector {
  readonly place: string;
  add(rule: DifferenceRule, more?: Pick<Difference, 'before' | 'after'>): void;
  /** The same list, for a place further in: `rate`, and what is called so there. */
  within(name: string, label?: Label): Collector;
}

export function collector(found: Difference[], place: string, label?: Label): Collector {
  return {
    place,
    add: (rule, more = {}) => found.push({ rule, place, ...(label && { label }), ...more }),
    within: (name, own) => collector(found, place === '' ? name : `${place}/${name}`, own),
  };
}

/** Two things by the rows of their properties; what rows do not know may be anything. */
export function compareThings([before, after]: readonly [object, object], rows: Rows, to: Collector): void {
  const known = Object.fromEntries(
    Object.entries(rows).flatMap(([name, { change, members = {} }]): [string, Reading][] => {
      if (typeof change === 'function') return [[name, change]];
      return Object.entries(members).flatMap(([member, { change: own }]) =>
        typeof own === 'function' ? [[`${name}.${member}`, own]] : [],
      );
    }),
  );
  const compared = (thing: object) => {
    const all = Object.entries(thing).filter(([name]) => rows[name]?.change !== 'apart');
    const [inside = [], plain = []] = [true, false].map((isInside) =>
      all.filter(([name]) => (rows[name]?.change === 'members') === isInside),
    );
    const members = inside.flatMap(([name, value]) =>
      Object.entries(value as object).map(([member, one]) => [`${name}.${member}`, one] as const),
    );
    return Object.fromEntries([...plain, ...members]);
  };
  compareProperties(
    [compared(before), compared(after)],
    { known, otherwise: always('property-changed') },
    to,
  );
}

/** Properties one by one: those a table knows by what it says of them, all others alike. */
export function compareProperties(
  [before, after]: readonly [object, object],
  { known, otherwise }: { readonly known: Readonly<Record<string, Reading>>; readonly otherwise: Reading },
  to: Collector,
): void {
  const [was, is] = [before, after] as readonly Readonly<Record<string, Json>>[];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const change: Change = { before: was?.[name], after: is?.[name] };
    if (sameData(change.before, change.after)) continue;
    const read = Object.hasOwn(known, name) ? (known[name] ?? otherwise) : otherwise;
    for (const rule of read(change, is ?? {}))
      to.add(rule, { before: said(name, change.before), after: said(name, change.after) });
  }
}

/** A name speaks for itself. */
function said(name: string, value: Json | undefined): Json {
  if (name === 'label') return value ?? null;
  return { [name]: value ?? null };
}

/** Two lists of things with names: which went, which came, which stayed. */
export function byName<T>(
  before: readonly T[] | undefined,
  after: readonly T[] | undefined,
  nameOf: (one: T) => string,
): { readonly gone: readonly T[]; readonly come: readonly T[]; readonly both: readonly (readonly [T, T])[] } {
  const was = new Map((before ?? []).map((one) => [nameOf(one), one]));
  const is = new Map((after ?? []).map((one) => [nameOf(one), one]));
  return {
    gone: [...was].filter(([name]) => !is.has(name)).map(([, one]) => one),
    come: [...is].filter(([name]) => !was.has(name)).map(([, one]) => one),
    both: [...was].flatMap(([name, one]) => {
      const other = is.get(name);
      return other === undefined ? [] : [[one, other] as const];
    }),
  };
}
