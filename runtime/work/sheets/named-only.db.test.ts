import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSource, FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openWorld, type World } from './world.suite.ts';

const field = (name: string, kind: string, more: object = {}): FieldSource => ({
  name,
  kind,
  label: { zh: name, en: name },
  ...more,
});
const form = (name: string, fields: readonly FieldSource[]): FormSource => ({
  name,
  kind: 'master',
  sharing: 'everybody',
  label: { zh: name, en: name },
  fields,
});
/** Places have a name and no number; what points at them is carried once more. */
const forms: readonly FormSource[] = [
  form('place', [field('name', 'text', { required: true })]),
  form('store', [
    field('number', 'text', { required: true }),
    field('place', 'reference', { form: 'place' }),
    field('either', 'any-reference', { forms: ['place'] }),
    field('more', 'references', { form: 'place' }),
  ]),
  form('visit', [
    field('number', 'text', { required: true }),
    field('store', 'reference', { form: 'store' }),
    field('place', 'carry', { from: 'store', field: 'place' }),
    field('either', 'carry', { from: 'store', field: 'either' }),
  ]),
];
const files = Object.fromEntries(forms.map((one) => [`forms/${one.name}.json`, one as unknown as Json]));
const none = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };

describeOnDatabases('records that have a name and no number', (database) => {
  let world: World;
  let places: Record<string, string>;
  const details = (job: JsonObject) => job['details'] as JsonObject;
  const exported = async (name: string) => {
    const answer = await world.ask('GET', `/api/forms/${name}/export?format=csv&sort=number`);
    return answer.text();
  };

  beforeAll(async () => {
    world = await openWorld(database.url, files);
    const ids = [];
    for (const name of ['Quay', 'Twin', 'Twin']) ids.push((await world.create('place', { name })).id);
    const [quay = '', twin = '', other = ''] = ids;
    places = { quay, twin, other };
    const either = { form: 'place', id: quay };
    await world.create('store', {
      number: 'S1',
      place: { id: quay },
      either,
      more: [{ id: quay }, { id: twin }],
    });
    await world.create('store', { number: 'S2', place: { id: other } });
    for (const number of ['S1', 'S2'])
      await world.create('visit', { number: `V-${number}`, store: { number } });
  });
  afterAll(() => world.close());

  it('are called by it in an export, also where they are carried', async () => {
    const store = await exported('store');
    expect(store).toMatch(/^S1,Quay,place\/Quay,"Quay,Twin"/m);
    expect(await exported('visit')).toMatch(/^V-S1,S1,Quay,place\/Quay/m);
    expect(store).not.toContain('{');
  });

  it.each(['store', 'visit'])(
    'an export of %s is imported unchanged, though two have one name',
    async (name) => {
      const job = await world.import(name, Buffer.from(await exported(name)));
      expect(details(job)).toMatchObject({ counts: { ...none, unchanged: 2 }, problems: [], warnings: [] });
    },
  );

  it('ids as they were exported before say the same', async () => {
    const text = `number,place,either\nS1,{${places['quay']}},place/{${places['quay']}}\n`;
    const job = await world.import('store', Buffer.from(text));
    expect(details(job)).toMatchObject({ counts: { ...none, unchanged: 1 }, problems: [] });
  });

  it('a name says another one, unless two have it', async () => {
    const job = await world.import('store', Buffer.from('number,place\nS1,Twin\nS2,Quay\n'));
    expect(details(job)).toMatchObject({ counts: { ...none, updated: 1, failed: 1 } });
    expect((details(job)['problems'] as readonly JsonObject[]).map(({ code, row }) => [code, row])).toEqual([
      ['sheet-name-several', 2],
    ]);
    expect((await world.all('store'))[1]).toMatchObject({ number: 'S2', place: { name: 'Quay' } });
  });
});
