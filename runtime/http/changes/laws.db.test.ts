import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/json.ts';
import { describeOnDatabases } from '../../../workshop/databases.ts';
import { runs } from '../../../workshop/runs.ts';
import { codes, type Office, openOffice } from './office.suite.ts';

const keys = ['limits.top', 'limits.other', 'paper.size'] as const;
const places = ['', 'A', 'B', 'C'] as const;
type Place = (typeof places)[number];
type Key = (typeof keys)[number];

interface Change {
  readonly action: 'set' | 'unset' | 'lock' | 'unlock';
  readonly key: Key;
  /** Empty: the whole system. */
  readonly org: Place;
  readonly value: number;
  readonly locked: boolean;
}
type Step =
  | { readonly do: 'publish'; readonly changes: readonly Change[] }
  | { readonly do: 'roll back'; readonly which: number }
  | { readonly do: 'move'; readonly org: 'B' | 'C'; readonly to: 'root' | 'A' | 'B' | 'C' }
  | { readonly do: 'put'; readonly change: Change };

const change: fc.Arbitrary<Change> = fc.record({
  action: fc.constantFrom('set', 'set', 'set', 'unset', 'lock', 'unlock'),
  ...{ key: fc.constantFrom(...keys), org: fc.constantFrom(...places), value: fc.nat(4) },
  locked: fc.boolean().map((locked) => locked),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      changes: fc.uniqueArray(change, {
        minLength: 1,
        maxLength: 5,
        selector: ({ key, org }) => `${key} ${org}`,
      }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('roll back' as const), which: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ do: fc.constant('move' as const), org: fc.constantFrom('B' as const, 'C' as const) },
      to: fc.constantFrom('root' as const, 'A' as const, 'B' as const, 'C' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('put' as const), change }) },
);

/** What stands at a place: `by` tells one write from every other. */
interface Stands {
  readonly value: number;
  readonly locked: boolean;
  readonly by: number;
}
type World = ReadonlyMap<string, Stands>;
interface Published {
  readonly path: string;
  readonly left: ReadonlyMap<string, Stands | undefined>;
  readonly before: ReadonlyMap<string, Stands | undefined>;
}

/** The whole of it said again, slowly: what is set where, and who is below whom. */
class Model {
  set: World = new Map();
  readonly parents = new Map<string, string>();
  #writes = 0;

  at(key: string, org: string): Stands | undefined {
    return this.set.get(`${key} ${org}`);
  }

  above(org: string): readonly string[] {
    const path: string[] = [];
    for (let up = this.parents.get(org); up !== undefined && up !== 'root'; up = this.parents.get(up))
      path.push(up);
    return org === '' ? [] : [...path, ''];
  }

  reads(key: string, org: string): number {
    const said = [org, ...this.above(org)].flatMap((one) => this.at(key, one) ?? []);
    return (said.findLast(({ locked }) => locked) ?? said[0])?.value ?? 0;
  }

  /** Whether all of it may be: undefined where it may. */
  refuses(changes: readonly Change[]): string | undefined {
    for (const { action, key, org } of changes)
      if (action !== 'set' && !this.at(key, org)) return 'nothing is set there';
    return undefined;
  }

  isBelowLock({ key, org }: Pick<Change, 'key' | 'org'>, set: World): boolean {
    return this.above(org).some((one) => set.get(`${key} ${one}`)?.locked === true);
  }

  after(changes: readonly Change[]): Map<string, Stands> {
    const next = new Map(this.set);
    for (const { action, key, org, value, locked } of changes) {
      const place = `${key} ${org}`;
      const there = next.get(place);
      this.#writes += 1;
      if (action === 'unset') next.delete(place);
      // What is so already is not written again.
      else if (action === 'set' && (there?.value !== value || there.locked !== locked))
        next.set(place, { value, locked, by: this.#writes });
      else if (action !== 'set' && there && there.locked !== (action === 'lock'))
        next.set(place, { ...there, locked: action === 'lock', by: this.#writes });
    }
    return next;
  }

  /** Places that still stand as the set left them, as they stood before it. */
  undoing({ left, before }: Published): readonly (readonly [place: string, was: Stands | undefined])[] {
    return [...left].flatMap(([place, stands]) =>
      this.set.get(place)?.by === stands?.by ? [[place, before.get(place)] as const] : [],
    );
  }
}

describeOnDatabases('change sets, locks and moves in any order', (under) => {
  let office: Office;
  let headers: Readonly<Record<string, string>> = {};
  let now = Date.parse('2031-03-01T02:00:00Z');
  const ask = (method: string, path: string, body?: Json, more: Readonly<Record<string, string>> = {}) =>
    office.node.ask(method, path, body, { 'accept-language': 'en', ...headers, ...more });
  const passes = () => {
    now += 1000;
    vi.setSystemTime(now);
  };

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    office = await openOffice(under.url);
    const scopes = ['read', 'write', 'administer'];
    const { body } = await office.node.ask('POST', '/api/me/tokens', { name: 'for years', scopes });
    headers = { authorization: `Bearer ${String(body['token'])}` };
  });
  afterAll(async () => {
    await office.close();
    vi.useRealTimers();
  });

  let worlds = 0;
  it('leave what is read, what history tells and what it was at any moment as one who writes it all down has it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 18 }), async (steps) => {
        const world = `L${++worlds}`;
        const number = (org: string) => (org === '' || org === 'root' ? null : `${world}${org}`);
        await clearSystem();
        const model = new Model();
        for (const [org, to] of [
          ['A', 'root'],
          ['B', 'A'],
          ['C', 'B'],
        ] as const) {
          await office.create('organisation', {
            number: `${world}${org}`,
            name: org,
            parent: number(to) ?? 'root',
          });
          model.parents.set(org, to);
        }
        const published: Published[] = [];
        const stored: { readonly place: string; readonly stands: Stands | undefined }[] = [];
        const log: {
          readonly instant: string;
          readonly revision: number;
          readonly reads: JsonObject;
          readonly isNew: boolean;
        }[] = [];

        /** What the server agreed to is so from here on. */
        const becomes = (next: World): void => {
          for (const place of new Set([...model.set.keys(), ...next.keys()]))
            if (model.set.get(place)?.by !== next.get(place)?.by)
              stored.push({ place, stands: next.get(place) });
          model.set = next;
        };

        const itemOf = ({ action, key, org, value, locked }: Change): JsonObject => {
          const [type = '', name = ''] = key.split('.');
          return { action, type, key: name, org: number(org), ...(action === 'set' && { value, locked }) };
        };

        const publish = async (changes: readonly Change[]): Promise<void> => {
          const made = await ask('POST', '/api/changesets', { items: changes.map(itemOf) });
          const cannot = model.refuses(changes);
          expect([made.status, cannot ?? '']).toEqual([cannot ? 422 : 201, cannot ?? '']);
          if (cannot) return;
          const path = `/api/changesets/${String(made.body['id'])}`;
          const done = await ask(
            'POST',
            `${path}/publish`,
            {},
            { 'if-match': `"${String(made.body['revision'])}"` },
          );
          const next = model.after(changes);
          const differs = (place: string) => model.set.get(place)?.by !== next.get(place)?.by;
          const written = changes.filter(
            ({ action, key, org }) => action !== 'unset' && differs(`${key} ${org}`),
          );
          if (done.status !== 200) {
            // Refused for a lock that stands before or after, and for nothing else.
            expect(codes(done)).toContain('parameter-locked');
            expect(
              written.some((one) => model.isBelowLock(one, model.set) || model.isBelowLock(one, next)),
            ).toBe(true);
            return;
          }
          expect(
            written.filter(
              (one) =>
                model.isBelowLock(one, model.set) &&
                model.isBelowLock(one, next) &&
                isUntouched(one, changes),
            ),
          ).toEqual([]);
          const touched = new Set(changes.map(({ key, org }) => `${key} ${org}`));
          const was = model.set;
          const left = new Map(
            [...touched].flatMap((place) =>
              was.get(place)?.by === next.get(place)?.by ? [] : [[place, next.get(place)] as const],
            ),
          );
          const before = new Map([...touched].map((place) => [place, was.get(place)] as const));
          becomes(next);
          published.push({ path, left, before });
        };

        /** Of all locks above it none is of the same set. */
        const isUntouched = ({ key, org }: Change, changes: readonly Change[]) =>
          model.above(org).every((one) => !changes.some((other) => other.key === key && other.org === one));

        const rollBack = async (which: number): Promise<void> => {
          const one = published.at(-1 - (which % Math.max(1, published.length)));
          if (!one) return;
          const { body: set } = await ask('GET', one.path);
          const match = { 'if-match': `"${String(set['revision'])}"` };
          const made = await ask('POST', `${one.path}/rollback`, { reason: 'back' }, match);
          const undone = model.undoing(one);
          if (one.left.size === 0) {
            expect(codes(made)).toBe('nothing-to-undo 409');
            return;
          }
          expect(codes(made)).toBe('draft 201');
          const placeOf = ({ type, key, org }: JsonObject) => {
            const place = org ? String((org as JsonObject)['number']).slice(world.length) : '';
            return `${String(type)}.${String(key)} ${place}`;
          };
          const left = (made.body['left'] as JsonObject[]).map(({ item }) => placeOf(item as JsonObject));
          const back = (made.body['items'] as JsonObject[]).map(placeOf);
          expect(back.toSorted()).toEqual(undone.map(([place]) => place).toSorted());
          expect(left.toSorted()).toEqual(
            [...one.left.keys()].filter((place) => !back.includes(place)).toSorted(),
          );
          if (back.length === 0) return;
          const path = `/api/changesets/${String(made.body['id'])}`;
          const done = await ask(
            'POST',
            `${path}/publish`,
            {},
            { 'if-match': `"${String(made.body['revision'])}"` },
          );
          const changes = undone.map(([place, was]): Change => {
            const [key = '', org = ''] = place.split(' ');
            return {
              ...{ action: was ? 'set' : 'unset', key: key as Key, org: org as Place },
              ...{ value: was?.value ?? 0, locked: was?.locked ?? false },
            };
          });
          if (done.status !== 200) {
            expect(codes(done)).toContain('parameter-locked');
            return;
          }
          const next = model.after(changes);
          const leaves = new Map(undone.map(([place]) => [place, next.get(place)] as const));
          const stood = new Map(undone.map(([place]) => [place, model.set.get(place)] as const));
          becomes(next);
          published.push({ path, left: leaves, before: stood });
        };

        const put = async (one: Change): Promise<void> => {
          const path = `/api/params/${one.key.replace('.', '/')}?${one.org === '' ? 'scope=system' : `org=${number(one.org)}`}`;
          const own = ((await ask('GET', path)).body['own'] ?? []) as { revision: number }[];
          const match: Record<string, string> = own[0] ? { 'if-match': `"${own[0].revision}"` } : {};
          expect(own.length).toBe(model.at(one.key, one.org) ? 1 : 0);
          if (one.action !== 'set' && own.length === 0) return;
          const { value, locked } = one;
          const answer =
            one.action === 'set'
              ? await ask('PUT', path, { value, locked }, match)
              : await ask('DELETE', path, undefined, match);
          const isLocked = one.action === 'set' && model.isBelowLock(one, model.set);
          expect([answer.status < 300, codes(answer).includes('parameter-locked')]).toEqual([
            !isLocked,
            isLocked,
          ]);
          if (!isLocked) becomes(model.after([{ ...one, action: one.action === 'set' ? 'set' : 'unset' }]));
        };

        const move = async (org: string, to: string): Promise<void> => {
          const { body } = await ask('GET', `/api/forms/organisation/records?number=${number(org)}`);
          const [record] = body['items'] as JsonObject[];
          const path = `/api/forms/organisation/records/${String(record?.['id'])}`;
          const match = { 'if-match': `"${String(record?.['revision'])}"` };
          const answer = await ask('PATCH', path, { parent: { number: number(to) ?? 'root' } }, match);
          const isLoop = to === org || model.above(to).includes(org);
          expect(answer.status < 300).toBe(!isLoop);
          if (!isLoop) model.parents.set(org, to);
        };

        const readings = async (then = ''): Promise<JsonObject> => {
          const found: Record<string, Json> = {};
          for (const org of ['A', 'B', 'C']) {
            const { status, body } = await ask(
              'GET',
              `/api/params/values?types=limits,paper&org=${number(org)}${then}`,
            );
            expect([status, body['detail']]).toEqual([200, undefined]);
            const values = body['values'] as Record<string, Record<string, Json>>;
            for (const key of keys) {
              const [type = '', name = ''] = key.split('.');
              found[`${key} ${org}`] = values[type]?.[name] ?? null;
            }
          }
          return found;
        };

        for (const one of steps) {
          const before = office.node.tenant.revision();
          if (one.do === 'publish') await publish(one.changes);
          else if (one.do === 'roll back') await rollBack(one.which);
          else if (one.do === 'move') await move(one.org, one.to);
          else await put(one.change);
          passes();
          const reads = await readings();
          const expected = ['A', 'B', 'C'].flatMap((org) =>
            keys.map((key) => [`${key} ${org}`, model.reads(key, org)]),
          );
          expect([one, reads]).toEqual([one, Object.fromEntries(expected)]);
          const revision = office.node.tenant.revision();
          log.push({ instant: new Date(now).toISOString(), revision, reads, isNew: revision > before });
          passes();
        }
        for (const { instant, revision, reads, isNew } of log) {
          expect(await readings(`&at=${instant}`)).toEqual(reads);
          if (isNew) expect(await readings(`&at=${revision}`)).toEqual(reads);
        }
        for (const org of ['A', 'B', 'C'])
          for (const key of keys) {
            const path = `/api/params/${key.replace('.', '/')}/history?org=${number(org)}&limit=200`;
            const { body: own } = await ask('GET', path);
            const listed = (own['items'] as JsonObject[]).map(({ operation, value, locked }) =>
              operation === 'delete' ? 'gone' : `${String(value)} ${String(locked)}`,
            );
            const wrote = stored.flatMap(({ place, stands }) =>
              place === `${key} ${org}` ? [stands ? `${stands.value} ${stands.locked}` : 'gone'] : [],
            );
            expect([key, org, listed]).toEqual([key, org, wrote.toReversed()]);
            const { body: effective } = await ask('GET', `${path}&effective=true`);
            const moves = effective['items'] as JsonObject[];
            for (const { instant, reads } of log) {
              const entry = moves.find(({ at }) => String(at) <= instant);
              const read = (entry ? entry['to'] : moves.at(-1)?.['from']) as JsonObject | null | undefined;
              expect([key, org, instant, read?.['value']]).toEqual([
                key,
                org,
                instant,
                reads[`${key} ${org}`],
              ]);
            }
          }
      }),
      { numRuns: runs(12, 150), endOnFailure: true },
    );
  });

  /** What holds for the whole system would be read by every world. */
  async function clearSystem(): Promise<void> {
    for (const key of keys) {
      const path = `/api/params/${key.replace('.', '/')}?scope=system`;
      for (const { revision } of ((await ask('GET', path)).body['own'] ?? []) as { revision: number }[])
        await ask('DELETE', path, undefined, { 'if-match': `"${revision}"` });
    }
    passes();
  }
});
