import { describe, expect, it } from 'vitest';
import type { Json, JsonObject, JsonSchema } from '../common/json.ts';
import { changed, sample } from '../model/sample.suite.ts';
import { paramsSchema } from '../schema/file-schemas.ts';
import { paramTargets, targets } from '../targets.ts';
import { label, Work } from './design.suite.ts';
import type { DesignStep } from './steps/design-step.ts';

const condition: Json = { fact: 'name', operator: 'isNotEmpty' };

/** Of every property that layers may say: where in the sample, and what is wanted there. */
const wanted: Readonly<Record<string, readonly [form: string, target: string, value: Json]>> = {
  label: ['item', 'label', label('Article')],
  recordLabel: ['item', 'recordLabel', label('Article')],
  listLabel: ['item', 'listLabel', label('Articles')],
  help: ['item', 'help', label('What is sold')],
  menu: ['item', 'menu', { path: 'shop/sales', order: 3 }],
  icon: ['item', 'icon', 'box'],
  readFirst: ['item', 'readFirst', true],
  picture: ['viewing', 'picture', 'photo'],
  title: ['item', 'title', 'number'],
  quick: ['item', 'quick', ['number', 'colour']],
  'sharing/default': ['item', 'sharing/default', 'private'],
  'sharing/autoAssign': ['item', 'sharing/autoAssign', true],
  'list/columns': ['item', 'list/columns', ['price', 'number']],
  'list/filters': ['item', 'list/filters', ['colour', 'priority']],
  'list/search': ['item', 'list/search', ['number', 'name']],
  'list/sort': ['item', 'list/sort', ['name']],
  'match/fields': ['item', 'match/fields', ['lines.net']],
  'match/result': ['item', 'match/result', ['price', 'rate']],
  'match/order': ['item', 'match/order', ['-priority']],
  'preset/locked': ['item', 'preset/locked', ['delete', 'disable']],
  'preset/fields': ['item', 'preset/fields', ['number', 'name']],
  publicNumbers: ['item', 'publicNumbers', false],
  attachments: ['item', 'attachments', true],
  indexes: ['item', 'indexes', [['priority'], ['name']]],
  'fields/*/label': ['item', 'fields/rate/label', label('Tax')],
  'fields/*/help': ['item', 'fields/rate/help', label('In per cent')],
  'fields/*/visible': ['item', 'fields/rate/visible', condition],
  'fields/*/hidden': ['item', 'fields/rate/hidden', true],
  'fields/*/width': ['item', 'fields/rate/width', 240],
  'fields/*/copied': ['item', 'fields/rate/copied', false],
  'fields/*/remembers': ['item', 'fields/rate/remembers', true],
  'fields/*/emphasis': ['item', 'fields/rate/emphasis', true],
  'fields/*/printed': ['item', 'fields/rate/printed', false],
  'fields/*/printedEmpty': ['item', 'fields/rate/printedEmpty', false],
  'fields/*/printWidth': ['item', 'fields/rate/printWidth', 30],
  'fields/*/span': ['item', 'fields/rate/span', 2],
  'fields/*/aliases': ['item', 'fields/rate/aliases', ['taxrate']],
  'fields/*/rowsPerPage': ['order', 'fields/lines/rowsPerPage', 20],
  'fields/*/columns': ['order', 'fields/lines/columns', ['net', 'item', 'rate', 'gross', 'acme_batch']],
  'fields/*/default': ['item', 'fields/rate/default', '0.06'],
  'fields/*/imported': ['item', 'fields/rate/imported', '0.09'],
  'fields/*/optionsFilter': [
    'order',
    'fields/lines.item/optionsFilter',
    { fact: 'name', operator: 'isNotEmpty' },
  ],
  'fields/*/ownable': ['item', 'fields/rate/ownable', true],
  'fields/*/showsAll': ['item', 'fields/name/showsAll', true],
  'fields/*/roles/*': ['item', 'fields/rate/roles/clerk', 'none'],
  'fields/*/required': ['item', 'fields/rate/required', condition],
  'fields/*/readonly': ['item', 'fields/rate/readonly', true],
  'fields/*/follows': ['item', 'fields/rate/follows', true],
  'fields/*/fixed': ['item', 'fields/rate/fixed', true],
  'fields/*/personal': ['item', 'fields/name/personal', true],
  'fields/*/series': [
    'order',
    'fields/number/series',
    [{ name: 'odd', when: { fact: 'number', operator: 'isNotEmpty' }, pattern: 'O{seq:3}' }],
  ],
  'fields/*/forms': ['order', 'fields/basis/forms', ['item', 'order']],
  'fields/*/currency': ['item', 'fields/price/currency', 'EUR'],
  'fields/*/min': ['item', 'fields/priority/min', 2],
  'fields/*/max': ['item', 'fields/priority/max', 8],
  'fields/*/options': [
    'item',
    'fields/colour/options',
    [
      { value: 'r', label: label('Red') },
      { value: 'b', label: label('Blue') },
      { value: 'g', label: label('Green') },
      { value: 'w', label: label('White') },
    ],
  ],
  'fields/*/options/*/label': ['item', 'fields/colour/options/b/label', label('Navy')],
  'fields/*/options/*/order': ['item', 'fields/colour/options/b/order', 1],
  'fields/*/options/*/hidden': ['item', 'fields/colour/options/b/hidden', true],
  'rules/*/message': ['order', 'rules/netPositive/message', label('Too cheap')],
  'rules/*/severity': ['order', 'rules/netPositive/severity', 'error'],
  'unique/*/message': ['order', 'unique/itemOnce/message', label('Twice')],
  'actions/*/label': ['order', 'actions/approve/label', label('Agree')],
  'actions/*/confirm': ['order', 'actions/approve/confirm', label('Sure?')],
  'actions/*/done': ['order', 'actions/approve/done', label('approved')],
  'layout/tabs/*/label': ['item', 'layout/tabs/main/label', label('All')],
  'layout/tabs/*/help': ['item', 'layout/tabs/main/help', label('All of it')],
  'layout/tabs/*/visible': ['item', 'layout/tabs/main/visible', condition],
  'layout/tabs/*/order': ['item', 'layout/tabs/main/order', 20],
  'blocks/*/label': ['item', 'blocks/hint/label', label('What it costs')],
  'blocks/*/address': ['item', 'blocks/hint/address', 'https://example.com/prices'],
  'blocks/*/image': ['viewing', 'blocks/sketch/image', 'data:image/png;base64,iVBORw0KGgoAAA'],
  'blocks/*/field': ['viewing', 'blocks/portrait/field', 'papers'],
  'blocks/*/visible': ['item', 'blocks/hint/visible', condition],
  'blocks/*/before': ['item', 'blocks/hint/before', 'number'],
  'blocks/*/group': ['item', 'blocks/hint/group', 'more'],
  'blocks/*/order': ['item', 'blocks/hint/order', 10],
  'layout/groups/*/label': ['item', 'layout/groups/what/label', label('What')],
  'layout/groups/*/help': ['item', 'layout/groups/what/help', label('What it is')],
  'layout/groups/*/folded': ['item', 'layout/groups/more/folded', condition],
  'layout/groups/*/columns': ['item', 'layout/groups/what/columns', 2],
  'layout/groups/*/visible': ['item', 'layout/groups/more/visible', condition],
  'layout/groups/*/order': ['item', 'layout/groups/more/order', 10],
  'layout/groups/*/tab': ['item', 'layout/groups/more/tab', 'main'],
  'layout/groups/*/fields': ['item', 'layout/groups/what/fields', ['price', 'name', 'number']],
  'params/*/*/label': ['', 'params/shop_config/limit/label', label('Most')],
  'params/*/*/help': ['', 'params/shop_config/limit/help', label('How many')],
  'views/*/label': ['viewing', 'views/byState/label', label('States')],
  'views/*/help': ['viewing', 'views/byState/help', label('Who waits')],
  'views/*/filter': ['viewing', 'views/byState/filter', { fact: 'state', operator: 'isNotEmpty' }],
  'views/*/sort': ['viewing', 'views/byState/sort', ['-name']],
  'views/*/columns': ['viewing', 'views/short/columns', ['name', 'number']],
  'views/*/groupBy': ['viewing', 'views/byState/groupBy', 'mood'],
  'views/*/across': ['viewing', 'views/costs/across', 'mood'],
  'views/*/value': ['viewing', 'views/costs/value', 'cost'],
  'views/*/by': ['viewing', 'views/costs/by', 'month'],
  'views/*/measure': ['viewing', 'views/costs/measure', 'average'],
  'views/*/chart': ['viewing', 'views/costs/chart', 'lines'],
  'views/*/start': ['viewing', 'views/days/start', 'until'],
  'views/*/end': ['viewing', 'views/days/end', 'until'],
  'views/*/picture': ['viewing', 'views/faces/picture', 'photo'],
  'views/*/title': ['viewing', 'views/byState/title', 'name'],
  'views/*/default': ['viewing', 'views/byState/default', true],
  'views/*/hidden': ['viewing', 'views/byState/hidden', true],
  'views/*/roles': ['viewing', 'views/byState/roles', ['clerk']],
  'views/*/order': ['viewing', 'views/byState/order', 9],
  'params/*/*/unit': ['', 'params/shop_config/limit/unit', 'pieces'],
  'params/*/*/preset': ['', 'params/shop_config/limit/preset', 7],
  'params/*/*/danger': ['', 'params/shop_config/limit/danger', true],
  'params/*/*/hidden': ['', 'params/shop_config/limit/hidden', true],
  'params/*/*/min': ['', 'params/shop_config/limit/min', 3],
  'params/*/*/max': ['', 'params/shop_config/limit/max', 90],
  'params/*/*/options': [
    '',
    'params/shop_config/format/options',
    [
      { value: 'pdf', label: label('PDF') },
      { value: 'ofd', label: label('OFD') },
      { value: 'xml', label: label('XML') },
    ],
  ],
  'params/*/*/options/*/label': ['', 'params/shop_config/format/options/ofd/label', label('Offices')],
  'params/*/*/options/*/order': ['', 'params/shop_config/format/options/ofd/order', 1],
  'params/*/*/options/*/hidden': ['', 'params/shop_config/format/options/ofd/hidden', true],
};

const all = [...targets, ...paramTargets].map(({ at }) => at);
/** The sample with a reference to one of several forms, to which others may add theirs. */
const basis = { name: 'basis', kind: 'any-reference', forms: ['item'], label: label('Basis') };
const costs = { name: 'costs', kind: 'chart', label: label('Costs'), groupBy: 'from', value: 'weight' };
const linked = changed([
  ['shop', 'forms/order.json', '/fields/4', basis],
  ['shop', 'forms/viewing.json', '/fields/8', { name: 'weight', kind: 'integer', label: label('Weight') }],
  ['shop', 'forms/viewing.json', '/fields/9', { name: 'cost', kind: 'integer', label: label('Cost') }],
  ['shop', 'forms/viewing.json', '/views/4', costs],
]);
/** The owner's sample without what the other package says, for which it is one's own. */
const own = changed([], linked);

/** Returns the value of the target in the form as it is then, where that is one plain member. */
function heldBy(work: Work, form: string, target: string): unknown {
  const [part = '', name = '', third = '', value, last, property] = target.split('/');
  if (form === '') {
    const params = work.compiled().model?.params.get(name)?.params;
    const param = params?.find(({ key }) => key === third);
    if (property !== undefined) {
      const option = param?.field.options?.find((one) => one.value === last);
      return (option as unknown as Record<string, unknown> | undefined)?.[property];
    }
    const inside = ['min', 'max', 'options'].includes(value ?? '') ? param?.value : param;
    return (inside as unknown as Record<string, unknown> | undefined)?.[value ?? ''];
  }
  const found = work.form(form) as unknown as Record<string, unknown>;
  const [field, row] = name.split('.');
  if (part === 'fields') {
    const upper = work.form(form).byId.get(field ?? '');
    const inner = row === undefined ? upper : upper?.rows?.byId.get(row);
    const option = inner?.options?.find((one) => one.value === value);
    if (third === 'roles') return inner?.roles?.[value ?? ''];
    if (last !== undefined) return (option as unknown as Record<string, unknown>)[last];
    if (third === 'columns') return inner?.rows?.fields.map(({ id }) => id);
    return (inner as unknown as Record<string, unknown>)[third] ?? inner?.props[third];
  }
  if (part === 'layout') {
    const { tabs } = work.form(form).layout;
    const parts = name === 'tabs' ? tabs : tabs.flatMap(({ groups }) => groups);
    return (parts.find((one) => one.name === third) as unknown as Record<string, unknown>)[value ?? ''];
  }
  const inside = found[part];
  if (Array.isArray(inside) && name !== '') return inside.find((one) => one.name === name)?.[third];
  if (part === 'title') return work.form(form).title?.id;
  if (part === 'menu') return found['menu'];
  return name === '' ? inside : (inside as Record<string, unknown>)[name];
}

describe('of forms of others', () => {
  it.each(all)('%s is set, holds, and goes back to what the layers below say', (at) => {
    const [form, target, value] = wanted[at] ?? ['', '', null];
    expect(target, `nothing is wanted of ${at}`).not.toBe('');
    const work = new Work('local', linked);
    const begun = new Work('local', linked).take({ do: 'hide', form: 'item', place: 'fields/price' }).json();
    work.take({ do: 'hide', form: 'item', place: 'fields/price' });
    const before = heldBy(work, form, target);
    work.take({ do: 'set', form, target, value });
    expect(work.wrong()).toEqual([]);
    const held = heldBy(work, form, target);
    if (at === 'fields/*/options') expect((held as Json[]).length).toBe(4);
    else if (at === 'layout/groups/*/fields')
      expect(held).toEqual((value as Json[]).filter((id) => id !== 'price'));
    else expect(held).toEqual(value);
    work.take({ do: 'set', form, target, value });
    expect(heldBy(work, form, target)).toEqual(held);
    work.take({ do: 'reset', form, target });
    expect(heldBy(work, form, target)).toEqual(before);
    expect(work.json()).toEqual(begun);
  });

  it.each([
    ['what is its owner’s', 'item', 'fields/rate/carry', { from: 'a', field: 'b' }, 'set-owner'],
    ['what is locked', 'order', 'fields/number/pattern', 'X{seq:4}', 'set-locked'],
    ['what is not there', 'item', 'fields/nothing/label', label('x'), 'set-nothing'],
    ['a form that is not there', 'nothing', 'label', label('x'), 'unknown-form'],
    ['less than its owner asks', 'item', 'fields/number/required', false, 'set-loosens'],
    ['more room than its owner gives', 'item', 'fields/priority/max', 20, 'set-loosens'],
    ['a parameter that is not there', '', 'params/shop_config/nothing/label', label('x'), 'set-nothing'],
    ['what a parameter is', '', 'params/shop_config/limit/value', { kind: 'text' }, 'set-owner'],
    [
      'an option that is not there',
      '',
      'params/shop_config/format/options/doc/label',
      label('x'),
      'set-nothing',
    ],
    [
      'options where none are',
      '',
      'params/shop_config/limit/options',
      [{ value: 'x', label: label('x') }],
      'set-nothing',
    ],
    ['a limit of what has none', '', 'params/shop_config/format/max', 3, 'set-nothing'],
  ])('%s is refused', (_, form, target, value, code) => {
    expect(new Work().refused({ do: 'set', form, target, value })).toEqual([code]);
  });

  it('what holds anyway is not said', () => {
    const work = new Work();
    work.take({ do: 'set', form: 'item', target: 'list/columns', value: ['number', 'name', 'rate'] });
    work.take({ do: 'set', form: 'item', target: 'fields/name/label', value: label('name') });
    expect(Object.keys(work.json())).toEqual(['package.json']);
  });
});

describe('of forms of one’s own', () => {
  it.each(all)('%s is set, and what need not be said goes', (at) => {
    const [form, target, value] = wanted[at] ?? ['', '', null];
    const work = new Work('shop', own);
    const others: Readonly<Record<string, Json>> = {
      // The values that somebody else adds or asks for stand above its own.
      'fields/*/columns': ['net', 'item', 'rate', 'gross'],
      'fields/*/max': 11,
    };
    const whole = others[at] ?? value;
    work.take({ do: 'set', form, target, value: whole });
    expect(work.wrong()).toEqual([]);
    const again = work.json();
    work.take({ do: 'set', form, target, value: whole });
    expect(work.json()).toEqual(again);
    const needed =
      ['label', 'list/columns', 'sharing/default', 'rules/*/message', 'layout/groups/*/fields'].includes(
        at,
      ) ||
      // Without them the kind of field is none.
      ['fields/*/options', 'fields/*/forms'].includes(at) ||
      /^(fields\/\*|fields\/\*\/options\/\*|actions\/\*|views\/\*|layout\/tabs\/\*|params\/\*\/\*(\/options\/\*)?)\/label$/.test(
        at,
      );
    const step = { do: 'reset', form, target } as const;
    if (needed) expect(work.refused(step)).toEqual(['design-needed']);
    else {
      work.take(step);
      expect(JSON.stringify(work.json())).not.toEqual(JSON.stringify(again));
    }
  });

  it('keeps the last option of a choice', () => {
    const work = new Work('shop', own);
    const step = (value: string) =>
      ({ do: 'remove', form: 'item', place: `fields/colour/options/${value}` }) as const;
    work.take(step('r'));
    expect(work.refused(step('b'))).toEqual(['design-last-option']);
  });

  it('says what only its owner can say', () => {
    const work = new Work('shop', own);
    work.take(
      { do: 'set', form: 'item', target: 'fields/name/length', value: 90 },
      { do: 'set', form: 'item', target: 'fields/name/carry', value: { from: 'x', field: 'y' } },
      { do: 'reset', form: 'item', target: 'fields/name/carry' },
      { do: 'set', form: 'item', target: 'key', value: ['name'] },
    );
    expect(work.form('item').byId.get('name')?.props['length']).toBe(90);
    expect(work.form('item').key).toEqual(['name']);
    expect(work.wrong()).toEqual([]);
    for (const target of ['fields/name/name', 'fields/name/kind', 'fields/name/id', 'fields'])
      expect(work.refused({ do: 'set', form: 'item', target, value: 'x' })).toEqual(['set-owner']);
  });
});

/** Of every property that a definition may have, and of every one of a kind: what is wanted. */
const ofDefinition: Readonly<Record<string, Json>> = {
  label: label('Most'),
  help: label('How many'),
  value: { kind: 'integer', max: 80 },
  default: 4,
  raw: { values: { none: 1 }, reads: true },
  preset: 5,
  unset: { value: 2, label: label('none') },
  danger: true,
  hidden: true,
  unit: label('pieces'),
  since: '1.2.0',
  inherited: false,
  scopes: ['system'],
  source: { document: 'd', heading: 'h' },
};
const ofValue: Readonly<Record<string, Json>> = {
  min: 3,
  max: 90,
  'unset/value': 3,
  'unset/label': label('three'),
};
const { properties: stated = {} } = (paramsSchema['properties'] as { params: { items: JsonSchema } }).params
  .items as { properties?: JsonObject };
const kept = ['key', 'dimension'];
const defined = [...Object.keys(stated).filter((name) => !kept.includes(name)), ...Object.keys(ofValue)];

describe('of parameters of one’s own', () => {
  const at = 'params/shop_config/limit';
  it.each(defined)('%s is set and goes back, or is needed', (property) => {
    const work = new Work('shop', own);
    const value = ofDefinition[property] ?? ofValue[property];
    expect(value, `nothing is wanted of ${property}`).toBeDefined();
    work.take({ do: 'set', form: '', target: `${at}/${property}`, value: value ?? null });
    expect(work.wrong()).toEqual([]);
    expect(saidOf(work, property)).toEqual(value);
    const reset = { do: 'reset', form: '', target: `${at}/${property}` } as const;
    if (['label', 'value', 'unset', 'unset/label'].includes(property))
      expect(work.refused(reset)).toEqual(['design-needed']);
    else {
      work.take(reset);
      expect(saidOf(work, property)).not.toEqual(value);
      expect(work.wrong()).toEqual([]);
    }
  });

  it('what values are kept by stays', () => {
    const work = new Work('shop', own);
    for (const property of kept)
      for (const step of [{ do: 'set', value: 'x' } as const, { do: 'reset' } as const])
        expect(work.refused({ ...step, form: '', target: `${at}/${property}` })).toEqual([
          step.do === 'set' ? 'set-locked' : 'design-needed',
        ]);
  });

  it('are hidden and shown again, taken away and brought back as they were', () => {
    const work = new Work('shop', own);
    const before = work.json();
    work.take({ do: 'hide', form: '', place: at });
    expect(
      work
        .compiled()
        .model?.params.get('shop_config')
        ?.params.map(({ hidden }) => hidden),
    ).toContain(true);
    work.take({ do: 'bring-back', form: '', place: at });
    expect(work.json()).toEqual(before);
    work.take({ do: 'remove-param', type: 'shop_config', key: 'limit' });
    const gone = work.compiled().model?.params.get('shop_config')?.params ?? [];
    expect(gone.map(({ key }) => key)).not.toContain('limit');
    work.take({ do: 'bring-back', form: '', place: at });
    const keys = (json: JsonObject) =>
      JSON.stringify(Object.values(json))
        .match(/"key":"[^"]*"/g)
        ?.sort();
    expect(keys(work.json())).toEqual(keys(before));
    expect(work.wrong()).toEqual([]);
  });
});

/** Options of `format` as they are offered, by their English labels; in parentheses what is hidden. */
function offered(work: Work): string {
  const { field } = definitionOf(work, 'format') ?? {};
  const words = field?.options?.map((one) => (one.hidden ? `(${one.label.en})` : one.label.en)) ?? [];
  return words.join(' ');
}
const format = 'params/shop_config/format';
const xml = { value: 'xml', label: label('XML') };
const option = { form: '', place: `${format}/options/xml` } as const;
const addXml: DesignStep = { do: 'add-option', form: '', field: format, content: xml };

describe.each([
  ['of others', () => new Work()],
  ['of one’s own', () => new Work('shop', own)],
])('options of parameters %s', (_whose, begin) => {
  it('are added, moved, hidden and shown, taken away and back, and leave nothing behind', () => {
    const work = begin();
    const { 'package.json': _, ...before } = work.json();
    const steps: readonly (readonly [DesignStep, string])[] = [
      [addXml, 'PDF OFD XML'],
      [{ do: 'place', ...option, before: 'ofd' }, 'PDF XML OFD'],
      [{ do: 'set', form: '', target: `${option.place}/label`, value: label('Data') }, 'PDF Data OFD'],
      [{ do: 'hide', ...option }, 'PDF (Data) OFD'],
      [{ do: 'bring-back', ...option }, 'PDF Data OFD'],
      [{ do: 'hide', form: '', place: `${format}/options/pdf` }, '(PDF) Data OFD'],
      [{ do: 'bring-back', form: '', place: `${format}/options/pdf` }, 'PDF Data OFD'],
      [{ do: 'place', form: '', place: `${format}/options/pdf` }, 'Data OFD PDF'],
      [{ do: 'place', form: '', place: `${format}/options/pdf`, before: 'xml' }, 'PDF Data OFD'],
      [{ do: 'remove', ...option }, 'PDF OFD'],
    ];
    for (const [step, expected] of steps) {
      work.take(step);
      expect([offered(work), work.wrong()], JSON.stringify(step)).toEqual([expected, []]);
    }
    for (const value of ['pdf', 'ofd'])
      work.take({ do: 'reset', form: '', target: `${format}/options/${value}/order` });
    expect(work.json()).toEqual({ 'package.json': expect.anything(), ...before });
  });

  it('are not added twice, nor taken away or moved where there are none', () => {
    const work = begin().take(addXml);
    expect(work.refused(addXml)).toEqual(['option-twice']);
    const gone = { form: '', place: `${format}/options/doc` };
    for (const [step, code] of [
      [{ do: 'remove', ...gone }, 'design-not-own'],
      [{ do: 'place', ...gone }, 'set-nothing'],
      [{ do: 'bring-back', ...gone }, 'set-nothing'],
    ] as const)
      expect(work.refused(step)).toEqual([code]);
  });

  it('come back as they were published', () => {
    const published = begin().take(addXml);
    const layer = published.world.layer;
    const packages = { ...(layer === 'shop' ? own : sample), [layer]: published.json() };
    const work = new Work(layer, packages as never).take({ do: 'remove', ...option });
    expect(offered(work)).toBe('PDF OFD');
    work.take({ do: 'bring-back', ...option });
    expect([offered(work), work.json()]).toEqual(['PDF OFD XML', published.json()]);
  });
});

describe('of parameters of others', () => {
  it('one is hidden, and shown again where its owner hid it', () => {
    const at = 'params/shop_config/limit';
    const work = new Work();
    work.take({ do: 'hide', form: '', place: at }, { do: 'bring-back', form: '', place: at });
    expect(Object.keys(work.json())).toEqual(['package.json']);
    const file = sample['shop']?.['params/shop.json'] as JsonObject;
    const params = (file['params'] as JsonObject[]).map((one) => ({ ...one, hidden: true }));
    const hiding = { ...sample, shop: { ...sample['shop'], 'params/shop.json': { ...file, params } } };
    const shown = new Work('local', hiding as never);
    shown.take({ do: 'bring-back', form: '', place: at });
    const known = shown.compiled().model?.params.get('shop_config')?.params;
    expect(known?.find(({ key }) => key === 'limit')?.hidden).toBe(false);
    expect(shown.refused({ do: 'bring-back', form: '', place: 'params/shop_config/no' })).toEqual([
      'set-nothing',
    ]);
  });
});

function definitionOf(work: Work, key = 'limit') {
  return work
    .compiled()
    .model?.params.get('shop_config')
    ?.params.find((one) => one.key === key);
}

/** Of the definition, of its kind, or of what holds while nothing is set. */
function saidOf(work: Work, property: string): unknown {
  const [first = '', second] = property.split('/');
  const param = definitionOf(work) as unknown as Record<string, Record<string, unknown> | undefined>;
  return second === undefined ? (param[first] ?? param['value']?.[first]) : param[first]?.[second];
}
