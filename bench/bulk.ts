import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { installedFrom } from '../runtime/model/publish/publisher.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import { freshDatabase } from '../workshop/services/databases.ts';
import { watchHolds } from './holds.ts';
import { item } from './http/hand-record.ts';

/**
 * `node bench/bulk.ts [sqlite|mariadb] [rows]`: rows of twenty fields by the bulk door, with history, a thousand each
 * time in one transaction, from JSON to JSON – beside the same rows of the same table, and of history, inserted by the
 * database's own statements of many rows, by turns. It ends with an error where the door is not a fifth as quick, or
 * slower than 5,000 rows a second (3,000 on MariaDB).
 */
const [database = 'sqlite', asked = '20000'] = process.argv.slice(2);
const [rows, atOnce] = [Number(asked), 1_000];
const place = await freshDatabase(database === 'mariadb' ? 'mariadb' : 'sqlite');
const node = await openTestNode(place.url, { packages: ['platform'], synchronous: 'full' });
const { database: db } = node.tenant;
const utf8 = new TextEncoder();
const json = { 'content-type': 'application/json' };
const door = '/api/forms/bench-item/batch';

const file = (path: string) =>
  JSON.parse(readFileSync(new URL(`package/${path}`, import.meta.url), 'utf8')) as Json;
const manifest = { ...(file('package.json') as JsonObject), peerDependencies: { platform: '*' } };

interface Took {
  readonly seconds: number;
  readonly processor: number;
}

async function timed(work: () => Promise<unknown>): Promise<Took> {
  const [since, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { seconds: (performance.now() - since) / 1_000, processor: (user + system) / 1_000_000 };
}

async function byDoor(from: number): Promise<void> {
  const items = Array.from({ length: atOnce }, (_, at) => ({
    op: 'create',
    body: item(from + at) as unknown as Json,
  }));
  const body = utf8.encode(JSON.stringify({ atomic: true, items }));
  const answer = await node.raw('POST', door, body, json);
  const sent = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${sent.slice(0, 500)}`);
}

/** The rows that the door made, once more under other ids and numbers, in statements of as many rows as there are cells for. */
async function byHand(tables: readonly Table[], turn: number): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { name, columns, copies } of tables) {
      const each = Math.floor(30_000 / columns.length);
      const all = copies(turn);
      for (let from = 0; from < all.length; from += each) {
        const some = all.slice(from, from + each);
        const marks = some.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ');
        await tx.run(
          `INSERT INTO ${name} (${columns.map(db.dialect.quote).join(', ')}) VALUES ${marks}`,
          some.flat() as never[],
        );
      }
    }
  });
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  copies(turn: number): readonly (readonly unknown[])[];
}

async function tableOf(
  name: string,
  filter: string,
  again: (row: Record<string, unknown>, turn: number, at: number) => object,
): Promise<Table> {
  const found = await db.all<Record<string, unknown>>(`SELECT * FROM ${name}${filter} LIMIT ${atOnce}`);
  const columns = Object.keys(found[0] ?? {});
  return {
    name,
    columns,
    copies: (turn) =>
      found.map((row, at) => {
        const own = { ...row, ...again(row, turn, at) } as Record<string, unknown>;
        return columns.map((column) => own[column] ?? null);
      }),
  };
}

try {
  await node.publish([
    installedFrom(
      new Map<string, Json>([
        ['package.json', manifest],
        ['forms/bench-item.json', file('forms/bench-item.json')],
      ]),
    ),
  ]);
  const form = node.tenant.served().model.forms.get('bench-item');
  if (!form) throw new Error('bench-item');
  const { name } = node.tenant.served().table(form);
  for (let warm = 0; warm < 3; warm += 1) await byDoor(warm * atOnce);
  const number =
    node.tenant
      .served()
      .table(form)
      .columns.get(form.number?.id ?? '') ?? 'number';
  const other = (turn: number, at: number) =>
    `01980000-0000-7000-8${String(turn).padStart(3, '0')}-${String(at).padStart(12, '0')}`;
  const tables = [
    await tableOf(db.dialect.quote(name), '', (_, turn, at) => ({
      id: other(turn, at),
      [number]: `H${turn}-${at}`,
    })),
    await tableOf('gj_history', ` WHERE form = '${form.id}'`, (_, turn, at) => ({
      revision: 1_000_000_000 + turn * atOnce + at,
      record: other(turn, at),
    })),
  ];
  await byHand(tables, 999);
  const took: Record<'door' | 'hand', Took[]> = { door: [], hand: [] };
  let held = 0;
  for (let turn = 0; turn * atOnce < rows; turn += 1) {
    const holds = watchHolds();
    took.door.push(await timed(() => byDoor(1_000_000 + turn * atOnce)));
    held = Math.max(held, holds.stop().longest);
    took.hand.push(await timed(() => byHand(tables, turn)));
  }
  const middle = (all: readonly Took[], of: keyof Took) =>
    all.map((one) => one[of]).sort((a, b) => a - b)[all.length >> 1] ?? 0;
  const line = (what: string, all: readonly Took[]) =>
    `| ${what} | ${(atOnce / middle(all, 'seconds')).toFixed(0)} | ${((middle(all, 'processor') * 1_000_000) / atOnce).toFixed(0)} |`;
  const share = middle(took.hand, 'seconds') / middle(took.door, 'seconds');
  console.log(
    [
      `| ${database}, ${rows} rows | rows a second | µs of processor a row |`,
      '| --- | --: | --: |',
      line('by the door', took.door),
      line('by the database’s own statements', took.hand),
      '',
      `${share.toFixed(2)} of the database's own; the thread held ${held.toFixed(0)} ms at most`,
    ].join('\n'),
  );
  const least = database === 'mariadb' ? 3_000 : 5_000;
  process.exitCode = share >= 0.2 && atOnce / middle(took.door, 'seconds') >= least ? 0 : 1;
} finally {
  await node.close();
  await place.drop();
}
