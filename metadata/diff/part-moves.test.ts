import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import type { Manifest, PackageSource } from '../source.ts';
import { comparePackages } from './compare-packages.ts';
import { type PackagePart, partSorts, partsOf, withParts } from './package-parts.ts';
import { partMoves } from './part-moves.ts';

const label = (en: string) => ({ zh: `${en}（中文）`, en });
const text = (name: string) => ({ name, kind: 'text', label: label(name) });
const rule = { name: 'few', check: { all: [] }, fields: [], message: label('Few') };
const manifest = (name: string, more: Partial<Manifest['guiju']> = {}): Manifest => ({
  name,
  version: '1.0.0',
  guiju: { prefix: name, label: label(name), ...more },
});

/** A package with two of everything. */
const full = {
  manifest: manifest('from', { menu: ['a', 'a/b'].map((path) => ({ path, label: label(path) })) }),
  forms: ['order', 'note'].map((name) => ({
    file: `forms/${name}.json`,
    content: { name, kind: 'master', sharing: 'everybody', label: label(name), fields: [text('number')] },
  })),
  extensions: ['thing', 'box'].map((name) => ({
    file: `extensions/${name}.json`,
    content: {
      extends: name,
      fields: [text('colour'), text('size')],
      rows: { lines: [text('weight')] },
      rules: [rule],
      unique: [{ name: 'one', fields: ['size'] }],
      actions: [{ name: 'go', label: label('Go'), capability: 'set-fields' }],
      blocks: [{ name: 'hint', block: 'note', label: label('Hint') }],
      views: [{ name: 'wall', kind: 'gallery', label: label('Wall') }],
      tabs: [{ name: 'more', label: label('More'), groups: [] }],
      groups: [{ name: 'sizes', tab: 'more', fields: ['size'] }],
      set: { 'fields/title/label': label('Title'), 'list/columns': ['size'] },
    },
  })),
  params: ['pdf', 'mail'].map((type) => ({
    file: `params/${type}.json`,
    content: {
      type,
      label: label(type),
      set: { 'limit/label': label('Limit') },
      params: ['timeout', 'size'].map((key) => ({
        key,
        label: label(key),
        value: { kind: 'integer' },
        unset: { label: label('None') },
      })),
    },
  })),
  data: [
    {
      file: 'data/things.json',
      content: { form: 'thing', records: ['a', 'b'].map((key) => ({ key, values: { number: key } })) },
    },
  ],
  cases: ['order', 'split'].map((name) => ({
    file: `cases/${name}.json`,
    content: {
      ...(name === 'order' ? { form: name } : { decision: name }),
      cases: ['x', 'y'].map((one) => ({ name: one, facts: {}, expect: null })),
    },
  })),
  messages: [{ file: 'messages/words.json', content: { one: label('One'), two: label('Two') } }],
} as unknown as PackageSource;

const nothing = { forms: [], extensions: [], params: [], data: [], cases: [], messages: [] };
const empty = (name: string): PackageSource => ({ manifest: manifest(name), ...nothing });
const named = (...all: readonly PackageSource[]) => new Map(all.map((one) => [one.manifest.name, one]));
const all = partsOf(full);
const same = (a: PackagePart) => (b: PackagePart) =>
  a.sort === b.sort && a.about === b.about && a.name === b.name;

/** Returns the moves and differences that are told when these parts go from one package into another that is new. */
function compared(
  goes: (part: PackagePart) => boolean,
  change: (one: PackageSource) => PackageSource = (one) => one,
) {
  const left = withParts(full, (part) => !goes(part));
  const parts = withParts(full, goes);
  const { menu } = parts.manifest.guiju;
  const taken = change({ ...parts, manifest: manifest('to', menu ? { menu } : {}) });
  const { moves, before, after } = partMoves(named(full, empty('to')), named(left, taken));
  const found = [...after].flatMap(([name, next]) => comparePackages(before.get(name) ?? empty(name), next));
  return { moves, rules: found.map((one) => one.rule) };
}

describe('parts that go from one package into another', () => {
  it('are everything a package is made of', () => {
    expect(new Set(all.map(({ sort }) => sort))).toEqual(new Set(partSorts));
    expect(withParts(full, () => true)).toEqual(full);
    const bare = withParts(full, () => false);
    expect([partsOf(bare), comparePackages(empty('from'), bare)]).toEqual([[], []]);
  });

  it.each(all.map((part) => [`${part.sort} ${part.about} ${part.name}`, part] as const))(
    'are told as moved, and as nothing else: %s',
    (_what, part) => {
      const { moves, rules } = compared(same(part));
      expect(moves).toMatchObject([
        { sort: part.sort, about: part.about, name: part.name, from: 'from', to: 'to' },
      ]);
      expect(rules).toEqual([]);
    },
  );

  it('go all at once, and beside what really goes', () => {
    expect(compared(() => true)).toMatchObject({ moves: { length: all.length } });
    expect(compared(() => true).rules).toEqual([]);
    const lost = partMoves(named(full), named(withParts(full, (part) => part.name !== 'colour')));
    expect(lost.moves).toEqual([]);
    expect(comparePackages(full, lost.after.get('from') ?? full).map(({ rule: one }) => one)).toEqual([
      ...['field-removed', 'field-removed'],
    ]);
  });

  it('are told as gone and new where the other package has them otherwise', () => {
    const otherwise = (one: PackageSource): PackageSource => ({
      ...one,
      forms: one.forms.map(({ file, content }) => ({
        file,
        content: { ...content, fields: [text('name')] },
      })),
    });
    const { moves, rules } = compared(({ sort, about }) => sort === 'form' && about === 'order', otherwise);
    expect(moves).toEqual([]);
    expect(rules).toEqual(['form-removed', 'form-added']);
  });

  it('stay where another package has them besides', () => {
    const both = { ...full, manifest: manifest('to') } as PackageSource;
    const { moves } = partMoves(
      named(full, both),
      named(
        withParts(full, () => false),
        both,
      ),
    );
    expect(moves satisfies readonly { readonly content: Json }[]).toEqual([]);
  });
});
