import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { field, installsOn, label, shop } from '../../../preparation/install/world.suite.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';

const options = ['draft', 'sent', 'agreed'].map((value) => ({ value, label: label(value) }));
const act = (name: string, from: readonly string[], to: string, said = name): JsonObject => ({
  ...{ name, label: label(said), capability: 'set-fields', params: { fields: { state: to } } },
  when:
    from.length === 1
      ? { fact: 'state', operator: 'equal', value: from[0] ?? '' }
      : { fact: 'state', operator: 'in', value: [...from] },
});
const version = (number: string, ...actions: readonly JsonObject[]) =>
  shop(number, { more: [field('state', 'choice', { options })], form: { actions: [...actions] } });
const agree = act('agree', ['sent'], 'agreed');

describeOnDatabases('an action that was split', (database) => {
  let node: TestNode;
  let on: ReturnType<typeof installsOn>;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    on = installsOn(node);
    await on.install([version('1.0.0', agree, act('back', ['sent', 'agreed'], 'draft', 'Take back'))]);
    for (const [number, actions] of [
      ['named', 'back'],
      ['both', 'back,reopen,recall'],
      ['everything', '*'],
      ['other', 'agree'],
    ] as const) {
      const grants = [{ form: 'thing', actions: ['read'], moreActions: actions, scope: 'own' }];
      const made = await node.ask('POST', '/api/forms/role/records', {
        number,
        name: `Role ${number}`,
        grants,
      });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
    }
  });
  afterAll(() => node.close());

  const said = async (...actions: readonly JsonObject[]) => {
    const { issues } = await on.plan([version('1.1.0', ...actions)]);
    return (issues as readonly JsonObject[]).filter(({ code }) => code === 'action-split');
  };
  const back = act('back', ['sent'], 'draft', 'Send back');

  it('names the roles that list it and not what came of it', async () => {
    const issues = await said(
      agree,
      back,
      act('reopen', ['agreed'], 'draft'),
      act('recall', ['sent'], 'draft'),
    );
    expect(issues.map(({ message, severity }) => [severity, message])).toEqual(
      ['reopen', 'recall'].map((name) => [
        'warning',
        `“Thing”: “${name}” was part of the action “Take back” and is separate now. Roles that list the former action can no longer do it: Role named. Add it to those that need it`,
      ]),
    );
  });

  it.each([
    ['does what nobody did before', act('archive', ['agreed'], 'agreed')],
    ['is done where the former one was not', act('reopen', ['draft'], 'draft')],
  ])('says nothing of a new action that %s', async (_, action) => {
    expect(await said(agree, back, action)).toEqual([]);
  });
});
