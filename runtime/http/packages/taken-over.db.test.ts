import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { createLog } from '../../config/log.ts';
import { type Sleeper, sleeperOn } from '../../database/asleep.suite.ts';
import type { LeasedWork } from '../../database/leased-work.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';
import { shopPackage } from '../design/designing.suite.ts';
import { designed, publishDoors } from './publish-doors.suite.ts';

describeOnDatabases('a publish whose node stands still in its midst', (under) => {
  let slow: TestNode;
  let other: TestNode;
  let sleeper: Sleeper;
  /** The moment at which it falls asleep: with what it writes next after that. */
  let moment: string | null = null;
  /** The work in whose next transaction it falls asleep instead, right before that is committed. */
  let inside: LeasedWork | null = null;
  let fallen = Promise.withResolvers<void>();
  /** The lines that the node logs which stands still. */
  const said: string[] = [];
  const home = mkdtempSync(join(tmpdir(), 'guiju-taken-'));
  const isFile = under.name === 'sqlite';
  /** A server that starts, or a command: both look first for what was cut off. */
  const start = () =>
    cli(['publishes', '--limit', '1'], {
      environment: {
        LANG: 'en',
        GUIJU_SECRET: '07'.repeat(32),
        GUIJU_NODE: 'web-3',
        LOG_LEVEL: 'warn',
        GUIJU_HOME: isFile ? dirname(fileURLToPath(under.url.replace('sqlite:', 'file:'))) : home,
        ...(isFile ? {} : { DATABASE_URL: under.url }),
      },
    });

  beforeAll(async () => {
    slow = await openTestNode(under.url, {
      name: 'web-1:8787',
      nodesPatience: 0,
      budgets: { idle: 1_000 },
      log: createLog('warn', { write: (line) => void said.push(line) }),
      onMoment(one) {
        if (one !== moment) return;
        moment = null;
        if (inside) sleeper.sleepsInside(inside, 'commit');
        else sleeper.sleepsBefore(/./);
        void sleeper.asleep.then(fallen.resolve);
      },
    });
    // Nothing goes on behind it but what it is told.
    const wait = (_: number, stopping: AbortSignal) =>
      new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
    other = await openTestNode(under.url, { name: 'web-2:8787', nodesPatience: 0, wait });
    await other.publish([shopPackage()]);
    await slow.tenant.follow();
    sleeper = sleeperOn(slow.tenant.database);
  }, 60_000);
  afterAll(async () => {
    await slow?.close();
    await other?.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** Asks the node that falls asleep at a moment, and returns its answer; `meanwhile` goes on while it sleeps. */
  async function answered(
    at: string,
    ask: () => Promise<TestAnswer>,
    meanwhile: () => Promise<unknown>,
  ): Promise<TestAnswer> {
    fallen = Promise.withResolvers();
    moment = at;
    const answer = ask();
    await Promise.race([fallen.promise, answer.then(({ body }) => expect.fail(JSON.stringify(body)))]);
    await asleep(meanwhile);
    return answer;
  }

  /** Lets work go on while it sleeps; then it wakes. */
  async function asleep(meanwhile: () => Promise<unknown>): Promise<void> {
    // Writes that were on their way arrive.
    await setTimeout(20);
    try {
      // Its leases have run out.
      await other.tenant.database.run('UPDATE gj_lease SET expires_at = 0');
      await meanwhile();
    } finally {
      sleeper.wake();
    }
  }

  const newest = async (node = other) => {
    const { body } = await node.ask('GET', '/api/publishes?limit=1');
    return (body['items'] as readonly JsonObject[])[0] ?? {};
  };
  const door = (name: string) => publishDoors[name] ?? expect.fail(name);
  const finisher = expect.stringMatching(/^web-3 \(\d+\)$/);

  for (const name of Object.keys(publishDoors).filter((one) => one !== 'publishChangeSet'))
    it(`by ${name} is answered as done when another brought it to its end, which says so`, async () => {
      let [warned, out] = ['', ''];
      const { status, body, headers } = await answered(
        'begun',
        () => door(name)(slow, 'one'),
        async () => {
          ({ err: warned, out } = await start());
        },
      );
      expect(status, JSON.stringify(body)).toBe(200);
      expect(body['finishedBy']).toEqual(finisher);
      expect(headers.get('guiju-finished-by')).toEqual(finisher);
      expect(out).toMatch(/finished by web-3 \(\d+\)/);
      expect(warned).toMatch(/"begunBy":"web-1:8787".*finished a publish that had been cut off/);
      expect(await newest()).toMatchObject({ revision: body['revision'], finishedBy: finisher });
      expect(slow.tenant.service()?.revision).toBe(body['revision']);
    });

  it('with a change set is given up by whoever takes over, told so, and published when it is asked for again', async () => {
    let set = '';
    const { status, body, headers } = await answered(
      'begun',
      () =>
        door('publishChangeSet')(
          {
            ...slow,
            async ask(...asked) {
              const answer = await slow.ask(...asked);
              if (asked[1].startsWith('/api/changesets?'))
                set = `/api/changesets/${String(answer.body['id'])}`;
              return answer;
            },
          },
          'left',
        ),
      start,
    );
    expect([status, body['code'], headers.get('retry-after')], JSON.stringify(body)).toEqual([
      ...[503, 'publish-given-up', '2'],
    ]);
    expect(body['detail']).toMatch(/web-3 \(\d+\)/);
    const { body: left } = await other.ask('GET', set);
    expect(left).toMatchObject({ state: 'draft', failure: null });
    const tag = { 'if-match': `"${String(left['revision'])}"` };
    const again = await slow.ask('POST', `${set}/publish`, {}, tag);
    expect(again.body, JSON.stringify(again.body)).toMatchObject({ state: 'published' });
  });

  it('in favour of another is told what holds instead', async () => {
    const { status, body } = await answered(
      'begun',
      () => door('applyModel')(slow, ''),
      async () => {
        await other.tenant.follow();
        expect((await door('applyModel')(other, '')).status).toBe(200);
      },
    );
    expect([status, body['code']], JSON.stringify(body)).toEqual([409, 'publish-replaced']);
    const { revision, actor } = await newest();
    expect(body['detail']).toContain('web-2:8787');
    expect(body['detail']).toContain(String(revision));
    expect(body['detail']).toContain(String((actor as JsonObject)['name']));
  });

  /** Somebody had the leases and gave them back. */
  const lost = async () => {
    await other.tenant.database.run("UPDATE gj_lease SET holder = 'somebody', expires_at = 0");
  };

  it('that nobody goes on with is gone on with when it wakes', async () => {
    const { status, body } = await answered('begun', () => door('applyModel')(slow, ''), lost);
    expect([status, body['finishedBy']], JSON.stringify(body)).toEqual([200, null]);
    expect(await newest()).toMatchObject({ revision: body['revision'], finishedBy: null });
  });

  it('of a design that others may have changed since is given up, and published when it is asked for again', async () => {
    const { status, body } = await answered('begun', () => door('publishDesign')(slow, 'anew'), lost);
    expect([status, body['code']], JSON.stringify(body)).toEqual([503, 'publish-given-up']);
    const { items } = (await other.ask('GET', '/api/design/drafts')).body;
    const design = (items as readonly JsonObject[]).find(({ name }) => name === 'anew')?.['id'] ?? '';
    expect((await other.ask('GET', `/api/design/drafts/${String(design)}`)).body['state']).toBe('open');
    const { hash } = (await other.ask('POST', '/api/design/plan', { design })).body;
    const again = await other.ask('POST', '/api/design/publish', { design, hash: hash ?? '' });
    expect(again.status, JSON.stringify(again.body)).toBe(200);
  });

  it('at its time is told in the log, and leaves its design published', async () => {
    const design = await designed(other, 'timed');
    const path = `/api/design/drafts/${design}`;
    fallen = Promise.withResolvers();
    moment = 'begun';
    const at = new Date(Date.now() + 500).toISOString();
    expect((await other.ask('POST', `${path}/schedule`, { at })).status).toBe(200);
    await fallen.promise;
    await asleep(start);
    await expect.poll(() => said.join(''), { timeout: 10_000 }).toMatch(/"finishedBy":"web-3 \(/);
    await other.tenant.follow();
    expect((await other.ask('GET', path)).body).toMatchObject({ state: 'published', failure: null });
  });

  it('of which nobody can say what became of it is told as that', async () => {
    const rename = (from: string, to: string) =>
      other.tenant.database.run(`ALTER TABLE ${from} RENAME TO ${to}`);
    const { status, body, headers } = await answered(
      'begun',
      () => door('applyModel')(slow, ''),
      async () => {
        await start();
        await rename('gj_history', 'gj_history_away');
      },
    );
    await rename('gj_history_away', 'gj_history');
    expect([status, body['code']], JSON.stringify(body)).toEqual([503, 'outcome-unknown']);
    expect(headers.get('retry-after')).toBeNull();
    expect(await newest()).toMatchObject({ finishedBy: finisher });
  });

  let versions = 0;
  interface Asleep {
    readonly at: string;
    readonly within: LeasedWork | null;
    readonly by: () => Promise<unknown>;
    readonly finishedBy: unknown;
  }
  const publishes = async () => {
    await other.tenant.follow();
    const word = `more${Math.trunc(performance.now())}`;
    expect((await door('publishDesign')(other, word)).status).toBe(200);
  };
  const moments: readonly Asleep[] = [
    { at: 'switched', within: null, by: publishes, finishedBy: null },
    { at: 'records written', within: null, by: publishes, finishedBy: null },
    // A file has one transaction at a time, and no server that ends it.
    ...(under.name === 'mariadb'
      ? [
          { at: 'begun', within: 'publish', by: start, finishedBy: finisher } as const,
          { at: 'records written', within: 'package-data', by: publishes, finishedBy: null } as const,
        ]
      : []),
  ];

  it.each(moments)(
    'is in force when it wakes, $at, inside: $within',
    async ({ at, within, by, finishedBy }) => {
      const number = `${at} ${within}`;
      const data = { 'data/base.json': { form: 'thing', records: [{ key: number, values: { number } }] } };
      versions += 1;
      const { files } = shopPackage(`2.0.${versions}`);
      const packages = [{ files: { ...Object.fromEntries(files), ...data } }];
      const { hash } = (await slow.ask('POST', '/api/model/plan', { packages })).body;
      inside = within;
      const apply = () => slow.ask('POST', '/api/model/apply', { packages, hash: hash ?? '' });
      const { status, body } = await answered(at, apply, by);
      inside = null;
      expect([status, body['finishedBy']], JSON.stringify(body)).toEqual([200, finishedBy]);
      const path = `/api/forms/thing/records?number=${encodeURIComponent(number)}`;
      expect((await other.ask('GET', path)).body['items']).toMatchObject([{ number }]);
    },
  );
});
