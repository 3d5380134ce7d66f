import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const label = { zh: '参数', en: 'Parameter' };
const integer = { label, value: { kind: 'integer' }, unset: { label, value: 10 } };
const definitions = installedFrom(
  new Map<string, Json>([
    ['package.json', { name: 'tuned', version: '1.0.0', guiju: { prefix: 'tn', label } }],
    ['params/t.json', { type: 't', label, params: [{ key: 'limit', ...integer }] }],
    ['params/d.json', { type: 'd', label, params: [{ dimension: 'tax-number+machine', ...integer }] }],
  ]),
);

describeOnDatabases('a value that holds from a day to come', (under) => {
  let node: TestNode;
  const put = (address: string, body: JsonObject) => node.ask('PUT', `/api/params/${address}`, body);
  const comingTo = async (org: string) => {
    const { body } = await node.ask('GET', `/api/params/values?format=full&org=${org}`);
    return (body['values'] as Readonly<Record<string, Record<string, JsonObject>>>)['t']?.['limit'];
  };

  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([definitions]);
    for (const [number, parent] of [
      ['NORTH', 'root'],
      ['CITY', 'NORTH'],
    ] as const)
      await node.ask('POST', '/api/forms/organisation/records', { number, name: number, parent });
  });
  afterAll(() => node.close());

  it('stands beside the present one, with who set it, wherever it will be read', async () => {
    expect(await comingTo('CITY')).not.toHaveProperty('coming');
    await put('t/limit?org=NORTH', { value: 5 });
    await put('t/limit?org=NORTH', { value: 8, validFrom: '2131-01-01' });
    await put('t/limit?org=NORTH', { value: 7, validFrom: '2130-01-01', validTo: '2130-12-31' });
    expect(await comingTo('CITY')).toMatchObject({
      value: 5,
      coming: {
        validFrom: '2130-01-01',
        value: 7,
        org: { number: 'NORTH' },
        by: { name: expect.any(String) },
        at: expect.any(String),
        changeSet: null,
      },
    });
  });

  it('says the change set that set it', async () => {
    const item = { action: 'set', type: 't', key: 'limit', org: 'CITY', value: 6, validFrom: '2129-01-01' };
    const made = await node.ask('POST', '/api/changesets', { reason: 'new year', items: [item] });
    const { id, number, revision } = made.body;
    const match = { 'if-match': `"${String(revision)}"` };
    const published = await node.ask('POST', `/api/changesets/${String(id)}/publish`, {}, match);
    expect(published.status, JSON.stringify(published.body)).toBe(200);
    expect(await comingTo('CITY')).toMatchObject({
      coming: { validFrom: '2129-01-01', value: 6, changeSet: id, changeSetNumber: number },
    });
    expect((await comingTo('NORTH'))?.['coming']).toMatchObject({ value: 7, changeSet: null });
  });

  it('is told of no place where another one holds all the same', async () => {
    await put('t/limit?org=CITY', { value: 1 });
    await put('t/limit?org=NORTH', { value: 9, validFrom: '2128-01-01', validTo: '2128-01-31' });
    expect((await comingTo('CITY'))?.['coming']).toMatchObject({ validFrom: '2129-01-01' });
  });

  it('of an instance stands there, too', async () => {
    await put('d/T?org=NORTH', { value: 2, validFrom: '2130-05-01' });
    const { body } = await node.ask('GET', '/api/params/d/*/instances?org=NORTH');
    expect(body['items']).toMatchObject([
      { key: 'T', value: 10, coming: { validFrom: '2130-05-01', value: 2 } },
    ]);
  });

  it('that somebody still prepares is found by its parameter, wherever it would be read, and nowhere else', async () => {
    const item = (key: string, org: string | null, value: number) => ({
      ...{ action: 'set', type: key === 'limit' ? 't' : 'd', key, org, value },
    });
    for (const [number, items] of Object.entries({
      north: [item('limit', 'NORTH', 31), item('T', 'NORTH', 1)],
      city: [item('limit', 'CITY', 32)],
      all: [item('limit', null, 33)],
      machine: [item('T:M', 'NORTH', 34)],
      every: [item('*', 'NORTH', 35)],
    }))
      await node.ask('POST', '/api/changesets', { name: number, items });
    const found = async (parameter: string, org: string, more = '') => {
      const path = `/api/changesets?state=draft&parameter=${parameter}&org=${org}${more}`;
      const { body } = await node.ask('GET', path);
      return (body['items'] as JsonObject[]).map(({ name, items }) => [
        name,
        ...(items as JsonObject[]).map(({ value }) => value),
      ]);
    };
    expect(await found('t/limit', 'CITY')).toEqual([
      ['all', 33],
      ['city', 32],
      ['north', 31],
    ]);
    expect(await found('t/limit', 'NORTH')).toEqual([
      ['all', 33],
      ['north', 31],
    ]);
    expect(await found('t/limit', 'root')).toEqual([['all', 33]]);
    expect(await found('t/limit', 'CITY', '&q=north')).toEqual([['north', 31]]);
    expect(await found('d/T:M', 'CITY')).toEqual([
      ['every', 35],
      ['machine', 34],
      ['north', 1],
    ]);
    expect(await found('d/T', 'CITY')).toEqual([
      ['every', 35],
      ['north', 1],
    ]);
    expect(await found('d/*', 'CITY')).toEqual([['every', 35]]);
    const wrong = await node.ask('GET', '/api/changesets?parameter=t/none');
    expect([wrong.status, wrong.body['code']]).toEqual([404, 'parameter-unknown']);
  });
});
