import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSource, FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const label = (en: string) => ({ zh: `${en}（中）`, en });
const number: FieldSource = { name: 'number', kind: 'text', label: label('Number'), length: 50 };
const name: FieldSource = { name: 'name', kind: 'text', label: label('Name'), length: 100 };
const amount: FieldSource = { name: 'amount', kind: 'money', label: label('Amount') };
const sharing = { allowed: ['private', 'free', 'global'], default: 'private' } as const;
const target = (own: string): FormSource => ({
  name: own,
  kind: 'master',
  label: label(own),
  sharing,
  title: 'name',
  fields: [number, name, amount],
});
const any = (own: string, more: JsonObject = {}): FieldSource =>
  ({ name: own, kind: 'any-reference', label: label(own), forms: ['deed', 'slip'], ...more }) as FieldSource;
const kinds: FieldSource = {
  name: 'what',
  kind: 'choice',
  label: label('What'),
  options: ['deed', 'slip', 'none'].map((value) => ({ value, label: label(value) })),
} as FieldSource;

const forms: readonly FormSource[] = [
  target('deed'),
  target('slip'),
  {
    name: 'voucher',
    kind: 'master',
    label: label('Voucher'),
    sharing,
    unique: [{ name: 'proof', fields: ['proof'] }],
    fields: [
      number,
      kinds,
      any('source'),
      any('chosen', { formField: 'what' }),
      any('hint', { loose: true }),
      any('proof'),
      { name: 'worth', kind: 'carry', label: label('Worth'), from: 'source', field: 'amount' } as FieldSource,
      { ...amount, name: 'taken', carry: { from: 'source', field: 'amount' } } as FieldSource,
      {
        name: 'double',
        kind: 'formula',
        label: label('Double'),
        formula: 'source.amount * 2',
      } as FieldSource,
      {
        name: 'seal',
        kind: 'text',
        label: label('Seal'),
        required: { fact: 'source.amount', operator: 'greaterThan', value: '100' },
      } as FieldSource,
      {
        name: 'lines',
        kind: 'entries',
        label: label('Lines'),
        fields: [any('item'), any('kept', { formField: 'parent.what' })],
      } as FieldSource,
    ],
  },
];

const vouchers = '/api/forms/voucher/records';

describeOnDatabases('references to one of several forms', (database) => {
  let house: House;
  const tokens: Record<string, string> = {};
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    house = await openHouse(database.url, { forms });
    const all = { actions: ['all'], moreActions: '*' };
    const both = [
      { form: 'deed', ...all, scope: 'own' },
      { form: 'voucher', ...all, scope: 'own' },
    ];
    await house.user('keeper', house.orgs.north, [...both, { form: 'slip', ...all, scope: 'own' }]);
    // Sees deeds of his own organisation, and no slip at all.
    await house.user('clerk', house.orgs.north, both);
    await house.user('stranger', house.orgs.south, [{ form: '*', ...all, scope: 'own' }]);
    for (const user of ['admin', 'keeper', 'clerk', 'stranger']) tokens[user] = await house.signIn(user);
    for (const [form, own, org, worth] of [
      ['deed', 'D1', 'NORTH', '10.5'],
      ['deed', 'D2', 'NORTH', '200'],
      ['deed', 'D/3', 'NORTH', '1'],
      ['deed', 'X1', 'SOUTH', '7'],
      ['slip', 'D1', 'NORTH', '3'],
      ['slip', 'S1', 'NORTH', '4'],
    ] as const) {
      const made = await ok('POST', `/api/forms/${form}/records?org=${org}`, {
        number: own,
        name: `${form} ${own}`,
        amount: worth,
      });
      ids[`${form}/${own}`] = String(made['id']);
    }
  });
  afterAll(() => house.close());

  async function send(method: string, path: string, body?: Json, as = 'admin', headers = {}) {
    return house.ask(method, path, {
      as: tokens[as] ?? '',
      headers,
      ...(body === undefined ? {} : { body }),
    });
  }
  async function ok(
    method: string,
    path: string,
    body?: Json,
    as = 'admin',
    headers = {},
  ): Promise<JsonObject> {
    const { status, text, json } = await send(method, path, body, as, headers);
    if (status >= 300) expect.fail(`${method} ${path}: ${text}`);
    return json as JsonObject;
  }
  const north = (path: string) => `${path}${path.includes('?') ? '&' : '?'}org=NORTH`;
  const create = (body: JsonObject, as = 'keeper') => ok('POST', north(vouchers), body, as);
  const problems = ({ json }: { readonly json: unknown }) =>
    ((json as JsonObject)['errors'] as readonly JsonObject[]).map(({ path, code }) => `${path} ${code}`);
  const listed = async (query: string, as = 'keeper') =>
    (await ok('GET', north(`${vouchers}?limit=100&sort=number&${query}`), undefined, as))[
      'items'
    ] as JsonObject[];
  const found = async (filter: Json, as = 'keeper') =>
    (await listed(`filter=${encodeURIComponent(JSON.stringify(filter))}`, as)).map((one) => one['number']);

  describe('are written', () => {
    it.each<readonly [how: string, value: () => Json, means: string]>([
      ['by form and number', () => ({ form: 'deed', number: 'D1' }), 'deed/D1'],
      ['by form and id', () => ({ form: 'slip', id: ids['slip/D1'] ?? '' }), 'slip/D1'],
      ['as text with a number', () => 'slip/S1', 'slip/S1'],
      ['as text with an id', () => `deed/${ids['deed/D2']}`, 'deed/D2'],
      ['with a number that has a stroke in it', () => 'deed/D/3', 'deed/D/3'],
      ['by what the form is called', () => 'slip（中）/S1', 'slip/S1'],
      [
        'as they were answered',
        () => ({ form: 'deed', id: ids['deed/D1'] ?? '', number: 'D1', name: 'x' }),
        'deed/D1',
      ],
    ])('%s', async (_, value, means) => {
      const made = await create({ number: `W ${means} ${Math.random()}`, source: value(), seal: 'x' });
      const [form = '', ...rest] = means.split('/');
      const called = rest.join('/');
      expect(made['source']).toEqual({ form, id: ids[means], number: called, name: `${form} ${called}` });
      await ok('DELETE', north(`${vouchers}/${made['id']}`), undefined, 'keeper', {
        'if-match': `"${made['revision']}"`,
      });
    });

    it.each<readonly [what: string, body: () => JsonObject, refused: readonly string[]]>([
      ['a number that nobody has', () => ({ source: 'deed/NO' }), ['/source reference-unknown']],
      [
        'a record of another form under its number',
        () => ({ source: 'slip/D2' }),
        ['/source reference-unknown'],
      ],
      [
        'an id of another form',
        () => ({ source: { form: 'slip', id: ids['deed/D1'] ?? '' } }),
        ['/source reference-unknown'],
      ],
      ['a form that is none of these', () => ({ source: 'user/admin' }), ['/source not-of-these-forms']],
      ['a number without a form', () => ({ source: 'D1' }), ['/source not-any-reference']],
      ['an object without a form', () => ({ source: { number: 'D1' } }), ['/source not-any-reference']],
      ['a record of another organisation', () => ({ source: 'deed/X1' }), ['/source reference-unknown']],
      ['one in a row', () => ({ lines: [{}, { item: 'deed/NO' }] }), ['/lines/1/item reference-unknown']],
      [
        'another form than is chosen',
        () => ({ what: 'slip', chosen: 'deed/D1' }),
        ['/chosen form-not-chosen'],
      ],
      ['one while no form is chosen', () => ({ chosen: 'deed/D1' }), ['/chosen form-not-chosen']],
      [
        'one where the choice is none of the forms',
        () => ({ what: 'none', chosen: 'deed/D1' }),
        ['/chosen form-not-chosen'],
      ],
      [
        'another form than the record chooses, in a row',
        () => ({ what: 'deed', lines: [{ kept: 'slip/S1' }] }),
        ['/lines/0/kept form-not-chosen'],
      ],
    ])('but not %s', async (_, body, refused) => {
      const answer = await send('POST', north(vouchers), { number: 'no', ...body() }, 'keeper');
      expect([answer.status, problems(answer)]).toEqual([422, refused]);
    });
  });

  describe('of records that are there', () => {
    const made: Record<string, JsonObject> = {};
    beforeAll(async () => {
      const bodies: readonly JsonObject[] = [
        { number: 'A', source: 'deed/D1', what: 'deed', chosen: 'deed/D1', hint: 'slip/S1' },
        { number: 'B', source: 'slip/D1', what: 'deed', chosen: 'deed/D2', lines: [{ item: 'slip/S1' }, {}] },
        { number: 'C', source: 'deed/D2', seal: 'red', proof: 'deed/D1' },
        { number: 'D', lines: [{ item: 'deed/D2' }, { item: 'deed/D/3' }] },
      ];
      for (const body of bodies) made[String(body['number'])] = await create(body);
    });

    const withheldSlip = () => ({
      form: 'slip',
      id: ids['slip/D1'],
      number: null,
      name: null,
      withheld: 'no-right',
    });
    const is = (fact: string, operator: string, value?: Json) => ({
      fact,
      operator,
      ...(value === undefined ? {} : { value }),
    });
    it.each<readonly [asks: string, filter: () => Json, finds: readonly string[]]>([
      ['by number', () => is('source', 'equal', 'deed/D1'), ['A']],
      ['by the same number of another form', () => is('source', 'equal', 'slip/D1'), ['B']],
      ['by id', () => is('source', 'equal', `deed/${ids['deed/D2']}`), ['C']],
      ['not by an id with the wrong form', () => is('source', 'equal', `slip/${ids['deed/D2']}`), []],
      ['among numbers and ids', () => is('source', 'in', ['deed/D1', `slip/${ids['slip/D1']}`]), ['A', 'B']],
      ['none of these', () => is('source', 'notIn', ['deed/D1', 'slip/D1']), ['C', 'D']],
      ['other than one', () => is('source', 'notEqual', 'deed/D1'), ['B', 'C', 'D']],
      ['empty', () => is('source', 'isEmpty'), ['D']],
      ['filled in', () => is('source', 'isNotEmpty'), ['A', 'B', 'C']],
      ['of one form', () => is('source.form', 'equal', 'deed'), ['A', 'C']],
      ['of another form than one', () => is('source.form', 'notEqual', 'deed'), ['B', 'D']],
      ['of one of several forms', () => is('source.form', 'in', ['deed', 'slip']), ['A', 'B', 'C']],
      ['of no form', () => is('source.form', 'isEmpty'), ['D']],
      ['like another field', () => is('source', 'equal', { fact: 'chosen' }), ['A']],
      ['in rows', () => ({ ...is('lines.item', 'equal', 'deed/D2'), over: 'any' }), ['D']],
      ['of a form, in rows', () => ({ ...is('lines.item.form', 'equal', 'slip'), over: 'any' }), ['B']],
      ['by what the records share', () => is('source.amount', 'lessThan', '11'), ['A', 'B']],
      ['by what they share, of the other', () => is('source.name', 'equal', 'slip D1'), ['B']],
      ['by what is carried of them', () => is('worth', 'equal', '200'), ['C']],
      ['by what is loose', () => is('hint', 'equal', 'slip/S1'), ['A']],
    ])('lists find %s', async (_, filter, finds) => {
      expect(await found(filter())).toEqual(finds);
    });

    it('filters name a form that is one of these', async () => {
      const filter = encodeURIComponent(JSON.stringify(is('source', 'equal', 'user/admin')));
      const answer = await send('GET', north(`${vouchers}?filter=${filter}`), undefined, 'keeper');
      expect([answer.status, problems(answer)]).toEqual([400, ['/filter/value operand-form']]);
    });

    it('they are shown by what they are called, in lists and alone, with what they share', async () => {
      const shown = { form: 'deed', id: ids['deed/D1'], number: 'D1', name: 'deed D1' };
      const [inList] = await listed('number=A');
      const alone = await ok('GET', north(`${vouchers}/${made['A']?.['id']}`), undefined, 'keeper');
      for (const one of [inList, alone]) {
        expect(one).toMatchObject({
          source: shown,
          chosen: shown,
          worth: '10.5',
          taken: '10.5',
          double: '21',
        });
      }
      const withRows = await ok('GET', north(`${vouchers}/${made['B']?.['id']}`), undefined, 'keeper');
      expect(withRows).toMatchObject({
        worth: '3',
        lines: [
          { item: { form: 'slip', id: ids['slip/S1'], number: 'S1', name: 'slip S1' } },
          { item: null },
        ],
      });
    });

    it('one who may not read a form is told that, and learns nothing by it', async () => {
      const [a, b, c] = await listed('', 'clerk');
      expect(a?.['source']).toMatchObject({ number: 'D1', name: 'deed D1' });
      expect(b?.['source']).toEqual(withheldSlip());
      // What all share is read by whoever may read it in each of the forms.
      for (const one of [a, b, c]) expect([one?.['worth'], one?.['double']]).toEqual([undefined, undefined]);
      expect(await found(is('source', 'equal', 'slip/D1'), 'clerk')).toEqual([]);

      const filter = encodeURIComponent(JSON.stringify(is('source.amount', 'lessThan', '11')));
      const asked = await send('GET', north(`${vouchers}?filter=${filter}`), undefined, 'clerk');
      expect(problems(asked)).toEqual(['/filter/fact unknown-fact']);
    });

    it('what is withheld may be sent back as it was read', async () => {
      const path = north(`${vouchers}/${made['B']?.['id']}`);
      const read = await ok('GET', path, undefined, 'clerk');
      const body = { source: read['source'] ?? null, number: 'B' };
      await ok('PATCH', path, body, 'clerk', { 'if-match': `"${read['revision']}"` });
      expect((await ok('GET', path, undefined, 'keeper'))['source']).toMatchObject({
        form: 'slip',
        number: 'D1',
      });
    });

    it('the form that is chosen cannot change under a record', async () => {
      const path = north(`${vouchers}/${made['A']?.['id']}`);
      const headers = { 'if-match': `"${made['A']?.['revision']}"` };
      const answer = await send('PATCH', path, { what: 'slip' }, 'keeper', headers);
      expect([answer.status, problems(answer)]).toEqual([422, ['/chosen form-not-chosen']]);
      const both = await send('PATCH', path, { what: 'slip', chosen: 'slip/S1' }, 'keeper', headers);
      expect([both.status, both.at('/chosen/name')]).toEqual([200, 'slip S1']);
    });

    it.each<readonly [record: string, by: readonly string[]]>([
      ['deed/D1', ['A source', 'C proof']],
      ['deed/D2', ['B chosen', 'C source', 'D lines.item']],
      ['slip/D1', ['B source']],
      ['slip/S1', ['A chosen', 'B lines.item']],
      ['deed/D/3', ['D lines.item']],
    ])('%s tells who refers to it, and stays as long as somebody does', async (record, by) => {
      const [form = ''] = record.split('/');
      const path = `/api/forms/${form}/records/${ids[record]}`;
      const used = await ok('GET', north(`${path}/references`), undefined, 'keeper');
      const named = (used['items'] as JsonObject[]).map((one) => `${one['number']} ${one['field']}`);
      expect(named.toSorted()).toEqual(by);
      const { revision } = (await ok('GET', north(path), undefined, 'keeper')) as { revision: number };
      const answer = await send('DELETE', north(path), undefined, 'keeper', { 'if-match': `"${revision}"` });
      expect([answer.status, answer.at('/code')]).toEqual([409, 'still-referred']);
    });

    it('claims tell records of two forms apart, and know the same again', async () => {
      const again = await send('POST', north(vouchers), { number: 'E', proof: 'deed/D1' }, 'keeper');
      expect([again.status, again.at('/code')]).toEqual([409, 'unique-taken']);
      const other = await create({ number: 'E', proof: 'slip/D1' });
      expect(other['proof']).toMatchObject({ form: 'slip' });
      const headers = { 'if-match': `"${other['revision']}"` };
      await ok('DELETE', north(`${vouchers}/${other['id']}`), undefined, 'keeper', headers);
    });

    it('a copy has them, and a restored version, as long as they are there', async () => {
      const path = `${vouchers}/${made['B']?.['id']}`;
      const { revision } = await ok('GET', north(path), undefined, 'keeper');
      const match = { 'if-match': `"${revision}"` };
      const copy = await ok('POST', north(`${path}/actions/copy`), { number: 'F' }, 'keeper', match);
      expect(copy['source']).toMatchObject({ form: 'slip', number: 'D1' });
      const copied = await ok('POST', north(`${path}/actions/copy`), { number: 'G' }, 'clerk', match);
      expect(copied['source']).toEqual(withheldSlip());
      for (const one of [copy, copied]) {
        const headers = { 'if-match': `"${one['revision']}"` };
        await ok('DELETE', north(`${vouchers}/${one['id']}`), undefined, 'keeper', headers);
      }
    });

    it('history tells what was referred to', async () => {
      const path = `${vouchers}/${made['D']?.['id']}`;
      const headers = { 'if-match': `"${made['D']?.['revision']}"` };
      const next = await ok('PATCH', north(path), { source: 'slip/S1' }, 'keeper', headers);
      const gone = await ok('PATCH', north(path), { source: null }, 'keeper', {
        'if-match': `"${next['revision']}"`,
      });
      const then = await ok('GET', north(`${path}/history`), undefined, 'keeper');
      expect(JSON.stringify(then)).toContain('"name":"slip S1"');
      const back = await ok('POST', north(`${path}/history/${next['revision']}/restore`), {}, 'keeper', {
        'if-match': `"${gone['revision']}"`,
      });
      expect(back['source']).toMatchObject({ form: 'slip', number: 'S1' });
      await ok('PATCH', north(path), { source: null }, 'keeper', { 'if-match': `"${back['revision']}"` });
    });

    it('a batch changes it for many at once', async () => {
      const items: JsonObject[] = [];
      for (const one of ['A', 'D']) {
        const [known] = await listed(`number=${one}`);
        items.push({
          op: 'patch',
          id: known?.['id'] ?? '',
          ifMatch: known?.['revision'] ?? 0,
          body: { hint: 'deed/D2' },
        });
      }
      const answer = await send('POST', north('/api/forms/voucher/batch'), { items, atomic: true }, 'keeper');
      expect(answer.status, answer.text).toBe(200);
      expect(await found(is('hint', 'equal', 'deed/D2'))).toEqual(['A', 'D']);
    });

    it('what is pointed at loosely may go', async () => {
      const slip = await ok('POST', north('/api/forms/slip/records'), { number: 'L', name: 'l' }, 'keeper');
      await create({ number: 'H', hint: 'slip/L' });
      const headers = { 'if-match': `"${slip['revision']}"` };
      await ok('DELETE', north(`/api/forms/slip/records/${slip['id']}`), undefined, 'keeper', headers);
      const [left] = await listed('number=H');
      expect(left?.['hint']).toEqual({ form: 'slip', id: slip['id'], number: null, name: null });
    });

    it('where-used says what a look through all records says, whatever refers to what', async () => {
      const named = ['deed/D1', 'deed/D2', 'deed/D/3', 'slip/D1', 'slip/S1'];
      const places = ['source', 'chosen', 'proof', 'lines.item', 'lines.kept'];
      let seed = 7;
      const next = (most: number) => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return seed % most;
      };
      const some = () => (next(3) === 0 ? null : (named[next(named.length)] ?? null));
      const known = (await listed('')).length;
      for (let at = 0; at < 12; at += 1) {
        const what = ['deed', 'slip'][next(2)] ?? 'deed';
        const fitting = (value: string | null) => (value?.startsWith(what) ? value : null);
        const lines = Array.from({ length: next(3) }, () => ({ item: some(), kept: fitting(some()) }));
        await create({ number: `R${at}`, what, source: some(), chosen: fitting(some()), seal: 's', lines });
      }
      const all = await Promise.all(
        (await listed('')).map(({ id }) => ok('GET', north(`${vouchers}/${id}`), undefined, 'keeper')),
      );
      expect(all.length).toBe(known + 12);
      const valuesAt = (record: JsonObject, place: string): readonly Json[] => {
        const [first = '', second] = place.split('.');
        if (second === undefined) return [record[first] ?? null];
        return (record[first] as JsonObject[]).map((row) => row[second] ?? null);
      };
      for (const record of named) {
        const [form = ''] = record.split('/');
        const users = all.flatMap((one) =>
          places
            .filter((place) =>
              valuesAt(one, place).some((value) => (value as JsonObject)?.['id'] === ids[record]),
            )
            .map((place) => `${one['number']} ${place}`),
        );
        const path = north(`/api/forms/${form}/records/${ids[record]}/references`);
        const said = (await ok('GET', path, undefined, 'keeper'))['items'] as JsonObject[];
        const shown = said.map((one) => `${one['number']} ${one['field']}`).toSorted();
        expect([record, shown]).toEqual([record, users.toSorted()]);
      }
    });
  });
});
