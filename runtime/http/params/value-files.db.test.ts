import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { samples } from '../../../workshop/kind-samples.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { buildModel } from '../../model/publish/build-model.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const label = { zh: '参数', en: 'Parameter' };
const field = (name: string): JsonObject => ({ name, kind: 'text', length: 40, label });

function kept(params: readonly JsonObject[]) {
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: 'tuned', version: '1.0.0', guiju: { prefix: 'tn', label } }],
      [
        'forms/thing.json',
        {
          name: 'thing',
          kind: 'master',
          sharing: 'everybody',
          label,
          fields: [field('number'), field('rank')],
        },
      ],
      ['params/k.json', { type: 'k', label, params: [...params] }],
      [
        'params/t.json',
        {
          type: 't',
          label,
          params: [
            { dimension: 'tax-number', label, value: { kind: 'multiline' }, unset: { label } },
            { key: 'given', label, value: { kind: 'text' }, unset: { label }, preset: 'p' },
            {
              key: 'force',
              label,
              value: { kind: 'boolean' },
              unset: { label },
              raw: { empty: true, values: { '1': true, '*': false } },
            },
            { key: 'limit', label, value: { kind: 'integer', max: 99 }, unset: { label } },
            { key: 'off', label, value: { kind: 'boolean' }, unset: { label }, danger: true },
          ],
        },
      ],
    ]),
  );
}

const ofKind = (kind: string): JsonObject => ({
  key: kind,
  label,
  value: { kind, ...samples[kind]?.props },
  unset: { label },
});

/** Other control characters have no place in a workbook. */
const isWritten = (character: string) => character >= ' ' || '\t\n'.includes(character);

describeOnDatabases('files of values', (under) => {
  let node: TestNode;
  let able: readonly string[] = [];

  const many = (items: readonly JsonObject[]) =>
    node.ask('POST', '/api/params/many', { reason: 'r', items: [...items] });
  const exported = async (format: string, query = '') => {
    const answer = await node.raw('GET', `/api/params/export?format=${format}${query}`);
    expect(answer.status).toBe(200);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const imported = async (bytes: Uint8Array<ArrayBuffer>, query = '', reason = 'file') => {
    const headers = {
      'content-type': 'application/octet-stream',
      'accept-language': 'en',
      ...(reason && { 'guiju-reason': reason }),
    };
    const answer = await node.raw('POST', `/api/params/import${query}`, bytes, headers);
    return { status: answer.status, body: (await answer.json()) as JsonObject };
  };
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const bytesOf = (content: string) => new TextEncoder().encode(content);
  async function clear(): Promise<void> {
    const { parameters } = JSON.parse(text(await exported('json'))) as { parameters: JsonObject[] };
    const unset = parameters.map(({ type, key, org, validFrom, validTo }) => ({
      type: type ?? '',
      key: key ?? '',
      org: org ?? '',
      state: 'unset',
      ...(validFrom && { validFrom }),
      ...(validTo && { validTo }),
    }));
    const { status, body } = await imported(bytesOf(JSON.stringify({ parameters: unset })));
    expect([status, body['errors']]).toEqual([200, undefined]);
    expect(JSON.parse(text(await exported('json')))).toEqual({ parameters: [] });
  }

  beforeAll(async () => {
    node = await openTestNode(under.url);
    const fit: string[] = [];
    for (const kind of Object.keys(samples)) {
      const { issues } = await buildModel([kept([ofKind(kind)])], standardEdition('9.9.9'));
      if (issues.every(({ severity }) => severity !== 'error')) fit.push(kind);
    }
    await node.publish([kept(fit.map(ofKind))]);
    for (const [number, parent] of [
      ['NORTH', 'root'],
      ['CITY', 'NORTH'],
    ] as const)
      await node.ask('POST', '/api/forms/organisation/records', { number, name: number, parent });
    await node.ask('POST', '/api/forms/thing/records', { number: 'T1' });
    const able2: string[] = [];
    for (const kind of fit) {
      const item = { action: 'set', type: 'k', key: kind, org: 'NORTH', value: samples[kind]?.value ?? null };
      const { status } = await many([item]);
      if (status === 200) able2.push(kind);
    }
    able = able2;
  });
  afterAll(() => node.close());

  it('hold every kind a parameter can have', () => {
    expect(able.length).toBeGreaterThan(18);
  });

  const word = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    fc.constantFrom(
      '=1+1',
      '+x',
      '-2+3',
      '@SUM(A1)',
      "'quoted",
      ' padded ',
      '"',
      '1e5',
      '007',
      'true',
      'null',
      '[1]',
      '⋯',
      'a\nb',
      'a;=b',
      '\t=x',
    ),
  );
  const set = fc.record({
    org: fc.constantFrom('root', 'NORTH', 'CITY', null),
    spelt: fc.boolean(),
    text: word.filter((one) => one.trim() !== '' && [...one].every(isWritten)),
    locked: fc.boolean(),
    window: fc.constantFrom(
      {},
      { validFrom: '2031-01-01', validTo: '2031-02-01' },
      { validTo: '2030-01-01' },
    ),
  });

  it('want a reason for the dangers that they change, and none for those they leave as they are', async () => {
    const off = (value: boolean) => many([{ action: 'set', type: 't', key: 'off', org: 'NORTH', value }]);
    expect((await off(true)).status).toBe(200);
    const file = await exported('csv', '&types=t');
    for (const query of ['?dryRun=true', '']) {
      const { status, body } = await imported(file, query, '');
      expect([status, body['problems'], body['unchanged']]).toEqual([200, [], body['rows']]);
    }
    const changed = bytesOf(text(file).replace('t,off,NORTH,value,true', 't,off,NORTH,value,false'));
    const { status, body } = await imported(changed, '', '');
    expect([status, body['problems']]).toMatchObject([422, [{ code: 'param-reason' }]]);
    expect((await imported(changed)).status).toBe(200);
    await clear();
  });

  it.each(['json', 'csv', 'xlsx'])(
    '%s: what was exported changes nothing when it comes back, and makes the same where nothing is',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.array(set, { minLength: 1, maxLength: 15 }), async (some) => {
          const items = some.map(({ org, spelt, text: said, locked, window }, at) => ({
            action: 'set',
            type: 't',
            key: `I${at}`,
            org,
            locked,
            ...(spelt ? { raw: said } : { value: said }),
            ...window,
          }));
          const made = await many(items);
          expect([made.status, made.body['errors']]).toEqual([200, undefined]);
          await many([
            { action: 'set', type: 't', key: 'given', org: null, value: null },
            { action: 'set', type: 't', key: 'force', org: 'CITY', raw: '' },
            { action: 'set', type: 't', key: 'limit', org: 'CITY', value: 1 },
          ]);
          await many([{ action: 'set', type: 't', key: 'limit', org: 'NORTH', value: 2, locked: true }]);
          const all = text(await exported('json'));
          const file = await exported(format);
          for (const query of ['?dryRun=true', '']) {
            const { status, body } = await imported(file, query);
            expect([status, body['errors']]).toEqual([200, undefined]);
            expect(body['changes']).toEqual([]);
            expect({ ...body }).toMatchObject({ total: 0, problems: [], unchanged: body['rows'] ?? 0 });
          }
          await clear();
          const back = await imported(file);
          expect([back.status, back.body['problems'], back.body['errors']]).toEqual([200, [], undefined]);
          expect(JSON.parse(text(await exported('json')))).toEqual(JSON.parse(all));
          const own = {
            parameters: (JSON.parse(all) as { parameters: JsonObject[] }).parameters
              .filter(({ type }) => type === 't')
              .map((row) => ({ ...row, state: 'unset' })),
          };
          expect((await imported(bytesOf(JSON.stringify(own)))).status).toBe(200);
        }),
        { numRuns: runs(4, 40), endOnFailure: true },
      );
    },
  );

  const head = 'type,key,org,state,value,raw,validFrom,validTo,locked';
  it.each<readonly [says: string, lines: readonly string[], found: string]>([
    ['a key nobody knows', [head, 't,x:y,,,1,,,,'], '2 key Key parameter-unknown'],
    [
      'an organisation there is not',
      [head, 't,limit,GONE,,1,,,,'],
      '2 org Organisation (empty: the system) organisation-forbidden',
    ],
    [
      'a value beyond its limits',
      [head, 't,limit,root,,1,,,,', 't,limit,NORTH,,100,,,,'],
      '3 value Value too-great',
    ],
    ['a spelling that means nothing', [head, 't,limit,root,,,soon,,,'], '2 raw Spelling not-integer'],
    [
      'a value and a spelling that differ',
      [head, 't,limit,root,raw,2,1,,,'],
      '2 value Value param-file-differs',
    ],
    ['nothing said', [head, 't,limit,root,,,,,,'], '2 state What counts param-file-state'],
    ['a state nobody knows', [head, 't,limit,root,maybe,1,,,,'], '2 state What counts param-file-state'],
    ['no date', [head, 't,limit,root,,1,,soon,,'], '2 validFrom Valid from not-date'],
    ['neither yes nor no', [head, 't,limit,root,,1,,,,perhaps'], '2 locked Locked parameter-switch'],
    ['a place twice', [head, 't,limit,root,,1,,,,', 't,limit,root,,2,,,,'], '3   param-place-twice'],
    ['nothing to take away', [head, 't,limit,root,unset,,,,,'], '2   parameter-not-set'],
    ['columns in another order, by their labels', ['Key,Parameter type,Value', 'limit,t,1'], ''],
    ['by their Chinese labels', ['参数键,参数类型,值', 'limit,t,1'], ''],
  ])('say where they are wrong: %s', async (_says, lines, found) => {
    const { status, body } = await imported(bytesOf(lines.join('\n')), '?dryRun=true');
    expect(status).toBe(200);
    const places = (body['problems'] as JsonObject[]).map(({ row, column, label: name, code, message }) => {
      expect(String(message)).not.toBe(code);
      return `${row} ${String(column ?? '')} ${String(name ?? '')} ${String(code)}`;
    });
    expect(places.join('\n')).toBe(found);
    if (found === '')
      return expect(body).toMatchObject({
        total: 1,
        changes: [{ row: 2, org: null, from: null, to: { value: 1 } }],
      });
    const before = text(await exported('json'));
    const refused = await imported(bytesOf(lines.join('\n')));
    expect([refused.status, refused.body['code']]).toEqual([422, 'content-wrong']);
    expect(text(await exported('json'))).toBe(before);
  });

  it.each([
    ['no headings', 't,limit,root,1', 'param-file-head'],
    ['a column nobody knows', 'type,key,value,colour\nt,limit,1,red', 'param-file-column'],
    ['JSON of something else', '{"values": []}', 'param-file-json'],
    ['JSON that is none', '{"parameters": [', 'json-syntax'],
    [
      'a number that would be rounded',
      '{"parameters": [{"type": "a", "key": "b", "value": 0.12345678901234567890}]}',
      'number-digits',
    ],
  ])('are refused whole for %s', async (_says, content, code) => {
    const { status, body } = await imported(bytesOf(content));
    const errors = (body['errors'] as JsonObject[]).map((one) => one['code']);
    expect([status, errors]).toEqual([422, [code]]);
  });

  it('say what was written when somebody changes a later part meanwhile', async () => {
    await clear();
    const key = (at: number) => `9144030070846${1_000 + at}T`;
    const all = Array.from({ length: 1_002 }, (_, at) => key(at));
    const last = key(1_001);
    const late = { action: 'set', type: 't', key: last, org: 'root' };
    const { body: first } = await many([{ ...late, value: 'former' }]);
    const parameters = all.map((one) => ({ type: 't', key: one, org: 'root', value: 'filed' }));
    const file = bytesOf(JSON.stringify({ parameters }));
    const { store } = node.node.host;
    const batch = store.batch.bind(store);
    let parts = 0;
    const between = vi.spyOn(store, 'batch').mockImplementation(async (...asked) => {
      parts += 1;
      if (parts === 2) {
        const { revision: ifMatch = 0 } = (first['items'] as JsonObject[])[0] ?? {};
        expect((await many([{ ...late, value: 'another', ifMatch }])).status).toBe(200);
      }
      return batch(...asked);
    });
    const { status, body } = await imported(file);
    between.mockRestore();
    expect([status, body['code'], body['params']]).toEqual([
      412,
      'params-partly-written',
      { written: 1_000, left: 2 },
    ]);
    expect(body['detail'] ?? body['title']).toContain('1000 values were written');
    const [error] = body['errors'] as JsonObject[];
    expect(error?.['path']).toBe('/rows/1002');
    const { body: trail } = await node.ask('GET', '/api/audit?action=import');
    expect((trail['items'] as JsonObject[])[0]).toMatchObject({ detail: { rows: 1_002, written: 1_000 } });
    const again = await imported(file);
    expect([again.status, again.body['unchanged'], again.body['total']]).toEqual([200, 1_000, 2]);
  });

  it('hold what one asks for of what one may see, and stand in the audit trail', async () => {
    await clear();
    await many([
      { action: 'set', type: 't', key: 'limit', org: 'NORTH', value: 5 },
      { action: 'set', type: 't', key: 'limit', org: 'root', value: 6 },
    ]);
    const { parameters } = JSON.parse(text(await exported('json', '&types=t&orgs=NORTH'))) as {
      parameters: JsonObject[];
    };
    expect(parameters).toEqual([
      { type: 't', key: 'limit', org: 'NORTH', state: 'value', value: '5', locked: 'false' },
    ]);
    const { body } = await node.ask('GET', '/api/audit?action=export');
    expect((body['items'] as JsonObject[])[0]).toMatchObject({ target: '/api/params/export' });
    const stranger = await node.raw('GET', '/api/params/export?orgs=NOBODY');
    expect(stranger.status).toBe(400);
  });
});
