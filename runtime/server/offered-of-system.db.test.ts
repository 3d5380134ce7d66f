import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Form } from '../../metadata/model.ts';
import { behaviour } from '../../rules/behaviour/behaviour.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from './test-node.suite.ts';

const password = 'correct horse battery';
const recordsOf = (form: string) => `/api/forms/${form}/records`;

/** Forms of the system beside the platform's own. */
const more = ['cloud-authorisation', 'licence'];

/** A refusal that goes by other records, and lists them: whoever asks to delete learns what is to be done before. */
const listing = 'still-referred';

describeOnDatabases('what pages offer of records of the system', (database) => {
  let node: TestNode;
  let keeper: Readonly<Record<string, string>>;

  const make = async (form: string, body: JsonObject) => {
    const made = await node.ask('POST', recordsOf(form), body);
    expect([form, made.status], JSON.stringify(made.body)).toEqual([form, 201]);
    return made.body;
  };
  const systemForms = () =>
    [...node.tenant.served().model.formsById.values()].filter(
      ({ kind, package: from, id }) => kind !== 'setting' && (from === 'platform' || more.includes(id)),
    );

  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing', 'imaging'] });
    for (const number of ['EAST', 'WEST'])
      await make('organisation', { number, name: number, parent: 'root' });
    const all = systemForms().map(({ name }) => ({
      form: name,
      actions: ['read', 'create', 'edit', 'delete', 'enable', 'disable'],
      moreActions: '*',
      scope: 'all',
    }));
    await make('role', { number: 'keeper', name: 'keeper', grants: all as unknown as JsonObject[] });
    await make('role', { number: 'spare', name: 'spare' });
    const held = [{ role: 'keeper', organisation: 'root' }];
    const { id } = await make('user', {
      number: 'keeper',
      name: 'keeper',
      organisation: 'root',
      roles: held,
    });
    await make('user', { number: 'clerk', name: 'clerk', organisation: 'EAST' });
    await node.ask('PUT', `/api/users/${String(id)}/password`, { password });
    const session = await node.ask('POST', '/api/session', { user: 'keeper', password });
    keeper = { authorization: `Bearer ${String(session.body['token'])}` };
    await node.ask('POST', '/api/me/tokens', { name: 'ERP', scopes: ['read'] });
    await node.ask('POST', '/api/me/views', { form: 'user', name: 'mine', config: {} });
    await make('work-calendar', { number: 'C', name: 'C', days: ['mon', 'tue'] });
    await make('allowed-host', { host: 'example.com', ports: '443', state: 'proposed' });
    await make('sign-in-provider', {
      number: 'corp',
      name: 'Corp',
      issuer: 'https://id.example.com',
      clientId: 'guiju',
    });
    await make('apollo-app', { number: 'app', user: 'keeper', access: 'signed', secret: 'twelve letters' });
    const csv = { 'content-type': 'text/csv' };
    const begun = await node.ask('POST', '/api/forms/organisation/import', 'number,name\nSOUTH,South', csv);
    // A job that goes on is another record than the one that was read.
    const job = async () =>
      (await node.ask('GET', `/api/jobs/${String(begun.body['id'])}`)).body['finishedAt'];
    await vi.waitUntil(async () => typeof (await job()) === 'string', { timeout: 20_000 });
    const cloud = {
      number: 'CLOUD',
      name: '云',
      clientId: 'c',
      tenant: 't',
      issuingTotal: 1,
      receivingTotal: 0,
    };
    await make('cloud-authorisation', cloud);
    const licence = { organisation: 'root', authorisation: 'CLOUD', service: 'issuing' };
    const one = await make('licence', { ...licence, number: 'one', taxNo: '91440300708461136T' });
    await make('licence', { ...licence, number: 'two', taxNo: '91500023MA0000001M' });
    await make('licence', { ...licence, number: 'other', service: 'receiving', taxNo: '91440300708461136T' });
    const given = await ask('POST', { form: 'licence', record: one, place: '/actions/authorise' }, {});
    expect(given.status, JSON.stringify(given.body)).toBe(200);
  }, 60_000);
  afterAll(() => node.close());

  /** Asks something of a record as it was read: of its form, or below the record's own address. */
  const ask = (
    method: string,
    at: { readonly form: string; readonly record: JsonObject; readonly place?: string },
    body?: JsonObject,
    as: Readonly<Record<string, string>> = {},
  ) => {
    const { id, revision } = at.record;
    const seen = { 'if-match': `"${String(revision)}"`, ...as };
    return node.ask(method, `${recordsOf(at.form)}/${String(id)}${at.place ?? ''}`, body, seen);
  };

  /** As a page does: by the right and the reasons that the server tells, and by the rules that it shares with it. */
  async function offered(form: Form, id: string, as: Readonly<Record<string, string>>) {
    const { status, body, headers } = await node.ask(
      'GET',
      `${recordsOf(form.name)}/${id}?view=manage,use`,
      undefined,
      as,
    );
    expect([form.name, status]).toEqual([form.name, 200]);
    const against = JSON.parse(decodeURIComponent(headers.get('guiju-against') ?? '{}')) as JsonObject;
    const { model } = node.tenant.served();
    const rules = behaviour(
      form,
      { target: (target) => model.formsById.get(target), checks: new Map() },
      'part',
    );
    const today = new Date().toISOString();
    const context = {
      call: { today: today.slice(0, 10), now: today },
      target: () => undefined,
      preset: headers.has('guiju-shipped'),
    };
    const may = (headers.get('guiju-may') ?? '').split(',').filter((action) => !(action in against));
    return {
      body,
      actions: may.filter((action) => rules.obstacleNow(action, body, context as never) === undefined),
    };
  }

  /** The answer to an action that is offered, done as far as it changes nothing; undefined: nothing is told before it. */
  function tried(form: Form, record: JsonObject, action: string, as: Readonly<Record<string, string>>) {
    if (action === 'edit') return ask('PATCH', { form: form.name, record }, {}, as);
    const isAct = ['enable', 'disable'].includes(action) || form.actions.some(({ name }) => name === action);
    return isAct
      ? ask('POST', { form: form.name, record, place: `/actions/${action}/preview` }, {}, as)
      : undefined;
  }

  it.each(['the administrator', 'who keeps them and administers nothing'])(
    'to %s: nothing that would be refused',
    async (who) => {
      const as = who === 'the administrator' ? {} : keeper;
      const refused: string[] = [];
      const seen = new Set<string>();
      let count = 0;
      for (const form of systemForms()) {
        const { body } = await node.ask(
          'GET',
          `${recordsOf(form.name)}?view=manage&limit=100`,
          undefined,
          as,
        );
        for (const { id } of (body['items'] ?? []) as readonly JsonObject[]) {
          const { body: record, actions } = await offered(form, String(id), as);
          seen.add(form.id);
          for (const action of actions) {
            const answer = await tried(form, record, action, as);
            if (!answer) continue;
            count++;
            const isOfPlace = ((answer.body['errors'] ?? []) as readonly { readonly path: string }[]).some(
              ({ path }) => path !== '',
            );
            if (answer.status >= 300 && !isOfPlace && !answer.body['questions'])
              refused.push(
                `${form.name} ${String(record['number'])}: ${action} ${JSON.stringify(answer.body)}`,
              );
          }
        }
      }
      expect(refused).toEqual([]);
      expect(count).toBeGreaterThan(20);
      const unseen = systemForms().flatMap(({ id }) => (seen.has(id) ? [] : [id]));
      // Neither is there before somebody sets a value, and neither is changed as a record by anybody.
      expect(unseen.filter((id) => !['change-set', 'parameter-value'].includes(id))).toEqual([]);
    },
  );

  it('that one of them is the root, or the last administrator, is told with the record', async () => {
    const of = async (form: string, number: string) => {
      const { body } = await node.ask('GET', `${recordsOf(form)}?view=manage&number=${number}`);
      return (body['items'] as readonly JsonObject[])[0] as JsonObject;
    };
    const { model } = node.tenant.served();
    const actions = async (form: string, number: string) => {
      const known = model.forms.get(form) ?? expect.fail(form);
      return (await offered(known, String((await of(form, number))['id']), {})).actions;
    };
    for (const [form, number] of [
      ['organisation', 'root'],
      ['user', 'admin'],
    ] as const) {
      const offers = await actions(form, number);
      expect([form, offers.includes('edit'), offers.includes('disable'), offers.includes('delete')]).toEqual([
        ...[form, true, false, false],
      ]);
    }
    expect(await actions('organisation', 'EAST')).toEqual(expect.arrayContaining(['disable', 'delete']));
  });

  it('nor is a delete, but by those who refer, who are listed', async () => {
    for (const form of systemForms()) {
      const { body } = await node.ask('GET', `${recordsOf(form.name)}?view=manage&limit=100`);
      for (const { id } of (body['items'] ?? []) as readonly JsonObject[]) {
        const { body: record, actions } = await offered(form, String(id), {});
        if (!actions.includes('delete')) continue;
        const answer = await ask('DELETE', { form: form.name, record });
        if (answer.status < 300) continue;
        const said = [form.name, record['number'], answer.status, answer.body['code']];
        expect(said).toEqual([form.name, record['number'], 409, listing]);
      }
    }
  });
});
