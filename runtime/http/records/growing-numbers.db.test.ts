import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const records = '/api/forms/note/records';
const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const product = (name: string, of: (string | JsonObject)[]): JsonObject =>
  field(name, 'computed', { precision: 60, compute: { op: 'product', of, scale: 0 } });

/** Each the square of the one before: the last would have more digits than there is memory. */
const squares = (first: string) =>
  Array.from({ length: 40 }, (_, at) => {
    const before = at === 0 ? first : `${first}${at - 1}`;
    return product(`${first}${at}`, [before, before]);
  });

describeOnDatabases('numbers that grow while they are computed', (database) => {
  let node: TestNode;
  let made = 0;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    const start = (name: string) => field(name, 'decimal', { precision: 30, scale: 0 });
    await node.publish([
      notePackage(
        [
          start('base'),
          ...squares('base'),
          product(
            'wide',
            Array.from({ length: 50 }, () => 'base'),
          ),
          start('by'),
          field('share', 'computed', {
            precision: 60,
            compute: { op: 'quotient', of: ['by', ...Array.from({ length: 49 }, () => 'by')], scale: 0 },
          }),
          field('lines', 'entries', { fields: [start('part'), ...squares('part')] }),
        ],
        {},
        '1.1.0',
      ),
    ]);
  });
  afterAll(() => node.close());

  const create = (body: JsonObject) => node.ask('POST', records, { number: `G${++made}`, ...body });

  it.each([
    ['what fits is computed to the last digit', { base: '1' }, 201, []],
    [
      'a chain stops at the first square that outgrew its column',
      { base: '12345678' },
      422,
      ['/base3', '/wide'],
    ],
    ['so does one of long numbers', { base: '9'.repeat(30) }, 422, ['/base1', '/wide']],
    [
      'and one in rows, told at the row',
      { lines: [{ part: '1' }, { part: '9'.repeat(30) }] },
      422,
      ['/lines/1/part1'],
    ],
    ['fifty factors below the line are one division', { by: '9'.repeat(30) }, 201, []],
  ])('%s', async (_, body, status, paths) => {
    const answer = await create(body);
    expect([
      answer.status,
      (answer.body['errors'] as JsonObject[] | undefined)?.map(({ path }) => path) ?? [],
    ]).toEqual([status, paths]);
  });

  it('agrees with whole numbers multiplied by hand', async () => {
    for (const base of ['2', '3', '-7', '10']) {
      const answer = await create({ base });
      const found = (answer.body['errors'] ?? []) as JsonObject[];
      let square = BigInt(base);
      for (let at = 0; at < 40; at++) {
        square *= square;
        if (square.toString().replace('-', '').length <= 60) continue;
        expect(found.map(({ path, code }) => `${String(path)} ${String(code)}`)[0]).toBe(
          `/base${at} too-many-digits`,
        );
        expect(found[0]?.['params']).toMatchObject({ actual: square.toString().replace('-', '').length });
        break;
      }
    }
  });
});
