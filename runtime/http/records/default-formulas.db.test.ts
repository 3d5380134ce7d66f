import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSource, FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: object = {}): FieldSource => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const begun = (name: string, kind: string, formula: string, more: object = {}) =>
  field(name, kind, { ...more, default: { formula } });

const forms: readonly FormSource[] = [
  {
    name: 'tariff',
    kind: 'master',
    sharing: 'everybody',
    label: label('tariff'),
    fields: [field('number', 'text'), field('price', 'money'), field('cost', 'money')],
  },
  {
    name: 'rules',
    kind: 'setting',
    label: label('rules'),
    fields: [field('days', 'integer', { default: 10 }), field('remark', 'text')],
  },
  {
    name: 'voucher',
    kind: 'document',
    sharing: 'everybody',
    label: label('voucher'),
    fields: [
      field('number', 'text'),
      field('same', 'date', { default: { fact: 'due' } }),
      begun('due', 'date', 'addDays(start, $setting.rules.days)'),
      begun('start', 'date', 'firstOfMonth($today)'),
      field('clock', 'time', { default: { fact: '$now' } }),
      field('on', 'date', { default: { fact: '$now' } }),
      begun('maker', 'reference', 'if(urgent, empty, $user)', { form: 'user' }),
      begun('office', 'reference', '$org', { form: 'organisation' }),
      begun('title', 'text', '"V/" & number', { length: 20 }),
      field('urgent', 'boolean'),
      field('tariff', 'reference', { form: 'tariff' }),
      begun('days', 'integer', 'day(lastOfMonth(date(2026, 2, 3)))'),
      begun('price', 'money', 'firstOf(tariff.price, 1) * 2'),
      begun('grade', 'choice', 'if(price > 100, "high", "low")', {
        options: ['high', 'low'].map((value) => ({ value, label: label(value) })),
      }),
      begun('secretly', 'money', 'tariff.cost + 1'),
      field('lines', 'entries', {
        fields: [
          field('amount', 'decimal', { scale: 2 }),
          begun('part', 'decimal', 'amount / parent.days', { precision: 8, scale: 3 }),
        ],
      }),
      field('gross', 'formula', { formula: 'price * 1.1' }),
      field('late', 'formula', { formula: 'addDays(start, $setting.rules.days) ' }),
      field('asked', 'formula', { formula: 'if(urgent, maker, second)' }),
      field('second', 'reference', { form: 'user' }),
    ],
  },
];
const path = '/api/forms/voucher/records';

describeOnDatabases('defaults that are formulas', (database) => {
  let house: House;
  let admin: string;
  beforeAll(async () => {
    house = await openHouse(database.url, { forms });
    admin = await house.signIn('admin');
    const tariff = { number: 'T', price: '60.5', cost: '777.77' };
    expect((await house.ask('POST', '/api/forms/tariff/records', { as: admin, body: tariff })).status).toBe(
      201,
    );
  });
  afterAll(() => house.close());

  const made = async (body: JsonObject, as = admin) => {
    const answer = await house.ask('POST', path, { as, body });
    expect(answer.status, answer.text).toBe(201);
    return answer.json as JsonObject;
  };
  const today = async () => String((await house.ask('GET', '/api/now', { as: admin })).at('/localDate'));
  const first = (day: string) => `${day.slice(0, 8)}01`;
  const plus = (day: string, days: number) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

  it('are evaluated for a new record, each after those that it reads', async () => {
    const day = await today();
    const record = await made({
      number: '1',
      tariff: 'T',
      lines: [{ amount: '7' }, { amount: '8', part: '9' }],
    });
    expect(record).toMatchObject({
      start: first(day),
      due: plus(first(day), 10),
      same: plus(first(day), 10),
      on: day,
      clock: expect.stringMatching(/^\d\d:\d\d:\d\d$/),
      maker: { number: 'admin' },
      office: { number: 'ROOT' },
      title: 'V/1',
      days: 28,
      price: '121',
      grade: 'high',
      gross: '133.1',
      lines: [{ part: '0.25' }, { part: '9' }],
    });
  });

  it('leave what somebody said, nothing included, and go by it', async () => {
    const record = await made({ number: '2', start: '2026-01-15', urgent: true, price: '3', title: null });
    expect(record).toMatchObject({ start: '2026-01-15', due: '2026-01-25', price: '3', grade: 'low' });
    expect([record['maker'], record['title']]).toEqual([null, null]);
  });

  it('speak of the moment of making alone: nothing follows later', async () => {
    const record = await made({ number: '3', tariff: 'T' });
    const one = `${path}/${String(record['id'])}`;
    const headers = { 'if-match': `"${String(record['revision'])}"` };
    const body = { number: '3b', tariff: null, due: null };
    const changed = await house.ask('PATCH', one, { as: admin, headers, body });
    expect(changed.json).toMatchObject({ title: 'V/3', price: '121', due: null });
  });

  it('beside them formulas lead to records, which are named, found and taken to other forms', async () => {
    const record = await made({ number: 'R1', maker: 'admin', urgent: true });
    const named = { number: 'admin', name: 'admin' };
    expect(record['asked']).toMatchObject(named);
    await made({ number: 'R2', maker: null, second: 'admin' });
    const { json } = await house.ask('GET', `${path}?asked=admin&fields=number,asked&sort=number`, {
      as: admin,
    });
    expect((json as JsonObject)['items']).toMatchObject([
      { number: 'R1', asked: named },
      { number: 'R2', asked: named },
    ]);
    const { text } = await house.ask(
      'GET',
      `${path}?filter=${encodeURIComponent('{"fact":"asked.number","operator":"equal","value":"nobody"}')}`,
      { as: admin },
    );
    expect(text).not.toContain('"R1"');
  });

  it('go by the setting of the organisation', async () => {
    const body = { days: 3 };
    const headers = { 'if-match': '"0"' };
    expect(
      (await house.ask('PATCH', '/api/forms/rules/record', { as: admin, headers, body })).status,
    ).toBeLessThan(300);
    expect(await made({ number: '4', start: '2026-01-15' })).toMatchObject({ due: '2026-01-18' });
  });

  it('and beside them formulas, which are made at each save and not before', async () => {
    const setting = async (org: string, days: number) => {
      const { json } = await house.ask('GET', `/api/forms/rules/record?org=${org}`, { as: admin });
      const headers = { 'if-match': `"${String((json as JsonObject)['revision'])}"` };
      const asked = { as: admin, headers, body: { days } };
      const answer = await house.ask('PATCH', `/api/forms/rules/record?org=${org}`, asked);
      expect(answer.status, answer.text).toBeLessThan(300);
    };
    const saved = async (record: JsonObject, body: JsonObject) => {
      const headers = { 'if-match': `"${String(record['revision'])}"` };
      const to = `${path}/${String(record['id'])}`;
      return (await house.ask('PATCH', to, { as: admin, headers, body })).json as JsonObject;
    };
    await setting('ROOT', 3);
    await setting('SOUTH', 5);
    const own = await made({ number: 'S1', start: '2026-01-15' });
    expect(own).toMatchObject({ late: '2026-01-18' });
    const body = { number: 'S2', start: '2026-01-15' };
    const theirs = (await house.ask('POST', `${path}?org=SOUTH`, { as: admin, body })).json as JsonObject;
    expect(theirs).toMatchObject({ late: '2026-01-20' });
    await setting('SOUTH', 6);
    const same = await house.ask('GET', `${path}/${String(theirs['id'])}`, { as: admin });
    expect(same.json).toMatchObject({ late: '2026-01-20' });
    // By the organisation that owns the record, whoever saves it.
    expect(await saved(theirs, { number: 'S2b' })).toMatchObject({ late: '2026-01-21' });
    expect(await saved(own, { number: 'S1b' })).toMatchObject({ late: '2026-01-18' });
  });

  it('give nobody what he may not read where it comes from', async () => {
    await house.user('clerk', house.orgs.south, [
      { form: 'voucher', actions: ['all'], scope: 'subtree' },
      { form: 'tariff', actions: ['read'], scope: 'all', readable: ['number', 'price'] },
    ]);
    const clerk = await house.signIn('clerk');
    const body = { number: '5', tariff: 'T' };
    expect(await made(body, clerk)).toMatchObject({ price: '121', secretly: null, due: expect.any(String) });
    expect(await made({ ...body, number: '6' })).toMatchObject({ secretly: '778.77' });
  });

  it.each<readonly [string, Json]>([
    ['too long a text', { number: 'a very long number indeed' }],
    [
      'an amount without digits enough',
      { number: '7', tariff: 'T', price: '1', lines: [{ amount: '1234567890123456' }] },
    ],
  ])('are judged as what anybody types: %s', async (_, body) => {
    const answer = await house.ask('POST', path, { as: admin, body });
    expect(answer.status, answer.text).toBe(422);
  });
});
