import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, JsonObject } from '../metadata/common/json.ts';
import { signInAs } from '../runtime/access/auth/signed-in.suite.ts';
import { openTestNode, type TestNode } from '../runtime/server/test-node.suite.ts';
import { freshDatabase } from '../workshop/services/databases.ts';
import { watchHolds } from './holds.ts';

/**
 * `node bench/organisations.ts [sqlite|mariadb] [many]`: what a server costs that has 1,000 organisations, and one that
 * has 100,000 in five levels: its start, what each session asks, lists, parameters, and a change of one organisation
 * with what is asked right after it. Processor time of the thread, the middle of five; and the longest hold. It ends
 * with an error where a hold is 50 ms or longer, the start left out, before which nobody asks.
 */
const [database = 'sqlite', asked = '100000'] = process.argv.slice(2);
const sizes = [1_000, Number(asked)] as const;
const packages = ['platform', 'basis', 'invoicing', 'imaging'];
const regional = 'region by region';

interface Cost {
  readonly used: number;
  readonly held: number;
}

/** Organisations below the root, ten below each, straight into the table. */
async function fill(node: TestNode, many: number): Promise<void> {
  const { database: db, served } = node.tenant;
  const { model, orgs, table } = served();
  const form = model.formsById.get('organisation');
  if (!form) throw new Error('organisation');
  const { name } = table(form);
  const [first] = await db.all<Record<string, Json>>(`SELECT * FROM ${db.dialect.quote(name)} LIMIT 1`);
  if (!first) throw new Error('no root');
  const columns = Object.keys(first);
  const id = (at: number) =>
    at === 0 ? orgs.root : `01980000-0000-7000-8000-${String(at).padStart(12, '0')}`;
  for (let at = 1; at < many; ) {
    const rows: Json[][] = [];
    for (; rows.length < 500 && at < many; at += 1) {
      const own: Record<string, Json> = {
        ...first,
        id: id(at),
        number: `N${at}`,
        name: `公司 ${at}`,
        parent: id(Math.floor((at - 1) / 10)),
      };
      rows.push(columns.map((column) => own[column] ?? null));
    }
    const marks = rows.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ');
    await db.run(
      `INSERT INTO ${db.dialect.quote(name)} (${columns.map(db.dialect.quote).join(', ')}) VALUES ${marks}`,
      rows.flat() as never[],
    );
  }
}

async function sent(
  node: TestNode,
  method: string,
  path: string,
  body?: Json,
  headers = {},
): Promise<JsonObject> {
  const { status, body: answer } = await node.ask(method, path, body, headers);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer).slice(0, 300)}`);
  return answer;
}

/** What only reads is asked twenty times a turn, as a thread's clock has steps. */
async function cost(ask: (turn: number) => Promise<unknown>, times: number): Promise<Cost> {
  const all: Cost[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    await sleep(50);
    const holds = watchHolds();
    for (let time = 0; time < times; time += 1) await ask(turn);
    const { used, longest } = holds.stop();
    all.push({ used: used / times, held: longest });
  }
  const used = all.map((one) => one.used).sort((a, b) => a - b)[2] ?? 0;
  // A collection of garbage may fall into any of them.
  const held = all.map((one) => one.held).sort((a, b) => a - b)[3] ?? 0;
  return { used, held };
}

/** By what is asked. */
async function measure(many: number): Promise<ReadonlyMap<string, Cost>> {
  const found = new Map<string, Cost>();
  const place = await freshDatabase(database === 'mariadb' ? 'mariadb' : 'sqlite');
  const first = await openTestNode(place.url, { packages });
  await fill(first, many);
  await first.close();
  const holds = watchHolds();
  const node = await openTestNode(place.url, { packages });
  const { used, longest } = holds.stop();
  found.set('start', { used, held: longest });
  try {
    await node.tenant.database.schema.measure();
    await sleep(1_000);
    const note = async (what: string, ask: (turn: number) => Promise<unknown>, times = 1) =>
      void found.set(what, await cost(ask, times));
    const get = (path: string, headers = {}) => sent(node, 'GET', path, undefined, headers);
    const last = `N${many - 1}`;
    const regions: JsonObject[] = [];
    for (const at of [2, 3, 4, 5]) {
      const { items } = await get(`/api/forms/organisation/records?number=N${at}&view=manage`);
      regions.push({ id: String((items as readonly JsonObject[])[0]?.['id']) });
    }
    await sent(node, 'POST', '/api/forms/role/records', {
      number: 'regional',
      name: 'Regional',
      grants: [{ form: '*', actions: ['all'], moreActions: '*', scope: 'subtree' }],
    });
    const { id } = await sent(node, 'POST', '/api/forms/user/records', {
      number: 'regional',
      name: 'Regional',
      organisation: regions[0] ?? null,
      roles: regions.map((organisation) => ({ role: { number: 'regional' }, organisation })),
    });
    await node.node.gate.setPassword({ id: String(id), number: 'regional' }, regional);
    const from = { address: '::1', agent: null, requestId: 'b' };
    const { token } = await signInAs(node.node.gate, 'regional', regional, from);
    const as = { authorization: `Bearer ${token}` };
    await note('a session', () => get('/api/session'), 20);
    await note('a session of a region', () => get('/api/session', as), 20);
    await note('organisations to choose from', () => get('/api/session/organisations'), 20);
    await note('… found by a name', () =>
      get(`/api/session/organisations?q=${encodeURIComponent(`公司 ${many - 1}`)}`),
    );
    await note('… of a region, by a name', () => get(`/api/session/organisations?q=${last}`, as), 20);
    await note(
      'a list of organisations',
      () => get('/api/forms/organisation/records?view=manage&limit=50'),
      20,
    );
    await note('titles, as a region sees them', () => get('/api/forms/buyer-title/records?limit=50', as), 20);
    await note('titles that a region keeps', () =>
      get('/api/forms/buyer-title/records?view=manage&limit=50', as),
    );
    await note('a parameter', () => get(`/api/params/hw_config/commit_mq?org=${last}`), 20);
    const set = (at: number) =>
      sent(
        node,
        'PUT',
        `/api/params/hw_config/commit_mq?org=N${at}`,
        { value: true },
        { 'guiju-reason': 'bench' },
      );
    await note('… set for a region', (turn) => set(turn + 1));
    await note('… and asked right after', async (turn) => {
      await set(turn + 15);
      await get(`/api/params/hw_config/commit_mq?org=${last}`);
    });
    const records = '/api/forms/organisation/records';
    await note('an organisation made', (turn) =>
      sent(node, 'POST', records, { number: `NEW${turn}`, name: `New ${turn}`, parent: { number: 'N7' } }),
    );
    await note('… and a session right after', async (turn) => {
      await sent(node, 'POST', records, {
        number: `NEXT${turn}`,
        name: `Next ${turn}`,
        parent: { number: 'N7' },
      });
      await get('/api/session', as);
    });
    const changed = async (number: string, body: JsonObject) => {
      const { items } = await get(`${records}?number=${number}&view=manage`);
      const one = (items as readonly JsonObject[])[0];
      await sent(node, 'PATCH', `${records}/${String(one?.['id'])}`, body, {
        'if-match': `"${String(one?.['revision'])}"`,
      });
      await get('/api/session', as);
    };
    await note('an organisation called otherwise', (turn) => changed('N9', { name: `Renamed ${turn}` }));
    await note('an organisation moved', (turn) =>
      changed('N50', { parent: { number: `N${5 + (turn % 2)}` } }),
    );
    await note('one without any below moved', (turn) =>
      changed(last, { parent: { number: `N${5 + (turn % 2)}` } }),
    );
    await note('home', () => get('/api/issuing/overview'), 20);
  } finally {
    await node.close();
    await place.drop();
  }
  return found;
}

const [few, more] = [await measure(sizes[0]), await measure(sizes[1])];
let missed = 0;
const lines = [...more].map(([what, { used, held }]) => {
  const small = few.get(what);
  const isOver = what !== 'start' && held >= 50;
  if (isOver) missed += 1;
  return `| ${what} | ${small?.used.toFixed(1)} | ${used.toFixed(1)} | ${(used / (small?.used || 1)).toFixed(1)} × | ${isOver ? `**${held.toFixed(0)}**` : held.toFixed(0)} |`;
});
console.log(
  [
    `| ms of the thread, ${database} | ${sizes[0].toLocaleString('en')} | ${sizes[1].toLocaleString('en')} | | longest hold |`,
    '| --- | --: | --: | --: | --: |',
    ...lines,
  ].join('\n'),
);
process.exitCode = missed === 0 ? 0 : 1;
