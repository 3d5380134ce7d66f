import type { Json, JsonObject } from '../metadata/common/json.ts';
import { license } from '../runtime/einvoicing/issuing/license.suite.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import type { WriteEvent } from '../runtime/storage/store/commit/planned-write.ts';
import { freshDatabase } from '../workshop/services/databases.ts';

/**
 * `node bench/overview.ts [sqlite|mariadb]`: what the home page counts of issuing, where there are 100,000 applications,
 * pending invoices and invoices each (BENCH_ROWS), nine in ten of them done, a third of the invoices of this month:
 * asked over HTTP after a write of each form, so that nothing is known from before, and with nothing written between; beside the
 * same numbers counted one by one, each by a statement as it is written by hand. It ends with an error where the
 * numbers are not the same, or the answer after a write takes 50 ms or longer in the middle.
 */
const [database = 'sqlite'] = process.argv.slice(2);
const rows = Number(process.env['BENCH_ROWS'] ?? 100_000);
const turns = 41;
const place = await freshDatabase(database === 'mariadb' ? 'mariadb' : 'sqlite');
const node = await openTestNode(place.url, { packages: ['platform', 'basis', 'invoicing'] });
const db = node.tenant.database;
const seller = '91440300708461136T';

async function ask(method: string, path: string, body?: Json, headers = {}): Promise<JsonObject> {
  const { status, body: answer } = await node.ask(method, path, body, headers);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer).slice(0, 500)}`);
  return answer;
}

const records = (form: string) => `/api/forms/${form}/records`;

async function act(id: string, action: string): Promise<void> {
  const { revision } = await ask('GET', `${records('invoice-application')}/${id}?view=manage`);
  const path = `${records('invoice-application')}/${id}/actions/${action}`;
  await ask('POST', path, {}, { 'if-match': `"${String(revision)}"` });
}

/** One document of each form, as people make them. */
async function issueOne(): Promise<void> {
  await ask(
    'PUT',
    `/api/params/all_ele_mock_invoice/${seller}`,
    { value: true },
    { 'guiju-reason': 'bench' },
  );
  await license(node, seller);
  const amounts = { quantity: '1', price: '100', amount: '100', tax: '13', gross: '113' };
  const { id } = await ask('POST', records('invoice-application'), {
    buyerName: '买方',
    invoiceType: '10xdp',
    sellerTaxNo: seller,
    sharing: 'private',
    lines: [{ itemName: '笔', taxCode: '1060201010000000000', rate: '0.13', ...amounts }],
  });
  for (const action of ['submit', 'approve', 'issue']) await act(String(id), action);
  for (let turn = 0; turn < 200; turn += 1) {
    await node.node.run('issue');
    const { items } = await ask('GET', `${records('invoice')}?view=manage&limit=1`);
    if ((items as readonly Json[]).length > 0) return;
  }
  throw new Error('nothing was issued');
}

await issueOne();
const month = (await ask('GET', '/api/issuing/overview'))['month'] as readonly JsonObject[];
const began = JSON.stringify(month[0]?.['filter']).match(/"(\d{4}-\d\d-\d\dT[^"]*)"/)?.[1] ?? '';
const earlier = new Date(Date.parse(began) - 40 * 86_400_000).toISOString();

const moment = (text: string) =>
  database === 'sqlite' ? `'${text}'` : `'${text.replace('T', ' ').replace('Z', '')}'`;
const one = (parts: readonly string[], at: string) =>
  `CASE ${at} ${parts.map((part, nth) => `WHEN ${nth} THEN ${part}`).join(' ')} END`;
const texts = (...all: string[]) => all.map((text) => `'${text}'`);
const often = (text: string, count: number) => Array.from({ length: count }, () => text);

const reasons = `CASE n % 40 WHEN 39 THEN ${one(texts(...Array.from({ length: 12 }, (_, at) => `reason ${at}`)), 'n % 12')} END`;

/** By form: what the copies of the one say otherwise, by their number `n`. */
const otherwise: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'invoice-application': {
    billStatus: one(texts(...often('normal', 46), 'held', 'held', 'voided', 'voided'), 'n % 50'),
    applyStatus: one(texts(...often('applied', 18), 'none', 'partial'), 'n % 20'),
    auditStatus: one(texts(...often('C', 28), 'A', 'B'), 'n % 30'),
  },
  'pending-invoice': {
    issueStatus: one(texts(...often('issued', 36), 'pending', 'pending', 'issuing', 'failed'), 'n % 40'),
    failure: reasons,
    failureCode: reasons,
  },
  invoice: {
    invoiceType: one(texts('10xdp', '08xdp', '10xdp', '026', '028', '10xdp', '08xdp'), 'n % 7'),
    issuedAt: one([...often(moment(earlier), 40), ...often(moment(began), 19), 'issuedAt'], 'n % 60'),
  },
};

/** Straight into the table, and only those columns differ: history is not what is measured. */
async function multiply(form: string): Promise<void> {
  const table = node.tenant.served().model.formsById.get(form);
  if (!table) throw new Error(form);
  const { name } = node.tenant.served().table(table);
  const { quote } = db.dialect;
  const columns = [...((await db.schema.read(db)).get(name)?.columns ?? [])];
  const cat = (...parts: string[]) =>
    database === 'sqlite' ? parts.join(' || ') : `CONCAT(${parts.join(', ')})`;
  const padded = database === 'sqlite' ? "printf('%07d', n)" : "LPAD(n, 7, '0')";
  // As catalogues tell them.
  const own = new Map(
    Object.entries(otherwise[form] ?? {}).map(([key, value]) => [key.toLowerCase(), value]),
  );
  const values = columns.map((column) => {
    if (column === 'id') return cat('SUBSTR(t.id, 1, LENGTH(t.id) - 7)', padded);
    if (column === 'number') return cat("'B'", padded);
    return own.get(column.toLowerCase()) ?? `t.${quote(column)}`;
  });
  const numbers =
    database === 'sqlite'
      ? `(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${rows}) SELECT n FROM c)`
      : `(SELECT seq AS n FROM seq_1_to_${rows})`;
  await db.run(
    `INSERT INTO ${quote(name)} (${columns.map(quote).join(', ')})
     SELECT ${values.join(', ')} FROM ${numbers} numbers JOIN (SELECT * FROM ${quote(name)} LIMIT 1) t`,
  );
}

/** Each number by itself. */
async function countEach(): Promise<Readonly<Record<string, number>>> {
  const count = async (table: string, where: string) =>
    Number((await db.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`))?.n);
  const found: Record<string, number> = {};
  const tiles: Readonly<Record<string, readonly [string, string]>> = {
    waiting: ['invoice_application', "billStatus = 'normal' AND applyStatus IN ('none', 'partial')"],
    held: ['invoice_application', "billStatus = 'held'"],
    'to-audit': ['invoice_application', "auditStatus = 'B'"],
    pending: ['pending_invoice', "issueStatus = 'pending'"],
    issuing: ['pending_invoice', "issueStatus = 'issuing'"],
    failed: ['pending_invoice', "issueStatus = 'failed'"],
  };
  for (const [key, [table, where]] of Object.entries(tiles)) found[key] = await count(table, where);
  for (const type of ['10xdp', '08xdp', '026', '028'])
    for (const [period, since] of [
      ['month', began],
      ['today', today],
    ] as const)
      found[`${period} ${type}`] = await count(
        'invoice',
        `invoiceType = '${type}' AND issuedAt >= ${moment(since)}`,
      );
  for (let at = 0; at < 12; at += 1)
    found[`reason ${at}`] = await count(
      'pending_invoice',
      `issueStatus = 'failed' AND failureCode = 'reason ${at}'`,
    );
  return found;
}

interface Took {
  readonly middle: number;
  readonly best: number;
  /** Of all threads of this process: of MariaDB only what is done on this side. */
  readonly processor: number;
}

async function measure(work: () => Promise<unknown>, before = async () => {}): Promise<Took> {
  const took: number[] = [];
  let processor = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn += 1) {
    await before();
    const used = process.cpuUsage();
    const since = performance.now();
    await work();
    took.push(performance.now() - since);
    const { user, system } = process.cpuUsage(used);
    processor = Math.min(processor, (user + system) / 1000);
  }
  took.sort((a, b) => a - b);
  return { middle: took[turns >> 1] ?? 0, best: took[0] ?? 0, processor };
}

for (const form of Object.keys(otherwise)) await multiply(form);
if (database === 'mariadb') await db.run('ANALYZE TABLE invoice_application, pending_invoice, invoice');
// Indexes of texts that are filled, and documents that are sent, are not what is measured.
await node.node.stop();
const look = () => ask('GET', '/api/issuing/overview');
/**
 * As a write of each form is heard of, on its own and on every other node; what else a write sets going is not
 * measured.
 */
const heard = Object.keys(otherwise).map(
  (form) =>
    ({ form, record: '', operation: 'update', revision: 0, stored: { id: '' } }) as unknown as WriteEvent,
);
const write = async () => void (await node.tenant.store.follow(heard));

await write();
const seen = await look();
const today = JSON.stringify((seen['today'] as readonly JsonObject[])[0]?.['filter']).match(
  /"(\d{4}-\d\d-\d\dT[^"]*)"/,
)?.[1] as string;
const expected = await countEach();
const listed = (member: string) => seen[member] as readonly JsonObject[];
const got: Record<string, Json> = {};
for (const { key, count } of listed('tiles')) got[String(key)] = count ?? null;
for (const period of ['month', 'today'])
  for (const { type, count } of listed(period)) got[`${period} ${String(type)}`] = count ?? null;
for (const { text, count } of listed('reasons')) got[String(text)] = count ?? null;
for (const [key, count] of Object.entries(got))
  if (expected[key] !== count)
    throw new Error(`${key}: ${String(count)}, and ${expected[key]} when counted alone`);

await countEach();
const answers = {
  written: await measure(look, write),
  kept: await measure(look),
  each: await measure(countEach),
};
const line = (name: string, { middle, best, processor }: Took) =>
  `| ${name} | ${middle.toFixed(1)} | ${best.toFixed(1)} | ${processor.toFixed(1)} | ${(answers.each.middle / middle).toFixed(1)} |`;
process.stdout.write(
  `${database}, ${rows} of each form, ${Object.keys(got).length} numbers\n\n${[
    '| ms | p50 | best | processor | each number by itself, p50, against it |',
    '| --- | --: | --: | --: | --: |',
    line('the overview after a write of each form', answers.written),
    line('with nothing written between', answers.kept),
    line('each number by itself', answers.each),
  ].join('\n')}\n`,
);
await node.close();
await place.drop();
process.exitCode = answers.written.middle < 50 ? 0 : 1;
