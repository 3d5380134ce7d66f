import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, shopPackage } from './designing.suite.ts';

describeOnDatabases('a design whose time comes', (under) => {
  let now = Date.UTC(2030, 0, 1);
  let node: TestNode;
  let admin: Designer;
  beforeAll(async () => {
    node = await openTestNode(under.url, { clock: () => now });
    await node.publish([shopPackage()]);
    admin = designer(node);
  }, 60_000);
  afterAll(() => node.close());

  it.each([
    ['by the plan that was seen', false, { state: 'published', failure: null }],
    [
      'not where its plan warns of more by then, which says so',
      true,
      {
        state: 'open',
        failure: { code: 'design-plan-news', message: expect.stringMatching(/1 difference/) },
      },
    ],
  ] as const)('is published %s', async (_, isOtherwise, expected) => {
    const id = await admin.begin();
    const name = isOtherwise ? 'local_b' : 'local_a';
    await admin.take(id, 0, [
      { do: 'add-field', form: 'box', content: field(name, 'text', { length: 40 }) },
      { do: 'set', form: 'box', target: 'fields/title/required', value: isOtherwise },
    ]);
    const at = new Date(now + 3_600_000).toISOString();
    await admin.ask('POST', `/api/design/drafts/${id}/schedule`, { at });
    // Somebody writes what the design would refuse.
    const made = await node.ask('POST', '/api/forms/box/records', {
      number: name,
      ...(isOtherwise ? {} : { title: 'Told' }),
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    now += 2 * 3_600_000;
    const read = async () => (await admin.ask('GET', `/api/design/drafts/${id}`)).body;
    await expect.poll(async () => (await read())['state'], { timeout: 20_000 }).toBe(expected.state);
    expect(await read()).toMatchObject(expected);
  });
});
