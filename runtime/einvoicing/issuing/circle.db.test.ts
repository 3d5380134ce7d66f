import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { trailActions } from '../../../metadata/trail-actions.ts';
import { toLocal } from '../../../rules/calendar.ts';
import { trailActions as ofInvoices } from '../../../rules/einvoicing/trail-actions.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { LeaseLost } from '../../database/fence.ts';
import { createDomains } from '../../domains.ts';
import { patchIn } from '../../http/params/watcher.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { advanceOutbox, readOutbox } from '../../work/outbox/outbox.ts';
import type { Fate } from '../channels/simulated.ts';
import { deskAt, seller, serviceLine } from './desk.suite.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';

const line = (more: JsonObject = {}): JsonObject => ({ ...serviceLine, ...more });

/** Asks where a buyer is called so. */
const planned =
  (plan: IssuingParts['plan']): IssuingParts['plan'] =>
  async (call, question, how) => {
    const { buyerName } = question.applications[0] ?? {};
    const found = await plan(call, question, how);
    if (buyerName !== '要问' || question.answers?.['offset-1'] !== undefined) return found;
    const questions = [{ id: 'offset-1', kind: 'offset' as const, text: '是否继续开票？' }];
    return { ...found, result: { ...found.result, questions } };
  };

describeOnDatabases('from an application to its invoice', (database) => {
  let node: TestNode;
  const fates = new Map<string, Fate>();
  beforeAll(async () => {
    node = await openTestNode(database.url, {
      packages: ['platform', 'basis', 'invoicing'],
      domains: createDomains({
        planned,
        fate: ({ document }) => fates.get(String(document['buyerName'])),
        // Every buyer deducts a special invoice at once.
        channels: (connected) => async (asked) => {
          const channel = await connected(asked);
          const deducted = asked.invoiceType === '08xdp';
          return channel && { ...channel, use: async () => ({ deducted, entered: false }) };
        },
      }),
    });
    await deskAt(node).simulate();
  });
  afterAll(() => node.close());

  const records = (form: string) => `/api/forms/${form}/records`;
  const read = async (form: string, id: string) =>
    (await node.ask('GET', `${records(form)}/${id}?view=manage`)).body;
  const make = async (more: JsonObject = {}) => {
    const body = { buyerName: '买方', invoiceType: '10xdp', sellerTaxNo: seller, lines: [line()], ...more };
    const { status, body: made } = await node.ask('POST', records('invoice-application'), body);
    expect(status, JSON.stringify(made)).toBe(201);
    return String(made['id']);
  };
  const act = (form: string, id: string, action: string, body: JsonObject = {}) =>
    deskAt(node).act(form, id, action, body);
  const approved = async (more: JsonObject = {}) => {
    const id = await make(more);
    for (const action of ['submit', 'approve']) {
      const { status, body } = await act('invoice-application', id, action);
      expect(status, JSON.stringify(body)).toBe(200);
    }
    return id;
  };
  const pendingOf = async (application: string) => {
    const { body } = await node.ask(
      'GET',
      `${records('pending-invoice')}?view=manage&application=${application}`,
    );
    return (body['items'] as readonly JsonObject[]).map(({ id }) => String(id));
  };

  it('goes all the way: planned, issued, written back, told', async () => {
    const id = await approved();
    const issued = await act('invoice-application', id, 'issue');
    expect(issued.status, JSON.stringify(issued.body)).toBe(200);
    expect(issued.body).toMatchObject({
      applyStatus: 'applied',
      lines: [{ issuedGross: '212', issuedQuantity: '2' }],
    });
    const [pending = ''] = await pendingOf(id);
    await node.node.run('issue');
    const done = await read('pending-invoice', pending);
    expect(done).toMatchObject({ issueStatus: 'issued', gross: '212', auditStatus: 'D' });
    const invoice = await read('invoice', String((done['invoice'] as JsonObject)['id']));
    expect(invoice).toMatchObject({
      sign: 'blue',
      simulated: true,
      gross: '212',
      lines: [{ remainingRed: '200' }],
    });
    expect(invoice['number']).toMatch(/^\d{20}$/);
    // Its files come later, each with an event of its own.
    const events = (await readOutbox(node.tenant.database, 'test', 10)).slice(0, 2);
    expect(events.map(({ kind, document }) => [kind, document])).toEqual([
      ['application-pending', id],
      ['invoice-issued', id],
    ]);
    for (const event of events) await advanceOutbox(node.tenant.database, 'test', event);
    // Nobody makes something of an event that was read.
    for (const event of events)
      await expect(advanceOutbox(node.tenant.database, 'test', event)).rejects.toThrow(LeaseLost);
    const later = await readOutbox(node.tenant.database, 'test', 10);
    expect(later.filter(({ kind }) => kind !== 'invoice-face')).toEqual([]);
    const face = await node.raw('GET', `/api/issuing/invoices/${String(invoice['id'])}/face`);
    expect(face.headers.get('content-type')).toContain('text/html');
    expect(await face.text()).toContain(String(invoice['number']));
    // A buyer opens it by its link alone.
    const link = async () => (await read('invoice', String(invoice['id'])))['pdfUrl'] ?? null;
    await expect.poll(link, { timeout: 20_000 }).toEqual(expect.any(String));
    const { pathname } = new URL(String(await link()));
    const shared = await node.node.app.request(pathname);
    expect([shared.status, shared.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const other = await node.node.app.request(pathname.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
    expect(other.status).toBe(404);
  });

  it('is previewed as it would be written: what is left of it, by whoever may issue it, and nothing is held', async () => {
    const preview = (body: JsonObject, headers: Record<string, string> = {}) =>
      node.ask('POST', '/api/issuing/applications/preview', body, headers);
    const id = await approved({ lines: [line(), line({ itemName: '另一行' })] });
    const before = await read('invoice-application', id);
    const asked = { applications: [{ id, ifMatch: before['revision'] ?? 0 }] };
    const { status, body } = await preview(asked);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      applications: [{ id, number: before['number'], revision: before['revision'], organisation: 'root' }],
      result: { pendingInvoices: [{ of: [0], gross: '424', splitOrder: 1 }], held: [], questions: [] },
    });
    expect([await read('invoice-application', id), await pendingOf(id)]).toEqual([before, []]);
    const { body: made } = await node.ask('POST', '/api/issuing/applications', { ...asked, push: 'pending' });
    const [pending] = made['pendingInvoices'] as readonly JsonObject[];
    const written = await read('pending-invoice', String(pending?.['id']));
    const [shown] = (body['result'] as JsonObject)['pendingInvoices'] as readonly JsonObject[];
    for (const member of ['amount', 'tax', 'gross', 'buyerName', 'invoiceType', 'remark'])
      expect([member, shown?.[member] || null]).toEqual([member, written[member] ?? null]);
    const [again, old] = [await preview({ applications: [{ id }] }), await preview(asked)];
    expect([again.status, again.body['code']]).toEqual([409, 'action-refused']);
    expect([old.status, old.body['code']]).toEqual([412, 'conflict']);
    expect(body['issues']).toEqual([]);
    const paper = await preview({ applications: [{ id: await approved({ invoiceType: '026' }) }] });
    expect(paper.body['issues']).toMatchObject([
      { code: 'channel-not-configured', severity: 'warns', at: { document: 0 }, text: '开票通道没有接入' },
    ]);
    const question = await preview({ applications: [{ id: await approved({ buyerName: '要问' }) }] });
    expect(question.body['result']).toMatchObject({
      questions: [{ id: 'offset-1', text: '是否继续开票？' }],
    });
  });

  it('is previewed as far as one may read it, by nobody who may not issue it', async () => {
    const person = async (number: string, grants: readonly JsonObject[]) => {
      const password = 'correct horse battery';
      await node.ask('POST', records('role'), { number, name: number, grants });
      const roles = [{ role: number, organisation: 'root' }];
      const body = { number, name: number, organisation: 'root', roles };
      const { id } = (await node.ask('POST', records('user'), body)).body;
      await node.ask('PUT', `/api/users/${String(id)}/password`, { password });
      const { token } = (await node.ask('POST', '/api/session', { user: number, password })).body;
      return { authorization: `Bearer ${String(token)}` };
    };
    const grant = { form: 'invoice-application', scope: 'all', actions: ['read'] };
    const clerk = await person('clerk', [
      { ...grant, moreActions: 'plan' },
      {
        form: 'pending-invoice',
        scope: 'all',
        actions: ['read'],
        readable: ['number', 'gross', 'lines.amount', 'travellers.day', 'specialElements.label'],
      },
    ]);
    const reader = await person('reader', [grant]);
    const trip = { day: '2026-11-20', placeFrom: '北京', placeTo: '上海', vehicleKind: 'train' };
    const travellers = [{ ...trip, traveller: '张三', idNumber: '110101199001011237' }];
    const special = { specialKind: 'passenger-transport', travellers };
    const asked = { applications: [{ id: await approved({ buyerName: '只见合计', ...special }) }] };
    const path = '/api/issuing/applications/preview';
    const seen = await node.ask('POST', path, asked, clerk);
    expect(seen.status, JSON.stringify(seen.body)).toBe(200);
    expect(seen.body['result']).toMatchObject({ pendingInvoices: [{ gross: '212', uses: [] }] });
    const [invoice] = (seen.body['result'] as JsonObject)['pendingInvoices'] as readonly JsonObject[];
    expect(invoice?.['lines']).toEqual([{ amount: '200' }]);
    expect(invoice?.['travellers']).toEqual([{ day: '2026-11-20' }]);
    expect(invoice?.['specialElements']).toContainEqual({ label: '出行人' });
    expect(JSON.stringify(seen.body['result'])).not.toMatch(/只见合计|张三|110101199001011237/);
    expect((await node.ask('POST', path, asked, reader)).status).toBe(403);
  });

  const reach = async (id: string, action = 'issue') => {
    const done = await act('invoice-application', id, action);
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    return (await pendingOf(id))[0] ?? '';
  };

  it('a pending invoice that is deleted gives back what it used, and nobody brings it back', async () => {
    const id = await approved({ lines: [line(), line({ itemName: '软件' })] });
    const pending = await reach(id, 'plan');
    const used = await read('invoice-application', id);
    expect(used).toMatchObject({
      applyStatus: 'applied',
      lines: [{ issuedTax: '12' }, { issuedAmount: '200' }],
    });
    const { revision } = await read('pending-invoice', pending);
    const path = `${records('pending-invoice')}/${pending}`;
    const gone = await node.ask('DELETE', path, undefined, { 'if-match': `"${revision}"` });
    expect(gone.status, JSON.stringify(gone.body)).toBe(204);
    const back = await read('invoice-application', id);
    expect(back).toMatchObject({ applyStatus: 'none', lines: [{ issuedTax: '0' }, { issuedQuantity: '0' }] });
    const restored = await node.ask('POST', `${path}/history/${revision}/restore`, {}, { 'if-match': '"0"' });
    expect([restored.status, restored.body['code']]).toEqual([409, 'document-under-way']);
    expect(await reach(id, 'plan')).not.toBe('');
  });

  it('is deleted by nobody, and not changed, once it hangs on something', async () => {
    const id = await approved();
    await reach(id, 'plan');
    const { revision } = await read('invoice-application', id);
    const path = `${records('invoice-application')}/${id}`;
    const tag = { 'if-match': `"${revision}"` };
    const gone = await node.ask('DELETE', path, undefined, tag);
    const changed = await node.ask('PATCH', path, { buyerName: '另一个' }, tag);
    expect([gone.status, changed.status, changed.body['code']]).toEqual([409, 409, 'record-locked']);
  });

  it('is issued once, however many ask at once', async () => {
    const id = await approved();
    const { revision } = await read('invoice-application', id);
    const path = `${records('invoice-application')}/${id}/actions/issue`;
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => node.ask('POST', path, {}, { 'if-match': `"${revision}"` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    expect(await pendingOf(id)).toHaveLength(1);
    const other = await approved();
    const seen = await read('invoice-application', other);
    const headers = { 'idempotency-key': 'once-issue', 'if-match': `"${seen['revision']}"` };
    const again = () =>
      node.ask('POST', `${records('invoice-application')}/${other}/actions/issue`, {}, headers);
    const [first, second] = [await again(), await again()];
    expect([first.status, second.body]).toEqual([200, first.body]);
    expect(await pendingOf(other)).toHaveLength(1);
  });

  it('what the channel refuses says why, and can be sent again', async () => {
    fates.set('拒收', { fails: { code: 'no-such-item' } });
    const pending = await reach(await approved({ buyerName: '拒收' }));
    await node.node.run('issue');
    const failed = await read('pending-invoice', pending);
    expect(failed).toMatchObject({ issueStatus: 'failed', failure: expect.stringContaining('no-such-item') });
    fates.delete('拒收');
    expect((await act('pending-invoice', pending, 'issue')).body).toMatchObject({ issueStatus: 'issuing' });
    await node.node.run('issue');
    expect(await read('pending-invoice', pending)).toMatchObject({ issueStatus: 'issued', failure: null });
  });

  it.each<[string, Fate]>([
    ['an answer that is lost is asked for', { loses: 'answer' }],
    ['a channel that takes its time is asked again', { takes: 2 }],
  ])('%s, and it is issued once, in the name of whoever sent it', async (name, fate) => {
    fates.set(name, fate);
    const pending = await reach(await approved({ buyerName: name }));
    await vi.waitFor(
      async () => {
        await node.node.run('issue');
        expect(await read('pending-invoice', pending)).toMatchObject({
          issueStatus: 'issued',
          issueOperator: { number: 'admin' },
        });
      },
      { timeout: 20_000 },
    );
    const { body } = await node.ask('GET', `${records('invoice')}?view=manage&pendingInvoice=${pending}`);
    expect(body['items']).toHaveLength(1);
  });

  it('a channel that is not connected says so plainly', async () => {
    const pending = await reach(await approved({ invoiceType: '026' }));
    await node.node.run('issue');
    const { issueStatus, failure } = await read('pending-invoice', pending);
    expect([issueStatus, failure]).toEqual(['failed', expect.stringContaining('没有接入')]);
    const events = await readOutbox(node.tenant.database, 'test', 1000);
    const own = events.find(({ record }) => record === pending);
    expect(own).toMatchObject({ kind: 'issue-failed', payload: { code: 'channel-not-configured' } });
  });

  it('is reversed by what remains of it, and no two take the same', async () => {
    const application = await approved();
    const pending = await reach(application);
    await node.node.run('issue');
    const invoice = String(((await read('pending-invoice', pending))['invoice'] as JsonObject)['id']);
    const [row] = (await read('invoice', invoice))['lines'] as readonly JsonObject[];
    const part = { redReason: 'return', lines: [{ id: String(row?.['id']), amount: '50' }] };
    // What was issued wrongly goes as a whole, and what was not said goes for a return where it is a part.
    const wrong = 'red-wrong-needs-whole';
    expect((await act('invoice', invoice, 'red', { ...part, redReason: 'wrong' })).body['code']).toBe(wrong);
    expect((await act('invoice', invoice, 'red', { lines: part.lines })).status).toBe(200);
    expect((await act('invoice', invoice, 'red', { redReason: 'wrong' })).body['code']).toBe(wrong);
    const left = await read('invoice', invoice);
    expect(left).toMatchObject({ lines: [{ remainingRed: '150', remainingQuantity: '1.5' }] });
    const code = 'red-too-much';
    const much = { redReason: 'return', lines: [{ id: String(row?.['id']), amount: '150.01' }] };
    const refused = await act('invoice', invoice, 'red', much);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'action-params',
      errors: [{ path: '/lines/0/amount', code }],
    });
    expect((await act('invoice', invoice, 'red', { redReason: 'return' })).status).toBe(200);
    expect(await read('invoice', invoice)).toMatchObject({ lines: [{ remainingRed: '0' }] });
    expect((await act('invoice', invoice, 'red')).body['code']).toBe('nothing-to-reverse');
    const { body } = await node.ask(
      'GET',
      `${records('pending-invoice')}?view=manage&blueInvoice=${invoice}`,
    );
    const reds = (body['items'] as readonly JsonObject[]).map(({ id }) => String(id));
    expect(reds).toHaveLength(2);
    expect(
      (await Promise.all(reds.map((red) => read('pending-invoice', red)))).map(({ redReason }) => redReason),
    ).toEqual(['return', 'return']);
    for (const red of reds) {
      for (const action of ['submit', 'approve', 'issue'])
        expect((await act('pending-invoice', red, action)).status, action).toBe(200);
      await node.node.run('issue');
      expect(await read('pending-invoice', red)).toMatchObject({ issueStatus: 'issued' });
    }
    expect(await read('invoice', invoice)).toMatchObject({
      invoiceStatus: 'red',
      lines: [{ issuedRed: '200' }],
    });
    expect(await read('invoice-application', application)).toMatchObject({ applyStatus: 'none' });
  });

  it('a red invoice has the price of its blue one, a request of its own, and says what it reverses and why', async () => {
    const category = { number: '3040000000000000099', name: '咨询服务', shortName: '现代服务', rate: '0.06' };
    expect((await node.ask('POST', records('tax-category'), category)).status).toBe(201);
    const sums = { quantity: '0.31', price: '32258.064516', amount: '10000', tax: '600', gross: '10600' };
    const lines = [line({ itemName: '咨询费', taxCode: category.number, ...sums })];
    const pending = await reach(await approved({ lines }));
    await node.node.run('issue');
    const faceOf = async (invoice: unknown) => {
      const { id } = invoice as JsonObject;
      return (await node.raw('GET', `/api/issuing/invoices/${String(id)}/face`)).text();
    };
    const { invoice } = await read('pending-invoice', pending);
    const blue = invoice as JsonObject;
    const blueFace = await faceOf(blue);
    const { org, issuedAt } = await read('invoice', String(blue['id']));
    // Of the day where its organisation is, on whichever side of midnight UTC stands.
    for (const timezone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Shanghai']) {
      await patchIn(node, 'organisation', String((org as JsonObject)['id']), { timezone });
      const { date } = toLocal(String(issuedAt), timezone);
      const face = await faceOf(blue);
      expect(face).toContain(`<dt>开票日期</dt><dd>${date}</dd>`);
    }
    for (const said of ['*现代服务*咨询费', '¥10000.00', '¥600.00', '壹万零陆佰圆整', '¥10600.00'])
      expect(blueFace).toContain(said);
    expect((await act('invoice', String(blue['id']), 'red', { redReason: 'return' })).status).toBe(200);
    const path = `${records('pending-invoice')}?view=manage&blueInvoice=${String(blue['id'])}`;
    const [made] = (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
    const red = await read('pending-invoice', String(made?.['id']));
    expect(red).toMatchObject({
      requestId: null,
      lines: [{ price: '32258.064516', quantity: '-0.31', amount: '-10000' }],
      blueUses: [{ invoiceNo: blue['number'], lineNo: 1, itemName: '咨询费', amount: '10000' }],
    });
    for (const action of ['submit', 'approve', 'issue'])
      expect((await act('pending-invoice', String(red['id']), action)).status, action).toBe(200);
    await node.node.run('issue');
    const face = await faceOf((await read('pending-invoice', String(red['id'])))['invoice']);
    const remark = `备注：被红冲蓝字发票号码：${String(blue['number'])}`;
    for (const said of [remark, '红冲原因：销货退回', '¥-10600.00', '（负数）壹万零陆佰圆整', '32258.064516'])
      expect(face).toContain(said);
  });

  it('its invoice is found by the number of the bill that it was issued for', async () => {
    const pending = await reach(await approved({ businessNumber: 'T-0815', lines: [line()] }));
    await node.node.run('issue');
    const { invoice } = await read('pending-invoice', pending);
    const { body } = await node.ask('GET', `${records('invoice')}?view=manage&q=T-0815`);
    const found = (body['items'] as readonly JsonObject[]).map(({ number }) => number);
    expect(found).toEqual([(invoice as JsonObject)['number']]);
  });

  it('a scan code is a picture, once it is made', async () => {
    const made = await node.ask('POST', records('static-qr'), { organisation: 'root', grossLimit: '100' });
    const id = String(made.body['id']);
    const none = await node.ask('GET', `/api/issuing/codes/static-qr/${id}`);
    expect([none.status, none.body['code']]).toEqual([404, 'invoice-face-missing']);
    expect((await act('static-qr', id, 'draw')).body['code']).toMatch(/\/scan\/[\w-]{32}$/);
    const picture = await node.raw('GET', `/api/issuing/codes/static-qr/${id}`);
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    expect(await picture.text()).toContain('<svg');
  });

  it('a question is asked, and its answer is an input', async () => {
    const id = await approved({ buyerName: '要问' });
    const asked = await act('invoice-application', id, 'issue');
    expect(asked.body).toMatchObject({ code: 'issue-answer-needed', questions: [{ id: 'offset-1' }] });
    expect(await read('invoice-application', id)).toMatchObject({ applyStatus: 'none' });
    const answers = { 'offset-1': true };
    expect((await act('invoice-application', id, 'issue', { answers })).status).toBe(200);
    expect(await read('invoice-application', id)).toMatchObject({ applyStatus: 'applied' });
  });

  it('documents are named by id or by number, and what no one is called is told at its place', async () => {
    const [byId, byNumber] = [await approved(), await approved()];
    const numberOf = async (form: string, id: string) => String((await read(form, id))['number']);
    const applications = [{ id: byId }, { id: await numberOf('invoice-application', byNumber) }];
    const path = '/api/issuing/applications';
    const would = await node.ask('POST', `${path}/preview`, { applications });
    expect(would.body['applications']).toMatchObject([{ id: byId }, { id: byNumber }]);
    const made = await node.ask('POST', path, { applications });
    const pending = (made.body['pendingInvoices'] as readonly JsonObject[]).map(({ number }) =>
      String(number),
    );
    const issued = await node.ask('POST', '/api/issuing/pending-invoices', {
      pendingInvoices: pending.map((id) => ({ id })),
    });
    expect([made.status, issued.status]).toEqual([200, 200]);
    const nobody = { number: 'NOBODY' };
    const stop = '/api/issuing/pending-invoices/stop';
    for (const [door, body, place] of [
      [path, { applications: [{ id: byId }, { id: 'NOBODY' }] }, '/applications/1/id'],
      [`${path}/preview`, { applications: [{ id: 'NOBODY' }] }, '/applications/0/id'],
      ['/api/issuing/pending-invoices', { pendingInvoices: [{ id: 'NOBODY' }] }, '/pendingInvoices/0/id'],
      [stop, { pendingInvoices: [pending[0] ?? '', 'NOBODY'] }, '/pendingInvoices/1'],
    ] as const) {
      const { status, body: problem } = await node.ask('POST', door, body);
      expect([door, status, problem['errors']]).toMatchObject([
        ...[door, 400],
        [{ path: place, code: 'document-unknown', params: nobody }],
      ]);
    }
    const stopped = await node.ask('POST', stop, { pendingInvoices: pending });
    expect(stopped.status).toBe(200);
    await node.node.run('issue');
  });

  it('a number that two organisations have is that of whose call it is; otherwise it is asked which', async () => {
    for (const number of ['NA', 'NB'])
      await node.ask('POST', records('organisation'), { number, name: number, parent: { number: 'root' } });
    const body = {
      number: 'TWICE',
      buyerName: '甲',
      invoiceType: '10xdp',
      sellerTaxNo: seller,
      lines: [line()],
    };
    const own: string[] = [];
    for (const org of ['NA', 'NB'])
      own.push(
        String((await node.ask('POST', `${records('invoice-application')}?org=${org}`, body)).body['id']),
      );
    const asked = { applications: [{ id: 'TWICE' }] };
    const preview = (org: string) => node.ask('POST', `/api/issuing/applications/preview?org=${org}`, asked);
    for (const id of own)
      for (const action of ['submit', 'approve']) await act('invoice-application', id, action);
    expect((await preview('NB')).body['applications']).toMatchObject([{ id: own[1] }]);
    const { status, body: problem } = await preview('root');
    expect([status, problem['errors']]).toMatchObject([
      400,
      [{ path: '/applications/0/id', code: 'document-number-twice', params: { count: 2 } }],
    ]);
  });

  it('what stops is said, and nothing is written', async () => {
    const back = line({ quantity: '-1', amount: '-100', tax: '-6', gross: '-106' });
    const id = await approved({ lines: [line(), back] });
    const { status, body } = await act('invoice-application', id, 'issue');
    expect([status, body['code']]).toEqual([409, 'issue-stopped']);
    expect(await pendingOf(id)).toEqual([]);
  });

  it('credit is taken at the push, not before: who comes late fails, and is issued once there is room', async () => {
    await node.ask('POST', records('business-type'), { number: 'T', name: 'T' });
    const control = { number: 'C', name: 'C', businessType: 'T', dayCredit: '300', monthCredit: '300' };
    const { body: made } = await node.ask('POST', records('business-control'), control);
    const first = await reach(await approved({ businessType: 'T' }), 'plan');
    expect(await read('pending-invoice', first)).toMatchObject({ credit: null });
    const second = await reach(await approved({ businessType: 'T' }));
    await node.node.run('issue');
    const done = await read('pending-invoice', second);
    expect(done['issueStatus']).toBe('issued');
    const entry = await read('credit-entry', String((done['credit'] as JsonObject)['id']));
    expect(entry).toMatchObject({ state: 'confirmed', amount: '200' });
    await act('pending-invoice', first, 'issue');
    await node.node.run('issue');
    const late = { issueStatus: 'failed', failureCode: 'day-credit', credit: null };
    expect(await read('pending-invoice', first)).toMatchObject(late);
    const path = `${records('business-control')}/${String(made['id'])}`;
    const tag = { 'if-match': `"${String(made['revision'])}"` };
    const more = await node.ask('PATCH', path, { dayCredit: '400', monthCredit: '400' }, tag);
    expect(more.status, JSON.stringify(more.body)).toBe(200);
    await act('pending-invoice', first, 'issue');
    await node.node.run('issue');
    expect(await read('pending-invoice', first)).toMatchObject({ issueStatus: 'issued' });
  });

  it('of several that are picked together each has to fit beside those before it, which count once', async () => {
    await node.ask('POST', records('business-type'), { number: 'TT', name: 'TT' });
    const control = { number: 'CC', name: 'CC', businessType: 'TT', dayCredit: '500', monthCredit: '500' };
    expect((await node.ask('POST', records('business-control'), control)).status).toBe(201);
    const three = [];
    for (const buyerName of ['一', '二', '三']) three.push(await approved({ businessType: 'TT', buyerName }));
    const seen = await Promise.all(three.map((id) => read('invoice-application', id)));
    const items = seen.map(({ id, revision }) => ({
      op: 'act',
      id: id ?? '',
      ifMatch: revision ?? 0,
      action: 'plan',
    }));
    const { body } = await node.ask('POST', '/api/forms/invoice-application/batch', { items, atomic: false });
    const outcomes = (body['items'] as readonly JsonObject[]).map(({ status }) => status);
    expect(outcomes).toEqual([200, 200, 409]);
    expect((body['items'] as readonly JsonObject[])[2]?.['problem']).toMatchObject({ code: 'issue-stopped' });
    expect(await pendingOf(three[2] ?? '')).toEqual([]);
  });

  it('a special invoice waits for both parties before it is reversed', async () => {
    const pending = await reach(await approved({ invoiceType: '08xdp', buyerTaxNo: '91500023MA0000001M' }));
    const plain = await reach(await approved({ buyerName: '无需确认' }));
    await node.node.run('issue');
    const invoiceOf = async (id: string) =>
      String(((await read('pending-invoice', id))['invoice'] as JsonObject)['id']);
    const invoice = await invoiceOf(pending);
    const refused = await act('invoice', invoice, 'red');
    expect([refused.status, refused.body['code']]).toEqual([409, 'red-confirmation-needed']);
    // Picked together with one that need not wait: that one is reversed, and each is told what became of it.
    const items = [];
    for (const id of [await invoiceOf(plain), invoice]) {
      const { revision } = await read('invoice', id);
      items.push({ op: 'act', id, ifMatch: revision ?? 0, action: 'red' });
    }
    const { body } = await node.ask('POST', '/api/forms/invoice/batch', { items, atomic: false });
    expect(body['items']).toMatchObject([
      { status: 200 },
      { status: 409, problem: { code: 'red-confirmation-needed' } },
    ]);
    const confirmed = { status: '04', redReason: 'wrong', blueInvoice: { id: invoice } };
    expect((await node.ask('POST', records('red-confirmation'), confirmed)).status).toBe(201);
    expect((await act('invoice', invoice, 'red')).status).toBe(200);
  });

  it('several that are picked together may become one invoice, and each gets its own back', async () => {
    const both = [
      await approved({ buyerName: '合并', dataSource: 'api' }),
      await approved({ buyerName: '合并', dataSource: 'api' }),
    ];
    const seen = await Promise.all(both.map((id) => read('invoice-application', id)));
    const rule = { number: 'MM', name: '合并', mergeLines: true };
    const keys = ['buyerName', 'buyerTaxNo', 'invoiceType', 'taxMethod', 'taxIncluded', 'sourceSystem'];
    const made = await node.ask('POST', records('merge-rule'), { ...rule, documentKeys: keys });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const scheme = {
      number: 'SM',
      name: '合并',
      priority: 1,
      mergeRule: 'MM',
    };
    const condition = { fact: 'buyerName', operator: 'equal', value: '合并' };
    const schemed = await node.ask('POST', records('processing-scheme'), { ...scheme, condition });
    expect(schemed.status, JSON.stringify(schemed.body)).toBe(201);
    const items = seen.map(({ id, revision }) => ({
      op: 'act',
      id: id ?? '',
      ifMatch: revision ?? 0,
      action: 'plan',
    }));
    const { body } = await node.ask('POST', '/api/forms/invoice-application/batch', { items, atomic: false });
    expect(body['items']).toMatchObject([{ status: 200 }, { status: 200 }]);
    const [first, second] = await Promise.all(both.map(pendingOf));
    const pending = [...new Set([...(first ?? []), ...(second ?? [])])];
    expect(pending).toHaveLength(1);
    const { revision, sources } = await read('pending-invoice', pending[0] ?? '');
    expect(sources).toMatchObject([{ gross: '212' }, { gross: '212' }]);
    const path = `${records('pending-invoice')}/${pending[0]}`;
    await node.ask('DELETE', path, undefined, { 'if-match': `"${revision}"` });
    for (const id of both)
      expect(await read('invoice-application', id)).toMatchObject({
        applyStatus: 'none',
        lines: [{ issuedTax: '0' }],
      });
  });

  it('a scan becomes an application whose title is mapped as scans are', async () => {
    await node.ask('POST', records('dynamic-qr'), {
      ...{ number: 'DTM-1', taxNo: seller, invoiceTypes: ['10xdp'], businessSystem: 'POS' },
    });
    const buyer = { buyerName: '扫码买方', buyerMobile: '13800000000' };
    const given = { code: 'DTM-1', ...buyer, lines: [line()] };
    const { status, body } = await node.ask('POST', '/api/issuing/scans', given);
    expect([status, body['dataSource'], body['buyerMobile']]).toEqual([201, 'scan', '13800000000']);
  });

  it('every step of every document has words', async () => {
    const wordless = new Set<string>();
    for (const name of ['invoice-application', 'pending-invoice', 'invoice', 'credit-entry']) {
      const form = node.tenant.served().model.forms.get(name);
      const known = new Set([
        ...Object.keys({ ...trailActions, ...ofInvoices }),
        ...(form?.actions.map((one) => one.name) ?? []),
      ]);
      const { body } = await node.ask('GET', `${records(name)}?view=manage&limit=200`);
      for (const { id } of body['items'] as readonly JsonObject[]) {
        const history = await node.ask('GET', `${records(name)}/${String(id)}/history`);
        for (const { operation } of history.body['items'] as readonly JsonObject[])
          if (!known.has(String(operation))) wordless.add(`${name} ${String(operation)}`);
      }
    }
    expect([...wordless]).toEqual([]);
  });
});
