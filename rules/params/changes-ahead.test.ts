import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../calendar.ts';
import { changesAhead } from './changes-ahead.ts';
import {
  day,
  definitions,
  orgs,
  param,
  reads,
  set,
  stateOf,
  trees,
  valuesOf,
  type World,
} from './generated-world.suite.ts';
import type { SetValue } from './set-value.ts';

/** Beyond the end of every window. */
const lastDay = '2026-05-14';

/** Tells what both read on a day, by the slow way. */
function readsOn(world: World, key: string, org: string | null, date: string): string {
  return reads({ ...world, dates: { [org ?? '']: date } }, key, org);
}

/** Said again, slowly: day after day of every organisation, what it would read of both; days that read alike are one. */
function slowlyAhead(was: World, is: World, key: string): readonly string[] {
  const found: string[] = [];
  for (const org of [null, ...orgs]) {
    const today = was.dates[org ?? ''] ?? '';
    let last = '';
    for (let date = today; date <= lastDay; date = addDays(date, 1)) {
      const [from, to] = [readsOn(was, key, org, date), readsOn(is, key, org, date)];
      const pair = from === to ? '' : `${from} → ${to}`;
      if (pair !== last && last !== '') found.push(`… until ${addDays(date, -1)}`);
      if (pair !== last && pair !== '')
        found.push(`${key}@${org ?? ''} ${date === today ? 'at once' : date}: ${pair}`);
      last = pair;
    }
    if (last !== '') found.push('… from then on');
  }
  return found;
}

function ahead(was: World, is: World): ReadonlyMap<string, readonly string[]> {
  const before = stateOf(was);
  const after = { ...before, values: stateOf(is).values };
  const changes = [...changesAhead(before, after)].flat();
  const place = (org: string | null) => [null, ...orgs].indexOf(org);
  return new Map(
    [...Map.groupBy(changes, ({ key }) => key)].map(([key, some]) => [
      key,
      some
        .toSorted((one, other) => place(one.org) - place(other.org))
        .flatMap(({ org, since, until }) => {
          const date = since ?? was.dates[org ?? ''] ?? '';
          const pair = `${readsOn(was, key, org, date)} → ${readsOn(is, key, org, date)}`;
          const first = `${key}@${org ?? ''} ${since ?? 'at once'}: ${pair}`;
          return [first, until === null ? '… from then on' : `… until ${until}`];
        }),
    ]),
  );
}

const dates = fc.record(Object.fromEntries(['', ...orgs].map((org) => [org, day])));

describe('what changes for whom, today and on days to come', () => {
  it('is what the slow way reads differently, day after day', () => {
    fc.assert(
      fc.property(
        definitions.chain((one) =>
          fc.record({
            one: fc.constant(one),
            line: trees,
            dates,
            values: valuesOf(one),
            others: valuesOf(one),
          }),
        ),
        ({ others, ...was }) => {
          const is = { ...was, values: others };
          const found = ahead(was, is);
          const keys = new Set([...was.values, ...others].map(({ key }) => key));
          for (const key of keys) expect(found.get(key) ?? []).toEqual(slowlyAhead(was, is, key));
        },
      ),
    );
  });

  it.each<[string, readonly SetValue[], readonly SetValue[], readonly string[]]>([
    [
      'a value below another that begins later',
      [],
      [set('k', 'a', 'new'), set('k', 'b', 'own', { validFrom: '2026-05-09' })],
      [
        'k@a at once: ["none","unset"] → ["new"]',
        '… from then on',
        'k@b at once: ["none","unset"] → ["new"]',
        '… until 2026-05-08',
        'k@b 2026-05-09: ["none","unset"] → ["own"]',
        '… from then on',
      ],
    ],
    [
      'one for some days, after which everything is as it was',
      [set('k', 'b', 'own')],
      [set('k', 'b', 'own'), set('k', 'b', 'other', { validFrom: '2026-05-07', validTo: '2026-05-08' })],
      ['k@b 2026-05-07: ["own"] → ["other"]', '… until 2026-05-08'],
    ],
    [
      'a lock that ends',
      [set('k', 'b', 'own')],
      [set('k', 'b', 'own'), set('k', 'a', 'all', { validTo: '2026-05-08', locked: true })],
      [
        'k@a at once: ["none","unset"] → ["all"]',
        '… until 2026-05-08',
        'k@b at once: ["own"] → ["all"]',
        '… until 2026-05-08',
      ],
    ],
    [
      'a later value that says what is read',
      [],
      [set('k', 'b', 'none', { validFrom: '2026-05-09' })],
      ['k@b 2026-05-09: ["none","unset"] → ["none"]', '… from then on'],
    ],
  ])('%s', (_says, values, then, said) => {
    const world: World = {
      one: param({ key: 'k', unset: 'none' }),
      line: (org) => (org === 'b' ? ['b', 'a'] : [org]),
      dates: Object.fromEntries(['', ...orgs].map((org) => [org, '2026-05-05'])),
      values,
    };
    expect(ahead(world, { ...world, values: then }).get('k')).toEqual(said);
  });
});
