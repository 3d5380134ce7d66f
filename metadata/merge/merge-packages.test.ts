import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import { compile } from '../model/compile.ts';
import { type Change, changed, type Packages, sample, sourcesOf } from '../model/sample.suite.ts';
import type { PackageSource } from '../source.ts';
import { mergePackages, type ToMerge } from './merge-packages.ts';
import { type Resolved, resolveNeeds } from './resolve-needs.ts';

const label = (en: string) => ({ zh: `${en}（中文）`, en });

function layer(
  name: string,
  set: Readonly<Record<string, Json>>,
  more: Readonly<Record<string, Json>> = {},
): Packages {
  return {
    [name]: {
      'package.json': {
        name,
        version: '1.0.0',
        guiju: { prefix: name, label: label(name) },
        ...(name === 'local' ? {} : { peerDependencies: { shop: '*' } }),
      },
      'extensions/item.json': { extends: 'item', set, ...more },
    },
  };
}

const only = (packages: Packages, ...names: readonly string[]) =>
  sourcesOf(packages).filter(({ manifest }) => names.includes(manifest.name));

function merged(
  packages: Packages,
  given: readonly PackageSource[],
  how: Omit<ToMerge, 'before' | 'given'> = {},
) {
  const before = sourcesOf(packages);
  const result = mergePackages({ before, given, ...how });
  const names = new Set([...given.map(({ manifest }) => manifest.name), 'local']);
  const after = [
    ...before.filter(({ manifest }) => !names.has(manifest.name)),
    ...given,
    ...(result.local ? [result.local] : []),
  ].map((source) => {
    const dropped = result.kept.get(source.manifest.name);
    return dropped ? { ...source, dropped } : source;
  });
  return { ...result, after, ...compile(after) };
}

const errorsOf = (issues: readonly { readonly code: string; readonly severity: string }[]) =>
  issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);

describe('two packages that know nothing of each other', () => {
  const packages = { ...sample, ...layer('bold', { recordLabel: label('Bold thing') }) };
  const quiet = only(layer('quiet', { recordLabel: label('Quiet thing') }), 'quiet');

  it('are shown before the install, with both values, and nothing compiles until somebody decides', () => {
    const { interference, issues } = merged(packages, quiet);
    expect(interference).toMatchObject([
      {
        form: 'item',
        target: 'recordLabel',
        said: [
          { package: 'bold', value: label('Bold thing') },
          { package: 'quiet', value: label('Quiet thing') },
        ],
      },
    ]);
    expect(errorsOf(issues)).toEqual(['layers-disagree']);
  });

  it.each<[string, Json, string]>([
    ['the first', { from: 'bold' }, 'Bold thing'],
    ['the other', { from: 'quiet' }, 'Quiet thing'],
    ['a third', { value: label('Own thing') }, 'Own thing'],
  ])('live together when the customer takes the word of %s', (_who, answer, holds) => {
    const answers = { 'item/recordLabel': answer as never };
    const { model, issues, local } = merged(packages, quiet, { answers });
    expect(errorsOf(issues)).toEqual([]);
    expect(model?.forms.get('item')?.recordLabel.en).toBe(holds);
    expect(local?.manifest.name).toBe('local');
  });

  it('do not disagree where the customer has the last word already', () => {
    const said = { ...packages, ...layer('local', { recordLabel: label('Mine') }) };
    const { model, interference } = merged(said, quiet);
    expect([interference, model?.forms.get('item')?.recordLabel.en]).toEqual([[], 'Mine']);
  });

  it('are no rivals where one builds on the other: it has the last word', () => {
    const upon = changed(
      [['upon', 'package.json', '/peerDependencies/bold', '*']],
      layer('upon', { recordLabel: label('Thing upon it') }),
    );
    const { interference, model, issues } = merged(packages, only(upon, 'upon'));
    expect([interference, errorsOf(issues)]).toEqual([[], []]);
    expect(model?.forms.get('item')?.recordLabel.en).toBe('Thing upon it');
  });

  it('are no matter where nobody asked for such a choice', () => {
    const { interference, local } = merged(packages, quiet, {
      answers: { 'item/recordLabel': { from: 'x' } },
    });
    expect([interference[0]?.answer, local]).toEqual([undefined, undefined]);
  });
});

describe('a partner’s layer', () => {
  const next = (value: Json, packages: Packages = sample) =>
    only(changed([['shop', 'forms/order.json', '/fields/1/label', value]], packages), 'shop');
  const place = 'order/fields/buyer/label';

  it('is asked about when the owner changed what it spoke of, with whose word it is', () => {
    expect(merged(sample, next(label('Purchaser'))).questions).toMatchObject([
      {
        package: 'shop',
        layer: 'acme',
        form: 'order',
        target: 'fields/buyer/label',
        base: label('buyer'),
        theirs: label('Purchaser'),
        ours: label('Customer'),
      },
    ]);
  });
  it('is not taken where the owner is, though nobody changes the partner’s package; and is, once it says another word', () => {
    const first = merged(sample, next(label('Purchaser')), { answers: { [place]: 'theirs' } });
    expect(first.model?.forms.get('order')?.byId.get('buyer')?.label.en).toBe('Purchaser');
    expect(first.after.find(({ manifest }) => manifest.name === 'acme')?.extensions).toEqual(
      only(sample, 'acme')[0]?.extensions,
    );
    const [acme] = only(
      changed([['acme', 'extensions/order.json', '/set/fields~1buyer~1label', label('Client')]]),
      'acme',
    );
    const given = acme ? [acme] : [];
    const again = mergePackages({ before: first.after, given });
    expect(again.questions).toMatchObject([
      {
        package: 'acme',
        layer: 'local',
        base: label('Customer'),
        theirs: label('Client'),
        ours: label('Purchaser'),
      },
    ]);
    const taken = mergePackages({ before: first.after, given, answers: { [place]: 'theirs' } });
    expect(taken.local?.extensions).toEqual([]);
  });
  it('speaks anew with its own new version, and is not asked about the owner’s of the same day', () => {
    const [shop] = next(label('Purchaser'));
    const [acme] = only(sample, 'acme');
    expect(merged(sample, [shop as PackageSource, acme as PackageSource]).questions).toEqual([]);
  });
  it('can say of a lock what it wants only within the owner’s', () => {
    const given = only(changed([['shop', 'forms/item.json', '/fields/5/max', 5]]), 'shop');
    const { notices, model } = merged(sample, given);
    expect(notices).toMatchObject([
      { code: 'merge-stricter', layer: 'acme', params: { base: 10, theirs: 5, ours: 9, holds: 'theirs' } },
    ]);
    expect(model?.forms.get('item')?.byId.get('priority')?.props['max']).toBe(5);
  });
});

describe('one and the same new option', () => {
  const mine = {
    ...sample,
    ...layer('local', { 'fields/colour/options': [{ value: 'v', label: label('Grass') }] }),
  };
  const given = only(
    changed([['shop', 'forms/item.json', '/fields/4/options/2', { value: 'v', label: label('Green') }]]),
    'shop',
  );
  const place = 'item/fields/colour/options/v/label';

  it('that both added is asked about where they call it otherwise', () => {
    expect(merged(mine, given).questions).toMatchObject([
      { target: 'fields/colour/options/v/label', base: null, theirs: label('Green'), ours: label('Grass') },
    ]);
  });
  it.each<[string, Json, string]>([
    ['theirs', 'theirs', 'Green'],
    ['ours', 'ours', 'Grass'],
    ['another', { value: label('Leaf') }, 'Leaf'],
  ])('is called as was answered: %s', (_what, answer, called) => {
    const { model, questions } = merged(mine, given, { answers: { [place]: answer as never } });
    const { options } = model?.forms.get('item')?.byId.get('colour') ?? {};
    expect(questions).toHaveLength(1);
    expect(options?.find(({ value }) => value === 'v')?.label.en).toBe(called);
  });
});

describe('what a new version leaves out', () => {
  it.each<[string, Packages, readonly Change[], string]>([
    [
      'a rule whose message others say',
      { ...sample, ...layer('local', {}) },
      [['shop', 'forms/order.json', '/rules', undefined]],
      'order rules/netPositive/severity acme',
    ],
    [
      'a group that the customer renamed',
      { ...sample, ...layer('local', { 'layout/groups/more/label': label('More') }) },
      [['shop', 'forms/item.json', '/layout/tabs/0/groups', [{ name: 'what', fields: ['number'] }]]],
      'item layout/groups/more/label local',
    ],
    [
      'a tab into which others put groups',
      sample,
      [['shop', 'forms/item.json', '/layout/tabs/0/name', 'other']],
      'item layout/tabs/main/label acme',
    ],
  ])('goes on compiling for whoever leans on it: %s', (_what, packages, changes, lines) => {
    const { notices, issues } = merged(packages, only(changed(changes, packages), 'shop'));
    expect(
      notices
        .filter(({ code }) => code === 'merge-leans')
        .map((one) => `${one.form} ${one.target} ${one.layer}`),
    ).toEqual([lines]);
    expect(errorsOf(issues)).toEqual([]);
    expect(issues.map(({ code }) => code)).toContain('set-of-dropped');
  });

  it('stays as a form without a place in the menu while others extend it, with the forms that it points at', () => {
    const alone: Packages = {
      shop: Object.fromEntries(
        Object.entries(sample['shop'] ?? {}).filter(([path]) => !/item|order|viewing|cases/.test(path)),
      ),
    };
    const { notices, issues, model } = merged(sample, only(alone, 'shop'));
    expect(errorsOf(issues)).toEqual([]);
    expect(
      notices.filter(({ target }) => target === '').map(({ form, layer: by }) => `${form} ${by}`),
    ).toEqual(['item acme', 'order acme']);
    expect([...(model?.forms.values() ?? [])].map(({ id, menu }) => [id, menu])).toEqual([
      ['item', undefined],
      ['order', undefined],
    ]);
    expect(model?.forms.get('order')?.byId.has('acme_note')).toBe(true);
  });

  it('stays, though nobody but a form that stays points at it', () => {
    const whole = changed([
      [
        'shop',
        'forms/mark.json',
        '',
        {
          name: 'mark',
          kind: 'master',
          sharing: 'everybody',
          label: label('Mark'),
          fields: [{ name: 'number', kind: 'text', label: label('Number') }],
        },
      ],
      [
        'shop',
        'forms/order.json',
        '/fields/4',
        { name: 'mark', kind: 'reference', form: 'mark', label: label('Mark') },
      ],
    ]);
    const alone: Packages = {
      shop: Object.fromEntries(
        Object.entries(whole['shop'] ?? {}).filter(([path]) => !/item|order|mark|viewing|cases/.test(path)),
      ),
    };
    const { issues, model } = merged(whole, only(alone, 'shop'));
    expect(errorsOf(issues)).toEqual([]);
    expect([...(model?.forms.keys() ?? [])].sort()).toEqual(['item', 'mark', 'order']);
  });
});

describe('layers of parameters', () => {
  const saying = (set: Readonly<Record<string, Json>>, name = 'acme'): Packages => ({
    ...sample,
    [name]: {
      ...(sample[name] ?? layer(name, {})[name]),
      'params/shop.json': { type: 'shop_config', label: label('x'), params: [], set },
    },
  });
  const paramOf = (packages: Packages) => {
    const { model, issues } = compile(sourcesOf(packages));
    return { param: model?.params.get('shop_config')?.params[0], errors: errorsOf(issues), issues };
  };

  it('change labels, presets and limits downwards', () => {
    const { param } = paramOf(
      saying({ 'limit/label': label('Most'), 'limit/max': 50, 'limit/preset': 20, 'limit/min': 5 }),
    );
    expect([param?.label.en, param?.value, param?.preset]).toEqual([
      'Most',
      { kind: 'integer', min: 5, max: 50 },
      20,
    ]);
  });
  it.each<[string, Readonly<Record<string, Json>>, string]>([
    ['loosens a limit', { 'limit/min': 0 }, 'set-loosens'],
    ['speaks of what is not there', { 'limmit/label': label('x') }, 'set-nothing'],
    ['limits what has no limits', { '{tax-number}/max': 1 }, 'set-nothing'],
    ['presets what does not fit', { 'limit/preset': 0 }, 'too-small'],
    ['offers what cannot be chosen', { 'limit/options': [{ value: 'x', label: label('x') }] }, 'set-nothing'],
    ['calls otherwise what is not offered', { 'format/options/odf/label': label('x') }, 'set-nothing'],
    ['offers twice', { 'format/options': [{ value: 'OFD', label: label('x') }] }, 'option-twice'],
  ])('are refused when one %s', (_what, set, code) => {
    expect(paramOf(saying(set)).errors).toEqual([code]);
  });
  it('are merged as properties of forms are', () => {
    const packages = saying({ 'limit/label': label('Mine'), 'limit/max': 50 }, 'local');
    const given = only(
      changed(
        [
          ['shop', 'params/shop.json', '/params/0/label', label('Ceiling')],
          ['shop', 'params/shop.json', '/params/0/value/max', 40],
        ],
        packages,
      ),
      'shop',
    );
    const first = merged(packages, given);
    expect(first.questions).toMatchObject([
      { form: '', target: 'params/shop_config/limit/label', theirs: label('Ceiling'), ours: label('Mine') },
    ]);
    expect(first.notices).toMatchObject([{ code: 'merge-stricter', params: { theirs: 40, ours: 50 } }]);
    const { model } = merged(packages, given, { take: 'theirs' });
    const [limit] = model?.params.get('shop_config')?.params ?? [];
    expect([limit?.label.en, limit?.value['max']]).toEqual(['Ceiling', 40]);
  });
  it('add options, and say of those of others how they are called, in which order, and whether they are offered', () => {
    const { model, issues } = compile(
      sourcesOf(
        saying({
          'format/options': [{ value: 'xml', label: label('XML') }],
          'format/options/xml/order': 1,
          'format/options/ofd/label': label('Offices'),
          'format/options/pdf/hidden': true,
          'format/preset': 'xml',
        }),
      ),
    );
    expect(errorsOf(issues)).toEqual([]);
    const format = model?.params.get('shop_config')?.params.find(({ key }) => key === 'format');
    const words = format?.field.options?.map(({ label: { en }, hidden }) => (hidden ? `(${en})` : en));
    expect(words).toEqual(['XML', '(PDF)', 'Offices']);
    expect(format?.value['options']).toEqual(format?.field.options);
  });
  it('blame who brought an option for it, and name the one that was meant', () => {
    const set = {
      'format/options': [
        { value: 'xml', label: label('x') },
        { value: 'OFD', label: label('x') },
      ],
      'format/options/pfd/label': label('x'),
    };
    const { issues } = compile(sourcesOf(saying(set)));
    expect(issues.map(({ package: by, pointer, params }) => [by, pointer, params['near'] ?? null])).toEqual([
      ['acme', '/set/format~1options~1pfd~1label', expect.arrayContaining(['format/options/pdf/label'])],
      ['acme', '/set/format~1options/1/value', null],
    ]);
  });
  it('of options are asked about, and outlive the option', () => {
    const words = { 'format/options/ofd/label': label('Mine') };
    const packages = saying(words, 'local');
    const at = '/params/2/value/options/1';
    const other = (value: Json | undefined, member = '') =>
      only(changed([['shop', 'params/shop.json', at + member, value]], packages), 'shop');
    const asked = merged(packages, other(label('Open'), '/label'));
    expect(asked.questions).toMatchObject([
      { target: 'params/shop_config/format/options/ofd/label', theirs: label('Open'), ours: label('Mine') },
    ]);
    const left = merged(packages, other(undefined));
    expect([errorsOf(left.issues), left.notices.map(({ code }) => code)]).toEqual([[], ['merge-leans']]);
    expect(left.issues.map(({ code }) => code)).toEqual(['set-of-dropped']);
  });
  it('outlive the parameter', () => {
    const packages = saying({ 'limit/label': label('Mine') }, 'local');
    const given = only(changed([['shop', 'params/shop.json', '/params/0', undefined]], packages), 'shop');
    const { issues, notices } = merged(packages, given);
    expect([errorsOf(issues), notices.map(({ code }) => code)]).toEqual([[], ['merge-leans']]);
    expect(issues.map(({ code }) => code)).toEqual(['set-of-dropped']);
  });
});

it('only the customer’s own layer leaves out what others say', () => {
  const packages = { ...sample, ...layer('bold', {}, { overrules: { label: ['acme'] } }) };
  expect(errorsOf(compile(sourcesOf(packages)).issues)).toEqual(['overrules-not-local']);
});

describe('what packages need', () => {
  const one = (name: string, version: string, peerDependencies: Readonly<Record<string, string>> = {}) => ({
    name,
    version,
    peerDependencies,
  });
  const base = one('base', '1.4.0');
  it.each<[string, Parameters<typeof resolveNeeds>, readonly number[], readonly Resolved['unmet'][number][]]>(
    [
      ['nothing', [[one('a', '1.0.0')], []], [0], []],
      ['what is installed', [[one('a', '1.0.0', { base: '^1.0.0' })], [base]], [0], []],
      [
        'what comes with it',
        [[one('a', '1.0.0', { base: '^2.0.0' }), one('base', '2.0.0')], [base]],
        [0, 1],
        [],
      ],
      [
        'an older version of what is offered twice',
        [[one('base', '2.0.0'), one('base', '1.9.0'), one('a', '1.0.0', { base: '^1.5.0' })], [base]],
        [1, 2],
        [],
      ],
      ['the newest where any does', [[one('a', '1.0.0'), one('a', '1.2.0'), one('a', '1.1.0')], []], [1], []],
      [
        'what is not there',
        [[one('a', '1.0.0', { base: '^2.0.0' })], [base]],
        [0],
        [{ package: 'a', version: '1.0.0', needs: 'base', range: '^2.0.0', found: '1.4.0' }],
      ],
      [
        'nobody offers at all',
        [[one('a', '1.0.0', { lost: '*' })], []],
        [0],
        [{ package: 'a', version: '1.0.0', needs: 'lost', range: '*', found: null }],
      ],
      [
        'what an upgrade would take from somebody else',
        [[one('base', '2.0.0')], [base, one('a', '1.0.0', { base: '^1.0.0' })]],
        [0],
        [{ package: 'a', version: '1.0.0', needs: 'base', range: '^1.0.0', found: '2.0.0' }],
      ],
    ],
  )('%s', (_what, [offered, installed], chosen, unmet) => {
    expect(resolveNeeds(offered, installed)).toEqual({ chosen, unmet });
  });
});
