import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import { everyOther } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { refusal } from '../../common/refusal.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { adminPassword, openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';
import { type Dice, type Maker, madeValue, makeRecord } from '../../work/sheets/generated-records.suite.ts';
import { buildModel } from '../publish/build-model.ts';
import { installedFrom } from '../publish/publisher.ts';
import { readPackageFolder, standardPackageFolders } from './read-folder.ts';
import { isNothing, sameValue, saysAll } from './says-all.suite.ts';

const packages = ['platform', 'basis', 'invoicing', 'imaging'];
const read = standardPackageFolders().map((folder) => installedFrom(readPackageFolder(folder).files));
const forms = [...((await buildModel(read, standardEdition('1.0.0'))).model?.forms.values() ?? [])];
/** The platform writes these itself, by calls of their own, or out of files that are brought before. */
const ownWork = new Set([
  ...['scan-stack', 'scan-page'],
  ...['job', 'token', 'parameter-value', 'change-set', 'credit-entry'],
  ...[
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
/** An organisation has one, of itself: there is nothing that a copy could say otherwise. */
const onceAnOrganisation = new Set(['customs-init']);
const settings = forms.filter(({ kind }) => kind === 'setting');
const recorded = forms.filter(({ id, kind }) => kind !== 'setting' && !ownWork.has(id));

describe('the packages that ship', () => {
  it('have forms of every sort', () => {
    expect([settings.length, recorded.length].every((count) => count > 3)).toBe(true);
  });
});

describeOnDatabases('every form that ships', (database) => {
  const dice = diceOf(Number(process.env['GUIJU_SEED'] ?? 1));
  /** Ids of records to point at. */
  const known = new Map<string, string[]>();
  /** Forms of which a copy left something behind. */
  const held = new Set<string>();
  let copying: { readonly token: string; readonly role: string } | undefined;
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages });
    const { issues } = await node.tenant.packageData.load({ sets: ['demo'] });
    expect(issues).toEqual([]);
    for (const port of [443, 465]) await allowHost(node, `https://example.com:${port}/`);
  }, 120_000);
  afterAll(() => node.close());

  it.each(everyOther(settings, database.name))(
    '$name: read, saved, read again, exported and imported',
    async ({ id, name }) => {
      const form = formOf(id);
      const path = `/api/forms/${name}/record`;
      const before = await ok(node.ask('GET', path), 200);
      const after = await edit(form, path, before);
      if (!after) throw new Error(`${name} is locked`);
      const { body } = await node.ask('GET', path);
      expect(body).toEqual(after);
      await thereAndBack(name);
    },
  );

  const tried = everyOther(recorded, database.name);
  it.each(tried)('$name: from its creation to its end', async ({ id, name }) => {
    const form = formOf(id);
    for (const target of targetsOf(form)) await ensure(target, new Set([id]));
    const { path, created, edited } = await madeToBeEdited(form);
    expect(await ok(node.ask('GET', path), 200)).toEqual(edited);
    const history = await ok(node.ask('GET', `${path}/history`), 200);
    expect((history['items'] as JsonObject[]).map(({ operation }) => operation)).toEqual([
      'update',
      'create',
    ]);

    await copiedWhole(form, path, edited);
    await copied(form, path, edited);

    const former = await restore(path, created, tag(edited)['if-match'] ?? '');
    expect([former.status, content(former.body)], JSON.stringify(former.body)).toEqual([
      200,
      content(created),
    ]);
    const shared = form.sharing?.allowed.includes('free')
      ? await share(form, path, former.body)
      : former.body;
    const off = await ok(act(path, 'disable', shared), 200);
    expect(off['enabled']).toBe(false);
    const on = await ok(act(path, 'enable', off), 200);
    expect(on['enabled']).toBe(true);
    await thereAndBack(name);
    await end(form, path, on);
  });

  it('held back a field of many of them', () => expect(held.size).toBeGreaterThan(tried.length / 3));

  /** A user of one role, in the root organisation. */
  async function copier(): Promise<{ readonly token: string; readonly role: string }> {
    if (copying) return copying;
    const role = await ok(
      node.ask('POST', '/api/forms/role/records', { number: 'copier', name: 'Copier', grants: [] }),
      201,
    );
    const organisation = { id: node.tenant.served().orgs.root };
    const user = await ok(
      node.ask('POST', '/api/forms/user/records', {
        number: 'copier',
        name: 'Copier',
        organisation,
        roles: [{ role: { number: 'copier' }, organisation }],
      }),
      201,
    );
    await node.node.gate.setPassword({ id: String(user['id']), number: 'copier' }, adminPassword);
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, 'copier', adminPassword, from);
    copying = { token, role: `/api/forms/role/records/${String(role['id'])}` };
    return copying;
  }

  function formOf(id: string): Form {
    const form = node.tenant.served().model.formsById.get(id);
    if (!form) throw new Error(`no form ${id}`);
    return form;
  }

  /** Over HTTP, with what is refused as the maker learns from it; a record that is made says what was sent. */
  function maker(): Maker {
    return {
      served: () => node.tenant.served(),
      async create(form, sent) {
        const { status, body } = await node.ask('POST', `/api/forms/${form}/records`, sent);
        if (status === 201) {
          saysAll(node.tenant.served().model.forms.get(form) as Form, sent, body);
          return { ...body, id: String(body['id']) };
        }
        const problems = (body['errors'] ?? []) as unknown as readonly Problem[];
        throw refusal(String(body['code']), status)({}, problems);
      },
    };
  }

  async function make(form: Form): Promise<string> {
    const others = await look(form);
    const id = await makeRecord(maker(), form, known, dice);
    others.push(id);
    return id;
  }

  /** Answers ids of the records that a form has. */
  async function look(form: Form): Promise<string[]> {
    const found = known.get(form.id);
    if (found) return found;
    const { items } = await ok(node.ask('GET', `/api/forms/${form.name}/records?limit=50&enabled=true`), 200);
    const ids = (items as JsonObject[]).map((item) => String(item['id']));
    known.set(form.id, ids);
    return ids;
  }

  /** Something of the form to point at: what is there, or else made. */
  async function ensure(id: string, above: ReadonlySet<string>): Promise<void> {
    const form = formOf(id);
    if ((await look(form)).length > 0 || above.has(id) || ownWork.has(id)) return;
    for (const target of targetsOf(form)) await ensure(target, new Set([...above, id]));
    await make(form);
  }

  /** One whose state locks nothing: what was made at random may be done with from its beginning. */
  async function madeToBeEdited(form: Form) {
    for (let tries = 0; tries < 20; tries += 1) {
      const path = `/api/forms/${form.name}/records/${await make(form)}`;
      const created = await ok(node.ask('GET', path), 200);
      const edited = await edit(form, path, created);
      if (edited) return { path, created, edited };
    }
    throw new Error(`every ${form.name} that was made is locked`);
  }

  /** Changes the first field that lets itself be changed; null: the record is locked. */
  async function edit(form: Form, path: string, start: JsonObject): Promise<JsonObject | null> {
    let before = start;
    const refused: unknown[] = [];
    for (const field of form.fields.filter(mayChange)) {
      const value = madeValue(field, maker(), known, dice);
      if (value === undefined || sameValue(value, before[field.name])) continue;
      const answer = await node.ask('PATCH', path, { [field.name]: value }, tag(before));
      if (answer.status < 300) {
        const warned = (answer.body['$warnings'] ?? []) as readonly JsonObject[];
        if (warned.some(({ code, path: at }) => code === 'hidden-emptied' && at === `/${field.name}`)) {
          before = (await node.ask('GET', path)).body;
          continue;
        }
        expect(answer.body[field.name]).not.toEqual(before[field.name]);
        const { $warnings: _, ...record } = answer.body;
        return record;
      }
      expect([400, 409, 422], JSON.stringify(answer.body)).toContain(answer.status);
      refused.push(answer.body['errors']);
    }
    const codes = new Set(
      refused.flatMap((errors) => (errors as readonly JsonObject[]).map(({ code }) => code)),
    );
    if (codes.has('record-locked')) return null;
    throw new Error(`nothing of ${form.name} can be changed: ${JSON.stringify(refused)}`);
  }

  function act(path: string, action: string, before: JsonObject, params: JsonObject = {}) {
    return node.ask('POST', `${path}/actions/${action}`, params, tag(before));
  }

  /** Who may write everything has everything copied that goes along, and is told what does not. */
  async function copiedWhole(form: Form, path: string, original: JsonObject): Promise<void> {
    const { number } = form;
    const isOwn = number && (number.kind.name !== 'number' || number.props['editable'] === true);
    const own = isOwn ? { [number.name]: `TWIN${Math.trunc(dice() * 1e6)}` } : {};
    const secrets = form.fields.filter(({ kind, required }) => kind.secret && required !== false);
    const given = { ...own, ...Object.fromEntries(secrets.map(({ name }) => [name, 'of its own'])) };
    const twin = await act(path, 'copy', original, given);
    const otherwise = form.fields.filter(({ name }) => name in given);
    if (twin.status === 201) return saysAll(form, original, twin.body, otherwise);
    expect(twin.body['code'], JSON.stringify(twin.body)).toBe('unique-taken');
    if (onceAnOrganisation.has(form.id)) return;
    // What may be there once has to be said of the copy anew.
    const [problem] = twin.body['errors'] as unknown as readonly [Problem];
    const field = form.fields.find(({ name }) => name === problem.path.split('/')[1]) as Field;
    if (field.target) await make(formOf(field.target));
    // Rows that may be in one record alone are no copy's.
    if (field.rows) return;
    let other = twin;
    for (let tries = 0; other.status !== 201 && tries < 20; tries++) {
      const another = madeValue(field, maker(), known, dice) ?? null;
      other = await act(path, 'copy', original, { ...given, [field.name]: another });
    }
    expect([form.name, other.status], JSON.stringify(other.body)).toEqual([form.name, 201]);
    saysAll(form, original, other.body, [...otherwise, field]);
  }

  /** Somebody who may write every second field copies no other one, and is told so. */
  async function copied(form: Form, path: string, original: JsonObject): Promise<void> {
    const open = form.fields.filter(({ id, required }, at) => {
      return at % 2 === 0 || required !== false || id === form.number?.id;
    });
    const grant = { form: form.id, actions: ['all'], scope: 'all', writable: open.map(({ id }) => id) };
    const { token, role } = await copier();
    const before = await ok(node.ask('GET', role), 200);
    await ok(node.ask('PATCH', role, { grants: [...withoutRows(before), grant] }, tag(before)), 200);
    const number = form.number ? { [form.number.name]: `COPY ${form.name}` } : {};
    const answer = await node.ask('POST', `${path}/actions/copy`, number, {
      ...tag(original),
      authorization: `Bearer ${token}`,
    });
    if (answer.status !== 201) {
      expect([403, 409, 422], JSON.stringify(answer.body)).toContain(answer.status);
      return;
    }
    const { body } = answer;
    const warned = (body['$warnings'] ?? []) as { code: string; path: string }[];
    const byRule = new Set(warned.flatMap(({ code, path: at }) => (code === 'person-by-rule' ? [at] : [])));
    const found = warned
      .filter(
        ({ code, path: at }) => code === 'not-copied' || (code === 'hidden-emptied' && !at.includes('/', 1)),
      )
      .map((one) => one.path.split('/')[1]);
    for (const field of form.fields) {
      const { name, kind, default: usual = null } = field;
      const value = original[name] ?? null;
      if (kind.derived || kind.secret || isNothing(value) || sameValue(value, usual)) continue;
      if (byRule.has(`/${name}`)) continue;
      const mayGive = open.includes(field) && field.readonly !== true && !found.includes(name);
      if (mayGive && !field.rows && field !== form.number && field.target === undefined)
        expect([form.name, name, body[name]]).toEqual([form.name, name, value]);
      if (mayGive) continue;
      expect([form.name, name, sameValue(body[name] ?? null, value)]).toEqual([form.name, name, false]);
      expect([form.name, found]).toEqual([form.name, expect.arrayContaining([name])]);
      held.add(form.name);
    }
  }

  /** Seen by another organisation while it is assigned to it, and not before or after. */
  async function share({ name }: Form, path: string, before: JsonObject): Promise<JsonObject> {
    const free = await ok(act(path, 'change-sharing', before, { sharing: 'free' }), 200);
    expect(free['sharing']).toBe('free');
    const seen = async () => (await node.ask('GET', `${path}?org=SUZHOU`)).status;
    const pairs = async (method: string, outcome: string) => {
      const asked = { records: [String(before['id'])], orgs: ['SUZHOU'] };
      const { counts } = await ok(node.ask(method, `/api/forms/${name}/assignments`, asked), 200);
      expect(counts).toEqual({ [outcome]: 1 });
    };
    expect(await seen()).toBe(404);
    await pairs('POST', 'assigned');
    expect(await seen()).toBe(200);
    await pairs('POST', 'already');
    await pairs('DELETE', 'withdrawn');
    expect(await seen()).toBe(404);
    await pairs('POST', 'assigned');
    return free;
  }

  /** Exports a form and imports the file: its records are known again when they come back. */
  async function thereAndBack(name: string): Promise<void> {
    const { raw } = node;
    const exported = await raw('GET', `/api/forms/${name}/export`);
    expect(exported.status).toBe(200);
    const bytes = new Uint8Array(await exported.arrayBuffer());
    const sent = await raw('POST', `/api/forms/${name}/import?dryRun=true`, bytes);
    expect(sent.status).toBe(202);
    let job = (await sent.json()) as JsonObject;
    while (job['status'] === 'waiting' || job['status'] === 'running') {
      await sleep(10);
      job = (await node.ask('GET', `/api/jobs/${String(job['id'])}`)).body;
    }
    expect(job, JSON.stringify(job)).toMatchObject({ status: 'done', created: 0, updated: 0, failed: 0 });
    expect(Number(job['unchanged'])).toBeGreaterThanOrEqual(1);
  }

  /** Gone for good, or kept by those that say they need it. */
  /** A version as the newest one. */
  function restore(path: string, version: JsonObject, over: string): Promise<TestAnswer> {
    return node.ask('POST', `${path}/history/${String(version['revision'])}/restore`, undefined, {
      'if-match': over,
    });
  }

  async function end(form: Form, path: string, before: JsonObject): Promise<void> {
    const { status, body } = await node.ask('DELETE', path, undefined, tag(before));
    // A value that was drawn may be a state in which nobody deletes a record.
    if (body['code'] === 'record-locked') expect(form.locks.map(({ action }) => action)).toContain('delete');
    else if (status === 409) {
      expect(body['code']).toBe('still-referred');
      const { referrers, hidden } = body as unknown as { referrers: Json[]; hidden: number };
      expect(referrers.length + hidden).toBeGreaterThan(0);
    } else {
      expect(status, JSON.stringify(body)).toBe(204);
      expect((await node.ask('GET', path)).status).toBe(404);
      const back = await restore(path, before, '"0"');
      expect([back.status, content(back.body)], JSON.stringify(back.body)).toEqual([201, content(before)]);
      expect((await node.ask('DELETE', path, undefined, tag(back.body))).status).toBe(204);
      known.set(
        form.id,
        (known.get(form.id) ?? []).filter((id) => id !== before['id']),
      );
    }
  }
});

async function ok(asked: Promise<TestAnswer>, expected: number): Promise<JsonObject> {
  const { status, body } = await asked;
  expect(status, JSON.stringify(body)).toBe(expected);
  return body;
}

/** Answers the content of a record, whoever wrote it when. */
function content(record: JsonObject): JsonObject {
  const { revision: _, modifiedAt: _at, modifiedBy: _by, $warnings: _told, ...said } = record;
  return said;
}

function withoutRows({ grants }: JsonObject): readonly JsonObject[] {
  return (grants as JsonObject[]).map(({ id = null }) => ({ id, $delete: true }));
}

function tag({ revision }: JsonObject): Readonly<Record<string, string>> {
  return { 'if-match': `"${String(revision)}"` };
}

function mayChange(field: Field): boolean {
  const { hidden, kind, fixed, rows } = field;
  return !hidden && !kind.derived && !kind.secret && !fixed && !rows && field.readonly !== true;
}

function targetsOf({ fields }: Pick<Form, 'fields'>): readonly string[] {
  return fields.flatMap((field) => [
    ...(field.target === undefined || ownWork.has(field.target) ? [] : [field.target]),
    ...(field.rows ? targetsOf(field.rows) : []),
  ]);
}

function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
