import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: { zh: name, en: name },
  ...more,
});
const records = '/api/forms/note/records';

describeOnDatabases('a value the platform makes, too large for its column', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    const total = { compute: { op: 'product', of: ['price', 'pieces'], scale: 2 }, precision: 6 };
    await node.publish([
      notePackage([
        field('price', 'money'),
        field('pieces', 'integer'),
        field('total', 'computed', total),
        field('model', 'reference', { form: 'note' }),
        field('remark', 'text', { length: 300 }),
        field('short', 'text', { length: 5, carry: { from: 'model', field: 'remark' } }),
        field('x0', 'decimal', { precision: 20, scale: 10 }),
        ...squares,
        field('lines', 'entries', {
          fields: [field('size', 'money'), field('twice', 'computed', { ...total, compute: twice })],
        }),
      ]),
    ]);
  });
  /** Each the product of the one before with itself: the last would have a billion digits. */
  const squares = Array.from({ length: 40 }, (_, at) =>
    field(`x${at + 1}`, 'computed', { compute: { op: 'product', of: [`x${at}`, `x${at}`], scale: 10 } }),
  );
  const twice = { op: 'product', of: ['size', { value: '2' }], scale: 2 };
  afterAll(() => node.close());

  it('is not computed any further, however often it is multiplied with itself', async () => {
    const { status, body } = await node.ask('POST', records, { number: 'S', x0: '1.5' });
    const paths = (body['errors'] as JsonObject[]).map(({ path, code }) => `${path} ${code}`);
    expect([status, paths]).toEqual([
      422,
      ['/x7 too-many-digits', '/x8 too-many-digits', '/x9 too-many-digits'],
    ]);
    expect((await node.ask('POST', records, { number: 'O', x0: '1' })).body['x40']).toBe('1');
  });

  it('is refused with the place of each, and nothing is written', async () => {
    const model = await node.ask('POST', records, { number: 'M', remark: 'longer than five' });
    const { status, body } = await node.ask('POST', records, {
      number: 'N',
      price: '5000',
      pieces: 2,
      model: { number: 'M' },
      lines: [{ size: '1' }, { size: '9999.99' }],
    });
    expect(model.status).toBe(201);
    expect([status, body]).toMatchObject([
      422,
      {
        errors: [
          { path: '/total', code: 'too-many-digits' },
          { path: '/short', code: 'too-long' },
          { path: '/lines/1/twice', code: 'too-many-digits' },
        ],
      },
    ]);
    expect((await node.ask('GET', `${records}?q=N`)).body['items']).toEqual([]);
  });

  it('is written where it just fits', async () => {
    const { status, body } = await node.ask('POST', records, { number: 'F', price: '4999.995', pieces: 2 });
    expect([status, body['errors'] ?? null]).toMatchObject([422, [{ path: '/price' }]]);
    const fitting = await node.ask('POST', records, { number: 'F', price: '9999.99', pieces: -1 });
    expect([fitting.status, fitting.body['total']]).toEqual([201, '-9999.99']);
  });
});
