import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const unpack: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  none: (bytes) => bytes,
};

describeOnDatabases('an answer travels packed', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis'] });
    for (let at = 0; at < 60; at++)
      await node.ask('POST', '/api/forms/unit/records', {
        number: `U${at}`,
        name: `单位 ${at}`,
        baseFactor: '1',
        sourceFactor: '1',
      });
  });
  afterAll(() => node.close());

  const answer = async (path: string, accepted?: string) => {
    const response = await node.raw(
      'GET',
      path,
      undefined,
      accepted === undefined ? {} : { 'accept-encoding': accepted },
    );
    const encoding = response.headers.get('content-encoding') ?? 'none';
    const bytes = Buffer.from(await response.arrayBuffer());
    return {
      status: response.status,
      encoding,
      size: bytes.length,
      vary: response.headers.get('vary'),
      text: unpack[encoding]?.(bytes).toString(),
    };
  };
  const list = '/api/forms/unit/records?limit=60&fields=number,name,org';

  it.each([
    ['in the way the caller likes best', 'gzip, deflate, br', 'br'],
    ['in gzip for who knows no other', 'gzip', 'gzip'],
    ['not in what he refuses', 'br;q=0, gzip;q=0.5', 'gzip'],
    ['not for who says nothing', undefined, 'none'],
    ['not for who refuses all', 'br;q=0, gzip;q=0.0', 'none'],
  ])('%s', async (_, accepted, encoding) => {
    const plain = await answer(list);
    const packed = await answer(list, accepted);
    expect([packed.status, packed.encoding, packed.text]).toEqual([200, encoding, plain.text]);
    if (encoding !== 'none')
      expect([packed.size < plain.size / 3, packed.vary]).toEqual([true, 'accept-encoding']);
  });

  it.each([
    ['a list', list],
    ['a form', '/api/forms/unit'],
    ['the forms', '/api/forms'],
    ['a schema', '/api/forms/unit/schema'],
    ['the audit trail', '/api/audit?limit=60'],
    ['the documentation of the API', '/openapi.json'],
    ['its page', '/docs/docs.js'],
    ['numbers for whoever watches', '/metrics'],
    ['a file of text', '/api/forms/unit/export?format=csv'],
    [
      'a long problem',
      `/api/forms/unit/records?${Array.from({ length: 40 }, (_, at) => `nothing${at}=1`).join('&')}`,
    ],
  ])('%s', async (_, path) => {
    const plain = await answer(path);
    expect(plain.text?.length).toBeGreaterThan(1024);
    for (const [accepted, encoding] of [
      ['gzip, br', /br|gzip/],
      ['br', /br/],
      ['gzip;q=0.1', /gzip/],
      ['gzip;q=0, br', /br/],
    ] as const) {
      const packed = await answer(path, accepted);
      expect([packed.status, packed.encoding]).toEqual([plain.status, expect.stringMatching(encoding)]);
      expect(packed.size).toBeLessThan(plain.size);
      expect(packed.text === undefined).toBe(false);
    }
    expect((await answer(path, 'gzip;q=0, br;q=0')).encoding).toBe('none');
  });

  it.each([
    ['what is short', '/api/now'],
    ['a workbook, which is packed already', '/api/forms/unit/export?format=xlsx'],
    ['a session, in which a secret stands', '/api/session'],
  ])('but not %s', async (_, path) => {
    expect((await answer(path, 'gzip, br')).encoding).toBe('none');
  });
});
