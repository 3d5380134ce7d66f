import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const paper: FormSource = {
  name: 'paper',
  kind: 'document',
  sharing: 'everybody',
  label: label('Paper'),
  fields: [
    { name: 'number', kind: 'text', label: label('Number'), length: 50, required: true },
    { name: 'state', kind: 'text', label: label('State'), length: 10, default: 'draft' },
  ],
  actions: [
    {
      name: 'submit',
      label: label('Submit'),
      capability: 'set-fields',
      params: { fields: { state: 'sent' } },
      when: { fact: 'state', operator: 'equal', value: 'draft' },
      on: 'records',
    },
    {
      name: 'refuse',
      label: label('Refuse'),
      capability: 'set-fields',
      params: { fields: { state: 'draft' } },
      when: { fact: 'state', operator: 'equal', value: 'sent' },
      asksReason: true,
      on: 'records',
    },
  ],
};
const records = '/api/forms/paper/records';
const batch = '/api/forms/paper/batch';

describeOnDatabases('an action that a form declares for several records', (database) => {
  let house: House;
  let [sender, reader, writer, stranger] = ['', '', '', ''];
  const made: { id: string; revision: number }[] = [];
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [paper] });
    const who = { form: 'paper', scope: 'all' } as const;
    await house.user('writer', house.orgs.north, [{ ...who, actions: ['all'], moreActions: '*' }]);
    await house.user('sender', house.orgs.north, [{ ...who, actions: ['read'], moreActions: 'submit' }]);
    await house.user('reader', house.orgs.north, [{ ...who, actions: ['read'] }]);
    await house.user('stranger', house.orgs.north, []);
    [writer, stranger] = [await house.signIn('writer'), await house.signIn('stranger')];
    for (const [number, state] of Object.entries({ A: 'draft', B: 'sent', C: 'draft' })) {
      const answer = await house.ask('POST', records, { as: writer, body: { number, state } });
      expect(answer.status, answer.text).toBe(201);
      made.push(answer.json as (typeof made)[number]);
    }
    [sender, reader] = [await house.signIn('sender'), await house.signIn('reader')];
  });
  afterAll(() => house.close());

  const items = () =>
    made.map(({ id, revision }) => ({ op: 'act', id, action: 'submit', ifMatch: revision }));
  const states = async () => {
    const { json } = await house.ask('GET', `${records}?sort=number`, { as: reader });
    return (json as { items: { state: string }[] }).items.map(({ state }) => state);
  };

  it('is no way round for whoever has no right to it', async () => {
    const answer = await house.ask('POST', batch, { as: reader, body: { items: items(), atomic: false } });
    expect([answer.status, answer.at('/code')]).toEqual([403, 'forbidden']);
    expect(await states()).toEqual(['draft', 'sent', 'draft']);
  });

  it('is done to each that is ready, by whoever has that one right, and says of each other why not', async () => {
    const answer = await house.ask('POST', batch, { as: sender, body: { items: items(), atomic: false } });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject({
      items: [
        { index: 0, status: 200, record: { state: 'sent' } },
        { index: 1, status: 409, problem: { code: 'action-refused' } },
        { index: 2, status: 200, record: { state: 'sent' } },
      ],
    });
    expect(await states()).toEqual(['sent', 'sent', 'sent']);
  });

  describe('asks for a reason where it says so', () => {
    const reasonOf = async (id: string, as = reader) =>
      (await house.ask('GET', `${records}/${id}/reason`, { as })).at('/given') as JsonObject | null;
    const stands = async (number: string) => {
      const { json } = await house.ask('GET', `${records}?number=${number}`, { as: writer });
      const [one] = (json as { items: { id: string; revision: number }[] }).items;
      if (!one) throw new Error(`no ${number}`);
      return one;
    };
    const refuse = async (number: string, body: JsonObject, headers = {}) => {
      const { id, revision } = await stands(number);
      const ifMatch = { 'if-match': `"${revision}"`, ...headers };
      return house.ask('POST', `${records}/${id}/actions/refuse`, { as: writer, body, headers: ifMatch });
    };

    it.each([{}, { reason: '' }, { reason: '  ' }])('is refused with %j', async (body) => {
      const answer = await refuse('A', body);
      expect([answer.status, answer.at('/errors/0/path'), answer.at('/errors/0/code')]).toEqual([
        422,
        '/reason',
        'action-reason',
      ]);
      expect(await states()).toEqual(['sent', 'sent', 'sent']);
    });

    const long = '因'.repeat(501);
    it.each([
      ['body', { reason: long }, {}, 400, 'schema-long'],
      ['header', {}, { 'guiju-reason': encodeURIComponent(long) }, 422, 'too-long'],
    ])(
      'is refused in a %s that is longer than history has room for',
      async (_, body, headers, status, code) => {
        const answer = await refuse('A', body, headers);
        expect([answer.status, answer.at('/errors')]).toMatchObject([status, [{ path: '/reason', code }]]);
        expect(await states()).toEqual(['sent', 'sent', 'sent']);
      },
    );

    it('is refused in a batch that says more than history has room for', async () => {
      const { id, revision } = await stands('A');
      const item = { op: 'act', id, action: 'refuse', ifMatch: revision, body: { reason: long } };
      const whole = await house.ask('POST', batch, { as: writer, body: { items: [item] } });
      expect(whole.at('/errors')).toMatchObject([{ path: '/items/0/body/reason', code: 'too-long' }]);
      expect(await states()).toEqual(['sent', 'sent', 'sent']);
    });

    it('is refused in a batch at the place of its item', async () => {
      const { id, revision } = await stands('A');
      const item = { op: 'act', id, action: 'refuse', ifMatch: revision };
      const whole = await house.ask('POST', batch, { as: writer, body: { items: [item] } });
      expect([whole.status, whole.at('/errors/0/path')]).toEqual([422, '/items/0/body/reason']);
      const each = await house.ask('POST', batch, { as: writer, body: { items: [item], atomic: false } });
      expect(each.at('/items/0/problem/errors/0/path')).toBe('/reason');
    });

    it.each([
      ['A', { reason: ' wrong buyer ' }, {}],
      ['B', {}, { 'guiju-reason': encodeURIComponent('wrong buyer') }],
    ])('keeps the reason of %s, which its readers and history tell', async (number, body, headers) => {
      expect((await refuse(number, body, headers)).status).toBe(200);
      const { id, revision } = await stands(number);
      expect(await reasonOf(id)).toMatchObject({
        action: 'refuse',
        reason: 'wrong buyer',
        actor: { name: 'writer' },
      });
      const history = await house.ask('GET', `${records}/${id}/history`, { as: writer });
      expect([history.at('/items/0/operation'), history.at('/items/0/reason')]).toEqual([
        'refuse',
        'wrong buyer',
      ]);
      // What is changed to meet it leaves it standing; what is sent on again is done with it.
      const ifMatch = { 'if-match': `"${revision}"` };
      const changed = await house.ask('PATCH', `${records}/${id}`, {
        as: writer,
        body: { number: `${number}1` },
        headers: ifMatch,
      });
      expect(changed.status, changed.text).toBe(200);
      expect((await reasonOf(id))?.['reason']).toBe('wrong buyer');
      const again = { 'if-match': `"${changed.at('/revision')}"` };
      const sent = await house.ask('POST', `${records}/${id}/actions/submit`, {
        as: writer,
        body: {},
        headers: again,
      });
      expect(sent.status, sent.text).toBe(200);
      expect(await reasonOf(id)).toBeNull();
    });

    it('tells it to nobody who may not read the record', async () => {
      const { id } = await stands('C');
      const answer = await house.ask('GET', `${records}/${id}/reason`, { as: stranger });
      expect(answer.status).toBe(403);
    });
  });

  it('gives no right to anything else', async () => {
    const [first] = made;
    const { id = '', revision = 0 } = first ?? {};
    const item = { op: 'patch', id, ifMatch: revision, body: { state: 'draft' } };
    const body = { items: [item], atomic: false };
    const answer = await house.ask('POST', batch, { as: sender, body });
    expect([answer.status, answer.at('/items/0/status')]).toEqual([200, 403]);
    expect((await states())[0]).toBe('sent');
  });
});
