import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const application = '费用核算';
const billType = '费用报销单';
const records = '/api/forms/image-bill/records';

describeOnDatabases('image codes', (database) => {
  let nodes: readonly [TestNode, TestNode];
  const clock = () => Date.UTC(2026, 2, 5, 4, 0, 0);
  beforeAll(async () => {
    const packages = ['platform', 'basis', 'invoicing', 'imaging'];
    nodes = [
      await openTestNode(database.url, { packages, clock }),
      await openTestNode(database.url, { packages, clock }),
    ];
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
  });

  const code = (bill: JsonObject, at = 0) =>
    (nodes[at % 2] ?? nodes[0]).ask('POST', '/api/imaging/codes', { application, billType, ...bill });

  it('are given once each to eight who ask at once on two nodes, without gaps', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => code({ billNumber: `BX-${at}` }, at)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const codes = answers.map(({ body }) => body['code']).toSorted();
    expect(codes).toEqual(Array.from({ length: 8 }, (_, at) => `YX2026030500000${at + 1}`));
  });

  it('stay what they are: eight who ask for one bill are told the same', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => code({ billNumber: 'BX-ONE' }, at)),
    );
    expect(new Set(answers.map(({ body }) => body['code']))).toEqual(new Set(['YX20260305000009']));
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
  });

  it('are given by the action of a bill, to who saw it as it is', async () => {
    const [node] = nodes;
    const made = await node.ask('POST', records, { application, billType, billNumber: 'BX-ACT' });
    const path = `${records}/${String(made.body['id'])}`;
    const act = (headers: Record<string, string> = {}) =>
      node.ask('POST', `${path}/actions/give-code`, {}, headers);
    const stale = await act({ 'if-match': '"1"' });
    expect([stale.status, (await node.ask('GET', path)).body['code']]).toEqual([412, null]);
    const given = await act({ 'if-match': made.headers.get('etag') ?? '' });
    expect(given.body).toMatchObject({ code: 'YX20260305000010', codedAt: '2026-03-05T04:00:00.000Z' });
    const again = await act({ 'if-match': given.headers.get('etag') ?? '' });
    expect(again.body).toMatchObject({ code: given.body['code'], revision: given.body['revision'] });
    expect((await code({ billNumber: 'BX-ACT' })).body['id']).toBe(made.body['id']);
  });

  it('are given to bills that no setting names, with a warning at the name, as often as they are asked for', async () => {
    const warned = async (bill: JsonObject) => {
      const { status, body } = await code(bill);
      const warnings = (body['$warnings'] ?? []) as readonly JsonObject[];
      expect([status, warnings.every(({ message }) => !/\{/.test(String(message)))]).toEqual([200, true]);
      return warnings.map(({ path, code, severity }) => [path, code, severity]);
    };
    const said = 'image-bill-unconfigured';
    for (const _ of ['registered', 'known'])
      expect([
        await warned({ billNumber: 'BX-KNOWN' }),
        await warned({ billNumber: 'BX-MISTYPED', billType: '费用报消单' }),
        await warned({ billNumber: 'BX-STRANGE', application: '费用合算' }),
      ]).toEqual([[], [['/billType', said, 'warning']], [['/application', said, 'warning']]]);
  });

  it('are of no letters that another strategy came to before', async () => {
    const [node] = nodes;
    const strategy = { datePart: 'none', application: '采购', sequenceLength: 5 };
    for (const [name, prefix, type] of [
      ['A', 'C', 'a'],
      ['B', 'C0', 'b'],
    ] as const) {
      const length = name === 'A' ? 6 : 5;
      const body = { ...strategy, number: name, name, prefix, billType: type, sequenceLength: length };
      expect((await node.ask('POST', '/api/forms/image-code-strategy/records', body)).status).toBe(201);
    }
    const bought = (billNumber: string, type: string) =>
      code({ application: '采购', billType: type, billNumber });
    expect((await bought('1', 'a')).body['code']).toBe('C000001');
    expect((await bought('2', 'b')).body['code']).toBe('C000002');
  });

  it('are on a cover to be printed, where its template says', async () => {
    const [node] = nodes;
    const { body } = await code({ billNumber: '<BX>' });
    const page = await node.raw('GET', `/api/imaging/bills/${String(body['id'])}/cover`);
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    const text = await page.text();
    expect(text).toContain('费用报销单标准封面');
    expect(text).toMatch(/费用报销单标准封面.*<svg .*YX20260305000014/s);
    expect(text).toContain('&lt;BX&gt;');
    const picture = await node.raw('GET', `/api/issuing/codes/image-bill/${String(body['id'])}`);
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    const plain = await code({ billType: '没有封面', billNumber: '1' });
    const none = await node.ask('GET', `/api/imaging/bills/${String(plain.body['id'])}/cover`);
    expect([none.status, none.body['code']]).toEqual([409, 'cover-missing']);
    for (const [language, heading, said] of [
      ['zh', '冲突', '没有封面模板'],
      ['en', 'Conflict', 'No cover template is set for 没有封面'],
    ] as const) {
      const opened = await node.raw(
        'GET',
        `/api/imaging/bills/${String(plain.body['id'])}/cover`,
        undefined,
        {
          accept: 'text/html,*/*;q=0.8',
          'accept-language': language,
        },
      );
      expect([opened.status, opened.headers.get('content-type')]).toEqual([409, 'text/html; charset=utf-8']);
      expect(await opened.text()).toMatch(new RegExp(`<html lang="${language}">.*${heading}.*${said}`, 's'));
    }
    const made = await node.ask('POST', records, { application, billType, billNumber: 'BX-BARE' });
    const bare = await node.ask('GET', `/api/imaging/bills/${String(made.body['id'])}/cover`);
    expect([bare.status, bare.body['code']]).toEqual([409, 'image-code-missing']);
  });

  it('are given by the action of such bills with the same warning, one by one and many at once', async () => {
    const [node] = nodes;
    const make = async (bill: JsonObject) => {
      const { body } = await node.ask('POST', records, { application, billType, ...bill });
      return { id: String(body['id']), revision: Number(body['revision']) };
    };
    const warned = (body: JsonObject) =>
      ((body['$warnings'] ?? []) as readonly JsonObject[]).map(({ path, code }) => [path, code]);
    const said = [['/billType', 'image-bill-unconfigured']];
    const alone = await make({ billNumber: 'BX-ALONE', billType: '费用报消单' });
    const ifMatch = { 'if-match': `"${alone.revision}"` };
    const given = await node.ask('POST', `${records}/${alone.id}/actions/give-code`, {}, ifMatch);
    expect([given.status, warned(given.body)]).toEqual([200, said]);
    const bills = [
      await make({ billNumber: 'BX-MANY', billType: '费用报消单' }),
      await make({ billNumber: 'BX-MANY-KNOWN' }),
    ];
    const give = { op: 'act', action: 'give-code' };
    const items = bills.map(({ id, revision }) => ({ ...give, id, ifMatch: revision }));
    const { body } = await node.ask('POST', '/api/forms/image-bill/batch', { atomic: false, items });
    const results = body['items'] as unknown as readonly { status: number; record: JsonObject }[];
    expect(results.map(({ status, record }) => [status, warned(record)])).toEqual([
      [200, said],
      [200, []],
    ]);
  });

  it('are not given without an enabled strategy, and then nothing is registered', async () => {
    const [node] = nodes;
    const strategies = '/api/forms/image-code-strategy/records';
    const { body } = await node.ask('GET', `${strategies}?view=manage&fields=number&limit=100`);
    for (const { id } of body['items'] as readonly JsonObject[]) {
      const { headers } = await node.ask('GET', `${strategies}/${String(id)}`);
      const off = await node.ask(
        'POST',
        `${strategies}/${String(id)}/actions/disable`,
        {},
        {
          'if-match': headers.get('etag') ?? '',
        },
      );
      expect(off.status, JSON.stringify(off.body)).toBe(200);
    }
    const refused = await code({ billNumber: 'BX-NONE' });
    expect([refused.status, refused.body['code']]).toEqual([409, 'image-code-disabled']);
    const found = await node.ask('GET', `${records}?view=manage&fields=billNumber&limit=100`);
    const numbers = (found.body['items'] as readonly JsonObject[]).map(({ billNumber }) => billNumber);
    expect(numbers).toContain('BX-ONE');
    expect(numbers).not.toContain('BX-NONE');
  });
});
