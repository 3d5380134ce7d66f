import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { type Office, openOffice } from './office.suite.ts';

const at = (path: string) => new URL(path, import.meta.url).href;
const pens = 38;
const kills = runs(1, 3);

/** A node in a process of its own: says what became of the set before, and publishes the next one. */
const publisher = (url: string, round: number) => `
  import { openTestNode } from '${at('../../server/test-node.suite.ts')}';
  const say = (line) => console.log(JSON.stringify(line));
  const node = await openTestNode(${JSON.stringify(url)});
  const ask = async (method, path, body, headers) => (await node.ask(method, path, body, headers)).body;
  const places = ['limits/top', 'limits/other', 'paper/size', 'paper/lines']
    .flatMap((key) => ['NORTH', 'CITY', 'SOUTH'].map((org) => ({ key, org })));
  const values = [];
  for (const { key, org } of places) values.push((await ask('GET', '/api/params/' + key + '?org=' + org)).value);
  const pens = async (round) =>
    (await ask('GET', '/api/forms/pen/records?org=root&limit=1&count=true&name=round' + round)).total;
  const last = (await ask('GET', '/api/changesets?limit=1')).items[0];
  say({ state: last?.state ?? null, id: last?.id ?? null, values, pens: await pens(${round - 1}) });
  const set = await ask('POST', '/api/changesets?org=root', { items: [
    ...places.map(({ key, org }) => ({ action: 'set', type: key.split('/')[0], key: key.split('/')[1], org, value: ${round} })),
    ...Array.from({ length: ${pens} }, (_, at) =>
      ({ action: 'create', form: 'pen', org: 'root', body: { number: ${round} + '-' + at, name: 'round${round}' } })),
  ] });
  say({ items: set.items?.length ?? set });
  const published = await ask('POST', '/api/changesets/' + set.id + '/publish', undefined, { 'if-match': '"' + set.revision + '"' });
  say({ published: published.state });
`;

interface SetAfterKill {
  readonly state: string | null;
  readonly id: string | null;
  readonly values: readonly number[];
  readonly pens: number;
}

/** Publishes a set in a process of its own, and returns what that found; it is killed `killAfter` milliseconds in. */
async function run(url: string, round: number, killAfter: number | null): Promise<SetAfterKill> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', publisher(url, round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await lines.next()).value ?? 'null'));
  try {
    const found = (await next()) as SetAfterKill;
    expect(await next()).toEqual({ items: 50 });
    if (killAfter === null) expect(await next()).toEqual({ published: 'published' });
    else await setTimeout(killAfter);
    return found;
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
}

/** Measures the milliseconds a set of as many items takes where nobody is killed. */
async function publishOnce({ sets }: Office): Promise<number> {
  const items = Array.from({ length: pens + 12 }, (_, place) => ({
    action: 'create',
    form: 'pen',
    org: 'root',
    body: { number: `0-${place}`, name: 'first' },
  }));
  const set = await sets.make('admin', { items }, 'root');
  const began = performance.now();
  expect((await sets.step('admin', set, 'publish')).status).toBe(200);
  return performance.now() - began;
}

describeOnDatabases('a change set whose publisher is killed', (under) => {
  it('holds as a whole or not at all, and says which', { timeout: 120_000 }, async () => {
    const office = await openOffice(under.url);
    const lasted = await publishOnce(office);
    await office.close();
    const published: string[] = [];
    let current = 0;
    for (let round = 1; round <= kills + 1; round += 1) {
      // Somewhere in each part of the time that it takes.
      const moment = ((round - 1 + Math.random()) / kills) * lasted;
      const { state, id, values, pens: made } = await run(under.url, round, round <= kills ? moment : null);
      const holds = state === 'published';
      if (holds) current = round - 1;
      if (holds) published.push(String(id));
      const stands = { state, values: [...new Set(values)], pens: made };
      expect([round, stands]).toEqual([
        round,
        round === 1
          ? { state: 'published', values: [current], pens: 0 }
          : { state: holds ? 'published' : 'draft', values: [current], pens: holds ? pens : 0 },
      ]);
    }
    const database = await openDatabase(under.url, '/nowhere');
    const commits = await database.all<{ change_set: string }>(
      'SELECT change_set FROM gj_commit WHERE change_set IS NOT NULL ORDER BY last_revision',
    );
    await database.close();
    // The last one was published, and nobody asked afterwards.
    expect(commits.map(({ change_set }) => change_set).slice(0, -1)).toEqual(published);
  });
});
