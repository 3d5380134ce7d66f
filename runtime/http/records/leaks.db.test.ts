import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet, Form } from '../../../metadata/model.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

/** In everything that the north keeps for itself; whoever of the south reads it anywhere has seen too much. */
const mark = 'NORTHERN-SECRET';

describeOnDatabases('what one organisation keeps for itself', (database) => {
  let house: House;
  let south: string;
  let admin: string;
  /** By form: id of a private record of the north. */
  const kept = new Map<string, string>();
  let before = 0;

  beforeAll(async () => {
    house = await openHouse(database.url);
    admin = await house.signIn('admin');
    before = house.host.revision();
    await house.user('spy', house.orgs.south, [
      { form: '*', actions: ['all'], moreActions: '*', scope: 'subtree' },
    ]);
    south = await house.signIn('spy');
    for (const form of forms()) {
      const isSetting = form.kind === 'setting';
      const [method, path] = isSetting ? ['PATCH', 'record'] : ['POST', 'records'];
      const answer = await house.ask(method ?? '', `/api/forms/${form.name}/${path}?org=NORTH`, {
        as: admin,
        body: sample(form),
        ...(isSetting && { headers: { 'if-match': '"0"' } }),
      });
      expect(answer.status, `${form.name}: ${answer.text}`).toBe(201);
      kept.set(form.name, String(answer.at('/id')));
    }
    expect([...kept.keys()]).toEqual(expect.arrayContaining(['item', 'category', 'shop-settings']));
  });
  afterAll(() => house.close());

  const forms = () =>
    [...house.host.served().model.forms.values()].filter(
      (form) => form.sharing || (form.kind === 'setting' && form.id !== 'tenant-settings'),
    );

  it('is there for whoever may see it, so that these tests can fail', async () => {
    for (const [form, id] of kept) {
      const own = await house.ask('GET', `/api/forms/${form}/records/${id}?org=NORTH`, { as: admin });
      expect([form, own.status, own.text.includes(mark)]).toEqual([form, 200, true]);
    }
  });

  const questions = (form: string, id: string): [string, string][] => [
    ['a list', `/api/forms/${form}/records?limit=500`],
    ['a managed list', `/api/forms/${form}/records?limit=500&view=manage`],
    ['a count', `/api/forms/${form}/records?count=true&number[startsWith]=${mark}`],
    ['a picker', `/api/forms/${form}/records?q=${mark}&fields=number&enabled=true`],
    ['a filter by id', `/api/forms/${form}/records?id=${id}`],
    ['the record', `/api/forms/${form}/records/${id}`],
    ['the managed record', `/api/forms/${form}/records/${id}?view=manage`],
    ['the record in either view', `/api/forms/${form}/records/${id}?view=manage,use`],
    ['its history', `/api/forms/${form}/records/${id}/history`],
    ['its references', `/api/forms/${form}/records/${id}/references`],
    ['a search', `/api/search?q=${mark}`],
  ];
  /** The questions that no form without a number is asked. */
  const byNumber = /number/;

  it('is in no answer to another organisation', async () => {
    for (const [form, id] of kept)
      for (const [what, path] of questions(form, id)) {
        if (form === 'shop-settings' && byNumber.test(path)) continue;
        const response = await house.ask('GET', path, { as: south });
        // The question may be repeated in a refusal; what was asked for may not be in the answer.
        const answer = response.status < 400 ? response.text.replaceAll(/"filter":"[^"]*"/g, '') : '';
        expect([form, what, answer.includes(mark), answer.includes(id)]).toEqual([form, what, false, false]);
        if (path.includes('count=')) expect([form, response.at('/total')]).toEqual([form, 0]);
        if (path.includes(`/${id}`)) expect([form, what, response.status]).toEqual([form, what, 404]);
      }
  });

  it('is changed by nobody of another organisation, and no answer says that it is there', async () => {
    const unknown = '0198c0de-0000-7000-8000-000000000000';
    for (const [form, id] of kept) {
      const writes = (record: string): [string, string, JsonObject | undefined][] => [
        ['PATCH', `/api/forms/${form}/records/${record}`, { number: 'taken' }],
        ['PUT', `/api/forms/${form}/records/${record}`, { number: 'taken' }],
        ['DELETE', `/api/forms/${form}/records/${record}`, undefined],
        ['POST', `/api/forms/${form}/records/${record}/actions/disable`, {}],
        ['POST', `/api/forms/${form}/records/${record}/history/1/restore`, {}],
      ];
      for (const [at, [method, path, body]] of writes(id).entries()) {
        const ask = (to: string) =>
          house.ask(method, to, { as: south, headers: { 'if-match': '"1"' }, ...(body ? { body } : {}) });
        const [real, none] = [await ask(path), await ask(writes(unknown)[at]?.[1] ?? '')];
        expect([form, method, path, real.status, real.at('/code')]).toEqual([
          form,
          method,
          path,
          none.status,
          none.at('/code'),
        ]);
        expect(real.text).not.toContain(mark);
      }
      const still = await house.ask('GET', `/api/forms/${form}/records/${id}?org=NORTH`, { as: admin });
      expect(still.text).toContain(mark);
    }
  });

  it('is not to be referred to by another organisation, by id or by number', async () => {
    const id = kept.get('category') ?? expect.fail();
    const refer = (category: Json) =>
      house.ask('POST', '/api/forms/item/records', { as: south, body: { number: 'SPY', category } });
    for (const category of [{ id }, { number: `${mark}-category` }, `${mark}-category`]) {
      const found = await refer(category);
      expect([found.status, found.at('/errors/0/path')]).toEqual([422, '/category']);
      expect(found.text.replaceAll(`${mark}-category`, '')).not.toContain(mark);
    }
  });

  it('is not told to watchers of another organisation', async () => {
    const seen = async (as: string, org: string) => {
      const stopped = new AbortController();
      const answer = await house.app.request(`/api/watch?since=${before}&org=${org}`, {
        headers: { authorization: `Bearer ${as}` },
        signal: stopped.signal,
      });
      expect(answer.status).toBe(200);
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      while (reader && !text.includes(`id: ${house.host.revision()}\n`)) {
        const { value, done } = await reader.read();
        if (done) break;
        text += value;
      }
      await reader?.cancel();
      return text;
    };
    const [own, other] = [await seen(admin, 'NORTH'), await seen(south, 'SOUTH')];
    for (const id of kept.values()) {
      expect(own).toContain(id);
      expect(other).not.toContain(id);
    }
  });

  it('may not be asked for in the name of the other organisation', async () => {
    for (const form of kept.keys()) {
      const answer = await house.ask('GET', `/api/forms/${form}/records?org=NORTH`, { as: south });
      expect([form, answer.status]).toEqual([form, 403]);
    }
  });

  it('stays out of fields that a role does not open: no answer, filter, order or history has them', async () => {
    await house.user('narrow', house.orgs.north, [
      { form: 'item', actions: ['all'], scope: 'own', readable: ['number', 'lines.amount'] },
    ]);
    const as = await house.signIn('narrow');
    const id = kept.get('item') ?? expect.fail();
    for (const path of [
      `/api/forms/item/records/${id}`,
      '/api/forms/item/records',
      `/api/forms/item/records/${id}/history`,
      '/api/forms/item',
      '/api/forms/item/schema',
    ]) {
      const answer = await house.ask('GET', path, { as });
      expect([path, answer.status]).toEqual([path, 200]);
      expect([
        path,
        /"(name|cost|price|text)":\s*"NORTH|"name": ?"(cost|price|stock)"|"cost"/.test(answer.text),
      ]).toEqual([path, false]);
    }
    for (const query of [
      'cost[gte]=1',
      'sort=cost',
      'fields=cost',
      `filter=${encodeURIComponent('{"fact":"cost","operator":"isNotEmpty"}')}`,
      'lines.text[contains]=x',
    ]) {
      const answer = await house.ask('GET', `/api/forms/item/records?${query}`, { as });
      expect([query, answer.status]).toEqual([query, 400]);
    }
  });

  it('has no fields in bodies but those that a role opens: the others are unknown, whatever they would be', async () => {
    const form = house.host.served().model.forms.get('item') ?? expect.fail();
    const readable = ['number', 'lines.amount'];
    const open = new Set([...readable, 'lines']);
    await house.user('closed', house.orgs.north, [
      { form: 'item', actions: ['all'], scope: 'own', readable, writable: ['number'] },
    ]);
    const as = await house.signIn('closed');
    const made = await house.ask('POST', '/api/forms/item/records', { as, body: { number: 'CLOSED' } });
    expect([made.status, made.text]).toEqual([201, made.text]);
    const path = `/api/forms/item/records/${made.at('/id')}`;
    const headers = { 'if-match': String(made.headers.get('etag')) };
    const actions: Readonly<Record<string, (body: JsonObject) => ReturnType<House['ask']>>> = {
      POST: (body) => house.ask('POST', '/api/forms/item/records', { as, body }),
      PATCH: (body) => house.ask('PATCH', path, { as, body, headers }),
      PUT: (body) => house.ask('PUT', path, { as, body, headers }),
      copy: (body) => house.ask('POST', `${path}/actions/copy`, { as, body, headers }),
      batch: (body) =>
        house.ask('POST', '/api/forms/item/batch', { as, body: { items: [{ op: 'create', body }] } }),
    };
    const hidden = [...form.fields, ...form.fields.flatMap(({ rows }) => rows?.fields ?? [])]
      .map((field) => field.path)
      .filter((field) => !open.has(field));
    expect(hidden).toContain('lines.text');
    const body = (field: string, value: Json): JsonObject =>
      field.startsWith('lines.')
        ? { number: 'CLOSED-2', lines: [{ [field.slice(6)]: value }] }
        : { number: 'CLOSED-2', [field]: value };
    for (const [name, action] of Object.entries(actions))
      for (const field of hidden)
        for (const value of [null, '1', { a: [1] }, [{ text: {} }]]) {
          const own = field.replace(/^.*[.]/, '');
          const none = await action(body(field.replace(own, 'nothing'), value));
          const refused = [none.status, none.text.includes('unknown-field')];
          expect([name, field, ...refused]).toEqual([name, field, 422, true]);
          const answer = await action(body(field, value));
          const plain = ({ text }: typeof answer) =>
            text.replace(/request:[\w-]+/g, '').replaceAll(own, 'nothing');
          expect([name, field, plain(answer)]).toEqual([name, field, plain(none)]);
        }
  });
});

/** A record with the mark in every text it has. */
function sample(form: Form): JsonObject {
  return Object.fromEntries(values(form, form.name));
}

function values(shape: FieldSet, name: string): [string, Json][] {
  return shape.fields.flatMap((field): [string, Json][] => {
    const value = valueFor(field, name);
    return value === undefined ? [] : [[field.name, value]];
  });
}

function valueFor(field: Field, name: string): Json | undefined {
  if (field.rows) return [Object.fromEntries(values(field.rows, name))];
  if (field.kind.derived || field.kind.secret || field.target) return undefined;
  if (field.options) return field.default ?? undefined;
  if (field.kind.comparison(field) === 'date') return '2026-05-01';
  if (field.kind.comparison(field) === 'text') return `${mark}-${name}`;
  if (field.kind.comparison(field) !== 'number') return undefined;
  return field.kind.schema(field)['type'] === 'integer' ? 7 : '7';
}
