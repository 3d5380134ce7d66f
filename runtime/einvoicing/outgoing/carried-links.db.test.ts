import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { allowHost } from '../../access/egress/allow-host.suite.ts';
import { systemCall } from '../../call/system-call.ts';
import { sweepExpired } from '../../care/thinning/sweep-expired.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { openSinks, type Sinks } from './sinks.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
/** A customer’s own field for files of invoices. */
const extra = installedFrom(
  new Map<string, Json>([
    [
      'package.json',
      {
        name: 'papers',
        version: '1.0.0',
        peerDependencies: { platform: '*', basis: '*', invoicing: '*' },
        guiju: { prefix: 'pp', label: label('Papers') },
      },
    ],
    [
      'extensions/invoice.json',
      { extends: 'invoice', fields: [{ name: 'pp_papers', kind: 'files', label: label('Papers') }] },
    ],
  ]),
);
const hour = 3_600_000;

interface Link {
  readonly id: string;
  readonly print: string | null;
  readonly called: string | null;
  readonly expiresAt: string;
  readonly carriedBy: { readonly form: string; readonly id: string } | null;
  readonly by: { readonly name: string };
}

describeOnDatabases('links that messages carry', (under) => {
  let node: TestNode;
  let sinks: Sinks;
  let ahead = 0;
  let count = 0;
  let scheme = '';
  let target = '';

  beforeAll(async () => {
    sinks = await openSinks();
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      clock: () => Date.now() + ahead,
      smtp: sinks.smtp,
    });
    await node.publish([extra]);
    await allowHost(node, sinks.url);
    target = (
      await make('callback-target', { name: 'ERP', url: sinks.url, prints: 'face', printsAs: 'link' })
    ).id;
    scheme = (await make('mail-scheme', { name: '链接', linkPrints: 'face', linkHours: 2 })).id;
  });
  afterAll(async () => {
    await node.close();
    await sinks.close();
  });
  beforeEach(() => {
    sinks.mails.length = 0;
    sinks.calls.length = 0;
  });

  const store = () => {
    const { tenant } = node;
    const call = systemCall(tenant.served(), tenant.now(tenant.served().orgs.root));
    const form = (name: string) => {
      const known = call.served.model.formsById.get(name);
      if (!known) throw new Error(`no form ${name}`);
      return known;
    };
    return { store: tenant.store, call, form };
  };
  async function make(name: string, body: JsonObject) {
    const { store: records, call, form } = store();
    return (await records.create(call, form(name), body)).record;
  }
  async function change(name: string, id: string, body: JsonObject): Promise<void> {
    const { store: records, call, form } = store();
    await records.patch(call, form(name), id, body);
  }
  async function read(name: string, id: string): Promise<JsonObject> {
    const { store: records, call, form } = store();
    return records.read(call, form(name), id, 'manage');
  }
  const stateOf = (name: string, id: string) =>
    expect.poll(async () => (await read(name, id))['state'], { timeout: 20_000 });
  async function invoice(more: JsonObject = {}): Promise<string> {
    count += 1;
    const lines = [{ itemName: '货', rate: '0.13', amount: '100', tax: '13', gross: '113' }];
    const number = String(count).padStart(20, '0');
    return (await make('invoice', { number, sign: 'blue', invoiceType: '004', lines, ...more })).id;
  }
  const outline = (of: readonly string[], more: JsonObject = {}) => ({
    recipient: 'buyer@example.com',
    scheme: { id: scheme },
    invoices: of.map((id) => ({ invoice: { id } })),
    ...more,
  });
  async function mailed(of: readonly string[]): Promise<string> {
    const { id } = await make('invoice-mail', outline(of));
    await stateOf('invoice-mail', id).toBe('sent');
    return id;
  }
  const send = async (id: string) => {
    const { revision } = await read('invoice-mail', id);
    const headers = { 'if-match': `"${String(revision)}"` };
    const path = `/api/forms/invoice-mail/records/${id}/actions/send-again`;
    expect((await node.ask('POST', path, {}, headers)).status).toBe(200);
    await stateOf('invoice-mail', id).toBe('sent');
  };
  /** The text of a mail as its reader sees it. */
  const textOf = (mail: string) => {
    const whole = mail.includes('multipart') ? (mail.split(/\r\n--/)[1] ?? '') : mail;
    const [, body = ''] = /base64\r\n\r\n([\s\S]*)$/.exec(whole) ?? [];
    if (body !== '') return Buffer.from(body, 'base64').toString();
    return whole
      .replace(/=\r\n/g, '')
      .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replace(/=/g, ''), 'hex').toString());
  };
  /** The last mail: what it says, and where its links lead. */
  const last = () => {
    const text = textOf(sinks.mails.at(-1) ?? '');
    return {
      text,
      links: [...text.matchAll(/href="http:\/\/localhost(\/files\/[\w-]+)"/g)].map(([, at = '']) => at),
    };
  };
  /** As somebody of whom nothing is known. */
  const follow = (at: string) =>
    node.node.app.request(at, { headers: { 'x-forwarded-for': '198.51.100.7' } });
  const codeOf = async (at: string) => {
    const answer = await follow(at);
    return [answer.status, answer.status === 200 ? '' : ((await answer.json()) as JsonObject)['code']];
  };
  const printed = async (at: string) => {
    const answer = await follow(at);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const input = Buffer.from(await answer.arrayBuffer());
    return execFileSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' });
  };
  const linksOf = async (of: string) =>
    (await node.ask('GET', `/api/forms/invoice/records/${of}/links`)).body[
      'items'
    ] as unknown as readonly Link[];
  const trail = async (of: string) => {
    const rows = await node.tenant.database.all<{ action: string; target: string }>(
      "SELECT action, target FROM gj_audit WHERE action LIKE 'file-link%' ORDER BY at",
    );
    return rows.filter(({ target: at }) => at.includes(of)).map(({ action }) => action);
  };

  it('stand in a mail, and lead whoever holds one to the invoice as it is then, without signing in', async () => {
    const [one, other] = [await invoice({ buyerName: '旧名' }), await invoice()];
    const mail = await mailed([one, other]);
    const { text, links } = last();
    expect(links).toHaveLength(2);
    expect(text).toMatch(/点链接即可下载，不用登录，\d{4}-\d\d-\d\d \d\d:\d\d 前有效/);
    await change('invoice', one, { buyerName: '新名' });
    const [at = ''] = links;
    const paper = await printed(at);
    expect([paper.includes('新名'), paper.includes('旧名')]).toEqual([true, false]);
    const { headers } = await follow(at);
    expect(headers.get('content-disposition')).toContain('attachment; filename*=UTF-8');
    const [link, ...more] = await linksOf(one);
    expect(more).toEqual([]);
    expect(link).toMatchObject({
      print: 'face',
      by: { name: '系统' },
      carriedBy: { form: 'invoice-mail', id: mail },
      called: expect.stringContaining('.pdf'),
    });
    const left = Date.parse(link?.expiresAt ?? '') - (Date.now() + ahead);
    expect([left > 1.9 * hour, left <= 2 * hour]).toEqual([true, true]);
    expect(await trail(one)).toEqual(['file-link-made', 'file-link-used']);
  });

  const over: readonly (readonly [
    sentence: string,
    after: (of: string, mail: string) => Promise<unknown>,
  ])[] = [
    [
      'was withdrawn',
      async (of) => {
        const [link] = await linksOf(of);
        const path = `/api/forms/invoice/records/${of}/links/${link?.id}`;
        expect((await node.ask('DELETE', path)).status).toBe(204);
        expect(await linksOf(of)).toEqual([]);
        expect(await trail(of)).toContain('file-link-withdrawn');
      },
    ],
    ['is of an invoice that was made void', (of) => change('invoice', of, { invoiceStatus: 'void' })],
    [
      'is of a mail that was deleted',
      async (_, mail) => {
        const path = `/api/forms/invoice-mail/records/${mail}`;
        const { revision } = await read('invoice-mail', mail);
        const headers = { 'if-match': `"${String(revision)}"` };
        expect((await node.ask('DELETE', path, undefined, headers)).status).toBe(204);
      },
    ],
    [
      'has had its time',
      async () => {
        ahead += 2.1 * hour;
        await node.setClock();
      },
    ],
  ];
  for (const [sentence, after] of over)
    it(`lead to nothing when one ${sentence}`, async () => {
      const of = await invoice();
      const mail = await mailed([of]);
      const [at = ''] = last().links;
      expect(await codeOf(at)).toEqual([200, '']);
      await after(of, mail);
      expect(await codeOf(at)).toEqual([410, 'file-link-gone']);
    });

  it('are made once for a mail, however often it is sent, and hold from the last time on', async () => {
    const of = await invoice();
    const mail = await mailed([of]);
    const [at = ''] = last().links;
    await send(mail);
    expect(last().links).toEqual([at]);
    expect(await linksOf(of)).toHaveLength(1);
    expect(await trail(of)).toEqual(['file-link-made']);
    ahead += 2.1 * hour;
    await node.setClock();
    await sweepExpired(node.tenant.database);
    expect(await codeOf(at)).toEqual([410, 'file-link-gone']);
    await send(mail);
    expect(last().links).toEqual([at]);
    expect(await codeOf(at)).toEqual([200, '']);
    const [link] = await linksOf(of);
    await node.ask('DELETE', `/api/forms/invoice/records/${of}/links/${link?.id}`);
    await send(mail);
    const [another = ''] = last().links;
    expect(another).not.toBe(at);
    expect([await codeOf(at), await codeOf(another)]).toEqual([
      [410, 'file-link-gone'],
      [200, ''],
    ]);
  });

  async function uploaded(filename: string): Promise<string> {
    const bytes = new Uint8Array(Buffer.from('hello there'));
    const words = Object.entries({ filename, field: 'pp_papers' });
    const begun = await node.raw('POST', '/api/forms/invoice/uploads', bytes, {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes.length),
      'upload-metadata': words
        .map(([word, said]) => `${word} ${Buffer.from(said).toString('base64')}`)
        .join(','),
      'content-type': 'application/offset+octet-stream',
    });
    expect(begun.status).toBe(201);
    return begun.headers.get('location')?.split('/').at(-1) ?? '';
  }

  it('lead to the files that an invoice holds, where the scheme says so', async () => {
    const of = await invoice({ pp_papers: [{ id: await uploaded('合同.txt') }] });
    await mailed([of]);
    expect(last().links).toHaveLength(1);
    await change('mail-scheme', scheme, { linkFiles: true, linkPrints: null });
    await mailed([of]);
    const { text, links } = last();
    expect(text).toContain('>合同.txt</a>');
    expect(await (await follow(links[0] ?? '')).text()).toBe('hello there');
    await change('invoice', of, { pp_papers: null });
    expect(await codeOf(links[0] ?? '')).toEqual([410, 'file-link-gone']);
    await change('mail-scheme', scheme, { linkFiles: false, linkPrints: 'face' });
  });

  it('stand in a mail about a red confirmation, where its scheme says so', async () => {
    const { orgs } = node.tenant.served();
    const organisations = [{ organisation: { id: orgs.root } }];
    await make('red-mail-scheme', {
      name: '确认单',
      linkPrints: 'red-confirmation',
      linkHours: 1,
      organisations,
    });
    const confirmation = await make('red-confirmation', {
      status: '02',
      source: 'manual',
      redReason: 'return',
      buyerName: '确认买方',
      sellerName: '卖方',
      lines: [{ itemName: '货', rate: '0.13', amount: '-100' }],
    });
    const body = { confirmation: { id: confirmation.id }, recipient: 'buyer@example.com', scene: 'waiting' };
    const { id } = await make('confirmation-mail', body);
    await stateOf('confirmation-mail', id).toBe('sent');
    const { text, links } = last();
    expect([text.includes('点链接即可下载'), links.length]).toEqual([true, 1]);
    expect(await printed(links[0] ?? '')).toContain('确认买方');
    const path = `/api/forms/red-confirmation/records/${confirmation.id}/links`;
    const items = (await node.ask('GET', path)).body['items'];
    expect(items).toMatchObject([
      { print: 'red-confirmation', carriedBy: { form: 'confirmation-mail', id } },
    ]);
  });

  it.each([
    [false, []],
    [true, ['蓝票.txt', '红票.txt']],
  ])(
    'lead from a mail about a red confirmation to the files of its blue and its red invoice: %s',
    async (linkFiles, names) => {
      const blue = await invoice({ pp_papers: [{ id: await uploaded('蓝票.txt') }] });
      const { id: confirmation } = await make('red-confirmation', {
        status: '04',
        source: 'manual',
        redReason: 'wrong',
        blueInvoice: { id: blue },
        lines: [{ itemName: '货', rate: '0.13', amount: '-100' }],
      });
      const red = {
        sign: 'red',
        redReason: 'wrong',
        redConfirmation: { id: confirmation },
        blueInvoice: { id: blue },
      };
      await invoice({ ...red, pp_papers: [{ id: await uploaded('红票.txt') }] });
      await invoice({ pp_papers: [{ id: await uploaded('别的.txt') }] });
      const named = { id: (await make('red-mail-scheme', { name: '文件', linkFiles, linkPrints: null })).id };
      const push = await make('red-mail-push', {
        name: '文件',
        scheme: named,
        recipients: ['buyer'],
        scenes: ['refused'],
      });
      const body = { confirmation: { id: confirmation }, push: { id: push.id }, scene: 'confirmed' };
      const { id } = await make('confirmation-mail', { ...body, recipient: 'buyer@example.com' });
      await stateOf('confirmation-mail', id).toBe('sent');
      const { text, links } = last();
      expect([...text.matchAll(/>([^<]+\.txt)<\/a>/g)].map(([, name]) => name)).toEqual(names);
      for (const at of links) expect(await (await follow(at)).text()).toBe('hello there');
    },
  );

  it('stand in a callback, with the day on which they end, and are the same when it is told again', async () => {
    await change('callback-target', target, { linkHours: 5 });
    const of = await invoice({ buyerName: '回调买方' });
    const { id } = await make('callback', { event: 'issued', content: '{}', invoice: { id: of } });
    await stateOf('callback', id).toBe('sent');
    const posted = () => {
      const prints = sinks.calls.at(-1)?.['prints'];
      return (Array.isArray(prints) ? (prints[0] as JsonObject) : undefined) ?? {};
    };
    const { url, expiresAt, ...said } = posted();
    expect(said).toEqual({
      print: 'face',
      filename: expect.stringContaining('.pdf'),
      contentType: 'application/pdf',
    });
    const left = Date.parse(String(expiresAt)) - (Date.now() + ahead);
    expect([left > 4.9 * hour, left <= 5 * hour]).toEqual([true, true]);
    const at = new URL(String(url)).pathname;
    expect(await printed(at)).toContain('回调买方');
    await change('callback', id, { state: 'waiting', nextAt: null });
    await expect.poll(() => sinks.calls.length, { timeout: 20_000 }).toBe(2);
    expect(posted()['url']).toBe(url);
    const [link, ...more] = await linksOf(of);
    expect([link?.carriedBy, more]).toMatchObject([{ form: 'callback', id }, []]);
    await node.ask('DELETE', `/api/forms/invoice/records/${of}/links/${link?.id}`);
    expect(await codeOf(at)).toEqual([410, 'file-link-gone']);
  });

  it('make who looks for them by guessing wait', async () => {
    const guess = (n: number) => follow(`/files/${String(n).padStart(43, 'x')}`);
    const statuses: number[] = [];
    for (let n = 0; n < 30; n += 1) statuses.push((await guess(n)).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([410, 429]);
  });
});
