import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import {
  type After,
  type Change,
  type Key,
  keys,
  keysRead,
  lives,
  Model,
  type Place,
  type Published,
  placeOf,
  type Stored,
  type Window,
  windows,
} from './law-model.suite.ts';
import { codes, type Office, openOffice, packageOfSamples } from './office.suite.ts';

const day = 86_400_000;
const label = { zh: '机器', en: 'Machine' };

/** A parameter that machines of a tax number may have each for itself. */
const tills = installedFrom(
  new Map<string, Json>([
    ['package.json', { name: 'tills', version: '1.0.0', guiju: { prefix: 'ti', label } }],
    [
      'params/tills.json',
      {
        type: 'tills',
        label,
        params: [
          {
            dimension: 'tax-number+machine',
            label,
            value: { kind: 'integer' },
            unset: { label, value: 0 },
          },
        ],
      },
    ],
  ]),
);

describeOnDatabases('change sets, locks and moves in any order', (under) => {
  let office: Office;
  let now = Date.parse('2031-03-01T02:00:00Z');
  const ask = (method: string, path: string, body?: Json, more: Readonly<Record<string, string>> = {}) =>
    office.node.ask(method, path, body, { 'accept-language': 'en', ...more });
  const passes = () => {
    now += 1000;
    vi.setSystemTime(now);
  };

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    office = await openOffice(under.url, { clock: () => Date.now() });
    await office.node.publish([packageOfSamples(), tills]);
  });
  afterAll(async () => {
    await office.close();
    vi.useRealTimers();
  });

  let worlds = 0;
  it('leave what is read, what history tells and what it was at any moment as one who writes it all down has it', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (steps) => {
        const world = `L${++worlds}`;
        const number = (org: string) => (org === '' || org === 'root' ? null : `${world}${org}`);
        now = (Math.floor(now / day) + 1) * day + 2 * 3_600_000;
        passes();
        const firstDay = now;
        const dated = (when: Window): { readonly validFrom?: string; readonly validTo?: string } => {
          const [from, to] = windows[when] ?? [];
          const on = (days: number) => new Date(firstDay + days * day).toISOString().slice(0, 10);
          return from === undefined || to === undefined ? {} : { validFrom: on(from), validTo: on(to) };
        };
        await clearSystem();
        const model = new Model();
        for (const [org, to] of [
          ['A', 'root'],
          ['B', 'A'],
          ['C', 'B'],
        ] as const) {
          const body = { number: number(org), name: org, parent: number(to) ?? 'root' };
          expect((await ask('POST', '/api/forms/organisation/records', body)).status).toBe(201);
          model.parents.set(org, to);
        }
        const published: Published[] = [];
        const stored: Stored[] = [];
        const log: {
          readonly instant: string;
          readonly revision: number;
          readonly reads: JsonObject;
          readonly isNew: boolean;
        }[] = [];

        /** Makes the world that the server agreed to hold from here on. */
        const becomes = (next: After): void => {
          stored.push(...next.stored);
          model.set = next.world;
        };

        const itemOf = (change: Change): JsonObject => {
          const { action, key, org, window, value, locked } = change;
          const [type = '', name = ''] = key.split('.');
          const place = { type, key: name, org: number(org), ...dated(window) };
          return { action, ...place, ...(action === 'set' && { value, locked }) };
        };

        /** Puts a set out, or has it refused for a lock and for nothing else; what it left behind. */
        const putOut = async (path: string, revision: Json | undefined, changes: readonly Change[]) => {
          const match = { 'if-match': `"${String(revision)}"` };
          const done = await ask('POST', `${path}/publish`, {}, match);
          const next = model.after(changes);
          expect([changes, done.status === 200, codes(done).includes('parameter-locked')]).toEqual([
            ...[changes, next !== null, next === null],
          ]);
          if (next === null) {
            // Nobody keeps more than a hundred drafts.
            const { body } = await ask('GET', path);
            const seen = { 'if-match': `"${String(body['revision'])}"` };
            expect((await ask('DELETE', path, undefined, seen)).status).toBe(200);
            return;
          }
          const was = model.set;
          becomes(next);
          published.push({
            path,
            left: new Map(next.stored.map(({ place, stands }) => [place, stands])),
            before: new Map(changes.map(placeOf).map((place) => [place, was.get(place)])),
          });
        };

        const publish = async (changes: readonly Change[]): Promise<void> => {
          const made = await ask('POST', '/api/changesets', { items: changes.map(itemOf) });
          const cannot = model.refuses(changes);
          expect([made.status, cannot ?? '']).toEqual([cannot ? 422 : 201, cannot ?? '']);
          if (cannot) return;
          await putOut(`/api/changesets/${String(made.body['id'])}`, made.body['revision'], changes);
        };

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
          const placeIn = ({ type, key, org, validFrom }: JsonObject) => {
            const place = org ? String((org as JsonObject)['number']).slice(world.length) : '';
            const when = Object.keys(windows).find(
              (each) => (dated(each as Window).validFrom ?? null) === validFrom,
            );
            return `${String(type)}.${String(key)} ${place} ${when}`;
          };
          const left = (made.body['left'] as JsonObject[]).map(({ item }) => placeIn(item as JsonObject));
          const back = (made.body['items'] as JsonObject[]).map(placeIn);
          expect(back.toSorted()).toEqual(undone.map(([place]) => place).toSorted());
          expect(left.toSorted()).toEqual(
            [...one.left.keys()].filter((place) => !back.includes(place)).toSorted(),
          );
          if (back.length === 0) return;
          const wasAt = new Map(undone);
          const changes = back.map((place): Change => {
            const [key, org, window] = place.split(' ') as [Key, Place, Window];
            const was = wasAt.get(place);
            const { value = 0, locked = false } = was ?? {};
            return { action: was ? 'set' : 'unset', key, org, window, value, locked };
          });
          await putOut(`/api/changesets/${String(made.body['id'])}`, made.body['revision'], changes);
        };

        const put = async (one: Change): Promise<void> => {
          const path = `/api/params/${one.key.replace('.', '/')}?${one.org === '' ? 'scope=system' : `org=${number(one.org)}`}`;
          const own = ((await ask('GET', path)).body['own'] ?? []) as unknown as Own[];
          const dates = dated(one.window);
          const there = own.find(({ validFrom }) => validFrom === (dates.validFrom ?? null));
          const match: Record<string, string> = there ? { 'if-match': `"${there.revision}"` } : {};
          expect(there !== undefined).toBe(model.set.has(placeOf(one)));
          const isSet = one.action === 'set';
          if (!isSet && !there) return;
          const { value, locked } = one;
          const answer = isSet
            ? await ask('PUT', path, { value, locked, ...dates }, match)
            : await ask('DELETE', `${path}&id=${there?.id}`, undefined, match);
          const next = model.after([{ ...one, action: isSet ? 'set' : 'unset' }]);
          expect([one, answer.status < 300, codes(answer).includes('parameter-locked')]).toEqual([
            ...[one, next !== null, next === null],
          ]);
          if (next) becomes(next);
        };

        const move = async (org: string, to: string): Promise<void> => {
          const { body } = await ask('GET', `/api/forms/organisation/records?number=${number(org)}`);
          const [record] = body['items'] as JsonObject[];
          const path = `/api/forms/organisation/records/${String(record?.['id'])}`;
          const match = { 'if-match': `"${String(record?.['revision'])}"` };
          const answer = await ask('PATCH', path, { parent: { number: number(to) ?? 'root' } }, match);
          const isLoop = to === org || model.above(to).some((one) => one === org);
          expect(answer.status < 300).toBe(!isLoop);
          if (!isLoop) model.parents.set(org, to);
        };

        const readings = async (then = ''): Promise<JsonObject> => {
          const found: Record<string, Json> = {};
          for (const org of ['A', 'B', 'C'] as const) {
            const { status, body } = await ask(
              'GET',
              `/api/params/values?types=limits,tills&instance=T:M&org=${number(org)}${then}`,
            );
            expect([status, body['detail']]).toEqual([200, undefined]);
            const values = body['values'] as Record<string, Record<string, Json>>;
            for (const key of keysRead) {
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
          else if (one.do === 'put') await put(one.change);
          // Windows reach no further than ten days.
          else if (model.today < 12) {
            model.today += one.days;
            now += one.days * day;
          }
          passes();
          const reads = await readings();
          const expected = (['A', 'B', 'C'] as const).flatMap((org) =>
            keysRead.map((key) => [`${key} ${org}`, model.reads(key, org)]),
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
              place.startsWith(`${key} ${org} `)
                ? [stands ? `${stands.value} ${stands.locked}` : 'gone']
                : [],
            );
            expect([key, org, listed]).toEqual([key, org, wrote.toReversed()]);
            if (!isRead(key)) continue;
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
      { numRuns: runs(10, 150), endOnFailure: true },
    );
  });

  /** Takes away the values of the whole system, which every world would read. */
  async function clearSystem(): Promise<void> {
    for (const key of keys) {
      const path = `/api/params/${key.replace('.', '/')}?scope=system`;
      for (const { id, revision } of ((await ask('GET', path)).body['own'] ?? []) as unknown as Own[])
        await ask('DELETE', `${path}&id=${id}`, undefined, { 'if-match': `"${revision}"` });
    }
    passes();
  }
});

interface Own {
  readonly id: string;
  readonly revision: number;
  readonly validFrom: string | null;
}

function isRead(key: Key): key is (typeof keysRead)[number] {
  return keysRead.some((one) => one === key);
}
