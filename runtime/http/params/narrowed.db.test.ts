import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';
import { createIn } from './watcher.suite.ts';

const label = { zh: '参数', en: 'Parameter' };
const whole = { kind: 'integer' };
const param = (value: JsonObject, more: JsonObject = { key: 'one' }): JsonObject => ({
  label,
  value,
  unset: { label },
  ...more,
});
const byTax = { dimension: 'tax-number' };

/** Makes a version with a parameter `t.one` and one by tax number; undefined: it has it no more. */
function version(number: number, one?: JsonObject, tax: JsonObject = param(whole, byTax)) {
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: 'narrowed', version: `1.${number}.0`, guiju: { prefix: 'na', label } }],
      [
        'params/t.json',
        { type: 't', label, params: [param(whole, { key: 'other' }), ...(one ? [one] : [])] },
      ],
      ['params/d.json', { type: 'd', label, params: [tax] }],
    ]),
  );
}

describeOnDatabases('definitions that become narrower', (under) => {
  let node: TestNode;
  let versions = 0;
  const ask = (method: string, path: string, body?: Json, headers: Readonly<Record<string, string>> = {}) =>
    node.ask(method, path, body, { 'accept-language': 'en', ...headers });
  const codes = ({ status, body }: TestAnswer) => {
    const errors = (body['errors'] ?? []) as { path: string; code: string }[];
    return [status, body['code'] ?? '', ...errors.map(({ path, code }) => `${path} ${code}`)]
      .join(' ')
      .trim();
  };
  const publish = (one?: JsonObject, tax?: JsonObject) => node.publish([version(++versions, one, tax)]);
  const plan = async (one?: JsonObject, tax?: JsonObject) => {
    const { files } = version(versions + 1, one, tax);
    const body = { packages: [{ files: Object.fromEntries(files) }] };
    const answer = await ask('POST', '/api/model/plan', body);
    const issues = (answer.body['issues'] ?? []) as JsonObject[];
    return { issues, text: JSON.stringify(answer.body), hash: answer.body['hash'] };
  };
  const said = (issues: readonly JsonObject[]) =>
    issues.map(({ severity, code, params }) => {
      const { rows = [] } = params as { rows?: readonly JsonObject[] };
      const one = rows.map(({ set, key, org, value, problem }) =>
        [...(set ? [set] : []), key, org ?? '-', JSON.stringify(value), problem].join(' '),
      );
      return `${String(code)} ${String(severity)} ${one.join(', ')}`;
    });
  const open = async (items: readonly JsonObject[], step?: string) => {
    const made = await ask('POST', '/api/changesets', { reason: 'r', items: [...items] });
    expect(codes(made)).toBe('201');
    const path = `/api/changesets/${String(made.body['id'])}`;
    const match = { 'if-match': `"${String(made.body['revision'])}"` };
    const at = { at: '2099-01-01T00:00:00Z' };
    if (step) {
      const [method, to, body] =
        step === 'discard'
          ? (['DELETE', path, undefined] as const)
          : (['POST', `${path}/${step}`, step === 'schedule' ? at : {}] as const);
      expect((await ask(method, to, body, match)).status).toBeLessThan(300);
    }
    return { path, number: String(made.body['number']) };
  };
  const set = (value: Json, more: JsonObject = {}): JsonObject => ({
    action: 'set',
    type: 't',
    key: 'one',
    org: 'NORTH',
    value,
    ...more,
  });

  beforeAll(async () => {
    node = await openTestNode(under.url);
    await publish(param(whole));
    await createIn(node, 'organisation', { number: 'NORTH', name: 'NORTH', parent: 'root' });
  });
  afterEach(async () => {
    const { body } = await ask(
      'GET',
      '/api/changesets?state=draft,waiting,scheduled,approved,rejected,failed&limit=200',
    );
    for (const { id, revision, state } of body['items'] as JsonObject[]) {
      const match = { 'if-match': `"${String(revision)}"` };
      const path = `/api/changesets/${String(id)}`;
      const back = state === 'scheduled' ? await ask('POST', `${path}/withdraw`, {}, match) : undefined;
      const now = back ? { 'if-match': `"${String(back.body['revision'])}"` } : match;
      await ask('DELETE', path, undefined, now);
    }
    for (const path of ['/api/params/t/one', '/api/params/d/T'])
      for (const place of ['org=NORTH', 'scope=system']) {
        const { body: read } = await ask('GET', `${path}?${place}`);
        for (const { id, revision } of (read['own'] ?? []) as JsonObject[])
          await ask('DELETE', `${path}?${place}&id=${String(id)}`, undefined, {
            'if-match': `"${String(revision)}"`,
          });
      }
    await publish(param(whole));
  });
  afterAll(() => node.close());

  it('name the changes of open sets that would not fit, of no others', async () => {
    const [draft, planned] = [
      await open([set(5), set(50)]),
      await open([set(60), { ...set(70), key: 'other' }], 'schedule'),
    ];
    const dated = await open([set(80, { validFrom: '2031-01-01' }), { ...set(90), type: 'd', key: 'T' }]);
    await open([set(99)], 'discard');
    await open([set(98)], 'publish');
    const now = await ask('GET', '/api/params/t/one?org=NORTH');
    const [own] = now.body['own'] as { revision: number }[];
    const seen = { 'if-match': `"${own?.revision}"` };
    expect(codes(await ask('DELETE', '/api/params/t/one?org=NORTH', undefined, seen))).toBe('200');
    const narrow = param({ ...whole, max: 10 });
    const { issues, hash } = await plan(narrow, param({ ...whole, max: 10 }, byTax));
    expect(said(issues).toSorted()).toEqual(
      [
        `params-in-sets warning ${draft.number} one NORTH 50 too-great, ${planned.number} one NORTH 60 too-great, ${dated.number} one NORTH 80 too-great`,
        `params-in-sets warning ${dated.number} T NORTH 90 too-great`,
      ].toSorted(),
    );
    expect(String(issues[0]?.['message'])).toContain(`${draft.number}: t.one (NORTH) = 50`);
    expect(hash).not.toBeNull();
  });

  it.each<readonly [says: string, value: Json, next: JsonObject | undefined, problem: string, at: string]>([
    ['narrower limits', 50, param({ ...whole, max: 10 }), 'too-great', '/items/0/value'],
    ['another kind', 50, param({ kind: 'boolean' }), 'not-boolean', '/items/0/value'],
    [
      'a list instead',
      50,
      param({ kind: 'choices', options: [{ value: 'a', label }] }),
      'not-list',
      '/items/0/value',
    ],
    ['a secret', 50, param({ kind: 'secret' }), 'param-definition-changed', '/items/0/value'],
    ['no such parameter', 50, undefined, 'parameter-unknown', '/items/0/key'],
    [
      'the system only',
      50,
      param(whole, { key: 'one', scopes: ['system'] }),
      'param-not-for-organisation',
      '/items/0',
    ],
  ])(
    'leave sets open that cannot be published until they are mended: %s',
    async (_says, value, next, problem, at) => {
      const { path } = await open([set(value)]);
      await publish(next);
      const { body: preview } = await ask('POST', `${path}/preview`);
      const [first] = preview['problems'] as JsonObject[];
      expect([String(first?.['path']).startsWith(at), first?.['code']]).toEqual([true, problem]);
      const { body: now } = await ask('GET', path);
      const match = { 'if-match': `"${String(now['revision'])}"` };
      const refused = await ask('POST', `${path}/publish`, {}, match);
      expect([refused.status, codes(refused).includes(problem)]).toEqual([422, true]);
      const [item] = now['items'] as JsonObject[];
      const mended = await ask(
        'PATCH',
        path,
        { items: { remove: [item?.['id'] ?? ''], put: [set(1, { key: 'other' })] } },
        match,
      );
      const again = { 'if-match': `"${String(mended.body['revision'])}"` };
      expect(codes(await ask('POST', `${path}/publish`, {}, again))).toBe('200');
      const { body: other } = await ask('GET', '/api/params/t/other?org=NORTH');
      const [own] = other['own'] as { revision: number }[];
      await ask('DELETE', '/api/params/t/other?org=NORTH', undefined, { 'if-match': `"${own?.revision}"` });
    },
  );

  it.each<readonly [says: string, former: JsonObject, next: JsonObject, problem: string]>([
    ['shorter than it is', param({ kind: 'secret' }), param({ kind: 'secret', length: 5 }), 'too-long'],
    ['no secret any more', param({ kind: 'secret' }), param({ kind: 'text' }), 'param-definition-changed'],
  ])('never tell a secret for which there would be no room: %s', async (_says, former, next, problem) => {
    await publish(former);
    const put = await ask('PUT', '/api/params/t/one?org=NORTH', { value: 'CLEAR-text' });
    expect(codes(put)).toBe('201');
    const set1 = await open([set('CLEAR-in-a-set', { org: null })]);
    const { issues, text, hash } = await plan(next);
    expect(said(issues)).toEqual([
      `params-break error one NORTH "••••••••" ${problem}`,
      `params-in-sets warning ${set1.number} one - "••••••••" ${problem}`,
    ]);
    expect([text.includes('CLEAR'), /v1\.[0-9a-f]{8}\./.test(text), hash]).toEqual([false, false, null]);
    const { body } = await ask('GET', '/api/params/t/one?org=NORTH');
    const [own] = body['own'] as { revision: number }[];
    await ask('DELETE', '/api/params/t/one?org=NORTH', undefined, { 'if-match': `"${own?.revision}"` });
  });

  it('do not seal what is kept in clear: it is taken away first', async () => {
    await publish(param({ kind: 'text' }));
    expect(codes(await ask('PUT', '/api/params/t/one?org=NORTH', { value: 'seen' }))).toBe('201');
    const { issues } = await plan(param({ kind: 'secret' }));
    expect(said(issues)).toEqual(['params-break error one NORTH "seen" param-definition-changed']);
  });

  it('let secrets be that fit', async () => {
    await publish(param({ kind: 'secret' }));
    expect(codes(await ask('PUT', '/api/params/t/one?org=NORTH', { value: 'short' }))).toBe('201');
    const { issues } = await plan(param({ kind: 'secret', length: 5 }));
    expect(said(issues)).toEqual([]);
  });
});
