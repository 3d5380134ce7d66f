import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field, FieldSet, Form } from '../../metadata/model.ts';
import { openTestNode, type TestNode } from './test-node.suite.ts';
import {
  apps,
  type Callers,
  doing,
  everything,
  operator,
  parameters,
  person,
  records,
  signedIn,
  southern,
} from './two-worlds-people.suite.ts';

/** Two servers that agree in everything but what the north keeps for itself. */
export interface TwoWorlds {
  /** In the first the north has much, in the second little and otherwise. */
  readonly nodes: readonly [TestNode, TestNode];
  readonly callers: Callers;
  /** Ids and numbers of what the north has in either, and of what the callers' own organisation has. */
  readonly foreign: WorldWords;
  readonly own: WorldWords;
  /** The values that parts of paths, parameters and members of bodies may have, by their names. */
  readonly named: Readonly<Record<string, readonly string[]>>;
  /** The last revision that is the same in both. */
  readonly forked: number;
  /** Names of the fields of each form, as files name them. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Of each form its fields that refer to records, and which forms these are of. */
  readonly references: Readonly<Record<string, readonly Reference[]>>;
  /** Ids that mean the same in both. */
  readonly common: ReadonlySet<string>;
  close(): Promise<void>;
}

export interface WorldWords {
  /** By form. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly words: readonly string[];
}

export interface Reference {
  readonly field: string;
  readonly target: string;
}

type Ids = Record<string, string[]>;

/** The content of one organisation: the word by which it is known, and the forms of which it has records. */
interface Content {
  readonly org: string;
  readonly mark: string;
  readonly copies: number;
  readonly has: (form: string, at: number) => boolean;
}

export async function openTwoWorlds(): Promise<TwoWorlds> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-worlds-'));
  const packages = ['platform', 'basis', 'imaging', 'invoicing'];
  const file = (name: string) => join(folder, `${name}.db`);
  // Behind a proxy it is known from where an application asks; the token of a user listens beside him.
  const options = { packages, http: { proxy: true }, streams: { each: 100 } };
  const first = await openTestNode(`sqlite://${file('one')}`, options);
  const done = doing(first);
  const root = (await done('GET', `${records('organisation')}?view=manage`))['items'] as JsonObject[];
  for (const number of ['NORTH', 'SOUTH'])
    await done('POST', records('organisation'), {
      number,
      name: `${number} company`,
      parent: String(root[0]?.['number']),
    });
  await done('POST', records('organisation'), { number: 'NORTH-1', name: 'Branch', parent: 'NORTH' });
  await operator(done, String(root[0]?.['number']));
  await done('PUT', `/api/params/${taxed}/*?scope=system`, { value: true });
  const own = await fill(first, { org: 'SOUTH', mark: 'OURS', copies: 1, has: () => true });
  const callers = await southern(first, done);
  await first.tenant.database.run(`VACUUM INTO '${file('two')}'`);
  const second = await openTestNode(`sqlite://${file('two')}`, options);
  const common = await idsIn(first);
  const { headers } = await first.ask('GET', '/api/session');
  const much = await fill(first, { org: 'NORTH', mark: 'CANARY', copies: 2, has: () => true });
  const little = await fill(second, {
    org: 'NORTH',
    mark: 'FINCH',
    copies: 1,
    has: (_, at) => at % 3 === 0,
  });
  await beside(first, 'CANARY', 2, much);
  await beside(second, 'FINCH', 1, little);
  return {
    nodes: [first, second],
    callers,
    own: { ids: own, words: ['OURS', 'OURS-1', 'SOUTH', 'reader'] },
    foreign: {
      ids: joined(much, little),
      words: ['CANARY', 'CANARY-1', 'CANARY-2', 'FINCH-1', 'NORTH', 'NORTH-1', 'north-CANARY'],
    },
    common,
    forked: Number(headers.get('guiju-revision')),
    columns: ofEachForm(first, ({ rows, kind, name }) =>
      !rows && !kind.derived && !kind.secret ? [name] : [],
    ),
    references: ofEachForm(first, ({ kind, name, target }) =>
      target === undefined || kind.derived ? [] : [{ field: name, target }],
    ),
    named: namedIn(first),
    async close() {
      await first.close();
      await second.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ofEachForm<T>(
  node: TestNode,
  each: (field: Field) => readonly T[],
): Readonly<Record<string, readonly T[]>> {
  const { model } = node.tenant.served();
  return Object.fromEntries([...model.forms].map(([name, { fields }]) => [name, fields.flatMap(each)]));
}

/** Records of all forms that an organisation can have of its own; what a form does not take is left out. */
async function fill(node: TestNode, { org, mark, copies, has }: Content): Promise<Ids> {
  const ids: Ids = {};
  const write = async (form: Form, word: string) => {
    const setting = form.kind === 'setting';
    const path = setting ? `/api/forms/${form.name}/record` : records(form.name);
    let body = { ...bodyOf(form, word, ids), ...(form.sharing && { sharing: 'private' }) };
    for (let round = 0; round < 5; round++) {
      const answer = await node.ask(setting ? 'PATCH' : 'POST', `${path}?org=${org}`, body, {
        'if-match': '"0"',
      });
      if (answer.status < 300) return note(ids, form.name, String(answer.body['id']));
      if (answer.status !== 422) return;
      body = mended(form, body, answer.body['errors'] as JsonObject[], ids);
    }
  };
  const forms = [...node.tenant.served().model.forms.values()].filter(
    ({ id, kind, sharing }, at) => (kind === 'setting' || sharing) && id !== 'tenant-settings' && has(id, at),
  );
  for (let copy = 1; copy <= copies; copy++) for (const form of forms) await write(form, `${mark}-${copy}`);
  // Some point at others that come after them.
  for (const form of forms) if (!ids[form.name]) await write(form, `${mark}-1`);
  return ids;
}

function note(ids: Ids, form: string, id: string): void {
  ids[form] = [...(ids[form] ?? []), id];
}

/** Without what a form refused, and with what it missed. */
function mended(form: Form, body: JsonObject, errors: readonly JsonObject[], ids: Ids): JsonObject {
  const next = structuredClone(body) as Record<string, Json>;
  for (const { path, code } of errors) {
    const [name = '', at, inner] = String(path).split('/').slice(1);
    const field = form.byName.get(name);
    const rows = next[name];
    const row =
      at !== undefined && Array.isArray(rows)
        ? (rows[Number(at)] as Record<string, Json> | undefined)
        : undefined;
    const place = row && inner ? row : next;
    const own = row && inner ? field?.rows?.byName.get(inner) : field;
    const key = row && inner ? inner : name;
    const missing = code === 'required' && own ? neededOf(own, ids) : undefined;
    if (missing === undefined) delete place[key];
    else place[key] = missing;
  }
  return next;
}

function neededOf(field: Field, ids: Ids): Json | undefined {
  if (field.target === 'organisation') return 'SOUTH';
  const known = field.target === undefined ? undefined : ids[field.target]?.[0];
  if (field.target !== undefined) return known === undefined ? undefined : { id: known };
  const schema = field.kind.schema(field) as { items?: { enum?: Json[] } };
  const [first] = schema.items?.enum ?? [];
  if (first !== undefined) return [first];
  if (field.kind.comparison(field) === 'number') return '1';
  return 'https://example.com/';
}

function namedIn(node: TestNode): TwoWorlds['named'] {
  const { model } = node.tenant.served();
  const orgs = ['SOUTH', 'SOUTH', 'NORTH', 'NORTH-1', 'NOWHERE'];
  return {
    org: orgs,
    orgs,
    organisation: orgs,
    a: orgs,
    b: orgs,
    form: [...model.forms.keys()],
    type: [type, taxed],
    key: [key, `${type}.${key}`, ...instances, `${taxed}.${instances[0]}`],
    decision: ['plan', 'split', 'map-title', 'drawer'],
    appId: [...apps, 'north-CANARY'],
    cluster: clusters,
    namespace: ['application', ...namespaces],
    action: ['enable', 'disable', 'copy', 'change-sharing', 'transfer', 'personalise', 'depersonalise'],
    file: ['docs.js'],
  };
}

const [type, key] = ['sim_config', 'sim_callback_request_timeout'];
/** It has values for tax numbers, of which the system says what holds for those nobody speaks of. */
const taxed = 'sim_invoice_list_config';
/** Tax numbers of the north in either world, and one that nobody has. */
export const instances = ['CANARY-1', 'FINCH-1', 'T9', '*'] as const;
export const namespaces = [type, taxed] as const;
export const clusters = ['default', 'SOUTH', 'NORTH'] as const;

/** Makes records beside the usual ones: people, what they see and ask for, values, changes, cases, who shares what. */
async function beside(node: TestNode, mark: string, copies: number, ids: Ids): Promise<void> {
  const done = doing(node);
  const keep = (form: string, id: Json | undefined) => note(ids, form, String(id));
  const number = `north-${mark}`;
  const { id: role } = await done('POST', records('role'), {
    number,
    name: mark,
    grants: [{ form: '*', ...everything }],
    paramGrants: parameters(['read', 'write', 'approve']),
  });
  keep('role', role);
  keep('user', await person(done, number, number, 'NORTH'));
  const as = (await signedIn(node, number))('');
  const app = { number, name: mark, user: number, access: 'signed', secret: number };
  keep('apollo-app', (await done('POST', records('apollo-app'), app))['id']);
  await done('PUT', `/api/params/${type}/${key}?org=NORTH`, { value: copies * 100 }, as);
  for (let copy = 1; copy <= copies; copy++) {
    const name = `${mark}-${copy}`;
    await done('PUT', `/api/params/${taxed}/${name}?org=NORTH`, { value: copy === 1 }, as);
    await done('GET', `/api/params/${type}/${key}`, undefined, { ...as, 'guiju-client': name });
    const view = { name, form: 'drawer-rule', shared: true, config: { q: name } };
    keep('saved-view', (await done('POST', '/api/me/views', view, as))['id']);
    keep('token', (await done('POST', '/api/me/tokens', { name }, as))['id']);
    await done('PUT', `/api/me/preferences/list.${copy}`, { value: name }, as);
    await node.ask('GET', '/api/forms/drawer-rule/export?mode=job', undefined, as);
    const set = await done('POST', '/api/changesets', { name, reason: name, items: itemsOf(ids, name) }, as);
    keep('change-set', set['id']);
    const shared = { number: `${name}-free`, name, sharing: 'free' };
    const { id } = await done('POST', `${records('material-category')}?org=NORTH`, shared);
    keep('material-category', id);
    await done('POST', '/api/forms/material-category/assignments?org=NORTH', {
      records: [id ?? null],
      orgs: ['NORTH-1'],
    });
  }
  // Of this one only the north that has much says anything.
  if (copies > 1) await done('PUT', `/api/params/elePaperInvoice/${mark}?org=NORTH`, { value: true }, as);
  const application = { number: mark, dataSource: 'api', invoiceType: '10xdp', buyerName: mark };
  const line = { itemName: mark, rate: '0.13', quantity: '1', price: '100', amount: '100', tax: '13' };
  await done('POST', '/api/cases', {
    name: `${mark}-1`,
    decision: 'plan',
    org: 'NORTH',
    facts: { applications: [{ ...application, lines: [line] }] },
  });
  const { items } = await done('GET', '/api/jobs', undefined, as);
  for (const one of items as JsonObject[]) keep('job', one['id']);
}

function itemsOf(ids: Ids, name: string): Json {
  const [record = ''] = ids['unit'] ?? [];
  const change = record === '' ? [] : [{ action: 'change', form: 'unit', record, body: { name } }];
  const create = { action: 'create', form: 'unit', body: { number: `${name}-new`, name } };
  return [...change, create, { action: 'set', type, key, org: 'NORTH', value: 7 }];
}

async function idsIn(node: TestNode): Promise<ReadonlySet<string>> {
  const rows = await node.tenant.database.all<{ record: string }>('SELECT DISTINCT record FROM gj_history');
  return new Set(rows.map(({ record }) => record));
}

function joined(...all: readonly Ids[]): Ids {
  const found: Ids = {};
  for (const one of all)
    for (const [form, ids] of Object.entries(one)) found[form] = [...(found[form] ?? []), ...ids];
  return found;
}

/** A record with the word in every text that it has. */
function bodyOf(shape: FieldSet, word: string, ids: Ids): JsonObject {
  return Object.fromEntries(
    shape.fields.flatMap((field): [string, Json][] => {
      const value = sampleOf(field, word, ids);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function sampleOf(field: Field, word: string, ids: Ids): Json | undefined {
  if (field.rows) return [bodyOf(field.rows, word, ids)];
  const { kind } = field;
  const known = field.target === undefined ? undefined : ids[field.target]?.[0];
  if (known !== undefined) return kind.comparison(field) === 'list' ? [{ id: known }] : { id: known };
  if (kind.derived || kind.secret || field.target) return undefined;
  const schema = kind.schema(field);
  if (Array.isArray(schema['enum'])) return schema['enum'].find((one) => one !== null && one !== '');
  if (kind.comparison(field) === 'text' && !schema['format'] && !schema['pattern']) return word;
  return undefined;
}
