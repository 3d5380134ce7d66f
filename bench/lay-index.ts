import { setTimeout as sleep } from 'node:timers/promises';
import type { Column } from '../metadata/kinds/common/kind.ts';
import { openDatabase } from '../runtime/database/drivers/open-database.ts';
import { freshDatabase } from '../workshop/services/databases.ts';

/**
 * `node bench/lay-index.ts [rows] [seconds]`: how long a write and a read by id wait on SQLite while an index of a table
 * of a million rows is laid, a write every 10 ms and a read every 5; the same for some seconds without an index being
 * laid, before and after. It ends with an error where the p99 beside it is not below what is promised beside long reads.
 */
const rows = Number(process.argv[2] ?? 1_000_000);
const seconds = Number(process.argv[3] ?? 10);
const promised = { write: 60, read: 20 };
const place = await freshDatabase('sqlite');
const db = await openDatabase(place.url, '/nowhere');
const text: Column = { type: 'text', length: 255 };
const texts = Array.from({ length: 12 }, (_, at) => `t${at}`);
const id = (at: number) => `r${String(at).padStart(9, '0')}`;

interface Waits {
  readonly write: number[];
  readonly read: number[];
}

async function fill(): Promise<void> {
  const { ddl } = db.dialect;
  const columns = texts.map((name) => `${name} ${ddl(text)}`).join(', ');
  await db.run(`CREATE TABLE item (id ${ddl({ type: 'id' })} NOT NULL PRIMARY KEY, ${columns})`);
  const values = texts.map((_, at) => `'${at} ' || (n * ${at + 7} % ${10 ** ((at % 6) + 1)}) || ' 有限公司'`);
  for (let from = 0; from < rows; from += 20_000) {
    const upTo = Math.min(rows, from + 20_000);
    await db.run(
      `INSERT INTO item SELECT printf('r%09d', n), ${values.join(', ')} FROM (WITH RECURSIVE c(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM c WHERE n + 1 < ${upTo}) SELECT n FROM c)`,
    );
  }
}

/** People at work until `until` says that it is enough. */
async function waits(until: () => boolean): Promise<Waits> {
  const took: Waits = { write: [], read: [] };
  const each = async (into: number[], pause: number, ask: (at: number) => Promise<unknown>) => {
    for (let at = 0; !until(); at += 1) {
      const from = performance.now();
      await ask((at * 7_919) % rows);
      into.push(performance.now() - from);
      await sleep(pause);
    }
  };
  await Promise.all([
    each(took.write, 10, (at) =>
      db.run('UPDATE item SET t5 = ? WHERE id = ?', [`${performance.now()}`, id(at)]),
    ),
    each(took.read, 5, async (at) => db.first('SELECT * FROM item WHERE id = ?', [id(at)])),
  ]);
  return took;
}

function forSome(): Promise<Waits> {
  const end = performance.now() + seconds * 1_000;
  return waits(() => performance.now() > end);
}

async function laid(name: string, people: boolean): Promise<readonly [number, Waits]> {
  let done = false;
  const from = performance.now();
  const columns = [
    { name: 't5', column: text, descending: false },
    { name: 'id', column: { type: 'id' } as const, descending: false },
  ];
  const laying = db.schema.layIndex('item', { name, columns }).finally(() => {
    done = true;
  });
  const took = people ? await waits(() => done) : { write: [], read: [] };
  await laying;
  return [(performance.now() - from) / 1_000, took];
}

function spread(times: readonly number[]): readonly number[] {
  const sorted = times.toSorted((a, b) => a - b);
  return [0.5, 0.99, 1].map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0,
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await fill();
  const before = await forSome();
  const [beside, during] = await laid('beside_people', true);
  const after = await forSome();
  const [alone] = await laid('alone', false);
  say(`SQLite, ${rows} rows: laid in ${beside.toFixed(0)} s beside people, ${alone.toFixed(0)} s alone`);
  say('| ms | p50 | p99 | longest | promised p99 |');
  say('| --- | --: | --: | --: | --: |');
  for (const what of ['write', 'read'] as const) {
    const row = (when: string, one: Waits, end = '') =>
      say(
        `| a ${what}, ${when} | ${spread(one[what])
          .map((ms) => ms.toFixed(1))
          .join(' | ')} | ${end} |`,
      );
    row('before', before);
    row('while it is laid', during, `< ${promised[what]}`);
    row('after', after);
    if ((spread(during[what])[1] ?? 0) >= promised[what]) process.exitCode = 1;
  }
} finally {
  await db.close();
  await place.drop();
}
