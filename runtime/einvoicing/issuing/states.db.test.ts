import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from './desk.suite.ts';

type Verb = (typeof verbs)[number];
const verbs = [
  ...(['submit', 'withdraw-submission', 'approve', 'send-back', 'un-approve', 'plan'] as const),
  ...(['issue', 'void', 'close', 'reopen'] as const),
];
const pendingVerbs = [
  'submit',
  'withdraw-submission',
  'approve',
  'send-back',
  'un-approve',
  'issue',
] as const;
type State = readonly [state: string, by: readonly Verb[], may: readonly Verb[], body: JsonObject];

/** The states, how each is reached, and what may be done in it. */
const states: readonly State[] = [
  ['draft', [], ['submit', 'void', 'close'], {}],
  ['draft from an interface', [], ['submit', 'plan', 'issue', 'void', 'close'], { dataSource: 'api' }],
  ['submitted', ['submit'], ['withdraw-submission', 'approve', 'send-back', 'void', 'close'], {}],
  ['approved', ['submit', 'approve'], ['un-approve', 'plan', 'issue', 'void', 'close'], {}],
  ['withdrawn', ['submit', 'withdraw-submission'], ['submit', 'void', 'close'], {}],
  ['sent back', ['submit', 'send-back'], ['submit', 'void', 'close'], {}],
  ['no longer approved', ['submit', 'approve', 'un-approve'], ['submit', 'void', 'close'], {}],
  ['planned', ['submit', 'approve', 'plan'], ['close'], {}],
  ['closed', ['submit', 'approve', 'close'], ['un-approve', 'void', 'reopen'], {}],
  ['voided', ['submit', 'approve', 'void'], ['un-approve', 'close'], {}],
];

describeOnDatabases('documents', (database) => {
  let node: TestNode;
  const tokens = new Map<string, string>();
  const made = new Map<string, string>();
  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages: ['platform', 'basis', 'invoicing'],
    });
    await deskAt(node).simulate();
    for (const verb of [...verbs, 'nothing']) {
      const grants = ['invoice-application', 'pending-invoice'].map((form) => ({
        form,
        scope: 'all',
        actions: ['read'],
        ...(verb === 'nothing' ? {} : { moreActions: verb }),
      }));
      const number = `only-${verb}`;
      await done('POST', '/api/forms/role/records', { number, name: number, grants });
      const roles = [{ role: number, organisation: 'root' }];
      const { id } = await done('POST', '/api/forms/user/records', {
        number,
        name: number,
        organisation: 'root',
        roles,
      });
      await done('PUT', `/api/users/${String(id)}/password`, { password: 'correct horse battery' });
      const { token } = await done('POST', '/api/session', {
        user: number,
        password: 'correct horse battery',
      });
      tokens.set(verb, String(token));
    }
    for (const [state, by, , body] of states) made.set(state, await reached(by, body));
  });
  afterAll(() => node.close());

  const records = (form: string) => `/api/forms/${form}/records`;
  async function done(method: string, path: string, body: JsonObject, headers: Record<string, string> = {}) {
    const answer = await node.ask(method, path, body, headers);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  }
  const create = async (body: JsonObject = {}) => {
    const whole = {
      buyerName: '买方',
      invoiceType: '10xdp',
      sellerTaxNo: seller,
      lines: [serviceLine],
      ...body,
    };
    return String((await done('POST', records('invoice-application'), whole))['id']);
  };
  const act = async (form: string, id: string, action: string, more = '', as?: string) => {
    const { body: seen } = await node.ask('GET', `${records(form)}/${id}?view=manage`);
    const headers = {
      'if-match': `"${String(seen['revision'])}"`,
      ...(as ? { authorization: `Bearer ${as}` } : {}),
    };
    return node.ask('POST', `${records(form)}/${id}/actions/${action}${more}`, { reason: '改' }, headers);
  };
  async function reached(by: readonly Verb[], body: JsonObject): Promise<string> {
    const id = await create(body);
    for (const verb of by) {
      const answer = await act('invoice-application', id, verb);
      expect([verb, answer.status, answer.body['detail']]).toEqual([verb, 200, undefined]);
    }
    return id;
  }
  const pendingOf = async (application: string) => {
    const { body } = await node.ask(
      'GET',
      `${records('pending-invoice')}?view=manage&application=${application}`,
    );
    return (body['items'] as readonly JsonObject[]).map(({ id }) => String(id));
  };

  it.each(states)('an application that is %s: what may be done, and by whom', async (state, _by, may) => {
    const id = made.get(state) ?? '';
    for (const verb of verbs) {
      const would = await act('invoice-application', id, verb, '/preview');
      expect([verb, would.status]).toEqual([verb, may.includes(verb) ? 200 : 409]);
      const own = await act('invoice-application', id, verb, '/preview', tokens.get(verb));
      expect([verb, own.status]).toEqual([verb, would.status]);
    }
    for (const verb of verbs)
      for (const who of ['nothing', verb === 'submit' ? 'approve' : 'submit']) {
        const other = await act('invoice-application', id, verb, '', tokens.get(who));
        expect([verb, who, other.status]).toEqual([verb, who, 403]);
      }
    const blind = await node.ask('POST', `${records('invoice-application')}/${id}/actions/submit`, {});
    expect(blind.status).toBe(428);
  });

  it('a pending invoice made of an approved one needs no approval, and waits for nobody once it is issued', async () => {
    const [pending = ''] = await pendingOf(made.get('planned') ?? '');
    const may = async () => {
      const answers = pendingVerbs.map(async (verb) => {
        const { status } = await act('pending-invoice', pending, verb, '/preview');
        return status === 200 ? [verb] : [];
      });
      return (await Promise.all(answers)).flat();
    };
    expect(await may()).toEqual(['issue']);
    expect((await act('pending-invoice', pending, 'issue')).status).toBe(200);
    expect(await may()).toEqual([]);
    await node.node.run('issue');
    expect(await may()).toEqual([]);
    const { body, headers } = await node.ask('GET', `${records('pending-invoice')}/${pending}?view=manage`);
    expect(body['issueStatus']).toBe('issued');
    const tag = { 'if-match': headers.get('etag') ?? '' };
    const gone = await node.ask('DELETE', `${records('pending-invoice')}/${pending}`, undefined, tag);
    expect([gone.status, gone.body['code']]).toEqual([409, 'record-locked']);
  });

  it('what a person types of a state is refused: actions say it', async () => {
    const id = await create();
    const { headers } = await node.ask('GET', `${records('invoice-application')}/${id}`);
    const path = `${records('invoice-application')}/${id}`;
    const typed = await node.ask(
      'PATCH',
      path,
      { auditStatus: 'C' },
      { 'if-match': headers.get('etag') ?? '' },
    );
    expect(typed.body['errors']).toMatchObject([{ path: '/auditStatus', code: 'readonly' }]);
  });

  it('drafts of an interface are issued by an interface alone', async () => {
    const id = await create({ dataSource: 'api' });
    const refused = await act('invoice-application', id, 'issue');
    expect([refused.status, refused.body['code']]).toEqual([409, 'issue-not-approved']);
    const asked = { applications: [{ id }], push: 'pending' };
    const { pendingInvoices, stopped } = await done('POST', '/api/issuing/applications', asked);
    expect([pendingInvoices, stopped]).toMatchObject([[{ applications: [id] }], []]);
  });

  it('a submission is judged by what holds today', async () => {
    const type = { number: 'LIST', name: 'LIST', taxScope: 'listed', taxCategories: [] as string[] };
    const category = { number: '1010101010000000000' };
    type.taxCategories.push(category.number);
    await done('POST', '/api/forms/business-type/records', type);
    const id = await create({ businessType: 'LIST' });
    const refused = await act('invoice-application', id, 'submit');
    expect([refused.status, refused.body['code']]).toEqual([422, 'application-unfit']);
    const fine = await create({
      businessType: 'LIST',
      lines: [{ ...serviceLine, taxCode: category.number }],
    });
    expect((await act('invoice-application', fine, 'submit')).status).toBe(200);
  });

  it('a new one from an interface or a file needs no approval where a parameter says so', async () => {
    const key = '/api/params/sim_not_approval_required/sim_original_bill';
    await done('PUT', key, { value: 'D' });
    const states = await Promise.all(
      ['api', 'import', 'manual'].map(async (dataSource) => {
        const id = await create({ dataSource });
        return (await node.ask('GET', `${records('invoice-application')}/${id}`)).body['auditStatus'];
      }),
    );
    expect(states).toEqual(['D', 'D', 'A']);
  });

  it('no more at once than a parameter says', async () => {
    const key = '/api/params/sim_originalbill_config/submit_limit_count';
    await done('PUT', key, { value: 1 });
    const two = [made.get('approved') ?? '', await reached(['submit', 'approve'], {})];
    const applications = two.map((id) => ({ id }));
    const answer = await node.ask('POST', '/api/issuing/applications', { applications });
    expect([answer.status, answer.body['code']]).toEqual([422, 'issue-too-many']);
    const part = { op: 'act', id: two[1] ?? '', action: 'plan' };
    const { body: seen } = await node.ask('GET', `${records('invoice-application')}/${two[1]}`);
    const items = [{ ...part, ifMatch: seen['revision'] ?? 0 }];
    const whole = await node.ask('POST', '/api/forms/invoice-application/batch', { items });
    expect(JSON.stringify(whole.body)).toContain('action-alone');
    const each = await node.ask('POST', '/api/forms/invoice-application/batch', { items, atomic: false });
    expect(each.body['items']).toMatchObject([{ status: 200, record: { applyStatus: 'applied' } }]);
  });
});
