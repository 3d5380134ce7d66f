import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { FormSource } from '../../../../metadata/source.ts';
import { runs } from '../../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { BatchItem } from '../record/store.ts';
import { openShop, type Shop } from '../shop.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: object = {}) => ({
  name,
  kind,
  label: label(name),
  ...more,
});

/** Records that point at others of their own form, claim a value, and are counted. */
const forms: readonly FormSource[] = [
  {
    name: 'part',
    kind: 'master',
    label: label('part'),
    sharing: 'everybody',
    unique: [{ name: 'serial', fields: ['serial'], within: 'tenant' }],
    fields: [
      field('number', 'text', { length: 20, required: true }),
      field('serial', 'text', { length: 20 }),
      field('above', 'reference', { form: 'part' }),
      field('size', 'integer'),
      field('uses', 'entries', {
        fields: [field('of', 'reference', { form: 'part' }), field('many', 'integer')],
      }),
    ],
  },
  {
    name: 'slip',
    kind: 'document',
    label: label('slip'),
    fields: [field('number', 'number', { pattern: 'S{seq:4}', editable: true }), field('size', 'integer')],
  },
];

interface Asked {
  readonly number: string;
  readonly serial: string | null;
  readonly above: string | null;
  readonly of: string | null;
  readonly size: unknown;
}

/** Few names, so that they meet: numbers that are taken, parts that come later, sizes that are none. */
const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const asked: fc.Arbitrary<Asked> = fc.record({
  number: fc.constantFrom(...names),
  serial: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom('s1', 's2', 's3')),
  above: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(...names)),
  of: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(...names)),
  size: fc.oneof({ weight: 9, arbitrary: fc.nat(9) }, fc.constant('much')),
});

describeOnDatabases('an atomic batch', (under) => {
  let shop: Shop;
  let world = 0;
  beforeAll(async () => {
    shop = await openShop(under.url, forms);
  });
  afterAll(() => shop.close());

  /** One item after the other: the first thing that is wrong with each. */
  function slowly(all: readonly Asked[]): readonly { readonly index: number; readonly wrong: boolean }[] {
    const numbers = new Set<string>();
    const serials = new Set<string>();
    return all.map(({ number, serial, above, of, size }, index) => {
      const points = [above, of].every((one) => one === null || numbers.has(one));
      const wrong =
        !points ||
        typeof size !== 'number' ||
        numbers.has(number) ||
        (serial !== null && serials.has(serial));
      if (!wrong) numbers.add(number);
      if (!wrong && serial !== null) serials.add(serial);
      return { index, wrong };
    });
  }

  it('does as if each were made after the other, and makes none where one is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 9 }), async (all) => {
        world += 1;
        const own = (name: string) => `${name}-${world}`;
        const bodyOf = ({ number, serial, above, of, size }: Asked): JsonObject => ({
          number: own(number),
          size: size as number,
          ...(serial === null ? {} : { serial: own(serial) }),
          ...(above === null ? {} : { above: { number: own(above) } }),
          ...(of === null ? {} : { uses: [{ of: { number: own(of) }, many: 1 }] }),
        });
        const items = all.map((one): BatchItem => ({ op: 'create', body: bodyOf(one) }));
        const expected = slowly(all);
        const refused = expected.filter(({ wrong }) => wrong).map(({ index }) => index);
        const done = await shop.store
          .batch(shop.call(), shop.form('part'), items, true)
          .catch((failure: unknown) => (failure instanceof Refusal ? failure : Promise.reject(failure)));
        const kept = await shop.store.list(shop.call(), shop.form('part'), {
          filter: { fact: 'number', operator: 'endsWith', value: `-${world}` },
          fields: ['number', 'serial', 'above', 'size'],
          limit: 100,
        });
        if (done instanceof Refusal) {
          const wrong = [...new Set(done.problems.map(({ path }) => Number(path.split('/')[2])))];
          expect(wrong).toEqual(refused);
          expect(kept.items).toEqual([]);
          return;
        }
        expect(refused).toEqual([]);
        expect(done.map(({ status }) => status)).toEqual(all.map(() => 201));
        const byNumber = new Map(kept.items.map((one) => [one['number'], one]));
        for (const [at, one] of all.entries()) {
          const record = byNumber.get(own(one.number));
          expect(record).toMatchObject({
            size: one.size,
            serial: one.serial === null ? null : own(one.serial),
          });
          expect((record?.['above'] as JsonObject | null)?.['number'] ?? null).toBe(
            one.above === null ? null : own(one.above),
          );
          expect(done[at]?.record).toMatchObject({ id: record?.id, revision: record?.revision });
        }
        const revisions = done.map(({ record }) => record?.revision ?? 0);
        expect(revisions).toEqual(revisions.map((_, at) => (revisions[0] ?? 0) + at));
      }),
      { numRuns: runs(60, 600) },
    );
  });

  it('counts on in the order of its items, whatever is beside them', async () => {
    const first = await shop.create('slip', { size: 0 });
    const items = Array.from({ length: 300 }, (_, size): BatchItem => ({ op: 'create', body: { size } }));
    const done = await shop.store.batch(
      shop.call(),
      shop.form('slip'),
      [...items.slice(0, 100), { op: 'delete', id: first.id }, ...items.slice(100)],
      true,
    );
    const made = done.flatMap(({ record }) => (record ? [record] : []));
    expect(made.map((record) => record['size'])).toEqual(items.map((_, at) => at));
    const numbers = made.map((record) => Number(String(record['number']).slice(1)));
    expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
  });

  it('passes over a number that somebody typed between those that are counted', async () => {
    const [first] = await shop.store.batch(
      shop.call(),
      shop.form('slip'),
      [{ op: 'create', body: { size: 1 } }],
      true,
    );
    const last = Number(String(first?.record?.['number']).slice(1));
    const number = (at: number) => `S${String(last + at).padStart(4, '0')}`;
    const bodies: JsonObject[] = [{ size: 2 }, { size: 3, number: number(2) }, { size: 4 }, { size: 5 }];
    const items = bodies.map((body): BatchItem => ({ op: 'create', body }));
    const done = await shop.store.batch(shop.call(), shop.form('slip'), items, true);
    expect(done.map(({ record }) => record?.['number'])).toEqual([1, 2, 3, 4].map(number));
  });
});
