import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { behaviour } from '../../../rules/behaviour/behaviour.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from './desk.suite.ts';

const password = 'correct horse battery';

/** Roles, and the actions each has on every form. */
const roles: Readonly<Record<string, readonly string[]>> = {
  'who reads': ['read'],
  'who writes': ['read', 'edit'],
  'who sweeps': ['read', 'delete', 'disable'],
};

/** Documents by what happened to them, and those of `edit`, `delete` and `disable` that their state allows. */
const states = [
  ['a draft', 'invoice-application', ['edit', 'delete', 'disable']],
  ['a submitted application', 'invoice-application', []],
  ['a voided application', 'invoice-application', ['delete']],
  ['an application that was issued', 'invoice-application', []],
  ['a pending invoice that waits', 'pending-invoice', ['edit', 'delete', 'disable']],
  ['a pending invoice that was issued', 'pending-invoice', []],
  ['an issued invoice', 'invoice', []],
  ['an invoice of elsewhere', 'invoice', ['edit', 'delete', 'disable']],
  ['a void invoice of elsewhere', 'invoice', []],
  ['a reversed invoice of elsewhere', 'invoice', []],
  ['an invoice of elsewhere, reversed in part', 'invoice', []],
  ['a confirmation that is a draft', 'red-confirmation', ['edit', 'delete', 'disable']],
  ['a confirmation that the bureau has', 'red-confirmation', ['edit', 'disable']],
  ['a void confirmation', 'red-confirmation', ['delete']],
  ['an information form with its number', 'red-information', ['edit', 'disable']],
] as const;

describeOnDatabases('what pages offer of a document', (database) => {
  let node: TestNode;
  const ids = new Map<string, string>();
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    const desk = deskAt(node);
    await desk.simulate();
    for (const [called, actions] of Object.entries(roles)) {
      const number = called.replace(' ', '-');
      const grants = [...new Set(states.map(([, form]) => form))].map((form) => ({
        ...{ form, scope: 'all', actions },
      }));
      await desk.make('role', { number, name: number, grants: grants as unknown as JsonObject[] });
      const held = [{ role: number, organisation: 'root' }];
      const id = await desk.make('user', { number, name: number, organisation: 'root', roles: held });
      await node.ask('PUT', `/api/users/${id}/password`, { password });
      const { body } = await node.ask('POST', '/api/session', { user: number, password });
      tokens.set(called, String(body['token']));
    }
    const application = {
      buyerName: '买方',
      invoiceType: '10xdp',
      sellerTaxNo: seller,
      lines: [serviceLine],
    };
    const elsewhere = { sign: 'blue', issuedAt: '2026-01-01T00:00:00Z' };
    ids.set('a draft', await desk.make('invoice-application', application));
    for (const [state, action] of [
      ['a submitted application', 'submit'],
      ['a voided application', 'void'],
    ] as const) {
      const id = await desk.make('invoice-application', application);
      expect((await desk.act('invoice-application', id, action)).status).toBe(200);
      ids.set(state, id);
    }
    const planned = await desk.approved({ lines: [serviceLine] });
    expect((await desk.act('invoice-application', planned, 'plan')).status).toBe(200);
    ids.set('a pending invoice that waits', String((await desk.pendingOf(planned))[0]?.['id']));
    const invoice = await desk.invoiced({ lines: [serviceLine] });
    const issued = await desk.read('invoice', invoice);
    ids.set('an issued invoice', invoice);
    ids.set('an application that was issued', idOf(issued['application']));
    ids.set('a pending invoice that was issued', idOf(issued['pendingInvoice']));
    const of = async (state: string, form: string, body: JsonObject) =>
      ids.set(state, await desk.make(form, body));
    await of('an invoice of elsewhere', 'invoice', { number: 'E1', ...elsewhere });
    await of('a void invoice of elsewhere', 'invoice', { number: 'E2', invoiceStatus: 'void', ...elsewhere });
    await of('a reversed invoice of elsewhere', 'invoice', {
      number: 'E3',
      invoiceStatus: 'red',
      ...elsewhere,
    });
    const part = { number: 'E4', invoiceStatus: 'partly-red', ...elsewhere };
    await of('an invoice of elsewhere, reversed in part', 'invoice', part);
    const confirmation = {
      blueInvoiceNo: 'E1',
      sellerTaxNo: seller,
      enteredBy: 'seller',
      redReason: 'wrong',
    };
    const confirmed = (number: string, status: string) => ({ number, status, ...confirmation });
    await of('a confirmation that is a draft', 'red-confirmation', confirmed('Q1', '00'));
    await of('a confirmation that the bureau has', 'red-confirmation', confirmed('Q2', '02'));
    await of('a void confirmation', 'red-confirmation', confirmed('Q3', '08'));
    const information = { applicant: 'buyer', informationNo: '1234567890123456', sellerTaxNo: seller };
    await of('an information form with its number', 'red-information', {
      ...information,
      ...{ blueInvoiceNo: 'E1', invoiceType: '004', redReason: 'wrong' },
    });
  });
  afterAll(() => node.close());

  const idOf = (value: unknown) => String((value as JsonObject)['id']);
  const all = ['edit', 'delete', 'disable'] as const;
  const wanted = states.flatMap(([state, form, allowed]) =>
    ['an administrator', ...Object.keys(roles)].map((role) => [state, role, form, allowed] as const),
  );

  it.each(wanted)(
    '%s, to %s: what is offered is not refused, what is refused is not offered',
    async (...asked) => {
      const [state, role, form, allowed] = asked;
      const path = `/api/forms/${form}/records/${ids.get(state) ?? ''}`;
      const token = tokens.get(role);
      const as: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
      const read = await node.ask('GET', `${path}?view=manage,use`, undefined, as);
      expect(read.status).toBe(200);
      const may = new Set((read.headers.get('guiju-may') ?? '').split(','));
      // As a page does: the right as the server tells it, and what the record says by the shared rules.
      const { model } = node.tenant.served();
      const known = model.forms.get(form) ?? expect.fail(form);
      const target = (id: string) => model.formsById.get(id);
      const rules = behaviour(known, { target, checks: new Map() }, 'part');
      const context = { call: { today: '2026-01-01', now: '2026-01-01T00:00:00Z' }, target: () => undefined };
      const offered = all.filter(
        (action) => may.has(action) && rules.obstacleNow(action, read.body, context as never) === undefined,
      );
      const right = role === 'an administrator' ? all : all.filter((action) => roles[role]?.includes(action));
      expect(offered).toEqual(right.filter((action) => (allowed as readonly string[]).includes(action)));
      const tag = { 'if-match': `"${String(read.body['revision'])}"`, ...as };
      const refused = (status: number) => status === 403 || status === 409;
      const change = await node.ask('PATCH', path, { remark: `${state} ${role}` }, tag);
      if (!offered.includes('edit'))
        expect([change.status, refused(change.status)]).toEqual([change.status, true]);
      else expect(change.status, JSON.stringify(change.body)).toBe(200);
      const now = Number((change.status === 200 ? change.body : read.body)['revision']);
      const seen = { ...tag, 'if-match': `"${now}"` };
      for (const action of ['delete', 'disable'] as const) {
        if (offered.includes(action)) continue;
        const said =
          action === 'delete'
            ? await node.ask('DELETE', path, undefined, seen)
            : await node.ask('POST', `${path}/actions/disable`, {}, seen);
        expect([action, said.status, refused(said.status)]).toEqual([action, said.status, true]);
      }
    },
  );

  it('one that is gone comes back as it was, and not as what its state let nobody make of it any more', async () => {
    const desk = deskAt(node);
    const form = 'invoice-application';
    const id = await desk.make(form, { buyerName: '买方', invoiceType: '10xdp', lines: [serviceLine] });
    const before = Number((await desk.read(form, id))['revision']);
    expect((await desk.act(form, id, 'void')).status).toBe(200);
    const last = Number((await desk.read(form, id))['revision']);
    const path = `/api/forms/${form}/records/${id}`;
    const gone = await node.ask('DELETE', path, undefined, { 'if-match': `"${last}"` });
    expect(gone.status).toBe(204);
    const back = (revision: number) =>
      node.ask('POST', `${path}/history/${revision}/restore`, {}, { 'if-match': '"0"' });
    const refused = await back(before);
    expect([refused.status, refused.body['code']]).toEqual([409, 'record-locked']);
    const taken = await back(last);
    expect([taken.status, taken.body['billStatus']]).toEqual([201, 'voided']);
  });
});
