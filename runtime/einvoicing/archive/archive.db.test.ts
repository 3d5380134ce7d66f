import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { toLocal } from '../../../rules/calendar.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { createDomains } from '../../domains.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { filesOfZip } from '../../work/print/ofd.suite.ts';
import { deskAt, serviceLine } from '../issuing/desk.suite.ts';

describeOnDatabases('an electronic archive', (under) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  let folder: string;
  const ahead = 0;
  let whole: string;
  let month: string;
  let archived: JsonObject;
  let files: ReadonlyMap<string, Buffer>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-archive-'));
    whole = join(folder, 'whole.zip');
    node = await openTestNode(under.url, {
      packages: ['platform', 'basis', 'invoicing'],
      clock: () => Date.now() + ahead,
      domains: createDomains(),
    });
    desk = deskAt(node);
    await desk.simulate();
    const id = await desk.invoiced({ buyerName: '=买方,"甲"', lines: [serviceLine] });
    await vi.waitFor(async () => {
      archived = await desk.read('invoice', id);
      expect([archived['pdf'], archived['ofd'], archived['xml']].every(Boolean)).toBe(true);
    }, 20_000);
    month = toLocal(String(archived['issuedAt']), 'Asia/Shanghai').date.slice(0, 7);
    const earlier = { number: '1', invoiceType: '10xdp', issuedAt: '2020-01-15T00:00:00Z', buyerName: '早' };
    await desk.make('invoice', { ...earlier, lines: [serviceLine] });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await node.close();
  });

  const made = async (of: string, headers: Readonly<Record<string, string>> = {}) => {
    const { status, body } = await node.ask('POST', '/api/issuing/archives', { month: of }, headers);
    expect(status, JSON.stringify(body)).toBe(202);
    return vi.waitFor(async () => {
      const { body: job } = await node.ask('GET', `/api/jobs/${String(body['id'])}`);
      expect(job['status']).toBe('done');
      return job;
    }, 20_000);
  };
  const downloaded = async ({ id }: JsonObject) => {
    const answer = await node.raw('GET', `/api/jobs/${String(id)}/file`);
    expect(answer.status).toBe(200);
    return new Uint8Array(await answer.arrayBuffer());
  };

  it('has the invoices of its month alone, each with its files', async () => {
    const job = await made(month);
    expect(job['message']).toBe('已打包 1 张发票的 3 个文件');
    const bytes = await downloaded(job);
    writeFileSync(whole, bytes);
    files = filesOfZip(bytes);
    const number = String(archived['number']);
    expect([...files.keys()]).toEqual([
      ...['pdf', 'ofd', 'xml'].map((format) => `files/${number}/${number}.${format}`),
      ...['index.csv', 'index.xml', 'e-invoice.xsd', 'manifest.json'],
    ]);
    const { id } = archived['pdf'] as JsonObject;
    const path = `${desk.records('invoice')}/${String(archived['id'])}/files/${String(id)}`;
    const pdf = Buffer.from(await (await node.raw('GET', path)).arrayBuffer());
    expect(files.get(`files/${number}/${number}.pdf`)).toEqual(pdf);
  });

  it('has an index for spreadsheets, in which nothing is a formula, and one in XML', () => {
    const [head, row] = String(files.get('index.csv')).split('\r\n');
    expect(head).toContain('发票号码');
    expect(row).toContain(`"'=买方,""甲"""`);
    expect(row).toContain(',200.00,12.00,212.00,');
    const index = XmlDocument.fromBuffer(files.get('index.xml') ?? Buffer.alloc(0));
    const sums = index.find('//Invoice/File/@sha256').map((one) => String((one as { value?: string }).value));
    expect(sums).toHaveLength(3);
    for (const sum of sums)
      expect([String(files.get('manifest.json')), row]).toEqual([
        expect.stringContaining(sum),
        expect.stringContaining(sum),
      ]);
    index.dispose();
  });

  it('brings the schema by which its XML is checked', () => {
    const number = String(archived['number']);
    const schema = XmlDocument.fromBuffer(files.get('e-invoice.xsd') ?? Buffer.alloc(0));
    const validator = XsdValidator.fromDoc(schema);
    const document = XmlDocument.fromBuffer(files.get(`files/${number}/${number}.xml`) ?? Buffer.alloc(0));
    validator.validate(document);
    for (const one of [document, validator, schema]) one.dispose();
  });

  it('tells which files are missing', async () => {
    const job = await made('2020-01');
    expect(job['message']).toContain('1 张发票还缺文件');
    const row = String(filesOfZip(await downloaded(job)).get('index.csv')).split('\r\n')[1];
    expect(row).toMatch(/PDF OFD XML$/);
  });

  it('is empty where nothing was issued, and of no month that there is not', async () => {
    expect((await made('2019-12'))['message']).toContain('已打包 0 张发票');
    for (const wrong of ['2026-13', '2026-1', '']) {
      const { status } = await node.ask('POST', '/api/issuing/archives', { month: wrong });
      expect(status).toBe(400);
    }
  });

  it('is made by nobody who may not export invoices', async () => {
    const grants = [{ form: 'invoice', scope: 'all', actions: ['read'] }];
    const password = 'correct horse battery';
    await node.ask('POST', desk.records('role'), { number: 'reads', name: '只看', grants });
    const roles = [{ role: 'reads', organisation: 'root' }];
    const user = { number: 'reads', name: '只看', organisation: 'root', roles };
    const { id } = (await node.ask('POST', desk.records('user'), user)).body;
    await node.ask('PUT', `/api/users/${String(id)}/password`, { password });
    const { token } = (await node.ask('POST', '/api/session', { user: 'reads', password })).body;
    const headers = { authorization: `Bearer ${String(token)}` };
    expect((await node.ask('GET', desk.records('invoice'), undefined, headers)).status).toBe(200);
    const { status } = await node.ask('POST', '/api/issuing/archives', { month }, headers);
    expect(status).toBe(403);
  });

  describe('is checked offline', () => {
    const verify = (file: string) =>
      cli(['archive', 'verify', file], { environment: { LANG: 'zh_CN.UTF-8' } });
    const bent = (name: string, change: (bytes: Buffer) => Buffer) => {
      const path = join(folder, name);
      writeFileSync(path, change(readFileSync(whole)));
      return path;
    };
    const number = () => String(archived['number']);

    it('and is whole, with the fingerprint that its job told', async () => {
      const { code, out } = await verify(whole);
      expect(code).toBe(0);
      expect(out).toContain('全部完整、未被改动');
      const job = await made(month);
      const { fingerprint } = job['details'] as JsonObject;
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      const again = join(folder, 'again.zip');
      writeFileSync(again, await downloaded(job));
      expect((await verify(again)).out).toContain(fingerprint);
    });

    it.each<[string, string, (bytes: Buffer) => Buffer, RegExp]>([
      [
        'one byte of a file',
        'changed.zip',
        (bytes) => flipped(bytes, bytes.indexOf('%PDF') + 20),
        /被改动：files\/.*\.pdf/,
      ],
      [
        'the name of a file',
        'missing.zip',
        (bytes) => renamed(bytes, `${'x'.repeat(20)}.ofd`),
        /缺失：files\/.*\.ofd[\s\S]*清单中没有：files\/.*x\.ofd/,
      ],
      ['its end', 'cut.zip', (bytes) => bytes.subarray(0, bytes.length - 40), /不是完整的 zip/],
      [
        'its manifest',
        'unsaid.zip',
        (bytes) => replacedAll(bytes, 'guiju-archive', 'other-archive'),
        /没有可读的 manifest/,
      ],
    ])('and told of %s that was changed', async (_says, name, change, said) => {
      const { code, err } = await verify(bent(name, change));
      expect([code, err]).toEqual([1, expect.stringMatching(said)]);
    });

    it('and is not there', async () => {
      expect((await verify(join(folder, 'nowhere.zip'))).code).toBe(1);
    });

    function renamed(bytes: Buffer, to: string): Buffer {
      return replacedAll(bytes, `${number()}.ofd`, to, 2);
    }
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

/** In the head of the entry and in the list, but not in texts. */
function replacedAll(bytes: Buffer, from: string, to: string, most = 100): Buffer {
  const places: number[] = [];
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) places.push(at);
  const chosen = most === 2 ? [places[0], places.at(-1)] : places;
  for (const at of chosen) if (at !== undefined) bytes.write(to, at);
  return bytes;
}
