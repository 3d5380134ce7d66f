import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, pointerSegments } from '../common/json.ts';
import { valueAt, withoutValue } from '../common/json-path.ts';
import { knownWith } from '../domain.ts';
import { formSchema } from '../schema/file-schemas.ts';
import { judge } from '../schema/judge.ts';
import { compile } from './compile.ts';
import { type Change, changed, sample, sourcesOf } from './sample.suite.ts';
import { soundPart } from './sound-part.ts';

const known = knownWith([], ['whole']);
const said = (changes: readonly Change[]): readonly string[] =>
  compile(sourcesOf(changed(changes)), { known })
    .issues.map(({ package: owner, file, pointer, code }) => `${owner} ${file}#${pointer} ${code}`)
    .toSorted();
const item = (pointer: string, value: Json | undefined): Change => [
  'shop',
  'forms/item.json',
  pointer,
  value,
];
const order = (pointer: string, value: Json | undefined): Change => [
  'shop',
  'forms/order.json',
  pointer,
  value,
];
const onItem = (pointer: string, value: Json): Change => ['acme', 'extensions/item.json', pointer, value];
const label = (en: string) => ({ zh: `${en}（中文）`, en });
const asks = (fact: string): Json => ({ fact, operator: 'isEmpty' });

/** What has not the shape of its kind. */
const misshapen: Readonly<Record<string, Change>> = {
  'an unknown property of a form': item('/tilte', 'x'),
  'an unknown property of a field': item('/fields/0/lenth', 4),
  'an unknown property of the last field': order('/fields/3/nowhere', true),
  'a column that is none': item('/list/columns/0', 4),
  'a menu that is none': order('/menu', 4),
  'a rule without what it checks': order('/rules/0/check', 7),
  'an unknown property of an extension': onItem('/nothing', 1),
  'a file that is another thing altogether': ['acme', 'extensions/order.json', '/fields', 'none'],
};

/** What says of something else what is not so. */
const mistaken: Readonly<Record<string, Change>> = {
  'an unknown title': item('/title', 'nick'),
  'an unknown fact of a field': item('/fields/1/visible', asks('nubmer')),
  'an unknown fact of another form': order('/fields/0/visible', asks('nobody')),
  'an unknown icon': ['shop', 'package.json', '/guiju/menu/0/icon', 'godos'],
  'an unknown entries': order('/unique/0/across', 'x'),
};

describe.each(Object.entries(misshapen))('beside %s', (_, flaw) => {
  it.each(Object.entries(mistaken))('%s is told at once, at its place, and nothing else', (__, mistake) => {
    const [one, other] = [said([flaw]), said([mistake])];
    expect(one.length * other.length).toBeGreaterThan(0);
    expect(said([flaw, mistake])).toEqual([...new Set([...one, ...other])].toSorted());
  });
});

it('tells places behind what is left out as they stand in the file', () => {
  const form = sample['shop']?.['forms/item.json'] as { readonly fields: readonly Json[] } | undefined;
  const last = (form?.fields.length ?? 0) - 1;
  expect(last).toBeGreaterThan(2);
  expect(said([item('/fields/0', { name: 5 }), item(`/fields/${last}/visible`, asks('nubmer'))])).toContain(
    `shop forms/item.json#/fields/${last}/visible/fact unknown-fact`,
  );
});

it('blames nobody for speaking of a field that is left out', () => {
  const wrong = [item('/fields/1/kind', 'txt'), item('/fields/0/visible', asks('name'))];
  expect(said(wrong)).toEqual(said(wrong.slice(0, 1)));
  expect(said(wrong.slice(0, 1))).toEqual(['shop forms/item.json#/fields/1/kind unknown-kind']);
});

it.each([
  ['its key', 2, 'format'],
  ['its dimension', 1, '{tax-number}'],
])('says nothing of a parameter that is left out, by %s, to whoever speaks of it', (_, index, key) => {
  const flaw: Change = ['shop', 'params/shop.json', `/params/${index}/label`, 'no label'];
  const speaks: Change = [
    'acme',
    'params/shop.json',
    '',
    { type: 'shop_config', label: label('Shop'), params: [], set: { [`${key}/label`]: label('other') } },
  ];
  expect(said([speaks])).toEqual([]);
  expect(said([flaw, speaks])).toEqual(said([flaw]));
});

describe('a file with many flaws', () => {
  const field = (at: number): Json => ({ name: `f${at}`, kind: 'text', label: label(`f${at}`) });
  const whole = { name: 'many', kind: 'master', label: label('Many'), sharing: 'everybody' };
  const flaws: readonly ((one: JsonObject) => Json)[] = [
    (one) => ({ ...one, label: 'none' }),
    (one) => ({ ...one, help: 7 }),
    (one) => ({ ...one, lenth: 3 }),
    (one) => ({ ...one, kind: 'entries', fields: [field(1), { name: 4 }, field(2), 'none'] }),
    () => 5,
    (one) => one,
  ];
  const forms = fc.array(fc.constantFrom(...flaws), { minLength: 1, maxLength: 9 }).map(
    (kinds): JsonObject => ({
      ...whole,
      fields: [field(0), ...kinds.map((flawed, at) => flawed(field(at + 1) as JsonObject))],
      ...(kinds.length % 2 === 0 && { list: { columns: [4] }, help: 4 }),
    }),
  );

  function isSound(content: JsonObject, at: number): boolean {
    return judge(formSchema, content).every(({ pointer }) => !`${pointer}/`.startsWith(`/fields/${at}/`));
  }

  /** Runs to its end; how often it stopped on the way. */
  function stepsOf(content: Json) {
    const run = soundPart(formSchema, { file: 'forms/many.json', content }, judge(formSchema, content));
    let steps = 0;
    let at = run.next();
    for (; !at.done; at = run.next()) steps++;
    return { steps, found: at.value };
  }

  it('keeps all that has none, and tells what it left out one after the other', () => {
    fc.assert(
      fc.property(forms, (content) => {
        const { found, steps } = stepsOf(content);
        if (!found) throw new Error('nothing is left');
        expect(judge(formSchema, found.content)).toEqual([]);
        const replayed = found.removed.reduce<Json>((rest, pointer) => {
          const path = pointerSegments(pointer).map((one) => (/^\d+$/.test(one) ? Number(one) : one));
          expect(valueAt(rest, path)).toBeDefined();
          return withoutValue(rest, path);
        }, content);
        expect(found.content).toEqual(replayed);
        const fields = content['fields'] as readonly Json[];
        const kept: readonly unknown[] = (found.content as JsonObject)['fields'] as readonly Json[];
        for (const [at, one] of fields.entries()) if (isSound(content, at)) expect(kept).toContainEqual(one);
        expect(steps).toBeLessThan(4);
      }),
    );
  });

  it('is judged as often as one with few, and not at all where they are too many', () => {
    const flawed = (count: number): Json => ({
      ...whole,
      fields: [field(0), ...Array.from({ length: count }, () => 5)],
    });
    expect([1, 50, 51].map((count) => stepsOf(flawed(count)).steps)).toEqual([1, 1, 0]);
  });
});
