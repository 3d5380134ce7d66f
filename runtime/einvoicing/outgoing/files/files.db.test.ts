import { execFileSync } from 'node:child_process';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { eInvoiceSchema } from '../../../../rules/einvoicing/e-invoice/e-invoice-schema.ts';
import { openBook } from '../../../../workshop/bureau/book.ts';
import { createBureau } from '../../../../workshop/bureau/bureau.ts';
import { serveBureau } from '../../../../workshop/bureau/serve-bureau.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { createDomains } from '../../../domains.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { describedIn, filesOfZip, textsOf } from '../../../work/print/ofd.suite.ts';
import { deskAt, serviceLine } from '../../issuing/desk.suite.ts';

const packages = ['platform', 'basis', 'invoicing'];
const formats = ['pdf', 'ofd', 'xml'] as const;

describeOnDatabases('files of invoices', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let ahead = 0;
  const bureau = createBureau(openBook());
  let served: Awaited<ReturnType<typeof serveBureau>>;

  beforeAll(async () => {
    served = await serveBureau({ bureau });
    node = await openTestNode(under.url, {
      packages,
      clock: () => Date.now() + ahead,
      domains: createDomains({
        // Whoever is called so is simulated; the bureau has all others.
        channels: (connected) => (asked) => connected({ ...asked, simulated: isSimulated }),
      }),
    });
    desk = deskAt(node);
    await desk.connect(served.url, { name: '乐企直连' });
    await desk.make('channel', { name: 'RPA', channelKind: 'rpa', url: served.url });
    await settings({
      simulatedFileSeconds: 60,
      fileNameFields: ['buyerName', 'number'],
      fileNameSeparator: '-',
    });
  });
  afterAll(async () => {
    await node?.close();
    await served.close();
  });

  let isSimulated = true;
  const settings = async (values: JsonObject) => {
    const path = '/api/forms/other-settings/record';
    const before = await node.ask('GET', path);
    const headers = { 'if-match': before.headers.get('etag') ?? '' };
    const { status, body: done } = await node.ask('PATCH', path, values, headers);
    expect(status, JSON.stringify(done)).toBeLessThan(300);
  };
  const parameter = async (path: string, value: JsonObject[string]) => {
    const { status, body } = await node.ask(
      'PUT',
      `/api/params/${path}`,
      { value },
      { 'guiju-reason': 'test' },
    );
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return async () => {
      const { body: now } = await node.ask('GET', `/api/params/${path}`);
      for (const { id, revision } of now['own'] as readonly JsonObject[]) {
        const headers = { 'if-match': `"${revision}"`, 'guiju-reason': 'test' };
        await node.ask('DELETE', `/api/params/${path}?id=${id}`, undefined, headers);
      }
    };
  };
  const invoiced = (more: JsonObject, simulated = true) => {
    isSimulated = simulated;
    return desk.invoiced({ lines: [serviceLine], sellerName: '卖方公司', ...more });
  };
  /** The account of the seller is one that RPA uses. */
  const byRobot = async () => {
    const path = desk.records('tax-account');
    const { body } = await node.ask('GET', `${path}?view=manage`);
    const [account] = body['items'] as readonly JsonObject[];
    const headers = { 'if-match': `"${String(account?.['revision'])}"` };
    const done = await node.ask('PATCH', `${path}/${String(account?.['id'])}`, { channel: 'rpa' }, headers);
    expect(done.status, JSON.stringify(done.body)).toBeLessThan(300);
  };
  const wait = { timeout: 20_000, interval: 100 };
  const tasks = async (invoice: string) => {
    const path = `${desk.records('invoice-file')}?view=manage&invoice=${invoice}&sort=number`;
    return (await node.ask('GET', path)).body['items'] as readonly JsonObject[];
  };
  /** What there is of an invoice, once it is so. */
  const becomes = (id: string, there: readonly string[]) =>
    vi.waitFor(async () => {
      const invoice = await desk.read('invoice', id);
      expect(formats.filter((format) => invoice[format])).toEqual(there);
      return invoice;
    }, wait);
  const bytesOf = async (invoice: JsonObject, format: (typeof formats)[number]) => {
    const { id } = invoice[format] as JsonObject;
    const path = `${desk.records('invoice')}/${String(invoice['id'])}/files/${String(id)}`;
    return new Uint8Array(await (await node.raw('GET', path)).arrayBuffer());
  };
  const textOf = (pdf: Uint8Array) =>
    execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' }).replace(/\s/g, '');

  describe('of the simulation', () => {
    let invoice: JsonObject;

    it('come one after another, so many seconds apart as the settings say', async () => {
      const id = await invoiced({ buyerName: '买方/甲', remark: '谢谢惠顾' });
      await vi.waitFor(async () => {
        const all = await tasks(id);
        expect(all.map(({ fileFormat, origin }) => [fileFormat, origin])).toEqual(
          formats.map((format) => [format, 'made']),
        );
      }, wait);
      await becomes(id, []);
      ahead += 61_000;
      await becomes(id, ['pdf']);
      ahead += 60_000;
      await becomes(id, ['pdf', 'ofd']);
      ahead += 60_000;
      invoice = await becomes(id, ['pdf', 'ofd', 'xml']);
      // A file is there before it is written down that it is.
      await vi.waitFor(
        async () => expect((await tasks(id)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']),
        wait,
      );
    });

    it('are named as the settings say, and by their format', () => {
      expect(formats.map((format) => (invoice[format] as JsonObject)['name'])).toEqual(
        formats.map((format) => `买方_甲-${String(invoice['number'])}.${format}`),
      );
    });

    it('are marked as simulated, each of them', async () => {
      const pdf = textOf(await bytesOf(invoice, 'pdf'));
      expect(pdf).toContain('模拟开票，没有法律效力');
      for (const said of [invoice['number'], '买方/甲', '卖方公司', '服务费', '谢谢惠顾'])
        expect(pdf).toContain(String(said));
      const { pages, unresolved, unlisted } = describedIn(filesOfZip(await bytesOf(invoice, 'ofd')));
      expect([unresolved, unlisted]).toEqual([[], []]);
      const ofd = pages
        .flatMap(textsOf)
        .map(({ text }) => text)
        .join('')
        .replace(/\s/g, '');
      expect(ofd).toBe(pdf);
      expect(Buffer.from(await bytesOf(invoice, 'xml')).toString()).toContain(
        '<Mark>模拟开票，没有法律效力</Mark>',
      );
    });

    it('are data by our schema', async () => {
      const schema = XmlDocument.fromString(eInvoiceSchema);
      const validator = XsdValidator.fromDoc(schema);
      const xml = Buffer.from(await bytesOf(invoice, 'xml'));
      const document = XmlDocument.fromBuffer(xml);
      validator.validate(document);
      expect(document.get('//TotalTax-includedAmount')?.content).toBe('212.00');
      const wrong = XmlDocument.fromString(xml.toString().replace('212.00', '二百一十二'));
      expect(() => validator.validate(wrong)).toThrow();
      for (const one of [document, wrong, validator, schema]) one.dispose();
    });

    it('are opened by the links on the invoice alone, as what they are', async () => {
      for (const [format, type] of [
        ['pdf', 'application/pdf'],
        ['ofd', 'application/ofd'],
        ['xml', 'application/xml'],
      ] as const) {
        const { pathname, search } = new URL(String(invoice[`${format}Url`]));
        const opened = await node.node.app.request(pathname + search);
        expect([opened.status, opened.headers.get('content-type')]).toEqual([200, type]);
        expect(new Uint8Array(await opened.arrayBuffer())).toEqual(await bytesOf(invoice, format));
        const other = pathname.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
        expect((await node.node.app.request(other + search)).status).toBe(404);
      }
    });

    it('have no links where files stay on the server inside', async () => {
      const clear = await parameter('invoicefile_config/not_upload_s3', true);
      const id = await invoiced({ buyerName: '里面' });
      await vi.waitFor(async () => expect(await tasks(id)).toHaveLength(3), wait);
      ahead += 181_000;
      const found = await becomes(id, ['pdf', 'ofd', 'xml']);
      expect(formats.map((format) => found[`${format}Url`] ?? null)).toEqual([null, null, null]);
      await clear();
    });
  });

  describe('of a bureau', () => {
    it('are fetched once they are there', async () => {
      bureau.setMood({ files: 3_600 });
      const id = await invoiced({ buyerName: '税局' }, false);
      await vi.waitFor(async () => {
        const all = await tasks(id);
        expect(all.map(({ state, attempts, origin }) => [state, attempts, origin])).toEqual(
          formats.map(() => ['waiting', 1, 'fetched']),
        );
        expect(String(all[1]?.['failure'])).toContain('OFD');
      }, wait);
      await becomes(id, []);
      bureau.setMood({ files: 0 });
      ahead += 61_000;
      const invoice = await becomes(id, ['pdf', 'ofd', 'xml']);
      expect(textOf(await bytesOf(invoice, 'pdf'))).toBe(invoice['number']);
    });

    it('are given up with a sentence when they never come, and fetched when somebody asks again', async () => {
      bureau.setMood({ files: 9_999_999 });
      const id = await invoiced({ buyerName: '从不' }, false);
      await vi.waitFor(async () => {
        ahead += 24 * 3_600_000;
        await node.node.run('outgoing');
        expect((await tasks(id)).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
      }, wait);
      bureau.setMood({ files: 0 });
      const [first] = await tasks(id);
      expect((await desk.act('invoice-file', String(first?.['id']), 'send-again')).status).toBe(200);
      await becomes(id, ['pdf']);
    });

    it.each([
      ['stay at the bureau where nothing says that they are brought', undefined, ['ofd', 'xml']],
      ['are brought where a parameter says so', true, ['pdf', 'ofd', 'xml']],
    ] as const)('under RPA PDFs %s', async (_says, value, there) => {
      const clear =
        value === undefined ? undefined : await parameter('invoicefile_config/download2local', value);
      await byRobot();
      const id = await invoiced({ buyerName: '机器人开的' }, false);
      expect((await desk.read('invoice', id))['channel']).toBe('rpa');
      await becomes(id, there);
      await clear?.();
    });
  });
});
