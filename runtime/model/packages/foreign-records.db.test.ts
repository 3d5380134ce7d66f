import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet, Form } from '../../../metadata/model.ts';
import { targetOf } from '../../../rules/condition/scope.ts';
import { everyOther } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { refusal } from '../../common/refusal.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { adminPassword, openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';
import { type Maker, makeRecord } from '../../work/sheets/generated-records.suite.ts';
import { buildModel } from '../publish/build-model.ts';
import { installedFrom } from '../publish/publisher.ts';
import { readPackageFolder, standardPackageFolders } from './read-folder.ts';

const packages = ['platform', 'basis', 'invoicing', 'imaging'];
const read = standardPackageFolders().map((folder) => installedFrom(readPackageFolder(folder).files));
const { model } = await buildModel(read, standardEdition('1.0.0'));
/** The platform writes these alone. */
const ownWork = new Set([
  ...[
    'credit-entry',
    'leqi-summary',
    'callback',
    'cloud-message',
    'invoice-mail',
    'image-push',
    'auto-issue-run',
    'automation-run',
  ],
  ...['confirmation-mail', 'invoice-sms', 'invoice-file', 'quota-account', 'quota-entry'],
]);
const forms = [...(model?.forms.values() ?? [])].filter(
  ({ id, kind }) => (kind === 'master' || kind === 'document') && !ownWork.has(id),
);
/** Forms that refer to a record but once, so that there may be no other one to point at. */
const once = new Set(['material-unit', 'receipt-code', 'static-qr']);
/** In whatever names a record that the root keeps for itself. */
const mark = 'SECRET';

/** Fields that refer to records under organisation control, with the form they refer to. */
const pointing = (shape: FieldSet): readonly (readonly [Field, Form])[] =>
  shape.fields.flatMap((field) => {
    if (field.rows) return pointing(field.rows);
    const target = field.kind.derived ? undefined : model?.formsById.get(targetOf(field) ?? '');
    return target?.sharing && target.kind !== 'document' ? [[field, target] as const] : [];
  });
const referring = forms.filter((form) => pointing(form).length > 0);

describe('the packages that ship', () => {
  it('refer to each other in many places', () => {
    expect(referring.length).toBeGreaterThan(15);
    expect(referring.flatMap(pointing).length).toBeGreaterThan(30);
  });
});

describeOnDatabases('a record that is kept by one organisation', (database) => {
  /** Forms that refer to others: each database tries half of them. */
  const tried = everyOther(referring, database.name);
  let node: TestNode;
  let tokens: Readonly<Record<'spy' | 'clerk', string>>;
  let role = '';
  /** Ids of records to point at: all of them private. */
  const known = new Map<string, string[]>();
  const reached = new Set<string>();
  /** Names of the forms of which a record was made that points at what is kept. */
  const pointed = new Set<string>();
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages });
    for (const port of [443, 465]) await allowHost(node, `https://example.com:${port}/`);
    const south = { number: 'SOUTH', name: '南方', parent: { number: 'root' } };
    await ok(node.ask('POST', '/api/forms/organisation/records', south), 201);
    const all = { form: '*', actions: ['all'], scope: 'own' };
    tokens = { spy: await user('spy', 'SOUTH', [all]), clerk: await user('clerk', 'root', []) };
    for (const target of new Set(tried.flatMap(pointing).map(([, form]) => form))) await keep(target);
  }, 120_000);
  afterAll(() => node.close());

  it.each(tried)('is named by no door of $name to who does not see it', async (form) => {
    const path = await point(form);
    if (path === null) return;
    pointed.add(form.name);
    // Lists and files show others as well: of fields that exclude each other each has one of them.
    for (let more = 0; more < 3 || (more < 8 && missedOf(form).length > 0); more++) await point(form);
    const before = await ok(node.ask('GET', role), 200);
    const grant = { form: form.id, actions: ['all'], scope: 'own' };
    await ok(node.ask('PATCH', role, { grants: [...withoutRows(before), grant] }, tag(before)), 200);

    const seen = form.sharing === undefined || form.sharing.allowed.includes('global');
    for (const [who, org] of [...(seen ? [['spy', 'SOUTH'] as const] : []), ['clerk', 'root'] as const]) {
      const one = `${path}?org=${org}`;
      const list = `/api/forms/${form.name}/records?org=${org}&limit=500`;
      const doors = [
        one,
        list,
        `${list}&q=${mark}`,
        `${path}/history?org=${org}`,
        `${path}/references?org=${org}`,
      ];
      for (const door of doors) {
        const answer = await as(who, door);
        expect([door, answer.status]).toEqual([door, 200]);
        expect([door, shown(await answer.text(), form)]).toEqual([door, []]);
      }
      const book = await as(who, `/api/forms/${form.name}/export?format=csv&org=${org}`);
      expect([form.name, book.status, shown(await book.text(), form)]).toEqual([form.name, 200, []]);
      for (const [field, target] of pointing(form)) {
        if (field.path.includes('.') || field.kind.comparison(field) !== 'reference') continue;
        if (who === 'clerk' && target.id === form.id) continue;
        for (const inner of [target.number, target.title]) {
          if (inner?.kind.comparison(inner) !== 'text') continue;
          const condition = { fact: `${field.name}.${inner.name}`, operator: 'startsWith', value: mark };
          const asked = await as(
            who,
            `${list}&count=true&filter=${encodeURIComponent(JSON.stringify(condition))}`,
          );
          const answer = (await asked.json()) as JsonObject;
          const found =
            asked.status === 200
              ? answer['total']
              : (answer['errors'] as unknown as readonly Problem[])[0]?.code;
          expect([field.path, inner.name, found]).toEqual([
            field.path,
            inner.name,
            who === 'spy' ? 0 : 'unknown-fact',
          ]);
        }
      }
    }
  });

  it.each(tried)('comes back in a workbook of $name as it went, though it is not named', async (form) => {
    const before = await ok(node.ask('GET', role), 200);
    const grant = { form: form.id, actions: ['all'], scope: 'own' };
    await ok(node.ask('PATCH', role, { grants: [...withoutRows(before), grant] }, tag(before)), 200);
    const exported = await as('clerk', `/api/forms/${form.name}/export`);
    const authorization = `Bearer ${tokens.clerk}`;
    const bytes = new Uint8Array(await exported.arrayBuffer());
    const path = `/api/forms/${form.name}/import?dryRun=true`;
    let job = (await (await node.raw('POST', path, bytes, { authorization })).json()) as JsonObject;
    while (job['status'] === 'waiting' || job['status'] === 'running') {
      await sleep(10);
      job = (await (await as('clerk', `/api/jobs/${String(job['id'])}`)).json()) as JsonObject;
    }
    expect(job, JSON.stringify(job)).toMatchObject({ status: 'done', created: 0, updated: 0, failed: 0 });
    expect(Number(job['unchanged'])).toBeGreaterThanOrEqual(pointed.has(form.name) ? 1 : 0);
  });

  it('stood in nearly every place where one can be referred to', () => {
    // Nobody points a field at anything that only the platform writes.
    const places = tried.flatMap(placesOf);
    const missed = tried.flatMap(missedOf);
    expect(missed.length, missed.join()).toBeLessThan(places.length / 4);
    const unpointed = tried.filter(({ id, name }) => !pointed.has(name) && !once.has(id));
    expect(unpointed.map(({ name }) => name)).toEqual([]);
  });

  function placesOf(form: Form): readonly string[] {
    return pointing(form).flatMap(([{ path, readonly }]) =>
      readonly === true ? [] : [`${form.id} ${path}`],
    );
  }

  function missedOf(form: Form): readonly string[] {
    return placesOf(form).filter((place) => !reached.has(place));
  }

  /**
   * A record everybody may use, which points at what is kept; null: of what refers to one record but once there is no
   * other.
   */
  async function point(form: Form): Promise<string | null> {
    const id = await makeRecord(maker(), form, known, dice).catch(() => null);
    if (id === null) return null;
    const path = `/api/forms/${form.name}/records/${id}`;
    const made = await ok(node.ask('GET', path), 200);
    for (const field of held(form, made)) reached.add(`${form.id} ${field}`);
    if (form.sharing?.allowed.includes('global') && made['sharing'] !== 'global')
      await ok(node.ask('POST', `${path}/actions/change-sharing`, { sharing: 'global' }, tag(made)), 200);
    return path;
  }

  /** Words that name what is kept by other forms; numbers that are public may be told. */
  function shown(text: string, { name, byName }: Form): readonly string[] {
    // Who draws an invoice stands on it by name, as a text of its own, though a rule put it there.
    const own = [name, ...(byName.has('drawer') ? ['staff'] : [])];
    return [...text.matchAll(new RegExp(`${mark}[ -][\\w-]+`, 'g'))]
      .map(([word]) => word)
      .filter((word) => !open.has(word) && !own.includes(word.slice(mark.length + 1)));
  }
  const open = new Set<string>();

  /** A record of the form that the root alone may use, called by a word that stands nowhere else. */
  async function keep(form: Form): Promise<void> {
    for (const [, target] of pointing(form)) if (target !== form && !known.has(target.id)) await keep(target);
    if (known.has(form.id)) return;
    known.set(form.id, []);
    const id = await makeRecord(maker(), form, known, dice);
    const path = `/api/forms/${form.name}/records/${id}`;
    let record = await ok(node.ask('GET', path), 200);
    if (record['sharing'] !== 'private')
      record = await ok(
        node.ask('POST', `${path}/actions/change-sharing`, { sharing: 'private' }, tag(record)),
        200,
      );
    for (const field of [form.number, form.title]) {
      if (!field || field.kind.derived || field.fixed) continue;
      const word = `${mark}${field === form.number ? '-' : ' '}${form.name}`;
      const answer = await node.ask('PATCH', path, { [field.name]: word }, tag(record));
      if (answer.status === 200) record = answer.body;
    }
    expect([form.name, JSON.stringify(record).includes(mark)]).toEqual([form.name, true]);
    if (form.publicNumbers && form.number) open.add(String(record[form.number.name]));
    known.set(form.id, [id]);
  }

  /** Paths of the references that were filled. */
  function held(shape: FieldSet, part: JsonObject): readonly string[] {
    return shape.fields.flatMap((field) => {
      const value = part[field.name] ?? null;
      if (field.rows)
        return (value as readonly JsonObject[]).flatMap((row) => held(field.rows ?? shape, row));
      return targetOf(field) !== undefined && JSON.stringify(value).includes('"id"') ? [field.path] : [];
    });
  }

  function maker(): Maker {
    return {
      served: () => node.tenant.served(),
      async create(form, sent) {
        const { status, body } = await node.ask('POST', `/api/forms/${form}/records`, sent);
        if (status === 201) return { ...body, id: String(body['id']) };
        throw refusal(String(body['code']), status)(
          {},
          (body['errors'] ?? []) as unknown as readonly Problem[],
        );
      },
    };
  }

  /** The token of somebody with one role in an organisation. */
  async function user(number: string, org: string, grants: readonly JsonObject[]): Promise<string> {
    const made = await ok(node.ask('POST', '/api/forms/role/records', { number, name: number, grants }), 201);
    if (number === 'clerk') role = `/api/forms/role/records/${String(made['id'])}`;
    const organisation = { number: org };
    const roles = [{ role: { number }, organisation }];
    const body = { number, name: number, organisation, roles };
    const { id } = await ok(node.ask('POST', '/api/forms/user/records', body), 201);
    await node.node.gate.setPassword({ id: String(id), number }, adminPassword);
    const from = { address: '::1', agent: null, requestId: 't' };
    return (await signInAs(node.node.gate, number, adminPassword, from)).token;
  }
  const as = (who: 'spy' | 'clerk', path: string) =>
    node.raw('GET', path, undefined, { authorization: `Bearer ${tokens[who]}` });
});

async function ok(asked: Promise<TestAnswer>, expected: number): Promise<JsonObject> {
  const { status, body } = await asked;
  expect(status, JSON.stringify(body)).toBe(expected);
  return body;
}

function withoutRows({ grants }: JsonObject): readonly Json[] {
  return (grants as JsonObject[]).map(({ id = null }) => ({ id, $delete: true }));
}

function tag({ revision }: JsonObject): Readonly<Record<string, string>> {
  return { 'if-match': `"${String(revision)}"` };
}

let state = 7;
function dice(): number {
  state = (state * 1_664_525 + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
