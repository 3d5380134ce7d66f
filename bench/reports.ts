import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { installedFrom } from '../runtime/model/publish/publisher.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import { freshDatabase } from '../workshop/services/databases.ts';
import { watchHolds } from './holds.ts';

/**
 * `node bench/reports.ts [sqlite|mariadb] [rows] [rounds]`: what reports over a form of so many records take over HTTP,
 * beside a plain count of them in the same run, and how long the server's thread was held at most by each.
 */
const [database = 'sqlite', rowsText = '1000000', roundsText = '3'] = process.argv.slice(2);
const [rows, rounds] = [Number(rowsText), Number(roundsText)];
const promised = 50;
const home = mkdtempSync(join(tmpdir(), 'guiju-reports-'));
const own = database === 'mariadb' ? await freshDatabase('mariadb') : null;
const node = await openTestNode(own?.url ?? `sqlite://${join(home, 'guiju.db')}`, { packages: ['platform'] });

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}) => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ value: `o${at}`, label: label(`Option ${at}`) }));
await node.publish([
  installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          name: 'sales',
          version: '1.0.0',
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'sl', label: label('Sales') },
        },
      ],
      [
        'forms/deal.json',
        {
          name: 'deal',
          kind: 'document',
          label: label('Deal'),
          sharing: 'everybody',
          fields: [
            field('number', 'text', { required: true, length: 40 }),
            field('state', 'choice', { options: options(5) }),
            field('town', 'text', { length: 40 }),
            field('day', 'date'),
            field('seen', 'datetime'),
            field('currency', 'currency'),
            field('worth', 'money', { currency: 'currency' }),
            field('pieces', 'integer'),
          ],
        },
      ],
    ]),
  ),
]);

/** Records straight into the table: history is not what is measured. Moments lie in the three years before 2026. */
async function fill(): Promise<void> {
  const made = await node.ask('POST', '/api/forms/deal/records', { number: 'first' });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const { tenant } = node;
  const form = tenant.served().model.forms.get('deal');
  if (!form) throw new Error('no form');
  const table = tenant.served().table(form);
  const { quote } = tenant.database.dialect;
  const sqlite = database === 'sqlite';
  const moment = sqlite
    ? "strftime('%Y-%m-%dT%H:%M:%fZ', '2023-01-01', '+' || (n * 7919 % 94608000) || ' seconds')"
    : "'2023-01-01' + INTERVAL (n * 7919 % 94608000) SECOND";
  const cat = (prefix: string, number: string) =>
    sqlite ? `'${prefix}' || (${number})` : `CONCAT('${prefix}', ${number})`;
  const code = "CASE n % 3 WHEN 0 THEN 'CNY' WHEN 1 THEN 'USD' ELSE 'JPY' END";
  // A decimal of four digits as this database keeps it, taken from one that is stored.
  const values: Readonly<Record<string, string>> = {
    id: cat('x', 'n'),
    number: cat('D', 'n'),
    state: cat('o', 'n % 5'),
    town: cat('Town ', 'n % 4000'),
    day: sqlite ? `SUBSTR(${moment}, 1, 10)` : `CAST(CAST(${moment} AS DATE) AS CHAR)`,
    seen: moment,
    currency: code,
    worth: sqlite ? 'guiju_decimal(n % 100000)' : 'n % 100000',
    pieces: 'n % 12',
  };
  const columns = [...((await tenant.database.schema.read(tenant.database)).get(table.name)?.columns ?? [])];
  const names = columns.map(quote).join(', ');
  const shown = columns.map((column) => values[column] ?? `r.${quote(column)}`).join(', ');
  const step = 100_000;
  for (let from = 1; from < rows; from += step) {
    const to = Math.min(rows, from + step);
    const digits =
      '(SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)';
    const numbers = `(SELECT ${from} + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n FROM ${['a', 'b', 'c', 'e', 'f'].map((one) => `${digits} ${one}`).join(', ')})`;
    await tenant.database.run(
      `INSERT INTO ${table.name} (${names}) SELECT ${shown} FROM ${numbers} m, (SELECT * FROM ${table.name} WHERE number = 'first') r WHERE n < ${to}`,
    );
  }
}

const utf8 = new TextEncoder();
const ask = (body: JsonObject) =>
  node.raw('POST', '/api/forms/deal/reports', utf8.encode(JSON.stringify(body)), {
    'content-type': 'application/json',
  });
const sum = { of: 'sum', field: 'worth' } as const;
const reports: readonly (readonly [name: string, body: JsonObject])[] = [
  ['by a choice', { groups: [{ field: 'state' }], values: [{ of: 'count' }, sum] }],
  ['by month of a day', { groups: [{ field: 'day', by: 'month' }], values: [{ of: 'count' }] }],
  ['by month of a moment', { groups: [{ field: 'seen', by: 'month' }], values: [{ of: 'count' }] }],
  ['by day of a moment', { groups: [{ field: 'seen' }], values: [{ of: 'count' }] }],
  ['by day of a moment, amounts in three currencies', { groups: [{ field: 'seen' }], values: [sum] }],
  [
    'by choice and month of a moment, states across',
    {
      groups: [{ field: 'seen', by: 'month' }],
      across: { field: 'state' },
      values: [sum, { of: 'most', field: 'pieces' }],
    },
  ],
  ['by 4,000 towns', { groups: [{ field: 'town' }], values: [{ of: 'count' }] }],
  ['by 4,000 towns, amounts in three currencies', { groups: [{ field: 'town' }], values: [sum] }],
  ['by towns and states: too many cells', { groups: [{ field: 'town' }, { field: 'state' }], values: [sum] }],
  ['by every number: too many groups', { groups: [{ field: 'number' }], values: [{ of: 'count' }] }],
];

async function timed(work: () => Promise<Response>) {
  await sleep(50);
  const watch = watchHolds();
  const from = performance.now();
  const answer = await work();
  const text = await answer.text();
  const took = performance.now() - from;
  await sleep(5);
  return { took, held: watch.stop().longest, text, status: answer.status };
}

try {
  const began = performance.now();
  await fill();
  console.log(`filled ${rows} records in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const form = node.tenant.served().model.forms.get('deal');
  const table = form && node.tenant.served().table(form).name;
  const counts: number[] = [];
  const found = reports.map(([name]) => ({ name, took: [] as number[], held: [] as number[], said: '' }));
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    await node.tenant.database.all(`SELECT COUNT(*) FROM ${table} WHERE enabled = 1`);
    counts.push(performance.now() - from);
    for (const [at, [, body]] of reports.entries()) {
      const { took, held, text, status } = await timed(() => ask(body));
      found[at]?.took.push(took);
      found[at]?.held.push(held);
      const answer = JSON.parse(text) as { lines?: readonly Json[]; errors?: readonly { code: string }[] };
      if (found[at])
        found[at].said = status === 200 ? `${answer.lines?.length} lines` : `${answer.errors?.[0]?.code}`;
    }
  }
  const count = Math.min(...counts);
  console.log(`${database}, a plain count of ${rows}: ${count.toFixed(0)} ms`);
  console.log('| report | ms | × count | longest hold, ms | |\n| --- | --: | --: | --: | --- |');
  for (const { name, took, held, said } of found) {
    const best = Math.min(...took);
    console.log(
      `| ${name} | ${best.toFixed(0)} | ${(best / count).toFixed(1)} | ${Math.min(...held).toFixed(1)} | ${said} |`,
    );
  }
  if (found.some(({ held }) => Math.min(...held) >= promised)) process.exitCode = 1;
} finally {
  await node.close();
  await own?.drop();
  rmSync(home, { recursive: true, force: true });
}
