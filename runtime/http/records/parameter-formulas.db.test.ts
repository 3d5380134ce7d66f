import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { createLog } from '../../config/log.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { createRefills } from '../../model/publish/records/create-refills.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createJobs } from '../../work/jobs/create-jobs.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const param = (key: string, value: JsonObject, more: JsonObject = {}): JsonObject => ({
  key,
  label: label(key),
  value,
  unset: { label: label('unset') },
  ...more,
});
const path = '/api/forms/quote/records';
const password = 'a password nobody guesses';
const limits: JsonObject = {
  fact: 'amount',
  operator: 'greaterThan',
  value: { fact: '$param.quotes.limit' },
};

function quotes(version: string, gross: string, rate: JsonObject = { kind: 'decimal', scale: 4 }) {
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: 'quotes', version, guiju: { prefix: 'qu', label: label('Quotes') } }],
      [
        'params/quotes.json',
        {
          type: 'quotes',
          label: label('quotes'),
          params: [
            param('rate', rate, {
              unset: { label: label('unset'), value: rate['kind'] === 'text' ? 'no' : '0.1' },
            }),
            param('limit', { kind: 'decimal' }, { preset: '1000' }),
            param('title', { kind: 'text' }),
            param('two-words.of', { kind: 'integer' }, { preset: 7 }),
            param('cost', { kind: 'decimal' }, { preset: '0.777' }),
          ],
        },
      ],
      [
        'forms/house.json',
        {
          name: 'house',
          kind: 'setting',
          label: label('house'),
          fields: [field('nowhereElse', 'integer', { default: 4 })],
        },
      ],
      [
        'forms/quote.json',
        {
          name: 'quote',
          kind: 'document',
          label: label('quote'),
          sharing: { allowed: ['private'], default: 'private' },
          rules: [
            {
              name: 'limited',
              check: { not: limits },
              fields: ['amount'],
              message: label('too much'),
            },
          ],
          fields: [
            field('number', 'text', { required: true }),
            field('amount', 'decimal', { precision: 12, scale: 2 }),
            field('note', 'text', { required: { fact: '$param.quotes.title', operator: 'isNotEmpty' } }),
            field('gross', 'formula', { formula: gross, scale: 2 }),
            field('seen', 'formula', { formula: 'amount + $param.quotes.limit', virtual: true }),
            field('begun', 'text', { default: { formula: '$param.quotes.title & "/" & number' } }),
            field('days', 'formula', { formula: '{$param.quotes.two-words.of} * 2', scale: 0 }),
            field('set', 'formula', { formula: '$setting.house.nowhereElse + 1', scale: 0 }),
            field('margin', 'formula', { formula: 'amount * $param.quotes.cost' }),
            field('lines', 'entries', {
              fields: [
                field('price', 'decimal', { precision: 12, scale: 2 }),
                field('tax', 'formula', { formula: 'price * $param.quotes.rate', scale: 3 }),
              ],
            }),
          ],
        },
      ],
    ]),
  );
}
const first = 'amount * (1 + $param.quotes.rate)';

describeOnDatabases('parameters that formulas and conditions ask', (database) => {
  let node: TestNode;
  const english = { 'accept-language': 'en' };
  const ok = async (method: string, to: string, body?: Json, headers: Record<string, string> = english) => {
    const answer = await node.ask(method, to, body, headers);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  const made = (body: JsonObject, org = '') => ok('POST', `${path}${org && `?org=${org}`}`, body);
  const saved = (one: JsonObject, body: JsonObject) =>
    ok('PATCH', `${path}/${String(one['id'])}`, body, { 'if-match': `"${String(one['revision'])}"` });
  const read = (one: JsonObject) => ok('GET', `${path}/${String(one['id'])}?view=manage`);
  const set = (key: string, org: string, value: Json) =>
    ok('PUT', `/api/params/quotes/${key}?org=${org}`, { value });
  const unset = async (key: string, org: string) => {
    const { own } = await ok('GET', `/api/params/quotes/${key}?org=${org}`);
    for (const { id, revision } of own as JsonObject[])
      await ok('DELETE', `/api/params/quotes/${key}?org=${org}&id=${String(id)}`, undefined, {
        'if-match': `"${String(revision)}"`,
        'guiju-reason': 'over',
      });
  };

  /** As a node does that looks at once for what a publish left to do. */
  const refilled = async () => {
    const log = createLog('silent');
    const jobs = createJobs({ ...node.tenant, log });
    const refills = createRefills({ ...node.tenant, jobs, log, clock: Date.now, patience: -1_000 });
    await refills.goOn();
    await refills.idle();
    await jobs.idle();
  };

  beforeAll(async () => {
    node = await openTestNode(database.url);
    await node.publish([quotes('1.0.0', first)]);
    for (const number of ['NORTH', 'SOUTH'])
      await ok('POST', '/api/forms/organisation/records', { number, name: number, parent: 'root' });
  });
  afterAll(() => node.close());

  it('are read as they are preset, or unset, while nobody sets them', async () => {
    const lines = [{ price: '30' }, { price: '0.05' }];
    expect(await made({ number: '1', amount: '100', lines })).toMatchObject({
      gross: '110',
      seen: '1100',
      begun: '/1',
      days: '14',
      set: '5',
      lines: [{ tax: '3' }, { tax: '0.005' }],
    });
  });

  it('are those of the organisation that owns the record, at each save and not before', async () => {
    await set('rate', 'root', '0.2');
    await set('rate', 'SOUTH', '0.5');
    await set('limit', 'SOUTH', 3000);
    const own = await made({ number: 'N', amount: '100' }, 'NORTH');
    const theirs = await made({ number: 'S', amount: '2000' }, 'SOUTH');
    expect([own, theirs]).toMatchObject([
      { gross: '120', seen: '1100' },
      { gross: '3000', seen: '5000' },
    ]);
    await unset('rate', 'SOUTH');
    await unset('limit', 'SOUTH');
    await set('rate', 'SOUTH', '0.6');
    await set('limit', 'SOUTH', '4000');
    // What is evaluated when it is read follows at once, what is stored with the next save, whoever saves it.
    expect(await read(theirs)).toMatchObject({ gross: '3000', seen: '6000' });
    expect(await saved(theirs, { number: 'S2' })).toMatchObject({ gross: '3200' });
    await unset('rate', 'SOUTH');
    await unset('limit', 'SOUTH');
    await unset('rate', 'root');
    expect(await saved(await read(own), { number: 'N2' })).toMatchObject({ gross: '110' });
  });

  it('make defaults, and conditions that hold', async () => {
    const body = { number: 'C', amount: '1000.01' };
    const refused = await node.ask('POST', path, body, english);
    expect(refused.body['errors']).toMatchObject([{ path: '/amount', message: 'too much' }]);
    await set('title', 'NORTH', 'T');
    const without = await node.ask('POST', `${path}?org=NORTH`, { number: 'D', amount: '1' }, english);
    expect(without.body['errors']).toMatchObject([{ path: '/note', code: 'required' }]);
    expect(await made({ number: 'D', note: 'x' }, 'NORTH')).toMatchObject({ begun: 'T/D' });
    expect(await made({ number: 'E' }, 'SOUTH')).toMatchObject({ begun: '/E', note: null });
  });

  it('are told to pages with what is read, but for those of fields that somebody does not see', async () => {
    await set('limit', 'NORTH', '5');
    await ok('POST', '/api/forms/role/records', {
      number: 'seller',
      name: 'seller',
      grants: [
        {
          form: 'quote',
          actions: ['read'],
          scope: 'subtree',
          readable: ['number', 'amount', 'gross', 'note'],
        },
      ],
    });
    const { id } = await ok('POST', '/api/forms/user/records', {
      number: 'seller',
      name: 'seller',
      organisation: 'NORTH',
      roles: [{ role: { number: 'seller' }, organisation: 'NORTH' }],
    });
    await node.node.gate.setPassword({ id: String(id), number: 'seller' }, password);
    const { token } = await signInAs(node.node.gate, 'seller', password, {
      address: '::1',
      agent: null,
      requestId: 't',
    });
    const asked = async (org: string, headers: Record<string, string> = english) =>
      ((await ok('GET', `/api/forms/quote?org=${org}`, undefined, headers))['asked'] as JsonObject[]).map(
        ({ path: of, value, field: shown }) => [of, (shown as JsonObject)['kind'], value],
      );
    expect(await asked('NORTH')).toEqual([
      ['$param.quotes.rate', 'decimal', '0.1'],
      ['$param.quotes.limit', 'decimal', '5'],
      ['$param.quotes.title', 'text', 'T'],
      ['$param.quotes.two-words.of', 'integer', 7],
      ['$param.quotes.cost', 'decimal', '0.777'],
    ]);
    const seller = { ...english, authorization: `Bearer ${token}` };
    expect((await asked('NORTH', seller)).map(([of]) => of)).toEqual([
      '$param.quotes.rate',
      '$param.quotes.limit',
      '$param.quotes.title',
    ]);
  });

  it('are counted with anew where a publish says another formula', async () => {
    const one = await made({ number: 'P', amount: '50' }, 'SOUTH');
    expect(one).toMatchObject({ gross: '55' });
    await node.publish([quotes('1.1.0', 'amount * (2 + $param.quotes.rate)')]);
    await refilled();
    expect(await read(one)).toMatchObject({ gross: '105' });
  });

  it('are refused where their definition would not fit any more, and where it goes', async () => {
    const next = quotes('1.2.0', first, { kind: 'text' });
    await expect(node.publish([next])).rejects.toThrow(/formula-type/);
    const gone = new Map(next.files);
    gone.delete('params/quotes.json');
    await expect(node.publish([{ ...next, files: gone }])).rejects.toThrow(/formula-unknown-parameter/);
  });
});
