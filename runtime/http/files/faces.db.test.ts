import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';
import { bringWhole, uploadIdOf } from './brought-file.suite.ts';

const label = { zh: '成员', en: 'Member' };
const member: FormSource = {
  name: 'member',
  kind: 'master',
  label,
  picture: 'photo',
  sharing: { allowed: ['private', 'global'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', label, length: 50, required: true },
    { name: 'photo', kind: 'image', label },
  ],
};

const all = { form: 'member', actions: ['all'], scope: 'subtree' };
const reads = { form: 'member', actions: ['read'] };
/** Who they are: home, and what their one role grants there. */
const people: Readonly<Record<string, readonly [home: 'north' | 'south', grants: readonly JsonObject[]]>> = {
  colleague: ['north', [all]],
  clerk: ['north', [{ ...reads, scope: 'subtree', readable: ['number'] }]],
  stranger: ['north', [{ form: 'organisation', actions: ['all'], scope: 'all' }]],
  southerner: ['south', [all]],
};

describeOnDatabases('the face of a record', (database) => {
  let house: House;
  const tokens = new Map<string, string>();
  const records = new Map<string, string>();
  /** By record: as the administrator got it. */
  const tags = new Map<string, string>();

  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [member] });
    tokens.set('admin', await house.signIn('admin'));
    for (const [name, [home, grants]] of Object.entries(people)) {
      await house.user(name, house.orgs[home], grants);
      tokens.set(name, await house.signIn(name));
    }
    const as = tokens.get('admin') ?? '';
    for (const [name, org, sharing, shade] of [
      ['of the north', 'NORTH', 'private', '#a22'],
      ['for everybody', 'NORTH', 'global', '#2a2'],
      ['of the south', 'SOUTH', 'private', '#22a'],
      ['without', 'NORTH', 'private', null],
    ] as const) {
      const size = { width: 40, height: 40, channels: 3, background: shade ?? '#000' } as const;
      const bytes = await sharp({ create: size }).png().toBuffer();
      const sent = { as, form: 'member', field: 'photo', name: 'secret name.png', bytes };
      const photo = shade === null ? null : { id: uploadIdOf(await bringWhole(house, sent)) };
      const body = { number: name, sharing, photo };
      const made = await house.ask('POST', `/api/forms/member/records?org=${org}`, { as, body });
      expect(made.status, made.text).toBe(201);
      records.set(name, String(made.at('/id')));
    }
  });
  afterAll(() => house.close());

  const face = (who: string, record: string, headers: Record<string, string> = {}) =>
    house.ask('GET', `/api/forms/member/records/${records.get(record) ?? record}/face`, {
      as: tokens.get(who) ?? '',
      headers,
    });

  it.each(['of the north', 'for everybody', 'of the south'])('is a small picture: %s', async (record) => {
    const { status, headers } = await face('admin', record);
    expect([status, headers.get('content-type')]).toEqual([200, 'image/webp']);
    // No browser shows it to the next person without asking whether he may see it.
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const tag = headers.get('etag') ?? '';
    expect((await face('admin', record, { 'if-none-match': tag })).status).toBe(304);
    tags.set(record, tag);
  });

  it.each<readonly [who: string, record: string, status: number]>([
    ['colleague', 'of the north', 200],
    ['colleague', 'without', 204],
    ['colleague', '00000000-0000-4000-8000-000000000000', 204],
    // The field is none that he reads.
    ['clerk', 'of the north', 204],
    ['clerk', 'for everybody', 204],
    // Nor is the form.
    ['stranger', 'of the north', 403],
    ['stranger', 'for everybody', 403],
    // It is another organisation's, or shared by it.
    ['southerner', 'of the north', 204],
    ['southerner', 'for everybody', 200],
    ['southerner', 'of the south', 200],
    ['nobody', 'of the north', 401],
  ])('%s, %s: %i', async (who, record, status) => {
    const answer = await face(who, record);
    expect(answer.status).toBe(status);
    if (status === 200) return;
    expect(answer.headers.get('etag')).toBeNull();
    if (status === 204) expect(answer.text).toBe('');
    else expect(answer.text).not.toContain('secret name');
    // That he knows its version from elsewhere changes nothing.
    expect((await face(who, record, { 'if-none-match': tags.get(record) ?? '*' })).status).toBe(status);
  });

  it('is told of with the forms to whoever may see it on some record', async () => {
    const faced = async (who: string) => {
      const { json } = await house.ask('GET', '/api/forms', { as: tokens.get(who) ?? '' });
      const { forms } = json as { readonly forms: readonly JsonObject[] };
      return forms.find(({ name }) => name === 'member')?.['faced'];
    };
    const known = await Promise.all(['admin', 'colleague', 'clerk', 'stranger'].map(faced));
    expect(known).toEqual([true, true, undefined, undefined]);
  });
});
