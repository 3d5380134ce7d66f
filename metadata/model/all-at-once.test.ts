import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { knownWith } from '../domain.ts';
import { compile } from './compile.ts';
import { type Change, changed, sample, sourcesOf } from './sample.suite.ts';

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
