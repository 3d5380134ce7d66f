import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { signInAs } from '../access/auth/signed-in.suite.ts';
import { demoPeople } from '../einvoicing/demo/people.ts';
import { openTestNode, type TestNode } from '../server/test-node.suite.ts';
import { type MadePerson, makeDemoPeople } from './demo-people.ts';

const origin = { address: '::1', agent: null, requestId: 't' };

describeOnDatabases('the people of the demo', (database) => {
  let node: TestNode;
  let made: readonly MadePerson[];
  let passwords = 0;
  const make = () => {
    const randomPassword = () => {
      passwords += 1;
      return `of-the-demo-${passwords}-xyz`;
    };
    return makeDemoPeople({ tenant: node.tenant, gate: node.node.gate, randomPassword }, demoPeople);
  };
  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing'] });
  });
  afterAll(() => node.close());

  it('are made once, where their company and their role are', async () => {
    expect(await make()).toMatchObject([{ number: 'auditor' }]);
    await node.tenant.packageData.load({ sets: ['demo'] });
    made = await make();
    expect(made.map(({ number }) => number)).toEqual(['clerk', 'approver', 'manager']);
    expect(await make()).toEqual([]);
  });

  it.each<readonly [number: string, may: readonly string[], mayNot: readonly string[]]>([
    [
      'clerk',
      ['create', 'edit', 'submit', 'issue', 'withdraw-submission'],
      ['approve', 'send-back', 'un-approve'],
    ],
    ['approver', ['read', 'approve', 'send-back', 'un-approve'], ['create', 'edit', 'submit', 'issue']],
    ['manager', ['create', 'edit', 'approve', 'issue', 'assign'], []],
  ])('%s signs in, and may what the role says of applications', async (number, may, mayNot) => {
    const { password = '' } = made.find((one) => one.number === number) ?? {};
    const { token } = await signInAs(node.node.gate, number, password, origin);
    const said = await node.node.app.request('/api/forms', { headers: { authorization: `Bearer ${token}` } });
    const { forms } = (await said.json()) as { readonly forms: readonly JsonObject[] };
    const actions = forms.find(({ name }) => name === 'invoice-application')?.['actions'];
    expect(actions).toEqual(expect.arrayContaining([...may]));
    for (const action of mayNot) expect(actions).not.toContain(action);
  });
});
