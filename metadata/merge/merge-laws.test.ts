import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { sameData } from '../common/same-data.ts';
import { compile } from '../model/compile.ts';
import { readSourceFiles } from '../model/source-files.ts';
import type { DroppedSource, PackageSource } from '../source.ts';
import { type Merged, mergePackages } from './merge-packages.ts';
import { worldOf } from './world.ts';

type Files = Readonly<Record<string, Json>>;
type Said = Readonly<Record<string, Json>>;

const label = (text: string) => ({ zh: text, en: text });

function sourceOf(files: Files): PackageSource {
  const { source, issues } = readSourceFiles(new Map(Object.entries(structuredClone(files))));
  if (!source) throw new Error(JSON.stringify(issues));
  return source;
}

/** The properties of a version of a shop: one value a property, so that one sees who won. */
interface Shop {
  readonly version: number;
  readonly label: string;
  readonly rate: string;
  readonly min: number;
  readonly required: boolean;
  readonly options: readonly string[];
  readonly columns: readonly string[];
  readonly limit: number;
  readonly rule: boolean;
}

const words = fc.constantFrom('a', 'b', 'c');
const shop: fc.Arbitrary<Shop> = fc.record({
  version: fc.integer({ min: 1, max: 9 }),
  label: words,
  rate: words,
  min: fc.integer({ min: 0, max: 4 }),
  required: fc.boolean(),
  options: fc.uniqueArray(fc.constantFrom('r', 'g', 'b'), { minLength: 1 }),
  columns: fc.uniqueArray(fc.constantFrom('number', 'name', 'rate', 'colour'), { minLength: 1 }),
  limit: fc.integer({ min: 10, max: 14 }),
  rule: fc.boolean(),
});

function shopOf(one: Shop): PackageSource {
  return sourceOf({
    'package.json': {
      name: 'shop',
      version: `${one.version}.0.0`,
      guiju: { prefix: 'shop', label: label('shop') },
    },
    'forms/item.json': {
      name: 'item',
      kind: 'master',
      sharing: 'everybody',
      label: label(one.label),
      fields: [
        { name: 'number', kind: 'text', label: label('number') },
        { name: 'name', kind: 'text', label: label('name'), required: one.required },
        { name: 'rate', kind: 'integer', label: label(one.rate), min: one.min },
        {
          name: 'colour',
          kind: 'choice',
          label: label('colour'),
          options: one.options.map((value) => ({ value, label: label(`${value}${one.label}`) })),
        },
      ],
      list: { columns: one.columns },
      ...(one.rule && {
        rules: [
          {
            name: 'named',
            check: { fact: 'name', operator: 'isNotEmpty' },
            fields: ['name'],
            message: label(one.rate),
          },
        ],
      }),
    },
    'params/shop.json': {
      type: 'shop',
      label: label('shop'),
      params: [
        {
          key: 'limit',
          label: label(one.rate),
          value: { kind: 'integer', max: one.limit },
          unset: { label: label('none') },
        },
      ],
    },
  });
}

const said = (texts: fc.Arbitrary<string>): fc.Arbitrary<Said> =>
  fc.record(
    {
      label: texts.map(label),
      'fields/rate/label': texts.map(label),
      'fields/rate/min': fc.integer({ min: 4, max: 6 }),
      'fields/colour/options/r/label': texts.map(label),
      'fields/colour/options': texts.map((text) => [{ value: 'x', label: label(text) }]),
      'list/columns': fc.constantFrom<Json[]>({ remove: ['name'] }, ['rate'], { order: ['colour'] }),
      'fields/name/required': fc.constant(true),
      'rules/named/message': texts.map(label),
    },
    { requiredKeys: [] },
  );

/** Nobody can rename an option that is not there, or a rule. */
function fitting(set: Said, one: Shop): Said {
  return Object.fromEntries(
    Object.entries(set).filter(
      ([target]) =>
        (!target.startsWith('rules/') || one.rule) &&
        (!target.startsWith('fields/colour/options/r') || one.options.includes('r')),
    ),
  );
}

function layerOf(
  name: string,
  set: Said,
  params: Said = {},
  peers: JsonObject = { shop: '*' },
): PackageSource {
  return sourceOf({
    'package.json': {
      name,
      version: '1.0.0',
      peerDependencies: name === 'local' ? {} : peers,
      guiju: { prefix: name, label: label(name) },
    },
    'extensions/item.json': { extends: 'item', set },
    'params/shop.json': { type: 'shop', label: label('shop'), params: [], set: params },
  });
}

/** Returns the packages that would be installed. */
function installed(before: readonly PackageSource[], given: readonly PackageSource[], merged: Merged) {
  const names = new Set([...given.map(({ manifest }) => manifest.name), 'local']);
  return [
    ...before.filter(({ manifest }) => !names.has(manifest.name)),
    ...given,
    ...(merged.local ? [merged.local] : []),
  ].map((source) => {
    const kept = [...(merged.kept.get(source.manifest.name) ?? []), ...leftOptions(before, source)];
    return kept.length > 0 ? { ...source, dropped: [...(source.dropped ?? []), ...kept] } : source;
  });
}

/** Options that a version leaves out are remembered by whoever publishes. */
function leftOptions(before: readonly PackageSource[], next: PackageSource): readonly DroppedSource[] {
  const known = before.find(({ manifest }) => manifest.name === next.manifest.name);
  const options = known?.forms[0]?.content.fields.find(({ id, name }) => (id ?? name) === 'colour')?.[
    'options'
  ];
  return known === next || !options
    ? []
    : [{ form: 'item', path: 'colour', options: options as NonNullable<DroppedSource['options']> }];
}

/** Returns the values that hold of all properties that anybody could speak of: the slow way, by the compile. */
function holds(sources: readonly PackageSource[]): JsonObject {
  const { model, issues } = compile(sources);
  if (!model) throw new Error(JSON.stringify(issues.filter(({ severity }) => severity === 'error')));
  const form = model.forms.get('item');
  const rate = form?.byId.get('rate');
  const options = form?.byId.get('colour')?.options ?? [];
  return {
    label: form?.label.en ?? null,
    rate: rate?.label.en ?? null,
    min: rate?.props['min'] ?? null,
    required: form?.byId.get('name')?.required ?? null,
    options: options.map(({ value, label: { en } }) => `${value}=${en}`),
    columns: form?.list.columns ?? [],
    rule: form?.rules.map(({ message }) => message.en) ?? [],
    param:
      model.params.get('shop')?.params.map(({ label: { en }, value }) => [en, value['max'] ?? null]) ?? [],
  } as JsonObject;
}

const shops = shop.chain((v1) => fc.tuple(fc.constant(v1), shop));

describe('the merge', () => {
  it('takes what only the package changed', () => {
    fc.assert(
      fc.property(shops, ([v1, v2]) => {
        const [before, given] = [[shopOf(v1)], [shopOf(v2)]];
        const merged = mergePackages({ before, given });
        expect([merged.questions, merged.local, merged.isLocalChanged]).toEqual([[], undefined, false]);
        expect(holds(installed(before, given, merged))).toEqual(holds([shopOf(v2)]));
      }),
    );
  });

  it('leaves what only the customer changed', () => {
    fc.assert(
      fc.property(shop, said(fc.constantFrom('o', 'p')), (v1, set) => {
        const before = [shopOf(v1), layerOf('local', fitting(set, v1))];
        const merged = mergePackages({ before, given: [shopOf(v1)] });
        expect([merged.questions, merged.notices, merged.isLocalChanged]).toEqual([[], [], false]);
        expect(holds(installed(before, [shopOf(v1)], merged))).toEqual(holds(before));
      }),
    );
  });

  it('asks exactly about what both changed, each otherwise, and is without conflict once that is answered', () => {
    let asked = 0;
    let dropped = 0;
    fc.assert(
      fc.property(
        shops,
        said(fc.constantFrom('a', 'b', 'o')),
        fc.constantFrom('theirs', 'ours', 'third'),
        ([v1, v2], all, take) => {
          const set = fitting(all, v1);
          const before = [
            shopOf(v1),
            layerOf('local', set, { 'limit/label': label('o'), 'limit/max': 12 }),
          ].slice(0, v1.limit > 12 ? 2 : 1);
          const given = [shopOf(v2)];
          const first = mergePackages({ before, given });
          const [was, is] = [shopOf(v1), shopOf(v2)].map((one) => worldOf([one]));
          const expected = Object.entries(before.length > 1 ? set : {}).filter(([target, ours]) => {
            const spot = { form: 'item', target };
            if (!was?.has(spot) || !is?.has(spot)) return false;
            if (/min|required|columns|options$/.test(target)) return false;
            const [base, theirs] = [was.below(spot, ''), is.below(spot, '')];
            return !sameData(base, theirs) && !sameData(ours, base) && !sameData(ours, theirs);
          });
          const questions = first.questions.filter(({ form }) => form !== '');
          expect(questions.map(({ target }) => target).sort()).toEqual(
            expected.map(([target]) => target).sort(),
          );
          asked += questions.length;
          dropped += first.notices.filter(({ code }) => code === 'merge-leans').length;

          const answers = Object.fromEntries(
            first.questions.map(({ id }) => [
              id,
              take === 'third' ? { value: label('third') } : (take as 'theirs' | 'ours'),
            ]),
          );
          const merged = mergePackages({ before, given, answers });
          expect(merged.questions.map(({ id }) => id)).toEqual(first.questions.map(({ id }) => id));
          expect(merged.questions.filter(({ answer }) => answer === undefined)).toEqual([]);
          const after = installed(before, given, merged);
          const world = worldOf(after);
          for (const { form, target, theirs, ours } of merged.questions) {
            const wanted = { theirs, ours, third: label('third') }[take];
            expect(world.below({ form, target }, '')).toEqual(wanted);
          }
          holds(after);
          // Nothing is left to do, and nothing is asked twice.
          const again = mergePackages({ before: after, given, remembered: merged.answers });
          expect([again.isLocalChanged, again.questions]).toEqual([false, []]);
          const once = mergePackages({ before, given, remembered: merged.answers });
          expect(once.questions.map(({ remembered }) => remembered)).toEqual(once.questions.map(() => true));
          expect(once.local).toEqual(merged.local);
        },
      ),
      { numRuns: 300 },
    );
    expect([asked > 50, dropped > 5]).toEqual([true, true]);
  });

  it('lets the stricter hold, whoever says it', () => {
    fc.assert(
      fc.property(shops, fc.integer({ min: 0, max: 6 }), ([v1, v2], ours) => {
        fc.pre(ours >= v1.min);
        const before = [shopOf(v1), layerOf('local', { 'fields/rate/min': ours })];
        const merged = mergePackages({ before, given: [shopOf(v2)] });
        expect(holds(installed(before, [shopOf(v2)], merged))['min']).toBe(Math.max(v2.min, ours));
        const notes = merged.notices.filter(({ code }) => code === 'merge-stricter');
        expect(notes.length).toBe(v1.min === v2.min ? 0 : 1);
      }),
    );
  });

  it('brings a new option to whoever renamed another, and what was taken out of a list stays out', () => {
    fc.assert(
      fc.property(shops, ([v1, v2]) => {
        fc.pre(v1.options.includes('r'));
        const set = { 'fields/colour/options/r/label': label('mine'), 'list/columns': { remove: ['name'] } };
        const before = [shopOf(v1), layerOf('local', set)];
        const merged = mergePackages({ before, given: [shopOf(v2)], take: 'ours' });
        const { options, columns } = holds(installed(before, [shopOf(v2)], merged));
        expect(options).toEqual(
          v2.options.map((one) => (one === 'r' ? 'r=mine' : `${one}=${one}${v2.label}`)),
        );
        expect(columns).toEqual(v2.columns.filter((one) => one !== 'name'));
      }),
    );
  });

  it('is the same whichever of two independent packages comes first', () => {
    fc.assert(
      fc.property(shop, shops, said(words), (base, [v1, v2], set) => {
        const market = (one: Shop) => {
          const source = shopOf(one);
          const file = source.forms[0];
          const manifest = { ...source.manifest, name: 'market' };
          const forms = file
            ? [{ file: 'forms/stall.json', content: { ...file.content, name: 'stall' } }]
            : [];
          return { ...source, manifest, forms, params: [] };
        };
        const before = [shopOf(base), market(v1), layerOf('local', fitting(set, base))];
        const both = (given: readonly PackageSource[]) => {
          let now: readonly PackageSource[] = before;
          for (const one of given)
            now = installed(now, [one], mergePackages({ before: now, given: [one], take: 'theirs' }));
          return now.toSorted((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
        };
        const [one, other] = [shopOf(v1), market(v2)];
        expect(both([one, other])).toEqual(both([other, one]));
        const together = mergePackages({ before, given: [one, other], take: 'theirs' });
        expect(mergePackages({ before, given: [other, one], take: 'theirs' })).toEqual(together);
        expect(
          installed(before, [one, other], together).toSorted((a, b) =>
            a.manifest.name < b.manifest.name ? -1 : 1,
          ),
        ).toEqual(both([one, other]));
      }),
    );
  });

  it('ends a chain of versions where the last alone ends, on a system nobody touched', () => {
    fc.assert(
      fc.property(fc.array(shop, { minLength: 1, maxLength: 6 }), shop, (chain, last) => {
        let now: readonly PackageSource[] = [];
        for (const one of [...chain, last]) {
          const given = [shopOf(one)];
          now = installed(now, given, mergePackages({ before: now, given }));
        }
        expect(holds(now)).toEqual(holds([shopOf(last)]));
      }),
    );
  });
});
