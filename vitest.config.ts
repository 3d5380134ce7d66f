import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './workshop/longest-first.ts';
import { patience } from './workshop/patience.ts';
import { platformSuites } from './workshop/platform-suites.ts';
import { isLong } from './workshop/runs.ts';

/**
 * `node` runs every `*.test.ts`; those named `*.db.test.ts` run there on SQLite and once more in `mysql` on MariaDB;
 * `e2e` drives a real browser, and in the long run `platform` asks those that no domain is named in of servers without
 * any; `cluster` is three database servers and nodes beside them, asked by `npm run test:cluster` alone. `npm run test:long` asks for all, with GUIJU_LONG=1, which also tries more generated
 * cases, and whoever names suites himself gets what he names. `npm test` asks each suite once: on MariaDB where nodes
 * meet or something is leased or killed, on both where statements are written for one database, on SQLite else; what is
 * named `*.long.*` it leaves to the long run, and tests that begin with `itLong`. GUIJU_SUITES says so: `once` asks each
 * suite once, those for the long run as well.
 */
const nodesMeet = [
  'runtime/{effective/changes,http/changes,http/pipeline,work/jobs,work/schedule,server}/**/*.db.test.ts',
  'runtime/{einvoicing/{issuing,outgoing,schedule},imaging}/**/*.db.test.ts',
  'runtime/http/params/watch*.db.test.ts',
  '**/*kill*.db.test.ts',
];
const ownStatements = ['runtime/{database,storage}/**/*.db.test.ts'];
const asked = process.env['GUIJU_SUITES'];
const long = asked === 'usual' ? ['**/*.long.*'] : [];
const onSqlite = { exclude: asked ? [...long, ...nodesMeet] : [] };
const onMariadb = {
  include: asked ? [...nodesMeet, ...ownStatements] : ['**/*.db.test.ts'],
  exclude: long,
};

/**
 * Serves a whole run: generated cases repeat with GUIJU_SEED=<seed>. At a desk every run explores others; with CI=true
 * a change is judged by the same cases each time.
 */
const explored = process.env['CI'] ? 1 : Math.trunc(Math.random() * 0x7fff_ffff);
const seed = process.env['GUIJU_SEED'] ?? String(explored);

process.env['GUIJU_RUN'] ??= randomBytes(4).toString('hex');

/** For all suites; processes they start need not compile again what the one before compiled. */
const env = {
  GUIJU_SEED: seed,
  GUIJU_RUN: process.env['GUIJU_RUN'],
  NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled'),
};

const shared = {
  pool: 'forks' as const,
  // More than the two cores of a small machine: these suites wait for disks and databases two fifths of their time.
  maxWorkers: 3,
  // Nothing is ambient here, so what one suite has loaded serves the next: two thirds of a suite's start is loading.
  isolate: false,
  // Laws with as many cases as are worth a night take minutes each, more of them where other suites are at work.
  testTimeout: 30_000 * patience * (isLong ? 40 : 1),
  hookTimeout: 60_000 * patience,
  // What is awaited takes its time when other suites are at work beside it.
  expect: { poll: { timeout: 10_000 * patience } },
  setupFiles: ['workshop/seed.ts'],
  globalSetup: ['workshop/services/drop-prepared.ts'],
  exclude: ['**/node_modules/**', 'dist/**', 'data/**', 'e2e/**', '**/*.cluster.test.ts'],
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    passWithNoTests: true,
    projects: [
      {
        test: {
          ...shared,
          name: 'node',
          include: ['**/*.test.ts'],
          exclude: [...shared.exclude, ...onSqlite.exclude],
          env: { ...env, GUIJU_TEST_DB: 'sqlite' },
        },
      },
      {
        test: {
          ...shared,
          name: 'mysql',
          include: onMariadb.include,
          exclude: [...shared.exclude, ...onMariadb.exclude],
          env: { ...env, GUIJU_TEST_DB: 'mysql' },
        },
      },
      {
        test: {
          ...shared,
          name: 'platform',
          include: isLong ? [...platformSuites()] : ['none'],
          env: { ...env, GUIJU_TEST_DB: 'sqlite', GUIJU_DOMAINS: 'none' },
        },
      },
      {
        test: {
          ...shared,
          name: 'cluster',
          maxWorkers: 1,
          include: process.env['GUIJU_CLUSTER'] ? ['workshop/ring/*.cluster.test.ts'] : ['none'],
          exclude: ['**/node_modules/**'],
          env,
          testTimeout: 120_000 * patience,
          hookTimeout: 300_000 * patience,
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          maxWorkers: 2,
          include: ['e2e/**/*.e2e.test.ts'],
          exclude: ['**/node_modules/**', ...long],
          env: { ...env, GUIJU_TEST_DB: 'sqlite' },
          testTimeout: 90_000 * patience,
          hookTimeout: 120_000 * patience,
          // Browsers need the machine for themselves: after everything else.
          sequence: { groupOrder: 1, shuffle: { tests: isLong } },
        },
      },
    ],
  },
});
