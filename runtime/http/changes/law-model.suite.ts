import fc from 'fast-check';

/** The keys that are written, and those read: a key of its own twice, and one machine of many that a tax number has. */
export const keys = ['limits.top', 'limits.other', 'tills.T:M', 'tills.T', 'tills.*'] as const;
export const keysRead = ['limits.top', 'limits.other', 'tills.T:M'] as const;
export type Key = (typeof keys)[number];
/** Empty: the whole system. */
export const places = ['', 'A', 'B', 'C'] as const;
export type Place = (typeof places)[number];
/** Days counted from the first of a world; `always`: what holds otherwise. */
export const windows = { always: null, now: [0, 4], later: [5, 9] } as const;
export type Window = keyof typeof windows;

export interface Change {
  readonly action: 'set' | 'unset' | 'lock' | 'unlock';
  readonly key: Key;
  readonly org: Place;
  readonly window: Window;
  readonly value: number;
  readonly locked: boolean;
}

export type Step =
  | { readonly do: 'publish'; readonly changes: readonly Change[] }
  | { readonly do: 'roll back'; readonly which: number }
  | { readonly do: 'move'; readonly org: 'B' | 'C'; readonly to: 'root' | 'A' | 'B' | 'C' }
  | { readonly do: 'put'; readonly change: Change }
  | { readonly do: 'days pass'; readonly days: number };

const key = fc.constantFrom<Key>('limits.top', 'limits.top', ...keys);
const window = fc.constantFrom<Window>('always', 'always', 'now', 'later');
const change: fc.Arbitrary<Change> = fc.record({
  action: fc.constantFrom('set', 'set', 'set', 'unset', 'lock', 'unlock'),
  key,
  window,
  org: fc.constantFrom(...places),
  value: fc.nat(4),
  locked: fc.boolean(),
});
const publish = fc.record({
  do: fc.constant('publish' as const),
  changes: fc.uniqueArray(change, { minLength: 1, maxLength: 5, selector: placeOf }),
});
const put = fc.record({ do: fc.constant('put' as const), change });
const rollBack = fc.record({ do: fc.constant('roll back' as const), which: fc.nat(2) });
const move = fc.record({
  do: fc.constant('move' as const),
  org: fc.constantFrom('B' as const, 'C' as const),
  to: fc.constantFrom('root' as const, 'A' as const, 'B' as const, 'C' as const),
});
const days = fc.record({ do: fc.constant('days pass' as const), days: fc.constantFrom(1, 5) });

/** Somebody locks, and somebody below differs: at the same key, or at one that the locked one speaks for. */
const underLock: fc.Arbitrary<readonly Step[]> = fc
  .record({
    above: change,
    below: change,
    isSet: fc.boolean(),
    together: fc.boolean(),
    between: fc.option(fc.oneof(move, days, rollBack)),
    pair: fc.constantFrom<readonly [Key, Key]>(
      ['limits.top', 'limits.top'],
      ['tills.*', 'tills.T:M'],
      ['tills.T', 'tills.T:M'],
      ['tills.T:M', 'tills.T:M'],
    ),
    line: fc.constantFrom<readonly [Place, Place]>(['', 'C'], ['A', 'B'], ['A', 'C'], ['B', 'C']),
  })
  .map(({ above, below, isSet, together, between, pair, line }) => {
    const locking: Change = { ...above, action: 'set', key: pair[0], org: line[0], locked: true };
    const differing: Change = { ...below, action: 'set', key: pair[1], org: line[1] };
    if (together) return [{ do: 'publish', changes: [differing, locking] }];
    return [
      { do: 'put', change: { ...locking, locked: isSet } },
      { do: 'publish', changes: [isSet ? locking : { ...locking, action: 'lock' }] },
      ...(between ? [between] : []),
      isSet ? { do: 'publish', changes: [differing] } : { do: 'put', change: differing },
    ];
  });

const one = (arbitrary: fc.Arbitrary<Step>, weight: number) => ({
  weight,
  arbitrary: arbitrary.map((step) => [step]),
});

/** A life of some changes, with locks aimed at. */
export const lives: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.oneof(...[one(publish, 5), one(rollBack, 4), one(move, 2), one(put, 2), one(days, 1)], {
      weight: 3,
      arbitrary: underLock,
    }),
    { minLength: 4, maxLength: 9 },
  )
  .map((parts) => parts.flat());

/** The value that stands at a place: `by` tells one write from every other. */
export interface Stands {
  readonly value: number;
  readonly locked: boolean;
  readonly by: number;
}
/** By place: key, organisation, window. */
export type World = ReadonlyMap<string, Stands>;

/** What was written at a place; undefined: it was taken away. */
export interface Stored {
  readonly place: string;
  readonly stands: Stands | undefined;
}

/** The world after changes, and what was written for that, in its order. */
export interface After {
  readonly world: World;
  readonly stored: readonly Stored[];
}

export interface Published {
  readonly path: string;
  readonly left: ReadonlyMap<string, Stands | undefined>;
  readonly before: ReadonlyMap<string, Stands | undefined>;
}

export function placeOf({ key: at, org, window: when }: Pick<Change, 'key' | 'org' | 'window'>): string {
  return `${at} ${org} ${when}`;
}

/** Lists the keys that speak for a key, in the order they are asked at one scope. */
function speaking(at: Key): readonly Key[] {
  const machines: readonly Key[] = ['tills.T:M', 'tills.T', 'tills.*'];
  return at.startsWith('tills') ? machines.slice(machines.indexOf(at)) : [at];
}

/** The whole of it said again, slowly: what is set where and when, and who is below whom. */
export class Model {
  set: World = new Map();
  /** Since the first day of this world. */
  today = 0;
  readonly parents = new Map<string, string>();
  #writes = 0;

  above(org: string): readonly Place[] {
    const path: Place[] = [];
    for (let up = this.parents.get(org); up !== undefined && up !== 'root'; up = this.parents.get(up))
      path.push(up as Place);
    return org === '' ? [] : [...path, ''];
  }

  /** Returns the value that an organisation itself has on a day. */
  #says(at: Key, org: Place, day: number, set: World): Stands | undefined {
    for (const each of speaking(at)) {
      const within = (['now', 'later'] as const).find((when) => {
        const [from, to] = windows[when];
        return from <= day && day <= to && set.has(placeOf({ key: each, org, window: when }));
      });
      const said = set.get(placeOf({ key: each, org, window: within ?? 'always' }));
      if (said) return said;
    }
    return undefined;
  }

  reads(at: Key, org: Place): number {
    const said = [org, ...this.above(org)].flatMap(
      (each) => this.#says(at, each, this.today, this.set) ?? [],
    );
    return (said.findLast(({ locked }) => locked) ?? said[0])?.value ?? 0;
  }

  /** Tells whether something there keeps it from differing on the first day it would hold. */
  isBelowLock({ key: at, org, window: when }: Change, set: World = this.set): boolean {
    const day = Math.max(this.today, windows[when]?.[0] ?? 0);
    return this.above(org).some((each) => this.#says(at, each, day, set)?.locked === true);
  }

  /** Returns the reason to refuse changes that are about nothing; undefined: all are about something. */
  refuses(changes: readonly Change[]): string | undefined {
    const isAbout = (each: Change) => each.action === 'set' || this.set.has(placeOf(each));
    return changes.every(isAbout) ? undefined : 'nothing is set there';
  }

  /** Makes the changes, first those that give way, then from above; null: a lock stands above one. */
  after(changes: readonly Change[]): After | null {
    const next = new Map(this.set);
    const stored: Stored[] = [];
    const gives = ({ action }: Change) => action === 'unset' || action === 'unlock';
    const depth = ({ org }: Change) => this.above(org).length;
    const order = [
      ...changes.filter(gives),
      ...changes.filter((each) => !gives(each)).sort((a, b) => depth(a) - depth(b)),
    ];
    for (const each of order) {
      const place = placeOf(each);
      const written = writtenBy(each, next.get(place));
      if (each.action === 'unset' && next.delete(place)) stored.push({ place, stands: undefined });
      if (!written) continue;
      if (this.isBelowLock(each, next)) return null;
      this.#writes += 1;
      const stands = { ...written, by: this.#writes };
      next.set(place, stands);
      stored.push({ place, stands });
    }
    return { world: next, stored };
  }

  /** Places that still stand as the set left them, as they stood before it. */
  undoing({ left, before }: Published): readonly (readonly [place: string, was: Stands | undefined])[] {
    return [...left].flatMap(([place, stands]) =>
      this.set.get(place)?.by === stands?.by ? [[place, before.get(place)] as const] : [],
    );
  }
}

/** Undefined: nothing; what is so already is not written again. */
function writtenBy(
  { action, value, locked }: Change,
  there: Stands | undefined,
): Pick<Stands, 'value' | 'locked'> | undefined {
  const next =
    action === 'set' ? { value, locked } : there && { value: there.value, locked: action === 'lock' };
  if (action === 'unset' || !next) return undefined;
  return there?.value === next.value && there.locked === next.locked ? undefined : next;
}
