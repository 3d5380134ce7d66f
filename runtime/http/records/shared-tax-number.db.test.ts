import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const path = '/api/forms/organisation/records';
const taxNumber = '91440300708461136T';

describeOnDatabases('organisations with one tax number', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
  });
  afterAll(() => node.close());

  it('are named to who gives it to another, once', async () => {
    const { body: all } = await node.ask('GET', path);
    const [root] = all['items'] as JsonObject[];
    const parent = { id: root?.['id'] ?? '' };
    const make = (body: JsonObject) =>
      node.ask('POST', path, { parent, ...body }, { 'accept-language': 'en' });
    const said = ({ body }: { readonly body: JsonObject }) =>
      ((body['$warnings'] ?? []) as JsonObject[]).map(({ code, message }) => [code, message]);
    const first = await make({ number: 'T1', name: 'Head', taxNumber });
    expect([first.status, said(first)]).toEqual([201, []]);
    const second = await make({ number: 'T2', name: 'Branch', taxNumber: taxNumber.toLowerCase() });
    expect(said(second)).toEqual([['tax-number-shared', expect.stringContaining('Head (T1)')]]);
    const headers = { 'if-match': `"${String(second.body['revision'])}"`, 'accept-language': 'en' };
    const again = await node.ask(
      'PATCH',
      `${path}/${String(second.body['id'])}`,
      { name: 'Branch 2', taxNumber },
      headers,
    );
    expect([again.status, said(again)]).toEqual([200, []]);
  });
});
