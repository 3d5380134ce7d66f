import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { deskAt, seller, serviceLine } from './desk.suite.ts';

interface Locked {
  readonly form: string;
  readonly id: string;
  readonly revision: number;
  readonly was: JsonObject;
}

/** The doors by which people and programs may try to change a record; each answers how it was refused. */
const doors: Readonly<Record<string, (node: TestNode, one: Locked) => Promise<string>>> = {
  'a change': (node, one) => ask(node, 'PATCH', one, '', { remark: '改' }),
  'a replacement': (node, { was, ...one }) => ask(node, 'PUT', { was, ...one }, '', { ...was, remark: '改' }),
  'an earlier version': async (node, one) => {
    const { body } = await node.ask('GET', `${path(one)}/history`);
    const first = (body['items'] as readonly JsonObject[]).at(-1);
    return ask(node, 'POST', one, `/history/${Number(first?.['revision'])}/restore`, {});
  },
  'a disabling': (node, one) => ask(node, 'POST', one, '/actions/disable', {}),
  'another organisation': (node, one) => ask(node, 'POST', one, '/actions/transfer', { org: 'OTHER' }),
  'a batch': (node, one) => batch(node, one, { op: 'patch', body: { remark: '改' } }),
  'a change set': async (node, one) => {
    const item = { action: 'change', form: one.form, record: one.id, body: { remark: '改' } };
    const made = await node.ask('POST', '/api/changesets', { items: [item], reason: 'test' });
    const set = `/api/changesets/${String(made.body['id'])}`;
    const said = await node.ask('POST', `${set}/publish`, undefined, tag(Number(made.body['revision'])));
    return JSON.stringify(said.body).includes('record-locked') ? 'record-locked' : `${said.status}`;
  },
  'an import': async (node, one) => {
    const csv = new TextEncoder().encode(`number,remark\n${String(one.was['number'])},改\n`);
    const sent = await node.raw('POST', `/api/forms/${one.form}/import`, csv);
    let job = (await sent.json()) as JsonObject;
    while (job['status'] === 'waiting' || job['status'] === 'running')
      job = (await node.ask('GET', `/api/jobs/${String(job['id'])}`)).body;
    return JSON.stringify(job).includes('record-locked') ? 'record-locked' : JSON.stringify(job);
  },
};

const path = ({ form, id }: Locked) => `/api/forms/${form}/records/${id}`;
const tag = (revision: number) => ({ 'if-match': `"${revision}"` });
async function ask(node: TestNode, method: string, one: Locked, below: string, body?: JsonObject) {
  const said = await node.ask(method, path(one) + below, body, tag(one.revision));
  return String(said.body['code'] ?? said.status);
}
async function batch(node: TestNode, { form, id, revision }: Locked, item: JsonObject) {
  const items = [{ ...item, id, ifMatch: revision }];
  const { body } = await node.ask('POST', `/api/forms/${form}/batch`, { items });
  return JSON.stringify(body).includes('record-locked') ? 'record-locked' : JSON.stringify(body);
}

describeOnDatabases('a document that issuing has taken', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  const ids: Record<string, readonly [form: string, id: string]> = {};
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
    await desk.simulate();
    // No file comes while doors are tried.
    const settings = '/api/forms/other-settings/record';
    const etag = (await node.ask('GET', settings)).headers.get('etag') ?? '';
    const later = await node.ask('PATCH', settings, { simulatedFileSeconds: 600 }, { 'if-match': etag });
    expect(later.status, JSON.stringify(later.body)).toBeLessThan(300);
    await desk.make('organisation', { number: 'OTHER', name: 'other', parent: { number: 'root' } });
    const invoice = await desk.invoiced({ lines: [serviceLine] });
    const issued = await desk.read('invoice', invoice);
    const reversed = await desk.act('invoice', invoice, 'red');
    expect(reversed.status, JSON.stringify(reversed.body)).toBe(200);
    const list = await node.ask('GET', '/api/forms/pending-invoice/records?view=manage&issueStatus=pending');
    const idOf = (value: unknown) => String((value as JsonObject)['id']);
    ids['an issued invoice'] = ['invoice', invoice];
    ids['an application with pending invoices'] = ['invoice-application', idOf(issued['application'])];
    ids['a pending invoice that was issued'] = ['pending-invoice', idOf(issued['pendingInvoice'])];
    const open = { buyerName: '买方', invoiceType: '10xdp', sellerTaxNo: seller, lines: [serviceLine] };
    const submitted = await desk.make('invoice-application', open);
    expect((await desk.act('invoice-application', submitted, 'submit')).status).toBe(200);
    ids['a submitted application'] = ['invoice-application', submitted];
    const approved = await desk.approved({ lines: [serviceLine] });
    ids['an approved application'] = ['invoice-application', approved];
    // Red pending invoices have their number after those of what was planned; one of them goes all the way.
    const whole = await desk.invoiced({ lines: [serviceLine] });
    expect((await desk.act('invoice', whole, 'red')).status).toBe(200);
    const red = await node.ask(
      'GET',
      `/api/forms/pending-invoice/records?view=manage&issueStatus=pending&blueInvoice=${whole}`,
    );
    const redId = idOf((red.body['items'] as JsonObject[])[0]);
    for (const action of ['submit', 'approve', 'issue'])
      expect((await desk.act('pending-invoice', redId, action)).status, action).toBe(200);
    await vi.waitFor(
      async () => {
        await node.node.run('issue');
        expect(await desk.read('invoice', whole)).toMatchObject({ invoiceStatus: 'red' });
      },
      { timeout: 20_000 },
    );
    ids['a reversed invoice'] = ['invoice', whole];
    ids['the red invoice that reversed it'] = [
      'invoice',
      idOf((await desk.read('pending-invoice', redId))['invoice']),
    ];
    ids['a red pending invoice'] = ['pending-invoice', idOf((list.body['items'] as JsonObject[])[0])];
  });
  afterAll(() => node.close());

  const states = [
    ...(['an issued invoice', 'an application with pending invoices'] as const),
    ...(['a pending invoice that was issued', 'a red pending invoice'] as const),
    ...(['a submitted application', 'an approved application'] as const),
    ...(['a reversed invoice', 'the red invoice that reversed it'] as const),
  ];
  it.each(states)('%s is changed by no door', async (state) => {
    const [form = '', id = ''] = ids[state] ?? [];
    const was = await desk.read(form, id);
    const one = { form, id, revision: Number(was['revision']), was };
    const said: Record<string, string> = {};
    for (const [door, open] of Object.entries(doors)) said[door] = await open(node, one);
    // An earlier version is restored where only actions have changed the record since, and brings nothing back.
    const isSame = form === 'pending-invoice' || was['sign'] === 'red' || was['applyStatus'] === 'none';
    const same = isSame ? { 'an earlier version': '200' } : {};
    const all = Object.fromEntries(Object.keys(doors).map((door) => [door, 'record-locked']));
    expect(said).toEqual({ ...all, ...same });
    expect(await desk.read(form, id)).toEqual(was);
  });

  it.each([
    ['a submitted application', 'withdraw-submission', '已提交的申请单不能修改，请先撤回'],
    ['an approved application', 'un-approve', '已审核的申请单不能修改，请先反审核'],
  ])('%s says how to get on, and can be changed after %s', async (state, action, because) => {
    const [form = '', id = ''] = ids[state] ?? [];
    const change = async () => {
      const { revision } = await desk.read(form, id);
      return node.ask('PATCH', `${desk.records(form)}/${id}`, { remark: '改' }, tag(Number(revision)));
    };
    const refused = await change();
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining(because)]);
    expect((await desk.remove(form, id)).body['code']).toBe('record-locked');
    expect((await desk.act(form, id, action)).status).toBe(200);
    expect((await change()).body).toMatchObject({ remark: '改', auditStatus: 'A' });
    expect((await desk.remove(form, id)).status).toBe(204);
  });

  it('says why at the place, and an invoice of elsewhere stays people’s', async () => {
    const [form = '', id = ''] = ids['an issued invoice'] ?? [];
    const { revision } = await desk.read(form, id);
    const body = { number: '99999999999999999999', invoiceStatus: 'normal' };
    const said = await node.ask('PATCH', `${desk.records(form)}/${id}`, body, {
      ...tag(Number(revision)),
      'accept-language': 'en',
    });
    expect(said.status).toBe(409);
    const errors = said.body['errors'] as readonly JsonObject[];
    expect(errors).toContainEqual(
      expect.objectContaining({ path: '/number', message: expect.stringContaining('was issued here') }),
    );
    expect((await desk.remove(form, id)).body['code']).toBe('record-locked');
    const other = await desk.make('invoice', {
      number: 'E1',
      sign: 'blue',
      issuedAt: '2026-01-01T00:00:00Z',
    });
    const now = await desk.read('invoice', other);
    const path = `${desk.records('invoice')}/${other}`;
    const changed = await node.ask('PATCH', path, { number: 'E2' }, tag(Number(now['revision'])));
    expect([changed.status, changed.body['number']]).toEqual([200, 'E2']);
    expect((await desk.remove('invoice', other)).status).toBe(204);
  });
});
