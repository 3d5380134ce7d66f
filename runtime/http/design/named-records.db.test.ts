import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label, password, shopPackage } from './designing.suite.ts';

const all = { actions: ['all'], scope: 'all' };
/** The rights of a designer on records, beside designing everything. */
const readers: Readonly<Record<string, readonly JsonObject[]>> = {
  'no record': [],
  'records of one organisation': [{ form: 'thing', actions: ['all'], scope: 'own' }],
  'other records': [{ form: 'box', ...all }],
  'all records of the form': [{ form: 'thing', ...all }],
};
const local = (more: JsonObject): JsonObject => ({ extends: 'thing', ...more });
/** Designs that records stand against, each with what a plan says of it. */
const designs: readonly (readonly [string, JsonObject])[] = [
  ['records-unfilled', local({ set: { 'fields/title/required': true } })],
  ['records-out-of-bounds', local({ set: { 'fields/rate/max': 5 } })],
  ['unique-clashes', local({ unique: [{ name: 'local_one', fields: ['rate'], message: label('One') }] })],
  [
    'records-break-rule',
    local({
      rules: [
        {
          name: 'local_low',
          fields: ['rate'],
          message: label('Low'),
          check: { fact: 'rate', operator: 'lessThan', value: 3 },
        },
      ],
    }),
  ],
  ['role-unknown', local({ set: { 'fields/rate/roles/canary-rol': 'read' } })],
  [
    'view-role-unknown',
    local({
      views: [
        { name: 'local_few', kind: 'list', label: { zh: 'Few', en: 'Few' }, roles: ['canary-rol', 'owner'] },
      ],
    }),
  ],
];

describeOnDatabases('what a plan says of records', (under) => {
  let node: TestNode;
  const known = new Map<string, Designer>();
  beforeAll(async () => {
    node = await openTestNode(under.url, { packages: ['platform'] });
    await node.publish([shopPackage()]);
    const made = async (form: string, body: JsonObject) => {
      const answer = await node.ask('POST', `/api/forms/${form}/records`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return String(answer.body['id']);
    };
    const items = (await node.ask('GET', '/api/forms/organisation/records?view=manage')).body['items'];
    const [root] = items as JsonObject[];
    const organisation = root?.['number'] ?? null;
    await made('role', { number: 'canary-role', name: 'canary' });
    const everything = { number: 'owner', name: 'owner', grants: [{ form: '*', ...all }] };
    await made('role', everything);
    const people: Readonly<Record<string, readonly JsonObject[] | null>> = {
      ...readers,
      administrator: null,
    };
    for (const [at, [name, grants]] of Object.entries(people).entries()) {
      const number = `p${at}`;
      const role = { number, name, designs: [{ what: 'all', publishes: true }], grants: grants ?? [] };
      await made('role', { ...role, administers: grants === null });
      const roles = [number, ...(grants === null ? ['owner'] : [])].map((one) => ({
        role: one,
        organisation,
      }));
      const id = await made('user', { number, name, organisation, roles });
      await node.ask('PUT', `/api/users/${id}/password`, { password });
      const from = { address: '::1', agent: null, requestId: 't' };
      known.set(name, designer(node, (await signInAs(node.node.gate, number, password, from)).token));
    }
    const owner = known.get('administrator');
    for (const number of ['CANARY-1', 'CANARY-2']) {
      const body = { number, rate: 9, colour: 'green' };
      const answer = await owner?.ask('POST', '/api/forms/thing/records', body);
      expect(answer?.status, JSON.stringify(answer?.body)).toBe(201);
    }
  });
  afterAll(() => node.close());

  async function issuesTo(name: string, content: JsonObject): Promise<readonly JsonObject[]> {
    const who = known.get(name);
    if (!who) throw new Error(name);
    const id = await who.begin();
    const step = { do: 'write-file', path: 'extensions/thing.json', content } as const;
    const taken = await who.take(id, 0, [step]);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    const { status, body } = await who.ask('POST', '/api/design/plan', { design: id });
    expect(status, JSON.stringify(body)).toBe(200);
    // No part of a plan says more than its issues do.
    const rest = JSON.stringify({ ...body, issues: [] });
    expect(rest.includes('CANARY-') || rest.includes('canary-role')).toBe(false);
    await who.ask('DELETE', `/api/design/drafts/${id}?anyway=true`);
    return body['issues'] as JsonObject[];
  }
  const countOf = (issues: readonly JsonObject[], code: string) =>
    issues.find((one) => one['code'] === code)?.['params'] as JsonObject | undefined;

  it.each(designs)(
    'is %s, by name to whoever may read all of them, and else how many',
    async (code, content) => {
      const whole = await issuesTo('administrator', content);
      expect(JSON.stringify(whole)).toMatch(/CANARY-1|canary-role/);
      for (const name of Object.keys(readers)) {
        const issues = await issuesTo(name, content);
        const isOfRoles = code.endsWith('role-unknown');
        const isOpen = name === 'all records of the form' && !isOfRoles;
        expect([name, /CANARY-|canary-role/.test(JSON.stringify(issues))]).toEqual([name, isOpen]);
        if (isOfRoles) continue;
        expect(countOf(whole, code)?.['count']).toBeGreaterThan(0);
        expect([name, countOf(issues, code)?.['count']]).toEqual([name, countOf(whole, code)?.['count']]);
        expect(issues.map((one) => one['code'])).toEqual(whole.map((one) => one['code']));
      }
    },
  );

  it('is told of a form that takes the name of another one as of itself', async () => {
    const owner = known.get('administrator') ?? expect.fail();
    const form = (id: string, name: string, required: boolean): DesignStep => ({
      do: 'write-file',
      path: `forms/${id}.json`,
      content: {
        id,
        name,
        kind: 'master',
        sharing: 'everybody',
        label: label(name),
        fields: [field('number', 'text', { length: 40 }), field('title', 'text', { length: 40, required })],
      },
    });
    const first = await owner.begin();
    await owner.take(first, 0, [
      form('local-kept', 'local-kept', false),
      form('local-open', 'local-open', false),
    ]);
    await owner.publish(first);
    const made = await owner.ask('POST', '/api/forms/local-kept/records', { number: 'CANARY-3' });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const grants = [{ form: 'local-open', ...all }];
    const designs = [{ what: 'all', publishes: true }];
    await node.ask('POST', '/api/forms/role/records', { number: 'open', name: 'open', grants, designs });
    const roles = [{ role: { number: 'open' }, organisation: 'root' }];
    const person = { number: 'opener', name: 'opener', organisation: 'root', roles };
    const { body: user } = await node.ask('POST', '/api/forms/user/records', person);
    await node.ask('PUT', `/api/users/${String(user['id'])}/password`, { password });
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, 'opener', password, from);
    const isNamedTo = async (who: Designer) => {
      const id = await who.begin();
      const steps = [form('local-kept', 'local-open', true), form('local-open', 'local-else', false)];
      const taken = await who.take(id, 0, steps);
      expect(taken.status, JSON.stringify(taken.body)).toBe(200);
      const { status, body } = await who.ask('POST', '/api/design/plan', { design: id });
      expect(status, JSON.stringify(body)).toBe(200);
      expect((body['issues'] as JsonObject[]).map((one) => one['code'])).toContain('records-unfilled');
      return JSON.stringify(body).includes('CANARY-');
    };
    expect(await isNamedTo(owner)).toBe(true);
    expect(await isNamedTo(designer(node, token))).toBe(false);
  });
});
