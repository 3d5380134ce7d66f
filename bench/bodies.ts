import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../metadata/common/json.ts';
import { openTestNode } from '../runtime/server/test-node.suite.ts';
import { freshDatabase } from '../workshop/services/databases.ts';
import { watchHolds } from './holds.ts';

/**
 * `node bench/bodies.ts [sqlite|mariadb] [part of a route]`: for each route that reads JSON the largest bodies it
 * allows, and how long they hold the thread by its own processor time. Made from the API's own document: each list
 * filled as far as the route's limits let it, with what its schema asks for and with what is wrong with it; many
 * names; one long text; one long number; brackets. It ends with an error where one holds longer than 50 ms, or takes
 * more than 200 MB.
 */
const [database = 'sqlite', only = ''] = process.argv.slice(2);
const place = await freshDatabase(database === 'mariadb' ? 'mariadb' : 'sqlite');
const node = await openTestNode(place.url, { packages: ['platform', 'basis', 'invoicing', 'imaging'] });
const utf8 = new TextEncoder();

/** Forms that stand for all: with rules, with rows, a setting. */
const forms = new Set(['drawer-rule', 'invoice-application', 'other-settings', 'role']);
const longest = 4 * 1024 * 1024 - 1024;

interface Part {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly format?: string;
  readonly maxItems?: number;
  readonly items?: Part;
  readonly anyOf?: readonly Part[];
  readonly oneOf?: readonly Part[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Part | boolean;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Part>> };
}
interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Part }>> };
}

const document = (await node.ask('GET', '/openapi.json')).body as unknown as Document;

function meant(part: Part): Part {
  return part.$ref ? meant(document.components.schemas[part.$ref.split('/').at(-1) ?? ''] ?? {}) : part;
}

/** Makes a value of a schema, with so many values in each list as there is room. */
function filled(of: Part, room: { left: number; last?: boolean }, depth = 0): Json {
  const { last } = room;
  const part = meant(of);
  room.left -= 1;
  if (part.const !== undefined) return part.const;
  if (part.enum) return part.enum[0] ?? null;
  const ways = part.oneOf ?? part.anyOf ?? [];
  const way = last ? ways.at(-1) : ways[0];
  if (way) return filled(way, room, depth + 1);
  const [type] = [part.type ?? 'object'].flat();
  if (type === 'array') {
    const items: Json[] = [];
    const most = part.maxItems ?? 10_000;
    while (items.length < most && room.left > 0 && depth < 12)
      items.push(filled(part.items ?? {}, room, depth + 1));
    return items;
  }
  if (type === 'string') return part.format === 'uuid' ? '0198c0de-0000-7000-8000-000000000000' : 'x';
  if (type === 'boolean') return true;
  if (type !== 'object') return 1;
  const members: [string, Json][] = [];
  const lists = (one: Part) => meant(one).type === 'array';
  const properties = Object.entries(part.properties ?? {});
  for (const [name, one] of properties)
    if (!lists(one) && depth < 12) members.push([name, filled(one, room, depth + 1)]);
  for (const [name, one] of properties) if (lists(one)) members.push([name, filled(one, room, depth + 1)]);
  return Object.fromEntries(members);
}

const repeated = (count: number, item: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => item(at)).join(',');

function bodiesFor(schema: Part): readonly (readonly [what: string, body: string])[] {
  const names = Object.keys(meant(schema).properties ?? {});
  const each = (value: string) => `{${names.map((name) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
  const share = (count: number) => Math.floor(count / Math.max(1, names.length));
  return [
    ['as asked, full', JSON.stringify(filled(schema, { left: 95_000 }))],
    ['as asked in another way', JSON.stringify(filled(schema, { left: 95_000, last: true }))],
    ['as asked, 48,000', JSON.stringify(filled(schema, { left: 47_000 }))],
    ['as asked, 19,000', JSON.stringify(filled(schema, { left: 18_000 }))],
    ['zeros', each(`[${repeated(share(95_000), () => '0')}]`)],
    ['objects', each(`[${repeated(share(45_000), () => '{"a":null}')}]`)],
    ['19,000 objects', each(`[${repeated(share(9_000), () => '{"a":null}')}]`)],
    ['9,900 names', `{${repeated(9_900, (at) => `"n${at}":1`)}}`],
    ['a long text', each(`"${'x'.repeat(share(longest))}"`)],
    ['one long name', `{"${'x'.repeat(longest)}":1}`],
    ['escapes', each(`"${'\\n'.repeat(share(longest / 2))}"`)],
    ['a long number', `{"a":${'7'.repeat(longest)}}`],
    ['millions of ones', `[${'1,'.repeat(longest / 2)}1]`],
    ['brackets', '['.repeat(longest)],
    ['no JSON at its end', `[${repeated(19_000, () => '"x"')}}`],
  ];
}

interface Measured {
  readonly route: string;
  readonly what: string;
  readonly status: number;
  readonly held: number;
  readonly used: number;
  readonly memory: number;
  readonly answered: number;
}
const rows: Measured[] = [];

async function measure(method: string, path: string, [what, body]: readonly [string, string]): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    'if-match': '"1"',
    'idempotency-key': `${rows.length}`,
  };
  const bytes = utf8.encode(body);
  const address = path.replaceAll('{id}', '0198c0de-0000-7000-8000-000000000000').replace(/\{\w+\}/g, 'plan');
  let best: Measured | undefined;
  for (let turn = 0; turn < 2; turn += 1) {
    const before = process.memoryUsage().rss;
    const holds = watchHolds();
    const answer = await node.raw(method, address, bytes, {
      ...headers,
      'idempotency-key': `${rows.length}-${turn}`,
    });
    const { byteLength: answered } = await answer.arrayBuffer();
    const { longest: held, used } = holds.stop();
    const memory = (process.memoryUsage().rss - before) / 1e6;
    const found = { route: `${method} ${path}`, what, status: answer.status, held, used, memory, answered };
    // The first compiles what the second only runs, and a collection of garbage may fall into either.
    if (!best || held < best.held) best = found;
  }
  if (best) rows.push(best);
}

try {
  for (const [path, calls] of Object.entries(document.paths)) {
    const form = /\/api\/forms\/([\w-]+)/.exec(path)?.[1];
    if ((form !== undefined && !forms.has(form)) || path === '/api/me/password') continue;
    for (const [method, { requestBody }] of Object.entries(calls)) {
      const schema = requestBody?.content['application/json']?.schema;
      if (!schema || !`${method} ${path}`.includes(only)) continue;
      for (const one of bodiesFor(schema)) {
        await measure(method.toUpperCase(), path, one);
        await sleep(5);
      }
    }
  }
} finally {
  await node.close();
  await place.drop();
}
const worst = [...Map.groupBy(rows, ({ route }) => route)].map(
  ([, some]) => some.toSorted((a, b) => b.held - a.held)[0],
);
console.log(
  '| route | worst body | status | held, ms | in all, ms | MB | answer, KB |\n| --- | --- | --: | --: | --: | --: | --: |',
);
for (const one of worst.flatMap((row) => row ?? []).toSorted((a, b) => b.held - a.held))
  console.log(
    `| ${one.route} | ${one.what} | ${one.status} | ${one.held.toFixed(0)} | ${one.used.toFixed(0)} | ${one.memory.toFixed(0)} | ${(one.answered / 1024).toFixed(0)} |`,
  );
const over = rows.filter(({ held, memory }) => held >= 50 || memory >= 200);
for (const one of over)
  console.log(
    `over: ${one.route} ${one.what} ${one.status} ${one.held.toFixed(0)} ms ${one.used.toFixed(0)} ms ${one.memory.toFixed(0)} MB`,
  );
console.log(
  `${rows.length} bodies, ${over.length} over; longest answer ${Math.max(0, ...rows.map(({ answered }) => answered))} bytes`,
);
process.exitCode = over.length === 0 ? 0 : 1;
