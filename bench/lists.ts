import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../runtime/database/drivers/open-database.ts';
import { freshDatabase } from '../workshop/services/databases.ts';
import { endOurs, fillOurs, startOurs } from './http/ours.ts';

/**
 * `node bench/lists.ts [sqlite|mariadb]`, with BENCH_ROWS=1000000 for a large form, BENCH_FILTER=tax for those alone
 * that are called so: what a list of twenty takes for
 * every one of these filters in every one of these orders, before the server has learned which indexes it needs and
 * after, and what reads by id and writes wait meanwhile. Times are of whole HTTP calls, one after the other.
 */
const [database = 'sqlite'] = process.argv.slice(2);
const rows = Number(process.env['BENCH_ROWS'] ?? 100_000);
const promised = rows <= 100_000 ? 20 : 50;
const filters: Record<string, string> = {
  'a fifth (status)': 'status=open',
  'a third (channel)': 'channel=leqi',
  'half (paper)': 'paper=true',
  'a seventh (urgent)': 'urgent=true',
  'one in 1,000 (priority)': 'priority=7',
  'one in 5,000 (buyerName)': `buyerName=${encodeURIComponent('购买方有限公司 7')}`,
  'all (buyerTaxNo)': 'buyerTaxNo=91440300708461136T',
  'none (email)': 'email=nobody',
  'two of five (status)': `filter=${encodeURIComponent('{"fact":"status","operator":"in","value":["open","void"]}')}`,
  'a month (signedOn)': 'signedOn[gte]=2026-03-01&signedOn[lt]=2026-04-01',
  'a day of moments (sentAt)': 'sentAt[gte]=2026-03-01T00:00:00Z&sentAt[lt]=2026-03-02T00:00:00Z',
  'the largest (amount)': 'amount[gte]=999000',
  'nearly all (amount)': 'amount[gte]=10',
  // A stretch of the older half has values below and above it, and none within.
  'half, around which the others lie (tax)': 'tax[gte]=4000&tax[lt]=9000',
};
const sorts = [
  ...['number', '-createdAt', 'amount', '-signedOn', 'priority', 'buyerName', 'sentAt', '-status'],
  'paper',
];
const records = '/api/forms/bench-item/records';
/** Seconds by which each copy of the first rows is older than the next. */
const between = 600;
const keep = process.env['BENCH_HOME'];
if (keep !== undefined) mkdirSync(keep, { recursive: true });
const home = keep ?? mkdtempSync(join(tmpdir(), 'guiju-bench-'));
const filled = join(home, 'filled');
const own = database === 'mariadb' ? await ownDatabase() : null;
process.env['GUIJU_LEARNED_INDEXES'] = '16';
const ours = await startOurs(home, Number(process.env['BENCH_PORT'] ?? 8974), own?.url);

/** The one of the run before, where its home was kept. */
async function ownDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  if (existsSync(filled)) return { url: readFileSync(filled, 'utf8'), drop: async () => {} };
  return freshDatabase('mariadb');
}

async function ask(path: string, init: RequestInit = {}): Promise<string> {
  const headers = { authorization: `Bearer ${ours.token}`, 'content-type': 'application/json' };
  const answer = await fetch(ours.base + path, { headers, ...init });
  const text = await answer.text();
  // A list without an index yet may take longer than the server allows: it took that long.
  const isSlow = answer.status === 422 && text.includes('read-too-long');
  if (!answer.ok && !isSlow)
    throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}\n${ours.log()}`);
  return text;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/**
 * The rows of the API, over and over under other numbers, straight into the table: history is not what is measured.
 * Numbers rise with the time at which records were made, as they do where people number them.
 */
async function multiply(made: number): Promise<void> {
  const db = await openDatabase(own?.url ?? `sqlite://${join(home, 'guiju.db')}`, home);
  const { quote } = db.dialect;
  const columns = [...((await db.schema.read(db)).get('bench_item')?.columns ?? [])];
  const cat = (...parts: string[]) =>
    database === 'sqlite' ? parts.join(' || ') : `CONCAT(${parts.join(', ')})`;
  const copies = Math.ceil(rows / made) - 1;
  for (let copy = 1; copy <= copies; copy += 1) {
    const earlier = (copies + 1 - copy) * between;
    const mark = `'${String(copy).padStart(4, '0')}'`;
    const values = columns.map((name) => {
      if (name === 'tax' && copy <= copies / 2)
        return 'CASE WHEN tax % 2 = 0 THEN tax % 4000 ELSE 9000 + tax % 4000 END';
      if (name === 'tax') return '4000 + tax % 5000';
      if (name === 'id') return cat('SUBSTR(id, 1, 9)', mark.replace('0', 'x'), 'SUBSTR(id, 14)');
      if (name === 'createdAt')
        return database === 'sqlite'
          ? `strftime('%Y-%m-%dT%H:%M:%fZ', createdAt, '-${earlier} seconds')`
          : `createdAt - INTERVAL ${earlier} SECOND`;
      return name === 'number' ? cat(mark, 'number') : quote(name);
    });
    await db.run(
      `INSERT INTO bench_item (${columns.map(quote).join(', ')}) SELECT ${values.join(', ')} FROM bench_item WHERE LENGTH(number) = 8 LIMIT ${made}`,
    );
  }
  await db.close();
}

interface Timing {
  readonly filter: string;
  readonly sort: string;
  /** In the middle, and the best: the least that other work on the machine left of it. */
  readonly milliseconds: number;
  readonly best: number;
}

/** `each`: no more than every filter in one order, and one filter in every order. */
async function matrix(times: number, each = false): Promise<readonly Timing[]> {
  const asked: Timing[] = [];
  for (const [nth, [filter, query]] of Object.entries(filters).entries())
    for (const [at, sort] of sorts.entries()) {
      if (each && nth > 0 && at > 0) continue;
      const took: number[] = [];
      for (let turn = 0; turn < times; turn += 1)
        took.push(await timed(() => ask(`${records}?limit=20&sort=${sort}&${query}`)));
      took.sort((a, b) => a - b);
      asked.push({ filter, sort, milliseconds: took[times >> 1] ?? 0, best: took[0] ?? 0 });
    }
  return asked;
}

interface Waited {
  readonly read: number[];
  readonly write: number[];
}

/** Until no index is on its way any more; what others wait meanwhile. */
async function learned(ids: readonly string[], { read, write }: Waited): Promise<void> {
  let [before, still] = ['', 0];
  for (let at = 0; still < (rows > 100_000 ? 60 : 25); at += 1) {
    const id = ids[at % ids.length];
    read.push(await timed(() => ask(`${records}/${id}`)));
    const { revision } = JSON.parse(await ask(`${records}/${id}`)) as { revision: number };
    const headers = {
      authorization: `Bearer ${ours.token}`,
      'content-type': 'application/json',
      'if-match': `"${revision}"`,
    };
    const change = { method: 'PATCH', headers, body: JSON.stringify({ remark: `remark ${at}` }) };
    write.push(await timed(() => ask(`${records}/${id}`, change)));
    await sleep(20);
    if (at % 40 > 0) continue;
    const lines = (await ask('/metrics')).match(/^guiju_learned_index_cost.*state="laid".*$/gm) ?? [];
    const now = lines.map((line) => line.split(' ')[0]).join();
    if (now !== before) say(`${(performance.now() / 1_000).toFixed(0)} s: ${lines.length} indexes`);
    still = now === before ? still + 1 : 0;
    before = now;
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function spread(took: readonly number[], shares = [0.5, 0.9, 1]): readonly string[] {
  const sorted = took.toSorted((a, b) => a - b);
  return shares.map((share) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1),
  );
}

async function main(): Promise<number> {
  const made = Math.min(rows, 100_000);
  if (!existsSync(filled)) {
    say(`filling ${rows} rows …`);
    await fillOurs(ours, made);
    await multiply(made);
    if (keep !== undefined) writeFileSync(filled, own?.url ?? '');
  }
  // These records were made by the API: copies have ids of their own sort.
  const { items } = JSON.parse(await ask(`${records}?limit=500&fields=number&sort=-number`));
  const ids = (items as { id: string }[]).map(({ id }) => id);
  const copies = Math.ceil(rows / made) - 1;
  const half =
    copies > 0
      ? `${String(((copies + 1) >> 1) + 1).padStart(4, '0')}B0000000`
      : `B${String(made >> 1).padStart(7, '0')}`;
  const [middle] = JSON.parse(await ask(`${records}?number=${half}&fields=createdAt`)).items as {
    createdAt: string;
  }[];
  filters['the newer half (createdAt)'] = `createdAt[gte]=${middle?.createdAt}`;
  const only = process.env['BENCH_FILTER'] ?? '';
  for (const name of Object.keys(filters)) if (!name.includes(only)) delete filters[name];
  // A large form takes seconds for each as yet.
  const before = await matrix(1, rows > 100_000);
  const waited: Waited = { read: [], write: [] };
  // Single indexes come first, then one for a range, then one for an order.
  for (let times = 0; times < 3; times += 1) {
    await learned(ids, waited);
    // An index is laid once people have waited long enough without it, which takes more than one who asks.
    await matrix(5);
  }
  await learned(ids, waited);
  const after = await matrix(5);
  say(
    `\n${database}, ${rows} rows, ${after.length} lists of twenty: ${Object.keys(filters).length} filters × ${sorts.length} orders`,
  );
  say('| ms | p50 | p90 | slowest | promised |');
  say('| --- | --: | --: | --: | --: |');
  const row = (what: string, took: readonly number[], end = '') =>
    say(`| ${what} | ${spread(took).join(' | ')} | ${end} |`);
  const times = (asked: readonly Timing[]) => asked.map(({ milliseconds }) => milliseconds);
  row('before', times(before));
  row('after', times(after), `< ${promised}`);
  row(
    'after, the best of five',
    after.map(({ best }) => best),
  );
  const ratios = before.map(({ filter, sort, milliseconds }) => {
    const then = after.find((one) => one.filter === filter && one.sort === sort);
    return milliseconds / (then?.milliseconds ?? milliseconds);
  });
  row('before : after', ratios);
  const worst = after.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 12);
  for (const { filter, sort, milliseconds, best } of worst)
    say(`slow: ${filter} by ${sort}: ${milliseconds.toFixed(1)} ms, at best ${best.toFixed(1)}`);
  for (const [what, took] of Object.entries(waited) as [string, number[]][])
    say(`meanwhile a ${what} by id took, p50, p99, longest: ${spread(took, [0.5, 0.99, 1]).join(', ')} ms`);
  say((await ask('/metrics')).match(/^guiju_learned_index_cost.*$/gm)?.join('\n') ?? '');
  return worst.some(({ milliseconds }) => milliseconds >= promised) ? 1 : 0;
}

try {
  process.exitCode = await main();
} finally {
  await endOurs(ours);
  if (keep === undefined) {
    await own?.drop();
    rmSync(home, { recursive: true, force: true });
  }
}
