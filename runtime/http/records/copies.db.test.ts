import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { allPages } from '../../../workshop/pages.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { purgeHistory } from '../../storage/store/history/purge-history.ts';
import { type House, type HouseAnswer, openHouse } from '../house.suite.ts';

const label = (text: string) => ({ zh: text, en: text });

const tariff: FormSource = {
  name: 'tariff',
  kind: 'master',
  label: label('tariff'),
  sharing: { allowed: sharingStrategies, default: 'free' },
  fields: [
    { name: 'number', kind: 'text', label: label('number'), length: 50, required: true },
    { name: 'name', kind: 'text', label: label('name'), length: 100 },
    { name: 'note', kind: 'text', label: label('note'), length: 100, ownable: true },
    {
      name: 'price',
      kind: 'decimal',
      precision: 20,
      scale: 4,
      min: '0',
      label: label('price'),
      ownable: true,
    },
    { name: 'category', kind: 'reference', form: 'category', label: label('category'), ownable: true },
    {
      name: 'contact',
      kind: 'text',
      label: label('contact'),
      length: 50,
      ownable: true,
      personal: true,
    },
    { name: 'rate', kind: 'percent', label: label('rate') },
    {
      name: 'steps',
      kind: 'entries',
      label: label('steps'),
      ownable: true,
      fields: [{ name: 'text', kind: 'text', label: label('text'), length: 20 }],
    },
    {
      name: 'lines',
      kind: 'entries',
      label: label('lines'),
      fields: [{ name: 'text', kind: 'text', label: label('text'), length: 20 }],
    },
  ],
  list: { columns: ['number', 'name'], sort: ['number'], search: ['number', 'note'] },
};
const bill: FormSource = {
  name: 'bill',
  kind: 'document',
  label: label('bill'),
  sharing: { allowed: ['private'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', label: label('number'), length: 50, required: true },
    { name: 'tariff', kind: 'reference', form: 'tariff', label: label('tariff') },
    {
      name: 'price',
      kind: 'decimal',
      precision: 20,
      scale: 4,
      label: label('price'),
      carry: { from: 'tariff', field: 'price' },
    },
  ],
};

const records = '/api/forms/tariff/records';

describeOnDatabases('personalised copies over HTTP', (database) => {
  let house: House;
  let as: string;
  let serial = 0;
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [tariff, bill] });
    as = await house.signIn('admin');
    await house.user('clerk', house.orgs.south, [
      { form: 'tariff', actions: ['read', 'edit', 'personalise', 'history'], scope: 'own' },
    ]);
    await house.user('reader', house.orgs.south, [
      { form: 'tariff', actions: ['read', 'edit'], scope: 'own' },
    ]);
  });
  afterAll(() => house.close());

  const call = (method: string, path: string, body?: object, ifMatch?: string | null, who = as) =>
    house.ask(method, path, {
      as: who,
      ...(body === undefined ? {} : { body: body as never }),
      headers: ifMatch ? { 'if-match': ifMatch } : {},
    });
  const read = (id: string, org: string, who = as) =>
    call('GET', `${records}/${id}?org=${org}`, undefined, null, who);
  const etag = (answer: HouseAnswer) => answer.headers.get('etag') ?? '';
  const make = async (body: object = {}, sharing = 'free', orgs: readonly string[] = ['SOUTH']) => {
    const number = `T${String(++serial).padStart(3, '0')}`;
    const made = await call('POST', `${records}?org=NORTH`, {
      number,
      name: 'N',
      note: 'original',
      price: '10',
      sharing,
      steps: [{ text: 'a' }],
      lines: [{ text: 'l' }],
      ...body,
    });
    expect(made.status, made.text).toBe(201);
    const id = String(made.at('/id'));
    if (orgs.length > 0)
      await call('POST', '/api/forms/tariff/assignments?org=NORTH', { records: [id], orgs });
    return id;
  };
  it('stay at their version when nothing in them changes', async () => {
    const id = await make();
    expect((await act(id, 'personalise', { note: 'ours' })).status).toBe(200);
    const before = await read(id, 'SOUTH');
    const versions = async () => (await call('GET', `${records}/${id}/history?org=SOUTH`)).at('/items');
    const count = await versions();
    for (const body of [{}, { note: 'ours' }, before.json as object]) {
      const answer = await call('PATCH', `${records}/${id}?org=SOUTH`, body, etag(before));
      expect([answer.status, etag(answer)], answer.text).toEqual([200, etag(before)]);
    }
    expect([(await read(id, 'SOUTH')).json, await versions()]).toEqual([before.json, count]);
  });

  const act = async (id: string, action: string, body: object = {}, org = 'SOUTH', who = as) =>
    call('POST', `${records}/${id}/actions/${action}?org=${org}`, body, etag(await read(id, org, who)), who);
  const change = async (id: string, body: object, org = 'SOUTH', method = 'PATCH') =>
    call(method, `${records}/${id}?org=${org}`, body, etag(await read(id, org)));
  const errors = (answer: HouseAnswer) =>
    (answer.at('/errors') as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`);

  it('are seen instead of the original by their organisation, and by nobody else', async () => {
    const id = await make();
    const copy = await act(id, 'personalise', { price: '12.5', steps: [{ text: 'b' }] });
    expect(copy.status, copy.text).toBe(200);
    expect(copy.json).toMatchObject({
      id,
      personalised: true,
      price: '12.5',
      note: 'original',
      steps: [{ text: 'a' }, { text: 'b' }],
    });
    expect((await read(id, 'SOUTH')).json).toEqual(copy.json);
    const original = await read(id, 'NORTH');
    expect(original.json).toMatchObject({ price: '10', steps: [{ text: 'a' }] });
    expect(original.at('/personalised')).toBeUndefined();
    const managed = await call('GET', `${records}/${id}?org=SOUTH&view=manage`);
    expect(managed.at('/price')).toBe('10');
  });

  it('are read by whoever has no part in the original, where either view will do', async () => {
    const id = await make();
    await act(id, 'personalise', { price: '12.5' });
    const seen = async (view: string, who: string, org: string) => {
      const path = `${records}/${id}?org=${org}&view=${view}`;
      const found = await call('GET', path, undefined, null, who);
      return [found.status, found.headers.get('guiju-view'), found.at('/price')];
    };
    const clerk = await house.signIn('clerk');
    expect(await seen('manage', clerk, 'SOUTH')).toEqual([404, null, undefined]);
    expect(await seen('manage,use', clerk, 'SOUTH')).toEqual([200, 'use', '12.5']);
    expect(await seen('manage,use', as, 'SOUTH')).toEqual([200, 'manage', '10']);
    expect(await seen('use,manage', as, 'SOUTH')).toEqual([200, 'use', '12.5']);
    expect(await seen('use,manage', as, 'ROOT')).toEqual([200, 'manage', '10']);
    expect(await seen('manage,manage', as, 'ROOT')).toEqual([400, null, undefined]);
  });

  it('own their fields; the rest follows the original', async () => {
    const id = await make();
    await act(id, 'personalise');
    await change(id, { name: 'renamed', note: 'new', price: '99' }, 'NORTH');
    expect((await read(id, 'SOUTH')).json).toMatchObject({ name: 'renamed', note: 'original', price: '10' });
    const changed = await change(id, { note: 'mine' });
    expect(changed.json).toMatchObject({ name: 'renamed', note: 'mine', personalised: true });
    expect((await read(id, 'NORTH')).json).toMatchObject({ note: 'new' });
  });

  it('are changed only in what they own; what was read may come back', async () => {
    const id = await make();
    await act(id, 'personalise');
    const whole = await read(id, 'SOUTH');
    const back = await change(id, { ...(whole.json as object), price: '3' }, 'SOUTH', 'PUT');
    expect(back.json, back.text).toMatchObject({ price: '3', note: 'original', name: 'N' });
    const wrong = await change(id, {
      name: 'x',
      lines: [{ text: 'other' }],
      price: '-1',
      sharing: 'global',
      rate: '0.1',
    });
    expect(wrong.status).toBe(422);
    expect(errors(wrong).sort()).toEqual([
      '/lines not-ownable',
      '/name not-ownable',
      expect.stringMatching(/^\/price /),
      '/rate not-ownable',
      '/sharing use-action',
    ]);
    const emptied = await change(id, { number: whole.at('/number') as string }, 'SOUTH', 'PUT');
    expect(emptied.json).toMatchObject({
      price: null,
      note: null,
      steps: [],
      name: 'N',
      lines: [{ text: 'l' }],
    });
  });

  it('have a version of their own, which a change has to name', async () => {
    const id = await make();
    const before = await read(id, 'SOUTH');
    const copy = await act(id, 'personalise');
    const stale = await call('PATCH', `${records}/${id}?org=SOUTH`, { note: 'x' }, etag(before));
    expect([stale.status, stale.at('/current/personalised')]).toEqual([412, true]);
    await change(id, { name: 'y' }, 'NORTH');
    expect((await call('PATCH', `${records}/${id}?org=SOUTH`, { note: 'x' }, etag(copy))).status).toBe(412);
  });

  it('are changed by one of two who change them at the same time', async () => {
    const id = await make();
    const { headers } = await act(id, 'personalise');
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((note) =>
        call('PATCH', `${records}/${id}?org=SOUTH`, { note }, headers.get('etag')),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  type Case = readonly [says: string, sharing: string, action: string, org: string, answer: string];
  const refused: readonly Case[] = [
    ['global records have none', 'global', 'personalise', 'SOUTH', '409 sharing-not-personalisable'],
    ['scope records have none', 'scope', 'personalise', 'CITY', '409 sharing-not-personalisable'],
    ['the creator has none', 'free', 'personalise', 'NORTH', '409 sharing-personalise-own'],
    ['who was not assigned the record does not know it', 'free', 'personalise', 'CITY', '404 record-unknown'],
    ['taking back what is not there changes nothing', 'free', 'depersonalise', 'SOUTH', '200'],
  ];
  it.each(refused)('%s', async (_, sharing, action, org, answer) => {
    await call('POST', '/api/forms/organisation/records', { number: 'CITY', name: 'CITY', parent: 'NORTH' });
    const id = await make({}, sharing, sharing === 'free' ? ['SOUTH'] : []);
    const found = await call(
      'POST',
      `${records}/${id}/actions/${action}?org=${org}`,
      {},
      etag(await read(id, 'NORTH')),
    );
    const code = found.at('/errors/0/code') ?? found.at('/code');
    expect([found.status, code].filter(Boolean).join(' ')).toBe(answer);
  });

  it('keep the record from being withdrawn, and from being transferred to their organisation', async () => {
    const id = await make();
    await act(id, 'personalise', { note: 'mine' });
    const withdraw = () =>
      call('DELETE', '/api/forms/tariff/assignments?org=NORTH', { records: [id], orgs: ['SOUTH'] });
    expect((await withdraw()).at('/items/0/code')).toBe('sharing-personalised');
    expect((await act(id, 'transfer', { org: 'SOUTH' }, 'NORTH')).at('/errors/0/code')).toBe(
      'sharing-personalised',
    );
    expect((await act(id, 'change-sharing', { sharing: 'global' }, 'NORTH')).at('/errors/0/code')).toBe(
      'sharing-still-assigned',
    );
    const change = { sharing: 'global', withdraw: true };
    expect((await act(id, 'change-sharing', change, 'NORTH')).at('/errors/0/code')).toBe(
      'sharing-personalised',
    );
    expect((await read(id, 'SOUTH')).at('/sharing')).toBe('free');
    const gone = await act(id, 'depersonalise');
    expect([gone.status, gone.at('/note'), gone.at('/personalised')]).toEqual([200, 'original', undefined]);
    expect((await withdraw()).at('/items/0/outcome')).toBe('withdrawn');
  });

  it.each([
    ['personalise', 'reader', 403],
    ['personalise', 'clerk', 200],
    ['depersonalise', 'clerk', 200],
    ['depersonalise', 'reader', 403],
  ])('%s: %s is answered %i', async (action, user, status) => {
    const id = await make();
    expect((await act(id, action, {}, 'SOUTH', await house.signIn(user))).status).toBe(status);
  });

  describe('in lists', () => {
    const ids: string[] = [];
    const list = async (query: string, org = 'SOUTH') => {
      const found = await call('GET', `${records}?org=${org}&limit=100&${query}`);
      expect(found.status, found.text).toBe(200);
      return found.at('/items') as { id: string; number: string; price: string; note: string }[];
    };
    beforeAll(async () => {
      for (let at = 0; at < 12; at++)
        ids.push(await make({ price: String(at), note: `lists ${at}`, rate: '0.5' }));
      for (let at = 0; at < 12; at += 3)
        await act(ids[at]!, 'personalise', { price: String(100 - at), note: `OWN ${at}` });
    });
    const prices = [100, 1, 2, 97, 4, 5, 94, 7, 8, 91, 10, 11];

    it('filter by what the organisation sees', async () => {
      const seen = await list('rate=0.5&price[gte]=91');
      expect(seen.map(({ price }) => price).sort()).toEqual(['100', '91', '94', '97']);
      expect(await list('rate=0.5&price[gte]=91', 'NORTH')).toEqual([]);
      expect(await list('rate=0.5&price=3')).toEqual([]);
    });

    it.each(['price', '-price', 'note', '-note,number'])('sort by %s, page by page', async (sort) => {
      const whole = await list(`rate=0.5&sort=${sort}`);
      const key = (one: (typeof whole)[number]) => (sort.includes('price') ? Number(one.price) : one.note);
      const sorted = whole.map(key).sort((a, b) => (a < b ? -1 : 1));
      expect(whole.map(key)).toEqual(sort.startsWith('-') ? sorted.reverse() : sorted);
      expect(whole).toHaveLength(12);
      const paged = await allPages(async (cursor: string | undefined) => {
        const more = cursor === undefined ? '' : `&cursor=${cursor}`;
        const page = await call(
          ...(['GET', `${records}?org=SOUTH&rate=0.5&sort=${sort}&limit=5&count=true${more}`] as const),
        );
        expect(page.at('/total')).toBe(12);
        return { items: page.at('/items') as { id: string }[], next: page.at('/next') as string | null };
      });
      expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    });

    it('search in it', async () => {
      expect(await list('q=own%20')).toHaveLength(4);
      expect(await list('q=lists')).toHaveLength(8);
      expect(await list('q=lists', 'NORTH')).toHaveLength(12);
    });

    it('answer it, whatever they ask', async () => {
      const seen = await list('rate=0.5&sort=number&fields=price');
      expect(seen.map(({ price }) => Number(price))).toEqual(prices);
      const marks = await call('GET', `${records}?org=SOUTH&rate=0.5&limit=3`);
      expect(
        (marks.at('/items') as { personalised?: true }[]).map(({ personalised }) => personalised),
      ).toEqual([true, undefined, undefined]);
    });
  });

  it('are what other records carry from', async () => {
    const id = await make();
    await act(id, 'personalise', { price: '77' });
    const made = async (org: string) =>
      (
        await call('POST', `/api/forms/bill/records?org=${org}`, { number: `B${++serial}`, tariff: { id } })
      ).at('/price');
    expect([await made('SOUTH'), await made('NORTH')]).toEqual(['77', '10']);
  });

  it('are changed by many in a batch, too', async () => {
    const id = await make();
    await act(id, 'personalise');
    for (const atomic of [true, false]) {
      const found = await call('POST', '/api/forms/tariff/batch?org=SOUTH', {
        atomic,
        items: [
          {
            op: 'patch',
            id,
            ifMatch: (await read(id, 'SOUTH')).at('/revision'),
            body: { note: `batch ${atomic}` },
          },
        ],
      });
      expect([found.status, found.at('/items/0/record/note')]).toEqual([200, `batch ${atomic}`]);
    }
    expect((await read(id, 'NORTH')).at('/note')).toBe('original');
  });

  it('refer to records that are then not deleted', async () => {
    const category = await call('POST', '/api/forms/category/records?org=ROOT', {
      number: `C${++serial}`,
      sharing: 'global',
    });
    const id = await make();
    await act(id, 'personalise', { category: { id: String(category.at('/id')) } });
    const gone = await call(
      'DELETE',
      `/api/forms/category/records/${category.at('/id')}?org=ROOT`,
      undefined,
      etag(category),
    );
    expect([gone.status, gone.at('/code')]).toEqual([409, 'still-referred']);
  });

  it('stand in history, for who answers for their organisation', async () => {
    const id = await make();
    await act(id, 'personalise', { note: 'first' });
    await change(id, { note: 'second' });
    await act(id, 'depersonalise');
    const history = await call('GET', `${records}/${id}/history?org=SOUTH`);
    const versions = history.at('/items') as {
      operation: string;
      copy?: { number: string };
      changes: unknown[];
    }[];
    expect(versions.map(({ operation }) => operation)).toEqual([
      'depersonalise',
      'change-copy',
      'personalise',
      'assign',
      'create',
    ]);
    expect(versions[1]?.copy).toMatchObject({ number: 'SOUTH' });
    expect(versions[1]?.changes).toEqual([{ path: '/note', before: 'first', after: 'second' }]);
    const theirs = await house.ask('GET', `${records}/${id}/history?org=SOUTH`, {
      as: await house.signIn('clerk'),
    });
    expect(theirs.text).toContain('second');
    const first = (history.at('/items') as { revision: number }[])[2]?.revision;
    const restore = `${records}/${id}/history/${first}/restore?org=SOUTH`;
    const stale = await call('POST', restore, {}, `"${first}"`);
    expect([stale.status, stale.at('/current/note')]).toEqual([412, 'original']);
    const back = await call('POST', restore, {}, etag(await read(id, 'SOUTH')));
    expect(back.json, back.text).toMatchObject({ personalised: true, note: 'first' });
    expect((await read(id, 'NORTH')).at('/note')).toBe('original');
    await house.user(`north${serial}`, house.orgs.north, [
      { form: 'tariff', actions: ['read', 'history'], scope: 'own' },
    ]);
    const north = await house.ask('GET', `${records}/${id}/history`, {
      as: await house.signIn(`north${serial}`),
    });
    expect(north.status, north.text).toBe(200);
    expect(north.text).not.toContain('second');
  });

  it('say nothing personal any more when the history of a record that is gone was purged', async () => {
    const id = await make({ contact: 'ours' });
    expect((await act(id, 'personalise')).status).toBe(200);
    for (const contact of ['theirs-1', 'theirs-2']) expect((await change(id, { contact })).status).toBe(200);
    const gone = await call('DELETE', `${records}/${id}?org=NORTH`, undefined, etag(await read(id, 'NORTH')));
    expect(gone.status, gone.text).toBe(204);
    const { database: db, served } = house.host;
    const kept = async () =>
      JSON.stringify(await db.all('SELECT snapshot FROM gj_history WHERE record = ?', [id]));
    expect(await kept()).toMatch(/ours.*theirs-1.*theirs-2/);
    const form = served().model.forms.get('tariff') ?? expect.fail();
    expect((await purgeHistory(db, form, id)).values).toBeGreaterThan(4);
    expect(await kept()).not.toMatch(/ours|theirs/);
  });

  it('come back with a record that was deleted, as its assignments do', async () => {
    const id = await make();
    await act(id, 'personalise', { note: 'mine' });
    const gone = await call('DELETE', `${records}/${id}?org=NORTH`, undefined, etag(await read(id, 'NORTH')));
    expect(gone.status, gone.text).toBe(204);
    expect((await read(id, 'SOUTH')).status).toBe(404);
    const history = await call('GET', `${records}/${id}/history?org=NORTH`);
    const back = await call(
      'POST',
      `${records}/${id}/history/${history.at('/items/0/revision')}/restore?org=NORTH`,
      {},
      '"0"',
    );
    expect(back.status, back.text).toBe(201);
    expect((await read(id, 'SOUTH')).json).toMatchObject({ personalised: true, note: 'mine' });
  });
});
