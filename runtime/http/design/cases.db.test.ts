import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { type CaseKind, caseKinds } from '../../preparation/cases/case-kinds.ts';
import { adminPassword, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { designer } from './designing.suite.ts';

const application: JsonObject = {
  number: 'SQ',
  dataSource: 'api',
  invoiceType: '10xdp',
  buyerName: '甲公司',
  lines: [{ itemName: '笔', rate: '0.13', quantity: '30', price: '100', amount: '3000.00', tax: '390.00' }],
};

/** What only somebody else may see; ids may have the same digits. */
const hidden = /(?<![\w-])2000(?![\w-])/;

describeOnDatabases('cases that are saved', (under) => {
  let node: TestNode;
  let rule: JsonObject;
  let scheme: JsonObject;
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform', 'basis', 'invoicing'] });
    const make = async (form: string, body: JsonObject) => {
      const made = await node.ask('POST', `/api/forms/${form}/records`, { sharing: 'global', ...body });
      expect([form, made.status, made.body['errors']]).toEqual([form, 201, undefined]);
      return made.body;
    };
    rule = await make('split-rule', {
      number: 'CF',
      name: '拆',
      limits: [{ invoiceType: '10xdp', netLimit: '1000' }],
    });
    await make('processing-scheme', {
      number: 'FA',
      name: '方案',
      condition: null,
      splitRule: { number: 'CF' },
    });
    scheme = await make('processing-scheme', {
      number: 'FB',
      name: '导入',
      priority: 1,
      splitRule: { number: 'CF' },
      condition: { fact: 'dataSource', operator: 'equal', value: 'import' },
    });
  });
  afterAll(() => node.close());

  const facts = { applications: [application] };
  const limited = (netLimit: string): JsonObject => {
    const [{ id = null } = {}] = rule['limits'] as readonly JsonObject[];
    return { limits: [{ id, invoiceType: '10xdp', netLimit }] };
  };
  const listed = (body: JsonObject, member: string) => body[member] as readonly JsonObject[];
  const items = async () => listed((await node.ask('GET', '/api/cases?decision=plan')).body, 'items');
  const run = async () => (await node.ask('POST', '/api/cases/test', { decision: 'plan' })).body;
  const save = (body: JsonObject) =>
    node.ask('POST', '/api/cases', { decision: 'plan', facts, ...body }, { 'accept-language': 'en' });

  it('stand in the layer of the customer at once, with what came of them', async () => {
    const { status, body } = await save({ name: 'three invoices' });
    expect([status, body]).toMatchObject([201, { state: 'published', package: 'local' }]);
    const [kept = {}] = await items();
    expect(kept).toMatchObject({ name: 'three invoices', own: true, file: 'cases/plan.json' });
    const { pendingInvoices } = kept['expect'] as JsonObject;
    expect((pendingInvoices as readonly JsonObject[]).map(({ amount }) => amount)).toEqual([
      ...['1000', '1000', '1000'],
    ]);
    expect(JSON.stringify(kept)).not.toContain(String(rule['id']));
    expect(await run()).toMatchObject({ passed: 1, failed: 0 });
  });

  it('are not saved where they are wrong already, or come to nothing', async () => {
    const two = { pendingInvoices: [{ amount: '1500' }, { amount: '1500.00' }] };
    const wrong = await save({ name: 'wrong', expect: two });
    expect([wrong.status, wrong.body['code']]).toEqual([409, 'case-wrong-now']);
    expect(listed(wrong.body, 'errors')[0]).toMatchObject({
      path: '/expect/pendingInvoices/0/amount',
      code: 'case-otherwise',
    });
    const none = await save({ name: 'none', facts: { applications: 1 } });
    expect([none.status, none.body['code']]).toEqual([422, 'case-undecided']);
    expect((await items()).length).toBe(1);
  });

  it('hold up a change set that makes another thing of them, until somebody says why', async () => {
    const made = await node.ask('POST', '/api/changesets', {
      name: '放宽',
      items: [{ action: 'change', form: 'split-rule', record: rule['id'] ?? null, body: limited('2000') }],
    });
    const set = `/api/changesets/${String(made.body['id'])}`;
    const { body } = await node.ask('POST', `${set}/preview`);
    const cases = body['cases'] as JsonObject;
    expect(cases).toMatchObject({ tried: 1, failing: [{ name: 'three invoices', decision: 'plan' }] });
    const [failing = {}] = listed(cases, 'failing');
    expect(listed(failing, 'otherwise')).toContainEqual({
      path: '/pendingInvoices/0/amount',
      expected: '1000',
      actual: '2000',
    });
    const ifMatch = { 'if-match': `"${String(made.body['revision'])}"` };
    const refused = await node.ask('POST', `${set}/publish`, {}, ifMatch);
    expect([refused.status, refused.body['code']]).toEqual([409, 'changeset-cases']);
    expect(listed(refused.body, 'errors')[0]).toMatchObject({
      path: '/cases/local/cases/plan.json#three invoices',
      code: 'changeset-case',
    });
    const published = await node.ask('POST', `${set}/publish`, { acceptCases: '限额已放宽' }, ifMatch);
    expect([published.status, published.body['state']]).toEqual([200, 'published']);
  });

  it('fail from then on, and say what is otherwise', async () => {
    const report = await run();
    expect(report).toMatchObject({ passed: 0, failed: 1 });
    const failed = listed(report, 'cases').find(({ outcome }) => outcome === 'failed') ?? {};
    expect(listed(failed, 'otherwise').length).toBeGreaterThan(1);
  });

  it('of every sort are tried alike before a change set and before a design', async () => {
    /** Of each sort: one that is so now, and a record whose change makes another thing of it. */
    const sorts: Readonly<
      Record<CaseKind['name'], { readonly file: JsonObject; readonly item: JsonObject }>
    > = {
      decision: {
        file: {
          decision: 'plan',
          cases: [
            {
              name: 'of decision',
              facts,
              expect: { pendingInvoices: [{ amount: '2000' }, { amount: '1000' }] },
            },
          ],
        },
        item: { action: 'change', form: 'split-rule', record: rule['id'] ?? null, body: limited('3000') },
      },
      match: {
        file: {
          form: 'processing-scheme',
          cases: [{ name: 'of match', facts: { dataSource: 'import' }, expect: 'FB' }],
        },
        item: { action: 'disable', form: 'processing-scheme', record: scheme['id'] ?? null },
      },
    };
    const admin = designer(node);
    const written = async (files: (kind: CaseKind['name']) => JsonObject) => {
      const design = await admin.begin({ name: 'cases' });
      const steps = caseKinds.map(({ name }) => ({
        do: 'write-file',
        path: `cases/sort-${name}.json`,
        content: files(name),
      }));
      expect((await admin.take(design, 0, steps as never)).status).toBe(200);
      return design;
    };
    await admin.publish(await written((kind) => sorts[kind].file));
    for (const { name } of caseKinds) {
      const made = await node.ask('POST', '/api/changesets', { name, items: [sorts[name].item] });
      const set = `/api/changesets/${String(made.body['id'])}`;
      const { cases } = (await node.ask('POST', `${set}/preview`)).body as { cases: JsonObject };
      const failing = listed(cases, 'failing').map((one) => one['name']);
      expect([name, failing]).toEqual([name, [`of ${name}`]]);
      const ifMatch = { 'if-match': `"${String(made.body['revision'])}"` };
      const refused = await node.ask('POST', `${set}/publish`, {}, ifMatch);
      expect([name, refused.status, refused.body['code']]).toEqual([name, 409, 'changeset-cases']);
    }
    // A design that expects something else of each.
    const design = await written((kind) => {
      const [one] = sorts[kind].file['cases'] as readonly JsonObject[];
      return {
        ...sorts[kind].file,
        cases: [{ ...one, expect: kind === 'match' ? 'NO' : { stopped: ['SQ'] } }],
      };
    });
    const planned = (await admin.ask('POST', '/api/design/plan', { design })).body['cases'] as JsonObject;
    const fail = listed(planned, 'changed').filter(
      ({ before, after }) => before === 'passed' && after === 'failed',
    );
    expect(fail.map((one) => one['name']).toSorted()).toEqual(
      caseKinds.map(({ name }) => `of ${name}`).toSorted(),
    );
  });

  describe('tell nobody what he may not read', () => {
    const designs = [{ what: 'all', publishes: true }];
    const all = { actions: ['all'], moreActions: '*' };
    /** Of the forms and parameters that a plan goes by, all but those of one form. */
    const except = (form: string, scope: string) => [
      ...[...node.tenant.served().model.forms.values()]
        .filter(({ name, kind }) => name !== form && kind !== 'platform')
        .map(({ name }) => ({ form: name, actions: ['all'], moreActions: '*', scope })),
    ];
    let as: Readonly<Record<string, Readonly<Record<string, string>>>>;
    const asks = (who: string, method: string, path: string, body?: Json, more: JsonObject = {}) =>
      node.ask(method, path, body, {
        'accept-language': 'en',
        ...as[who],
        ...(more as Record<string, string>),
      });

    beforeAll(async () => {
      const made = async (form: string, body: JsonObject) => {
        const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
        expect([form, answer.status, answer.body['errors']]).toEqual([form, 201, undefined]);
        return String(answer.body['id']);
      };
      await made('organisation', { number: 'SOUTH', name: 'South', parent: 'root' });
      const read = [{ type: '*', access: 'read', scope: 'own' }];
      const roles: Readonly<Record<string, JsonObject>> = {
        'of elsewhere': { designs, grants: [{ form: '*', ...all, scope: 'own' }], paramGrants: read },
        'without rights': { designs },
        'short of one form': { designs, grants: except('split-rule', 'own'), paramGrants: read },
        changing: { grants: [{ form: 'split-rule', ...all, scope: 'own' }] },
      };
      const signedIn: Record<string, Readonly<Record<string, string>>> = {};
      for (const [at, [who, role]] of Object.entries(roles).entries()) {
        const number = `person-${at}`;
        const organisation = who === 'of elsewhere' ? 'SOUTH' : 'root';
        await made('role', { number, name: who, ...role });
        const user = { number, name: who, organisation, roles: [{ role: number, organisation }] };
        const id = await made('user', user);
        await node.ask('PUT', `/api/users/${id}/password`, { password: adminPassword });
        const { token } = await signInAs(node.node.gate, number, adminPassword, {
          address: '::1',
          agent: null,
          requestId: 't',
        });
        signedIn[who] = { authorization: `Bearer ${token}` };
      }
      as = signedIn;
    });

    it('of another organisation: neither in the list nor in a run, by no name and no organisation', async () => {
      const { body } = await asks('of elsewhere', 'GET', '/api/cases?decision=plan');
      expect([listed(body, 'items').map(({ name }) => name), body['withheld']]).toEqual([['of decision'], 1]);
      const sources = await asks('of elsewhere', 'GET', '/api/design/sources');
      expect([sources.status, JSON.stringify(sources.body).includes('three invoices')]).toEqual([200, false]);
      const ran = await asks('of elsewhere', 'POST', '/api/cases/test', { name: 'three invoices' });
      expect(ran.body).toEqual({ passed: 0, failed: 0, skipped: 1, cases: [] });
      const nameless = await asks('of elsewhere', 'POST', '/api/cases/test', { name: 'of decision' });
      const [one = {}] = listed(nameless.body, 'cases');
      expect([one['actual'], listed(one, 'problems').map(({ code }) => code)]).toEqual([
        ...[undefined, ['case-needs-organisation']],
      ]);
      const refused = await Promise.all(
        ['root', 'NOWHERE'].map(async (org) => {
          const { status, body: said } = await asks('of elsewhere', 'POST', '/api/cases', {
            name: 'probe',
            decision: 'plan',
            org,
            facts,
            expect: { amount: 'none' },
          });
          return JSON.stringify([status, said['code'], said['detail'], said['errors']]).replace(org, '');
        }),
      );
      expect(refused[0]).toMatch(/^\[403,"organisation-forbidden"/);
      expect(refused[1]).toBe(refused[0]);
      const place = { package: 'local', file: 'cases/plan.json', name: 'three invoices' };
      expect((await asks('of elsewhere', 'POST', '/api/cases/remove', place)).status).toBe(404);
      const same = { name: 'three invoices', decision: 'plan', facts, expect: {} };
      const taken = await asks('of elsewhere', 'POST', '/api/cases', same);
      expect([taken.status, taken.body['code']]).toEqual([409, 'case-not-yours']);
      expect((await items()).map(({ name }) => name)).toContain('three invoices');
    });

    it.each(['without rights', 'short of one form'])(
      'of records that whoever is %s may not read',
      async (who) => {
        const { body } = await asks(who, 'POST', '/api/cases/test', { name: 'three invoices' });
        const [one = {}] = listed(body, 'cases');
        expect([body['skipped'], one['outcome'], one['actual']]).toEqual([1, 'skipped', undefined]);
        expect(listed(one, 'problems').map(({ code }) => code)).toContain('case-needs-right');
        for (const expected of [{}, { expect: { pendingInvoices: [{ amount: 'none' }] } }]) {
          const saved = await asks(who, 'POST', '/api/cases', {
            name: 'probe',
            decision: 'plan',
            facts,
            ...expected,
          });
          expect([saved.status, saved.body['code']]).toEqual([422, 'case-undecided']);
          expect(JSON.stringify(saved.body)).not.toMatch(hidden);
        }
      },
    );

    it('before a change set: others are told how many would fail', async () => {
      const record = rule['id'] ?? null;
      const made = await asks('changing', 'POST', '/api/changesets', {
        items: [{ action: 'change', form: 'split-rule', record, body: limited('700') }],
      });
      const set = `/api/changesets/${String(made.body['id'])}`;
      const { cases } = (await asks('changing', 'POST', `${set}/preview`)).body as { cases: JsonObject };
      expect([cases['failing'], cases['withheld']]).toEqual([[], 1]);
      const ifMatch = { 'if-match': `"${String(made.body['revision'])}"` };
      const refused = await asks('changing', 'POST', `${set}/publish`, {}, ifMatch);
      expect([refused.status, listed(refused.body, 'errors').map(({ code }) => code)]).toEqual([
        ...[409, ['cases-withheld']],
      ]);
    });

    it.each(['of elsewhere', 'short of one form'])(
      'before a design: who is %s is told how many come to another end',
      async (who) => {
        const content = {
          decision: 'plan',
          cases: [{ name: 'odd', org: 'root', facts, expect: { stopped: ['SQ'] } }],
        };
        const { body: begun } = await asks(who, 'POST', '/api/design/drafts', { name: who });
        const path = `/api/design/drafts/${String(begun['id'])}`;
        const steps = [{ do: 'write-file', path: 'cases/odd.json', content }];
        expect((await asks(who, 'POST', `${path}/steps`, { seen: 0, steps })).status).toBe(200);
        const { body: plan } = await asks(who, 'POST', '/api/design/plan', {
          design: begun['id'] ?? null,
        });
        expect(plan['cases']).toMatchObject({ changed: [], withheld: 1 });
        expect(JSON.stringify(plan)).not.toMatch(hidden);
      },
    );
  });

  it('are taken out', async () => {
    const where = { package: 'local', file: 'cases/plan.json' };
    const none = await node.ask('POST', '/api/cases/remove', { ...where, name: 'nobody' });
    expect([none.status, none.body['code']]).toEqual([404, 'case-unknown']);
    const gone = await node.ask('POST', '/api/cases/remove', { ...where, name: 'three invoices' });
    expect(gone.status).toBe(201);
    expect((await items()).map(({ name }) => name)).toEqual(['of decision']);
  });
});
