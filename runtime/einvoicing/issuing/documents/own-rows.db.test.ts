import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { deskAt } from '../desk.suite.ts';

const path = '/api/forms/pending-invoice/records';

describeOnDatabases('rows that only the platform writes', (database) => {
  let node: TestNode;
  let desk: ReturnType<typeof deskAt>;
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
    desk = deskAt(node);
  });
  afterAll(() => node.close());

  const refused = { code: 'readonly', path: '/blueUses' };
  const uses = [{ lineId: 'x', amount: '1' }];
  const header = { buyerName: '甲', invoiceType: '10xdp' };
  const made = async () => desk.read('pending-invoice', await desk.make('pending-invoice', header));
  const tagOf = ({ revision }: JsonObject) => ({ 'if-match': `"${String(revision)}"` });

  type Door = (record: JsonObject) => Promise<JsonObject>;
  const doors: readonly (readonly [string, Door])[] = [
    ['a new record', async () => (await node.ask('POST', path, { ...header, blueUses: uses })).body],
    [
      'a change',
      async (record) =>
        (await node.ask('PATCH', `${path}/${String(record['id'])}`, { blueUses: uses }, tagOf(record))).body,
    ],
    [
      'a record as a whole',
      async (record) =>
        (
          await node.ask(
            'PUT',
            `${path}/${String(record['id'])}`,
            { ...header, blueUses: uses },
            tagOf(record),
          )
        ).body,
    ],
    [
      'a batch',
      async (record) => {
        const items = [
          {
            op: 'patch',
            id: record['id'] ?? '',
            ifMatch: record['revision'] ?? 0,
            body: { blueUses: uses },
          },
        ];
        const { body } = await node.ask('POST', '/api/forms/pending-invoice/batch', { items, atomic: false });
        const [item] = body['items'] as readonly JsonObject[];
        return (item?.['problem'] ?? body) as JsonObject;
      },
    ],
    [
      'a copy',
      async (record) =>
        (
          await node.ask(
            'POST',
            `${path}/${String(record['id'])}/actions/copy`,
            { blueUses: uses },
            tagOf(record),
          )
        ).body,
    ],
  ];

  it.each(doors)('are given by nobody else: %s', async (_, door) => {
    expect(await door(await made())).toMatchObject({ code: 'content-wrong', errors: [refused] });
  });

  it('may be sent back as they were read', async () => {
    const record = await made();
    const { blueUses = null, sources = null, id } = record;
    const body = { ...header, buyerName: '乙', blueUses, sources };
    const put = await node.ask('PUT', `${path}/${String(id)}`, body, tagOf(record));
    expect([put.status, put.body['buyerName']], JSON.stringify(put.body)).toEqual([200, '乙']);
  });
});
