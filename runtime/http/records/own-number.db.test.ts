import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createIn } from '../params/watcher.suite.ts';

const people = ['anna', 'bert', 'cora'] as const;

describeOnDatabases('people who hold the same role and may not read users', (under) => {
  let node: TestNode;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([notePackage([])]);
    const organisation = 'root';
    const grants = [{ form: 'note', actions: ['all'], scope: 'all' }];
    await createIn(node, 'role', { number: 'writer', name: 'writer', grants });
    const secret = 'a password nobody guesses';
    for (const number of people) {
      const roles = [{ role: { number: 'writer' }, organisation }];
      const user = await createIn(node, 'user', { number, name: number, organisation, roles });
      await node.node.gate.setPassword({ id: user.id, number }, secret);
      const from = { address: '::1', agent: null, requestId: 't' };
      tokens.set(number, (await signInAs(node.node.gate, number, secret, from)).token);
      await node.ask('POST', '/api/forms/note/records', { number: `by ${number}` }, as(number));
    }
  });
  afterAll(() => node.close());
  const as = (number: string) => ({ authorization: `Bearer ${tokens.get(number)}` });

  it.each([people, people.toReversed()])(
    'each find by number what they made themselves, and nothing by the numbers of others, whoever of them asks first',
    async (...asking) => {
      for (const by of people)
        for (const who of asking)
          for (const view of ['use', 'manage']) {
            const path = `/api/forms/note/records?view=${view}&createdBy=${by}&fields=number`;
            const { status, body } = await node.ask('GET', path, undefined, as(who));
            expect(status, JSON.stringify(body)).toBe(200);
            const found = (body['items'] as JsonObject[]).map(({ number }) => number);
            expect(found, `${who} asks for ${by}`).toEqual(who === by ? [`by ${by}`] : []);
          }
    },
  );
});
