import type { JsonObject } from '../metadata/common/json.ts';
import { installedFrom } from '../runtime/model/publish/publisher.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import { freshDatabase } from '../workshop/services/databases.ts';

/**
 * A plan that asks something anew of 100,000 records with two rows each (or as many as are said): how long it takes,
 * and the longest time it holds the thread; beside it the same node at rest, which says how busy the machine is.
 */
const [database = 'sqlite', count = '100000'] = process.argv.slice(2);
const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});

function packageOf(version: string, strict: boolean) {
  const texts = Array.from({ length: 16 }, (_, at) => field(`text${at}`, 'text', { length: 60 }));
  const form = {
    name: 'paper',
    kind: 'document',
    sharing: 'everybody',
    label: label('paper'),
    fields: [
      field('number', 'text', { length: 40, required: true }),
      field('amount', 'decimal', { precision: 18, scale: 2, ...(strict ? { max: '10' } : {}) }),
      field('tag', 'text', { length: 40, ...(strict ? { required: true } : {}) }),
      ...texts,
      field('lines', 'entries', { fields: [field('code', 'text', { length: 20 }), field('price', 'money')] }),
      field('condition', 'condition', { facts: 'paper' }),
    ],
    rules: strict
      ? [
          {
            name: 'dear',
            fields: ['amount'],
            message: label('too dear'),
            check: { fact: 'lines.price', over: 'sum', operator: 'lessThan', value: '500000' },
          },
        ]
      : [],
  };
  const manifest = {
    name: 'papers',
    version,
    peerDependencies: { platform: '*' },
    guiju: { prefix: 'pp', label: label('x') },
  };
  return installedFrom(new Map(Object.entries({ 'package.json': manifest, 'forms/paper.json': form })));
}

const place = await freshDatabase(database === 'mariadb' ? 'mariadb' : 'sqlite');
const node = await openTestNode(place.url);
await node.publish([packageOf('1.0.0', false)]);
const total = Number(count);
for (let from = 0; from < total; from += 500) {
  const items = Array.from({ length: Math.min(500, total - from) }, (_, at) => ({
    op: 'create',
    body: {
      number: `P${from + at}`,
      amount: String((from + at) % 1_000),
      tag: at % 3 === 0 ? null : 'x',
      text0: 'some text',
      text1: 'some more text',
      text5: 'word',
      lines: [1, 2].map((row) => ({ code: `c${row}`, price: String(from + at) })),
      ...(at % 10 === 0 ? { condition: { fact: 'tag', operator: 'equal', value: 'x' } } : {}),
    },
  }));
  const { status, body } = await node.ask('POST', '/api/forms/paper/batch', { items });
  if (status !== 200) throw new Error(JSON.stringify(body).slice(0, 400));
}

/** Of the processor's time, so that what others do on the machine does not count. */
const spent = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

async function held(work: () => Promise<unknown>): Promise<readonly [number, number]> {
  const began = performance.now();
  let [longest, last, going] = [0, spent(), true];
  const turn = () => {
    const now = spent();
    longest = Math.max(longest, now - last);
    last = now;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  going = false;
  return [performance.now() - began, longest];
}

const body = { packages: [{ files: Object.fromEntries(packageOf('1.1.0', true).files) }] };
const rest = await held(() => new Promise((resolve) => setTimeout(resolve, 3_000)));
const plan = await held(() => node.ask('POST', '/api/model/plan', body));
console.log('| | took, s | longest hold of the thread, ms of its processor time |\n| --- | --: | --: |');
for (const [name, [took, longest]] of [
  ['at rest', rest],
  [`plan over ${total} records`, plan],
] as const)
  console.log(`| ${name} | ${(took / 1_000).toFixed(1)} | ${longest.toFixed(0)} |`);
await node.close();
await place.drop();
