import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { everyKind, givenValues, papersPackage } from '../../model/publish/every-kind.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const path = '/api/forms/paper/records';
const label = { zh: 'x', en: 'x' };

describeOnDatabases('a write in which nothing changes', (database) => {
  let node: TestNode;
  let id = '';
  const read = async (at = `${path}/${id}`) =>
    (await node.ask('GET', at)).body as JsonObject & { readonly id: string; readonly revision: number };
  const versions = async (at = `${path}/${id}`) =>
    ((await node.ask('GET', `${at}/history`)).body['items'] as JsonObject[]).length;
  const match = ({ revision }: { readonly revision: number }) => ({ 'if-match': `"${revision}"` });
  beforeAll(async () => {
    node = await openTestNode(database.url);
    const fields = everyKind.map(({ field }) => field);
    await node.publish([
      papersPackage(fields, {
        paper: {
          sharing: { allowed: ['global', 'private'], default: 'global' },
          actions: [
            {
              name: 'mark',
              label,
              capability: 'set-fields',
              params: { fields: { tag: 'marked' } },
            },
          ],
        },
      }),
    ]);
    await node.ask('POST', '/api/forms/thing/records', { number: 'T1', rank: 'high' });
    const { secret: _, ...values } = await givenValues(node);
    const rows = [{ code: 'a' }, { code: 'b' }];
    const body = { number: 'A', tag: 'marked', ...values, secret: 'hush', lines: rows };
    const made = await node.ask('POST', path, body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    id = String(made.body['id']);
  });
  afterAll(() => node.close());

  type Answer = { readonly status: number; readonly body: JsonObject };
  const batch = async (op: string, atomic: boolean, body?: JsonObject): Promise<Answer> => {
    const { revision } = await read();
    const items = [{ op, id, ifMatch: revision, ...(body ? { body } : {}) }];
    const { status, body: answer } = await node.ask('POST', '/api/forms/paper/batch', { items, atomic });
    const [item] = (answer['items'] ?? []) as JsonObject[];
    return {
      status: item ? Number(item['status']) : status,
      body: (item?.['record'] ?? answer) as JsonObject,
    };
  };
  const act = async (action: string, body: JsonObject = {}): Promise<Answer> =>
    node.ask('POST', `${path}/${id}/actions/${action}`, body, match(await read()));
  const doors: readonly (readonly [string, () => Promise<Answer>])[] = [
    ['an empty PATCH', async () => node.ask('PATCH', `${path}/${id}`, {}, match(await read()))],
    [
      'a PATCH of all that was read',
      async () => {
        const whole = await read();
        return node.ask('PATCH', `${path}/${id}`, whole, match(whole));
      },
    ],
    [
      'a PATCH that spells the same otherwise',
      async () =>
        node.ask(
          ...(['PATCH', `${path}/${id}`] as const),
          { money: 12.5, reference: 'T1', choices: ['blue', 'red'], number: ' A ' },
          match(await read()),
        ),
    ],
    [
      'a PUT of all that was read',
      async () => {
        const whole = await read();
        return node.ask('PUT', `${path}/${id}`, whole, match(whole));
      },
    ],
    ...[true, false].flatMap((atomic) => [
      [`a batch of a PATCH, atomic: ${atomic}`, () => batch('patch', atomic, { tag: 'marked' })] as const,
      [`a batch of a PUT, atomic: ${atomic}`, async () => batch('put', atomic, await read())] as const,
      [`a batch of an action, atomic: ${atomic}`, () => batch('enable', atomic)] as const,
    ]),
    ['an action of the form', () => act('mark')],
    ['enabling', () => act('enable')],
    ['another way of sharing', () => act('change-sharing', { sharing: 'global' })],
    ['another creator', () => act('transfer', { org: 'root' })],
    [
      'the restore of the present version',
      async () => {
        const whole = await read();
        return node.ask('POST', `${path}/${id}/history/${whole.revision}/restore`, undefined, match(whole));
      },
    ],
  ];
  it.each(doors)('makes no version, and answers what stands: %s', async (_, send) => {
    const [before, count] = [await read(), await versions()];
    const { status, body } = await send();
    expect([status, body['revision'], body['modifiedAt']], JSON.stringify(body)).toEqual([
      200,
      before.revision,
      before['modifiedAt'],
    ]);
    expect([await versions(), await read()]).toEqual([count, before]);
  });

  it('makes none of a document of settings', async () => {
    const setting = '/api/forms/limits/record';
    const most = await node.ask('GET', setting);
    const { status, body } = await node.ask(
      'PATCH',
      setting,
      { most: 7 },
      {
        'if-match': `"${String(most.body['revision'] ?? 0)}"`,
      },
    );
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    const same = await node.ask(
      'PATCH',
      setting,
      { most: 7 },
      { 'if-match': `"${String(body['revision'])}"` },
    );
    expect([same.status, same.body['revision']]).toEqual([200, body['revision']]);
  });

  it('is none when rows change their order', async () => {
    const whole = await read();
    const rows = (whole['lines'] as JsonObject[]).toReversed();
    const { status, body } = await node.ask('PUT', `${path}/${id}`, { ...whole, lines: rows }, match(whole));
    expect([status, (body['lines'] as JsonObject[]).map(({ code }) => code)]).toEqual([200, ['b', 'a']]);
    expect(body['revision']).toBeGreaterThan(whole.revision);
  });
});
