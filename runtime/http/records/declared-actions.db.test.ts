import { afterAll, beforeAll, expect, it } from 'vitest';
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
  ],
};
const records = '/api/forms/paper/records';
const batch = '/api/forms/paper/batch';

describeOnDatabases('an action that a form declares for several records', (database) => {
  let house: House;
  let [sender, reader] = ['', ''];
  const made: { id: string; revision: number }[] = [];
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [paper] });
    const who = { form: 'paper', scope: 'all' } as const;
    await house.user('writer', house.orgs.north, [{ ...who, actions: ['all'] }]);
    await house.user('sender', house.orgs.north, [{ ...who, actions: ['read'], moreActions: 'submit' }]);
    await house.user('reader', house.orgs.north, [{ ...who, actions: ['read'] }]);
    const writer = await house.signIn('writer');
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
