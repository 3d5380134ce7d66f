import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { shopPackage } from '../design/designing.suite.ts';

/** Answers nothing while it is away. */
function leaveable(database: Database): { isAway: boolean } {
  const state = { isAway: false };
  const gone = () => Promise.reject(new DatabaseError('unavailable', 'the server closed the connection'));
  const { all, first, run, beat, transaction, snapshot, schema } = database;
  Object.assign(database, {
    all: (sql, params) => (state.isAway ? gone() : all(sql, params)),
    first: (sql, params) => (state.isAway ? gone() : first(sql, params)),
    run: (sql, params) => (state.isAway ? gone() : run(sql, params)),
    beat: (sql, params) => (state.isAway ? gone() : beat(sql, params)),
    transaction: (work, limits) => (state.isAway ? gone() : transaction(work, limits)),
    snapshot: (work) => (state.isAway ? gone() : snapshot(work)),
    schema: { ...schema, alter: (sql) => (state.isAway ? gone() : schema.alter(sql)) },
  } satisfies Partial<Database>);
  return state;
}

describeOnDatabases('a publish whose database goes away in its midst', (under) => {
  let node: TestNode;
  let state: { isAway: boolean };
  let moment: string | null = null;
  let version = 1;
  const home = mkdtempSync(join(tmpdir(), 'guiju-away-'));
  const isFile = under.name === 'sqlite';
  /** A server that starts, or a command: both look first for what was cut off. */
  const start = () =>
    cli(['publishes', '--limit', '1'], {
      environment: {
        GUIJU_SECRET: '07'.repeat(32),
        LOG_LEVEL: 'silent',
        GUIJU_HOME: isFile ? dirname(fileURLToPath(under.url.replace('sqlite:', 'file:'))) : home,
        ...(isFile ? {} : { DATABASE_URL: under.url }),
      },
    });
  const versionNow = async () => {
    const { body } = await node.ask('GET', '/api/publishes?limit=1');
    const [newest] = body['items'] as readonly JsonObject[];
    const [shop] = (newest?.['packages'] ?? []) as readonly JsonObject[];
    return shop?.['version'];
  };

  beforeAll(async () => {
    node = await openTestNode(under.url, {
      nodesPatience: 0,
      onMoment(one) {
        if (one !== moment) return;
        moment = null;
        state.isAway = true;
      },
    });
    await node.publish([shopPackage()]);
    state = leaveable(node.tenant.database);
  }, 60_000);
  afterAll(async () => {
    await node?.close();
    rmSync(home, { recursive: true, force: true });
  });

  it.each(['begun', 'switched', 'records loaded'])(
    'is told as of an outcome that nobody knows, since the next server brings it to its end (%s)',
    async (at) => {
      version += 1;
      const wanted = `1.1.${version}`;
      const packages = [{ files: Object.fromEntries(shopPackage(wanted).files) }];
      const { hash } = (await node.ask('POST', '/api/model/plan', { packages })).body;
      moment = at;
      const { status, body } = await node.ask('POST', '/api/model/apply', { packages, hash: hash ?? '' });
      const wasAway = state.isAway;
      state.isAway = false;
      await start();
      await node.tenant.follow();
      expect(wasAway).toBe(true);
      expect(await versionNow()).toBe(wanted);
      // What is answered as done may be; what is in force is never answered as if nothing had been done.
      if (status !== 200) expect([status, body['code']]).toEqual([503, 'outcome-unknown']);
      if (at === 'begun') expect(status).toBe(503);
    },
  );
});
