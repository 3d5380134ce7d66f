import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse, password } from '../house.suite.ts';

const items = '/api/forms/item/records';
const batch = '/api/forms/item/batch';
const id = '00000000-0000-7000-8000-000000000001';

const label = { zh: '牌子', en: 'Badge' };
/** Nothing of it can be anybody's own. */
const badge: FormSource = {
  name: 'badge',
  kind: 'master',
  label,
  sharing: { allowed: ['free'], default: 'free' },
  fields: [{ name: 'number', kind: 'text', label, length: 50, required: true }],
};

/** A mistaken request, and the status, code and `path code` of each mistake that is told. */
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
  [
    'a moment of nobody knows which zone',
    'GET /api/audit?to=2026-01-31T08:30:00',
    400,
    'parameters-wrong',
    ['/to parameter-time'],
  ],
  ['a page that is none', `GET ${items}?cursor=x`, 400, 'cursor-wrong', ['/cursor cursor-wrong']],
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
      '/items/1/id schema-required',
      '/items/2/ifMatch number-expected',
      '/items/3/ifmatch unknown-member',
    ],
    {
      atomic: 'yes',
      items: [
        { op: 'mend' },
        { op: 'delete' },
        { op: 'delete', id, ifMatch: '7' },
        { op: 'delete', id, ifmatch: 7 },
      ],
    },
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
  [
    'a reference by an id that is none',
    `POST ${items}`,
    422,
    'content-wrong',
    ['/category/id not-id'],
    { number: 'T', category: { id: 'x' } },
  ],
  [
    'a version of no number',
    `POST ${items}/{item}/history/newest/restore`,
    404,
    'version-unknown',
    [],
    null,
    { 'if-match': '{tag}' },
  ],
  ['a sort by nothing', `GET ${items}?sort=colour`, 400, 'query-wrong', ['/sort unknown-field']],
  ['changes since a revision that is still to come', 'GET /api/watch?since=999999999', 410, 'since-too-old'],
  [
    'a day that is empty text, and a switch that is',
    `POST ${items}`,
    422,
    'content-wrong',
    ['/stock schema-type', '/launched schema-format'],
    { number: 'D', launched: '', stock: '' },
  ],
  [
    'a record under another id',
    `PATCH ${items}/{item}`,
    422,
    'content-wrong',
    ['/id id-differs'],
    { id, name: 'x' },
    { 'if-match': '{tag}' },
  ],
  [
    'a version that is old by now',
    `PATCH ${items}/{item}`,
    412,
    'conflict',
    [],
    { name: 'x' },
    { 'if-match': '"1"' },
  ],
  [
    'a batch of which one is not right',
    `POST ${batch}`,
    422,
    'batch-failed',
    ['/items/1/body/stock not-integer'],
    {
      items: [
        { op: 'create', body: { number: 'B1' } },
        { op: 'create', body: { number: 'B2', stock: 'many' } },
      ],
    },
  ],
  [
    'sharing that nobody knows',
    `POST ${items}/{item}/actions/change-sharing`,
    422,
    'action-params',
    ['/sharing sharing-unknown'],
    { sharing: 'everywhere' },
    { 'if-match': '{tag}' },
  ],
  [
    'a copy of one’s own record',
    `POST ${items}/{item}/actions/personalise`,
    409,
    'sharing-refused',
    [' sharing-not-personalisable'],
    {},
    { 'if-match': '{tag}' },
  ],
  [
    'a copy of what has nothing to have of one’s own',
    `POST /api/forms/badge/records/{badge}/actions/personalise?org=NORTH`,
    409,
    'nothing-ownable',
    [],
    {},
    { 'if-match': '{badgeTag}' },
  ],
  [
    'assignments asked for in two ways',
    `GET /api/forms/item/assignments?record=${id}&unassigned=NORTH`,
    400,
    'parameters-wrong',
    ['/unassigned parameters-exclude'],
  ],
  [
    'a token that is over before it begins',
    'POST /api/me/tokens',
    400,
    'body-wrong',
    ['/expiresOn expiry-past'],
    { name: 'old', expiresOn: '2020-01-01' },
  ],
  [
    'a new password where the present one is wrong',
    'PUT /api/me/password',
    422,
    'password-refused',
    ['/present password-wrong'],
    { present: 'not it', next: 'another long sentence' },
  ],
  [
    'a new password that is short',
    'PUT /api/me/password',
    422,
    'password-refused',
    ['/next password-short'],
    { present: password, next: 'short' },
  ],
];

describeOnDatabases('a mistake over HTTP is told with its place', (database) => {
  let house: House;
  let as: string;
  /** The values of a real record that a request says in braces. */
  let there: Readonly<Record<string, string>> = {};
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => there[name] ?? '');
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [badge] });
    as = await house.signIn('admin');
    const item = await house.ask('POST', items, { as, body: { number: 'THERE' } });
    const made = await house.ask('POST', '/api/forms/badge/records', { as, body: { number: 'THERE' } });
    const assigned = { records: ['THERE'], orgs: ['NORTH'] };
    await house.ask('POST', '/api/forms/badge/assignments', { as, body: assigned });
    there = {
      item: String(item.at('/id')),
      tag: item.headers.get('etag') ?? '',
      badge: String(made.at('/id')),
      badgeTag: made.headers.get('etag') ?? '',
    };
  });
  afterAll(() => house.close());

  it.each<[string, string, Json | string, Record<string, string>, RegExp, RegExp]>([
    [
      'an empty body is body-missing',
      items,
      '',
      {},
      /^The request is wrong$/,
      /^The body is empty: this call needs JSON$/,
    ],
    ['a body of blanks', items, ' \n', {}, /./, /^The body is empty/],
    [
      'a member that a batch does not know',
      batch,
      { items: [{ op: 'create', body: {}, data: {} }] },
      {},
      /^The request is wrong$/,
      /^Unknown member; known are op, .*body/,
    ],
    [
      'a batch that fails',
      batch,
      { items: [{ op: 'create', body: { stock: 'x' } }] },
      {},
      /^The batch was not written$/,
      /./,
    ],
  ])(
    '%s is told what was expected, below a title of its own',
    async (_, path, body, headers, title, message) => {
      const answer = await house.ask('POST', path, { as, body, headers });
      expect(answer.at('/title')).toMatch(title);
      expect(answer.at('/errors/0/message')).toMatch(message);
    },
  );

  it.each(mistakes.map((mistake) => ({ says: mistake[0], mistake })))('$says', async ({ mistake }) => {
    const [, request, status, code, found = [], body = undefined, headers = {}] = mistake;
    const [method = '', path = ''] = filled(request).split(' ');
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)]));
    for (const language of ['zh', 'en']) {
      const answer = await house.ask(method, path, {
        as,
        headers: { ...sent, 'accept-language': language },
        ...(body === undefined ? {} : { body }),
      });
      const errors = (answer.at('/errors') ?? []) as { path: string; code: string; message: string }[];
      expect([answer.status, answer.at('/code')], answer.text).toEqual([status, code]);
      expect(errors.map((error) => `${error.path} ${error.code}`)).toEqual(found);
      const sentences = [answer.at('/title'), answer.at('/detail'), ...errors.map(({ message }) => message)];
      for (const sentence of sentences) expect(sentence).not.toMatch(/^[a-z-]*$|\{\w+|undefined|null/);
    }
  });
});
