import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../metadata/json.ts';
import { render } from '../../metadata/render.ts';
import { describeOnDatabases } from '../../workshop/databases.ts';
import { messages } from '../messages/index.ts';
import { type House, openHouse } from './house.suite.ts';

const items = '/api/forms/item/records';
const batch = '/api/forms/item/batch';
const id = '00000000-0000-7000-8000-000000000001';

/** What is asked, and the status, code and `path code` of each mistake that is told. */
type Mistake = readonly [
  sentence: string,
  request: string,
  status: number,
  code: string,
  mistakes?: readonly string[],
  body?: Json,
  headers?: Readonly<Record<string, string>>,
];

const mistakes: readonly Mistake[] = [
  ['a form that is not there', 'GET /api/forms/nothing/records', 404, 'form-unknown'],
  ['a limit of no size', `GET ${items}?limit=0`, 400, 'parameters-wrong', ['/limit parameter-number']],
  ['a limit in words', `GET ${items}?limit=many`, 400, 'parameters-wrong', ['/limit parameter-number']],
  [
    'a switch that is neither',
    `GET ${items}?count=yes`,
    400,
    'parameters-wrong',
    ['/count parameter-switch'],
  ],
  ['a view nobody knows', `GET ${items}?view=all`, 400, 'parameters-wrong', ['/view parameter-choice']],
  [
    'a comparison nobody knows',
    `GET ${items}?stock[near]=3`,
    400,
    'parameters-wrong',
    ['/stock[near] operator-unknown'],
  ],
  [
    'emptiness that is neither',
    `GET ${items}?stock[empty]=1`,
    400,
    'parameters-wrong',
    ['/stock[empty] parameter-switch'],
  ],
  [
    'a search too long to mean anything',
    `GET ${items}?q=${'x'.repeat(300)}`,
    400,
    'parameters-wrong',
    ['/q parameter-long'],
  ],
  ['a search for nothing', 'GET /api/search?q=', 400, 'parameters-wrong', ['/q parameter-needed']],
  [
    'a moment that is none',
    'GET /api/audit?from=yesterday',
    400,
    'parameters-wrong',
    ['/from parameter-time'],
  ],
  ['a change without the version it is of', `PATCH ${items}/${id}`, 428, 'if-match-missing', [], {}],
  ['a version that is none', `PATCH ${items}/${id}`, 400, 'if-match-wrong', [], {}, { 'if-match': 'latest' }],
  [
    'a key of an empty space',
    `POST ${items}`,
    400,
    'idempotency-key-wrong',
    [],
    { number: 'K' },
    { 'idempotency-key': 'with space' },
  ],
  [
    'a batch whose parts are not what they should be',
    `POST ${batch}`,
    400,
    'body-wrong',
    [
      '/atomic switch-expected',
      '/items/0/op batch-operation',
      '/items/1/id text-expected',
      '/items/2/ifMatch number-expected',
    ],
    { atomic: 'yes', items: [{ op: 'mend' }, { op: 'delete' }, { op: 'delete', id, ifMatch: '7' }] },
  ],
  [
    'a password that is no text',
    'POST /api/session',
    400,
    'body-wrong',
    ['/password text-expected'],
    { user: 'admin', password: 7 },
  ],
  [
    'rows named twice',
    `POST ${items}`,
    422,
    'content-wrong',
    ['/lines/1/id row-twice'],
    { number: 'T', lines: [{ id }, { id }] },
  ],
];

describeOnDatabases('a mistake over HTTP is told with its place', (database) => {
  let house: House;
  let as: string;
  beforeAll(async () => {
    house = await openHouse(database.url);
    as = await house.signIn('admin');
  });
  afterAll(() => house.close());

  it.each(mistakes.map((mistake) => ({ says: mistake[0], mistake })))('$says', async ({ mistake }) => {
    const [, request, status, code, told = [], body = undefined, headers = {}] = mistake;
    const [method = '', path = ''] = request.split(' ');
    const answer = await house.ask(method, path, { as, headers, ...(body === undefined ? {} : { body }) });
    const errors = (answer.at('/errors') ?? []) as { path: string; code: string; message: string }[];
    expect([answer.status, answer.at('/code')], answer.text).toEqual([status, code]);
    expect(errors.map((error) => `${error.path} ${error.code}`)).toEqual(told);
  });

  it.each<[string, string, string, string, Json?]>([
    ['a form', 'GET /api/forms/itme/records', '/near', 'item'],
    ['a parameter of a list', `GET ${items}?stokc=3`, '/errors/0/params/near', 'stock'],
    ['a parameter with a comparison', `GET ${items}?stokc[gte]=3`, '/errors/0/params/near', 'stock'],
    ['a parameter of the platform', `GET ${items}?limt=3`, '/errors/0/params/near', 'limit'],
    ['a parameter of another call', 'GET /api/forms/item?explian=true', '/errors/0/params/near', 'explain'],
    ['a field to sort by', `GET ${items}?sort=-stokc`, '/errors/0/params/near', 'stock'],
    ['a field to answer', `GET ${items}?fields=id,stokc`, '/errors/0/params/near', 'stock'],
    [
      'a fact of a filter',
      `GET ${items}?filter=${encodeURIComponent('{"fact":"stokc","operator":"isEmpty"}')}`,
      '/errors/0/params/near',
      'stock',
    ],
    ['a field of a record', `POST ${items}`, '/errors/0/params/near', 'stock', { number: 'N', stokc: 3 }],
  ])('%s that is misspelt is told with what is near', async (_what, request, pointer, near, body) => {
    const [method = '', path = ''] = request.split(' ');
    const headers = { 'accept-language': 'en' };
    const answer = await house.ask(method, path, { as, headers, ...(body === undefined ? {} : { body }) });
    const told = answer.at(pointer) ?? answer.at('/params/near');
    expect(told, answer.text).toEqual([near]);
    expect(answer.text).toContain(`did you mean \\"${near}\\"?`);
  });

  it('names are near to the first mistakes of a long body alone', async () => {
    const body = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`stokc${at % 10}${at}`, 1]));
    const answer = await house.ask('POST', items, { as, body: { number: 'N', ...body } });
    const errors = answer.at('/errors') as { params: { near: string[] } }[];
    expect(errors.length).toBe(50);
    expect(errors.filter(({ params }) => params.near.length > 0).length).toBeLessThan(25);
  });

  describe('and every one of them', () => {
    it('has a sentence', () => {
      const codes = mistakes.flatMap(([, , , code, told = []]) => [
        code,
        ...told.map((one) => one.split(' ')[1] ?? ''),
      ]);
      expect(codes.filter((code) => !render(messages, code, {}, 'zh'))).toEqual([]);
    });
  });
});
