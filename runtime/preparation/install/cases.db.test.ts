import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { itLong } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type Designer, designer } from '../../http/design/designing.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { field, installsOn, label } from './world.suite.ts';

const rule = (key: string, channel: string) => ({
  key,
  values: { number: key, condition: { fact: 'channel', operator: 'equal', value: channel } },
});

/** Orders that rules are matched for; what a version brings of rules is said by the test. */
function orders(version: string, rules: readonly JsonObject[], cases: readonly JsonObject[]): JsonObject {
  const files: Record<string, Json> = {
    'package.json': {
      name: 'orders',
      version,
      peerDependencies: { platform: '*' },
      guiju: { prefix: 'orders', label: label('Orders') },
    },
    'forms/order.json': {
      name: 'order',
      kind: 'document',
      sharing: 'everybody',
      label: label('Order'),
      fields: [field('number', 'text'), field('channel', 'text')],
    },
    'forms/rule.json': {
      name: 'rule',
      kind: 'master',
      label: label('Rule'),
      sharing: { allowed: ['private', 'global'], default: 'global' },
      fields: [
        field('number', 'text', { required: true }),
        field('note', 'text'),
        field('condition', 'condition', { facts: 'order' }),
      ],
      match: { facts: 'order', order: ['number'] },
    },
    'data/rules.json': { form: 'rule', records: rules },
    'cases/rule.json': { form: 'rule', cases },
  };
  return { files };
}

const cases: readonly JsonObject[] = [
  { name: 'web', facts: { channel: 'web' }, expect: 'W' },
  { name: 'shop', facts: { channel: 'shop' }, expect: 'S' },
];

describeOnDatabases('the rehearsal of an install', (under) => {
  let node: TestNode;
  let on: ReturnType<typeof installsOn>;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    on = installsOn(node);
    await on.install([orders('1.0.0', [rule('W', 'web'), rule('S', 'shop')], cases)]);
    const { body } = await node.ask('GET', '/api/forms/rule/records?number=S');
    const [{ id }] = body['items'] as [{ id: string }];
    const etag = (await node.ask('GET', `/api/forms/rule/records/${id}`)).headers.get('etag') ?? '';
    // The customer matches mail instead, and has a case of his own that says so.
    const condition = { fact: 'channel', operator: 'equal', value: 'mail' };
    await node.ask('PATCH', `/api/forms/rule/records/${id}`, { condition }, { 'if-match': etag });
    for (const channel of ['web', 'mail', 'shop', 'fax'])
      await node.ask('POST', '/api/forms/order/records', { number: channel, channel });
  });
  afterAll(() => node.close());

  it('tries cases over what the customer made of records, before and after', async () => {
    const packages = [orders('1.1.0', [rule('W', 'web'), rule('S', 'shop'), rule('F', 'fax')], cases)];
    const before = node.tenant.revision();
    expect(await on.plan(packages)).toMatchObject({
      open: { cases: 0 },
      records: { created: 1, changed: 0, issues: [] },
      cases: {
        over: 'records',
        before: { passed: 1, failed: 1, skipped: 0 },
        after: { passed: 1, failed: 1, skipped: 0 },
        // It fails as it did.
        changed: [],
      },
    });
    expect(node.tenant.revision()).toBe(before);
    expect((await node.ask('GET', '/api/forms/rule/records?number=F')).body['items']).toEqual([]);
  });

  it('tells which recent documents another rule would match', async () => {
    const packages = [orders('1.1.0', [rule('W', 'web'), rule('S', 'shop'), rule('F', 'fax')], cases)];
    expect((await on.plan(packages))['matches']).toMatchObject([
      {
        form: 'rule',
        about: 'order',
        looked: 4,
        changed: [{ document: { number: 'fax' }, from: null, to: { number: 'F' } }],
      },
    ]);
  });

  it('names records that the package and the customer both changed: the customer’s stays', async () => {
    const packages = [orders('1.1.0', [rule('W', 'web'), rule('S', 'phone')], cases)];
    expect((await on.plan(packages))['records']).toMatchObject({
      created: 0,
      changed: 0,
      customised: [{ package: 'orders', form: 'rule', key: 'S', fields: ['condition'] }],
    });
  });

  it('stops what makes a case fail, unless somebody accepts that for a reason', async () => {
    const packages = [orders('1.2.0', [rule('A', 'web'), rule('W', 'web'), rule('S', 'shop')], cases)];
    const seen = await on.plan(packages);
    const id = 'orders/cases/rule.json#web';
    expect(seen).toMatchObject({
      hash: null,
      open: { cases: 1 },
      summary: { cases: { newlyFailing: 1 } },
      cases: {
        changed: [{ id, name: 'web', before: 'passed', after: 'failed', expected: 'W', actual: 'A' }],
      },
    });
    const refused = await on.post({ packages, hash: 'x' });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      {
        code: 'cases-failing',
        errors: [
          {
            path: id,
            code: 'case-failing',
            message: 'case “web”: expected W, but would get A; correct the rule or the case',
          },
        ],
      },
    ]);
    await on.install(packages, { acceptCases: 'A is right' });
    const { body } = await node.ask('GET', '/api/audit?action=package-accepted');
    expect(body['items']).toMatchObject([
      { target: id, detail: { why: 'cases-failing', reason: 'A is right', cases: [id] } },
    ]);
    const match = await node.ask('POST', '/api/forms/rule/match', { facts: { channel: 'web' } });
    expect(match.body['winner']).toMatchObject({ number: 'A' });
  });

  itLong('asks about a record that would not be valid, and takes what is answered', async () => {
    await node.ask('POST', '/api/forms/rule/records', { number: 'N1', note: 'mine' });
    const moved = { key: 'W', values: { ...rule('W', 'web').values, number: 'N1' } };
    const packages = [orders('1.3.0', [rule('A', 'web'), moved, rule('S', 'shop')], cases)];
    const how = { acceptCases: 'numbers move' };
    const asked = (await on.plan(packages, how)) as { questions: readonly JsonObject[] };
    expect(asked).toMatchObject({
      hash: null,
      open: { questions: 1 },
      rehearsal: { state: 'done' },
      questions: [
        {
          target: 'records/W/number',
          base: 'W',
          theirs: 'N1',
          ours: 'W',
          property: 'number',
          record: { form: 'rule', key: 'W' },
          problems: [{ path: '/number' }],
          answer: null,
        },
      ],
    });
    const [{ id }] = asked.questions as [{ id: string }];
    const refused = await on.post({ packages, hash: 'x', ...how });
    expect([refused.status, refused.body['code']]).toEqual([409, 'package-unanswered']);
    // No answer that is not valid either.
    expect(await on.plan(packages, { ...how, answers: { [id]: 'theirs' } })).toMatchObject({
      hash: null,
      open: { questions: 1 },
    });
    expect(await on.plan(packages, { ...how, take: 'ours' })).toMatchObject({
      hash: expect.any(String),
      questions: [{ id, answer: 'ours' }],
    });
    await on.install(packages, { ...how, answers: { 'rule/records/W/number': { value: 'N2' } } });
    const { body } = await node.ask('GET', '/api/forms/rule/records?number=N2');
    expect(body['items']).toMatchObject([{ number: 'N2' }]);
    // The same answer is not asked for twice.
    expect(await on.plan(packages)).toMatchObject({ questions: [], packages: [{ action: 'none' }] });
  });

  it('tries nothing where the customer adds what no case can see, and everything where one could', async () => {
    const admin = designer(node);
    const ext = (more: JsonObject, form = 'order') =>
      [`extensions/${form}.json`, { extends: form, ...more } as Json] as const;
    const sheet = {
      name: 'sheet',
      kind: 'document',
      sharing: 'everybody',
      label: label('Sheet'),
      fields: [field('number', 'text')],
    };
    const named = { ...field('local_note', 'text') };
    for (const [what, files, isTried] of [
      ['a field that nothing reads', [ext({ fields: [named] })], false],
      [
        'a form, and how a list looks',
        [['forms/sheet.json', sheet], ext({ set: { 'list/columns': ['number'] } })],
        false,
      ],
      ['a field of rules', [ext({ fields: [named] }, 'rule')], false],
      [
        'a field that a default reads',
        [ext({ fields: [named], set: { 'fields/channel/default': { fact: 'local_note' } } })],
        true,
      ],
      ['another label', [ext({ set: { 'fields/channel/label': label('Way') } })], true],
      [
        'a check',
        [
          ext({
            rules: [
              {
                name: 'local_never',
                message: label('No'),
                fields: ['channel'],
                check: { fact: 'channel', operator: 'isNotEmpty' },
              },
            ],
          }),
        ],
        true,
      ],
    ] as readonly (readonly [string, readonly (readonly [string, Json])[], boolean])[]) {
      const design = await admin.begin();
      const steps = files.map(([path, content]) => ({ do: 'write-file', path, content }) as const);
      expect((await admin.take(design, 0, steps)).status).toBe(200);
      const plan = (await node.ask('POST', '/api/design/plan', { design })).body;
      expect([what, plan['issues']]).toEqual([what, []]);
      expect([what, plan['rehearsal'] !== null]).toEqual([what, isTried]);
      expect(plan['summary']).toMatchObject({ cases: { unseen: isTried ? 0 : 2 } });
      expect([what, typeof plan['hash'] === 'string' || isTried]).toEqual([what, true]);
      await node.ask('DELETE', `/api/design/drafts/${design}`);
    }
  });

  it('does the same where the steps go into a package that is designed here', async () => {
    const admin = designer(node);
    const note = { ...field('note', 'text') };
    const add = { do: 'add-field', form: 'order', content: note as never } as const;
    const set = (target: string, value: Json) => ({ do: 'set', form: 'order', target, value }) as const;
    const tries = async (steps: Parameters<Designer['take']>[2]) => {
      const design = await admin.begin();
      expect((await admin.take(design, 0, steps)).status).toBe(200);
      const { body } = await node.ask('POST', '/api/design/plan', { design });
      await node.ask('DELETE', `/api/design/drafts/${design}`);
      const { name, version } = (body['packages'] as readonly JsonObject[])[0] ?? {};
      return { name, version, isTried: body['rehearsal'] !== null };
    };
    const { version } = (await node.ask('GET', '/api/packages/orders')).body;
    await node.ask('PUT', '/api/packages/orders/designed', { here: true });
    for (const [what, steps, isTried] of [
      ['a field that nothing reads', [add], false],
      ['how a list looks', [set('list/columns', ['number'])], false],
      ['a field that a default reads', [add, set('fields/channel/default', { fact: 'note' })], true],
      ['another label', [set('fields/channel/label', label('Way'))], true],
    ] as const) {
      const came = await tries(steps);
      expect([what, came]).toEqual([what, { name: 'orders', version: expect.any(String), isTried }]);
      expect(came.version).not.toBe(version);
    }
    await node.ask('PUT', '/api/packages/orders/designed', { here: false });
    const local = { ...add, content: { ...note, name: 'local_note' } as never };
    expect((await tries([local])).name).toBe('local');
  });

  it('goes on as a job where it takes long; whichever node is asked next knows what came of it', async () => {
    const hasty = await openTestNode(under.url, { rehearsalPatience: 0 });
    const packages = [orders('1.4.0', [rule('A', 'web'), rule('S', 'shop'), rule('M', 'mail')], cases)];
    const planned = async (from: TestNode, more: JsonObject = {}) =>
      (await from.ask('POST', '/api/packages/plan', { packages, ...more })).body;
    const first = (await planned(hasty)) as { rehearsal: { job: string } };
    const { job } = first.rehearsal;
    expect(first).toMatchObject({
      hash: null,
      cases: null,
      records: null,
      open: { rehearsal: 1 },
      rehearsal: { state: 'running' },
    });
    expect(await planned(hasty)).toMatchObject({ rehearsal: { state: 'running', job } });
    const early = await hasty.ask('POST', '/api/packages', { packages, hash: 'x' });
    expect([early.status, early.body['code']]).toEqual([409, 'plan-changed']);
    await expect
      .poll(async () => (await node.ask('GET', `/api/jobs/${job}`)).body['status'], { timeout: 20_000 })
      .toBe('done');
    const { body: begun } = await node.ask('GET', `/api/jobs/${job}`);
    expect(begun['name']).toBe('检查安装：orders 1.4.0');
    await node.ask('POST', '/api/forms/order/records', { number: 'since', channel: 'web' });
    const seen = await planned(node, { rehearsal: job });
    expect(seen).toMatchObject({ rehearsal: { state: 'done', job }, cases: { over: 'records' } });
    const done = await hasty.ask('POST', '/api/packages', {
      packages,
      rehearsal: job,
      hash: seen['hash'] ?? null,
    });
    expect([done.status, done.body['code'] ?? null]).toEqual([200, null]);
    await hasty.close();
  });

  it('is named by the forms that somebody changed, not by those that refer to them', async () => {
    const hasty = await openTestNode(under.url, { rehearsalPatience: 0 });
    const admin = designer(hasty);
    const design = await admin.begin();
    const value = label('Way');
    await admin.take(design, 0, [{ do: 'set', form: 'order', target: 'fields/channel/label', value }]);
    const { rehearsal } = (await hasty.ask('POST', '/api/design/plan', { design })).body;
    const { job } = rehearsal as { job: string };
    await expect
      .poll(async () => (await node.ask('GET', `/api/jobs/${job}`)).body['status'], { timeout: 20_000 })
      .toBe('done');
    expect((await node.ask('GET', `/api/jobs/${job}`)).body['name']).toBe('检查发布：Order');
    await hasty.ask('DELETE', `/api/design/drafts/${design}`);
    await hasty.close();
  });

  it('ends with its job', async () => {
    const hasty = await openTestNode(under.url, { rehearsalPatience: 0 });
    const packages = [orders('1.5.0', [rule('A', 'web')], cases)];
    // It is still at its first step when it is called off.
    const copying = Promise.withResolvers<void>();
    const { snapshot } = hasty.tenant.database;
    const copy = vi.spyOn(hasty.tenant.database, 'snapshot').mockImplementation(async (work) => {
      await copying.promise;
      return snapshot(work);
    });
    const { rehearsal } = (await hasty.ask('POST', '/api/packages/plan', { packages })).body;
    const { job } = rehearsal as { job: string };
    await hasty.ask('POST', `/api/jobs/${job}/cancel`);
    await expect
      .poll(async () => (await node.ask('GET', `/api/jobs/${job}`)).body['status'], { timeout: 20_000 })
      .toBe('cancelled');
    expect(copy).toHaveBeenCalled();
    copying.resolve();
    await hasty.node.stop();
    const again = await node.ask('POST', '/api/packages/plan', { packages, rehearsal: job });
    expect(again.body).toMatchObject({ rehearsal: { state: 'failed', job }, hash: null });
    // A caller who asks without it begins another.
    expect(await on.plan(packages)).toMatchObject({ rehearsal: { state: 'done' } });
    await hasty.close();
  });
});
