import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictsOf, rebased } from './conflicts.ts';
import { type Item, isParam, type ParamBase, type ParamItem, withItems } from './item.ts';
import { undoing } from './roll-back.ts';
import { after, type State, type Step } from './states.ts';

/** The values that are set, by key; everything else of a place is the same here. */
type World = ReadonlyMap<string, ParamBase>;

const keys = ['a', 'b', 'c', 'd'];
const place = (key: string) => ({ type: 't', key, org: null, validFrom: null, validTo: null });
const nowIn = (world: World) => (item: Item) => (isParam(item) ? (world.get(item.key) ?? null) : null);

/** A write by anybody: a value, locked or not, or none. */
type Write = { readonly key: string; readonly value: number | null; readonly locked: boolean };
const writes = fc.record({
  key: fc.constantFrom(...keys),
  value: fc.option(fc.nat(9), { freq: 3 }),
  locked: fc.boolean(),
});

let counted = 0;
const next = () => ++counted;

function written(world: World, { key, value, locked }: Write): World {
  const changed = new Map(world);
  const id = world.get(key)?.id ?? `record ${next()}`;
  if (value === null) changed.delete(key);
  else changed.set(key, { id, revision: next(), value, raw: null, locked });
  return changed;
}

const itemOf = (world: World, { key, value, locked }: Write): ParamItem => {
  const base = world.get(key) ?? null;
  const of = { id: `item ${next()}`, ...place(key), base };
  return value === null ? { ...of, action: 'unset' } : { ...of, action: 'set', value, raw: null, locked };
};

/** Carries items out, one after the other, as a server would. */
function published(
  world: World,
  items: readonly Item[],
): { readonly world: World; readonly items: readonly Item[] } {
  let now = world;
  const done = items.map((item) => {
    if (!isParam(item)) throw new Error('only parameters here');
    const { key, action, value, locked = false } = item;
    const record = now.get(key)?.id;
    if (action === 'unset' && record === undefined) return item;
    now = written(now, { key, value: action === 'unset' ? null : Number(value), locked });
    const there = now.get(key);
    return { ...item, done: { record: there?.id ?? record ?? '', revision: there?.revision ?? next() } };
  });
  return { world: now, items: done };
}

const says = (world: World, key: string) => {
  const { value, locked } = world.get(key) ?? {};
  return JSON.stringify([value, locked]);
};
const worldOf = (some: readonly Write[]) => some.reduce(written, new Map() as World);
const setOf = (world: World, some: readonly Write[]) =>
  withItems(
    [],
    some.map((write) => itemOf(world, write)),
  );

describe('a change set', () => {
  it('holds one item about each thing: enabling a record, or disabling it, is another one than changing it', () => {
    const actions = ['change', 'enable', 'disable', 'delete'] as const;
    const about = fc.record({
      action: fc.constantFrom(...actions),
      record: fc.constantFrom('a', 'b'),
      org: fc.constantFrom('north', 'south'),
    });
    fc.assert(
      fc.property(fc.array(about), (put) => {
        const items = put.map(
          (one): Item => ({ ...one, id: `item ${next()}`, form: 'f', owner: one.org, base: null }),
        );
        const what = ({ action }: Pick<Item, 'action'>) =>
          action === 'enable' || action === 'disable' ? 'enabled' : 'content';
        const thing = (one: (typeof put)[number]) => `${one.record} ${one.org} ${what(one)}`;
        const last = new Map(put.map((one) => [thing(one), one.action]));
        const kept = withItems([], items) as readonly (Item & (typeof put)[number])[];
        expect(Object.fromEntries(kept.map((one) => [thing(one), one.action]))).toEqual(
          Object.fromEntries(last),
        );
        expect(kept.length).toBe(last.size);
      }),
    );
  });

  it('rolled back leaves what others changed since, and all else as it was before', () => {
    fc.assert(
      fc.property(fc.array(writes), fc.array(writes), fc.array(writes), (first, mine, others) => {
        const before = worldOf(first);
        const set = published(before, setOf(before, mine));
        const since = others.reduce(written, set.world);
        const touched = new Set(others.map(({ key }) => key));
        const { items, left } = undoing(set.items, nowIn(since), () => `undo ${next()}`);
        const { world } = published(since, items);
        const done = new Set(set.items.flatMap((item) => (item.done && isParam(item) ? [item.key] : [])));
        // A person who took away what the set had taken away, too, changed nothing.
        const isOthers = (key: string) => touched.has(key) && since.get(key) !== set.world.get(key);
        for (const key of keys)
          expect(says(world, key)).toBe(says(done.has(key) && !isOthers(key) ? before : since, key));
        expect(left.map(({ item }) => (isParam(item) ? item.key : '')).sort()).toEqual(
          [...done].filter(isOthers).sort(),
        );
      }),
    );
  });

  it('meets a conflict exactly where somebody wrote, and none once it starts anew', () => {
    fc.assert(
      fc.property(fc.array(writes), fc.array(writes), fc.array(writes), (first, mine, others) => {
        const before = worldOf(first);
        const items = setOf(before, mine);
        const since = others.reduce(written, before);
        const conflicts = conflictsOf(items, nowIn(since)).map(({ item }) => item.id);
        const slow = items.filter((item) => isParam(item) && before.get(item.key) !== since.get(item.key));
        expect(conflicts).toEqual(slow.map(({ id }) => id));
        const started = rebased(items, nowIn(since));
        expect(started.moved.map(({ item }) => item.id)).toEqual(conflicts);
        expect(conflictsOf(started.items, nowIn(since))).toEqual([]);
      }),
    );
  });

  it('has one item about one place: the last that was put in, where the first stood', () => {
    fc.assert(
      fc.property(fc.array(writes), (mine) => {
        const items = setOf(new Map(), mine).filter(isParam);
        expect(items.map(({ key }) => key)).toEqual([...new Set(mine.map(({ key }) => key))]);
        for (const { key, value = null } of items)
          expect(value).toBe(mine.findLast((write) => write.key === key)?.value);
      }),
    );
  });

  it.each<[State, Step, string]>([
    ['draft', 'propose', 'waiting'],
    ['waiting', 'approve', 'approved, which holds'],
    ['approved', 'edit', 'draft'],
    ['approved', 'schedule', 'scheduled, which holds'],
    ['scheduled', 'miss', 'waiting, which holds'],
    ['published', 'edit', 'refused'],
    ['discarded', 'propose', 'refused'],
    ['rejected', 'publish', 'refused'],
    ['failed', 'publish', 'refused'],
  ])('%s: %s → %s', (state, step, becomes) => {
    const said = after(state, step);
    expect(said ? said.state + (said.keepsApproval ? ', which holds' : '') : 'refused').toBe(becomes);
  });
});
