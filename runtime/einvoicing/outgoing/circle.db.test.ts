import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { someOf } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import type { Fate } from '../channels/simulated.ts';
import { deskAt, seller } from '../issuing/desk.suite.ts';
import { openSinks, type Sinks } from './sinks.suite.ts';

describeOnDatabases('what is issued', (under) => {
  let node: TestNode;
  let sinks: Sinks;
  let ahead = 0;
  const fates = new Map<string, Fate>();

  beforeAll(async () => {
    sinks = await openSinks();
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      clock: () => Date.now() + ahead,
      domains: createDomains({
        fate: ({ document }) => fates.get(String(document['buyerName'])),
        // Paper goes to the simulation, too: what becomes of its callbacks is asked here.
        channels: (connected) => (asked) => connected({ ...asked, invoiceType: '10xdp' }),
      }),
      smtp: sinks.smtp,
    });
    await deskAt(node).simulate();
    await allowHost(node, sinks.url);
    await make('callback-target', { name: 'ERP', url: sinks.url });
  });
  afterAll(async () => {
    await node.close();
    await sinks.close();
  });

  async function set(type: string, key: string, value: string | boolean | readonly string[]): Promise<void> {
    const path = `${type}/${key}`;
    await clear(path);
    const asked = { value: value as Json };
    const { status, body } = await node.ask('PUT', `/api/params/${path}`, asked, { 'guiju-reason': 'test' });
    expect(status, JSON.stringify(body)).toBeLessThan(300);
  }
  async function clear(path: string): Promise<void> {
    const { body } = await node.ask('GET', `/api/params/${path}`);
    for (const { id, revision } of body['own'] as readonly JsonObject[]) {
      const headers = { 'if-match': `"${revision}"`, 'guiju-reason': 'test' };
      await node.ask('DELETE', `/api/params/${path}?id=${id}`, undefined, headers);
    }
  }
  async function make(form: string, body: JsonObject): Promise<string> {
    const made = await node.ask('POST', `/api/forms/${form}/records`, body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return String(made.body['id']);
  }
  async function issue(more: JsonObject): Promise<string> {
    const line = {
      itemName: '服务费',
      taxCode: '3040000000000000000',
      rate: '0.06',
      quantity: '2',
      price: '100',
    };
    const amounts = { amount: '200', tax: '12', gross: '212' };
    const id = await make('invoice-application', {
      buyerName: '买方',
      invoiceType: '10xdp',
      sellerTaxNo: seller,
      sellerName: '卖方',
      dataSource: 'api',
      sourceSystem: 'ERP',
      businessNumber: 'B-1',
      lines: [{ ...line, ...amounts }],
      ...more,
    });
    for (const action of ['submit', 'approve', 'issue']) {
      const path = `/api/forms/invoice-application/records/${id}`;
      const { body } = await node.ask('GET', `${path}?view=manage`);
      const done = await node.ask(
        'POST',
        `${path}/actions/${action}`,
        {},
        {
          'if-match': `"${String(body['revision'])}"`,
        },
      );
      expect([action, done.status, JSON.stringify(done.body['errors'] ?? null)]).toEqual([
        action,
        200,
        'null',
      ]);
    }
    await node.node.run('issue');
    return id;
  }
  const list = async (form: string) =>
    (await node.ask('GET', `/api/forms/${form}/records?view=manage&limit=500`)).body[
      'items'
    ] as unknown as readonly JsonObject[];

  /** All files of what an application became are there. */
  const filed = async (application: string) => {
    const [pending] = await deskAt(node).pendingOf(application);
    const { id = null } = (pending?.['invoice'] ?? {}) as JsonObject;
    const there = async () => {
      const invoice = await deskAt(node).read('invoice', String(id));
      return [invoice['pdf'], invoice['ofd'], invoice['xml']].every(Boolean);
    };
    await expect.poll(there, { timeout: 20_000 }).toBe(true);
  };

  const isOf = (one: JsonObject, id: string) => (one['application'] as JsonObject | null)?.['id'] === id;

  it('is told to the business system and mailed to the buyer', async () => {
    const id = await issue({ buyerEmail: 'buyer@example.com' });
    await expect.poll(() => [sinks.calls.length, sinks.mails.length], { timeout: 20_000 }).toEqual([1, 1]);
    expect(sinks.calls[0]).toMatchObject({
      event: 'issued',
      applications: [{ id, businessNumber: 'B-1', sourceSystem: 'ERP' }],
      invoice: { sign: 'blue', gross: '212', lines: [{ itemName: '服务费' }] },
    });
    expect(sinks.mails[0]).toContain('To: buyer@example.com');
    expect(sinks.mails[0]).toContain('/api/issuing/faces/');
    // The other side has it before it is written down that it has.
    const written = async () => [...(await list('callback')), ...(await list('invoice-mail'))];
    const application = { id, number: expect.any(String) };
    const pendingInvoice = { number: expect.any(String) };
    await expect.poll(written, { timeout: 20_000 }).toMatchObject([
      { event: 'issued', state: 'sent', application, pendingInvoice },
      { recipient: 'buyer@example.com', state: 'sent', application, pendingInvoice },
    ]);
    for (const one of await written()) {
      const form = one['event'] ? 'callback' : 'invoice-mail';
      const sheet = await (await node.raw('GET', `/api/forms/${form}/export?format=csv&view=manage`)).text();
      expect(sheet).toContain(`,${String((one['application'] as JsonObject)['number'])},`);
      expect(sheet).not.toContain(`,${id},`);
    }
  });

  it('is told when the file is there, where a parameter says so, and failures unless it says not', async () => {
    await set('sim_config', 'sim_system_source_callback_type', 'pdf');
    sinks.calls.length = 0;
    await issue({});
    await expect.poll(() => sinks.calls.map(({ event }) => event), { timeout: 20_000 }).toEqual(['issued']);
    fates.set('不成功', { fails: { code: 'refused' } });
    await issue({ buyerName: '不成功' });
    await expect.poll(() => sinks.calls.at(-1)?.['event'], { timeout: 20_000 }).toBe('failed');
    await set('sim_error_callback', 'sim_error_callback', false);
    const before = sinks.calls.length;
    await issue({ buyerName: '不成功' });
    await issue({ buyerName: '买方' });
    await expect.poll(() => sinks.calls.length, { timeout: 20_000 }).toBe(before + 1);
    expect(sinks.calls.at(-1)?.['event']).toBe('issued');
    await clear('sim_error_callback/sim_error_callback');
    // A callback about the invoice keeps nobody from giving the invoice up.
    const about = (await list('callback')).find((one) => one['event'] === 'failed')?.['pendingInvoice'];
    const path = `/api/forms/pending-invoice/records/${String((about as JsonObject)['id'])}`;
    const { body: failed } = await node.ask('GET', `${path}?view=manage`);
    const tag = { 'if-match': `"${String(failed['revision'])}"` };
    expect((await node.ask('DELETE', path, undefined, tag)).status).toBe(204);
  });

  type Moment = readonly [
    says: string,
    invoiceType: string,
    type: string,
    files: readonly string[],
    heard: string,
  ];
  const moments: readonly Moment[] = [
    ['a paper one at its issuing', '007', 'issue', ['ofd'], 'issued'],
    ['a paper one at its PDF', '007', 'pdf', [], 'issued'],
    ['a paper one at both', '007', 'invoice-then-pdf', [], 'issued file'],
    ['a digital one at its issuing, whatever is said of paper', '10xdp', 'invoice-then-pdf', [], 'issued'],
    ['a digital one at the file that is named', '10xdp', 'issue', ['pdf'], 'issued'],
    [
      'a digital one at the last of the files that are named, once',
      '10xdp',
      'issue',
      ['pdf', 'ofd'],
      'issued',
    ],
  ];

  it.each(someOf(moments, 3))(
    'is told of %s, with its applications each time',
    async (_says, invoiceType, type, files, heard) => {
      await set('sim_config', 'sim_system_source_callback_type', type);
      if (files.length > 0) await set('invoicefile_config', 'file', files);
      sinks.calls.length = 0;
      const id = await issue({ invoiceType });
      await filed(id);
      // Events come in order: what is told of the next one, comes behind all of this.
      fates.set('最后', { fails: { code: 'refused' } });
      await issue({ buyerName: '最后' });
      const events = () => sinks.calls.map(({ event }) => String(event)).sort();
      await expect
        .poll(events, { timeout: 20_000 })
        .toEqual([...heard.split(' ').filter(Boolean), 'failed'].sort());
      for (const { event, applications } of sinks.calls)
        if (event !== 'failed') expect(applications).toMatchObject([{ id }]);
      if (files.length > 0) await clear('invoicefile_config/file');
    },
  );

  it.each(['callback', 'invoice-mail'])('a %s is made by nobody but the platform', async (form) => {
    const { status, body } = await node.ask('POST', `/api/forms/${form}/records`, {});
    expect([status, body['code']]).toEqual([409, 'outgoing-own']);
    const { can } = (await node.ask('GET', `/api/forms/${form}`)).body;
    expect(can).toContain('read');
    for (const action of ['create', 'copy', 'import']) expect(can).not.toContain(action);
  });

  it('by hand is told to nobody, and without an address of the buyer mailed to nobody', async () => {
    const count = [(await list('callback')).length, (await list('invoice-mail')).length];
    await issue({ dataSource: 'manual', sourceSystem: null });
    const last = await issue({ buyerEmail: 'other@example.com' });
    await expect
      .poll(async () => (await list('callback')).some((one) => isOf(one, last)), {
        timeout: 20_000,
      })
      .toBe(true);
    await expect
      .poll(async () => (await list('invoice-mail')).length, { timeout: 20_000 })
      .toBe((count[1] ?? 0) + 1);
    expect((await list('callback')).length).toBe((count[0] ?? 0) + 1);
  });

  it('is mailed with its files, in the formats of the scheme, once all of these are there', async () => {
    const organisations = [{ organisation: 'root' }];
    const scheme = { name: '附件', attach: true, linkFormats: ['pdf', 'xml'], organisations };
    await make('mail-scheme', scheme);
    sinks.mails.length = 0;
    await issue({ buyerEmail: 'files@example.com' });
    const own = () => sinks.mails.filter((one) => one.includes('To: files@example.com'));
    await expect.poll(() => own().length, { timeout: 20_000 }).toBe(1);
    const [mail = ''] = own();
    const attached = [...mail.matchAll(/filename="?\d+\.(\w+)"?/g)].map(([, format]) => format);
    expect(attached).toEqual(['pdf', 'xml']);
    // The first bytes of a PDF, and of XML.
    for (const begins of ['%PDF-1.', '<?xml version'])
      expect(mail).toContain(Buffer.from(begins).toString('base64').slice(0, 8));
  });

  it('goes together by a scheme, at its time', async () => {
    const scheme = { name: '合并', pushMode: 'automatic', grouping: 'mailbox', invoiceTypes: ['10xdp'] };
    await make('batch-push-scheme', scheme);
    sinks.mails.length = 0;
    await issue({ buyerEmail: 'many@example.com' });
    await issue({ buyerEmail: 'many@example.com' });
    await issue({ buyerEmail: 'alone@example.com' });
    const rows = async (recipient: string) => {
      const [mail] = (await list('invoice-mail')).filter((one) => one['recipient'] === recipient);
      const { body } = await node.ask(
        'GET',
        `/api/forms/invoice-mail/records/${String(mail?.['id'])}?view=manage`,
      );
      return (body['invoices'] as unknown as readonly unknown[] | undefined)?.length;
    };
    await expect.poll(() => rows('many@example.com'), { timeout: 20_000 }).toBe(2);
    await expect.poll(() => rows('alone@example.com'), { timeout: 20_000 }).toBe(1);
    ahead += 11_000;
    const to = (who: string) => sinks.mails.filter((mail) => mail.includes(`To: ${who}@example.com`)).length;
    await expect.poll(() => [to('many'), to('alone')], { timeout: 20_000 }).toEqual([1, 1]);
  });

  it('is told, and not mailed, where files lie on another server', async () => {
    await set('invoicefile_config', 'not_upload_s3', true);
    const mailed = (await list('invoice-mail')).length;
    const id = await issue({ buyerEmail: 'elsewhere@example.com' });
    const ownCalls = async () => (await list('callback')).filter((one) => isOf(one, id));
    await expect.poll(ownCalls, { timeout: 20_000 }).toMatchObject([{ event: 'issued', state: 'sent' }]);
    expect((await list('invoice-mail')).length).toBe(mailed);
  });
});
