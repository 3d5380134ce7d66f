import { describe, expect, it } from 'vitest';
import type { Json, JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { sample } from '../../../metadata/model/sample.suite.ts';
import { paramsSchema } from '../../../metadata/schema/file-schemas.ts';
import type { FieldSource } from '../../../metadata/source.ts';
import { paramTargets, targets } from '../../../metadata/targets.ts';
import { knownTo } from '../../../rules/behaviour/known-to.ts';
import { einvoicing } from '../../../rules/einvoicing/register.ts';
import { imaging } from '../../../rules/imaging/register.ts';
import { fieldName, samples } from '../../../workshop/kind-samples.ts';
import { spokenForm } from '../preview/spoken-form.ts';
import { kindWords, offeredKinds } from '../words/kind-words.ts';
import { propertyWords } from '../words/property-words.ts';
import { formOfDrawn } from './drawn-form.ts';
import { addressOfIssue } from './issue-address.ts';
import { issueText } from './issues/issue-text.ts';
import { Workbench } from './workbench.ts';

const known = knownTo([einvoicing, imaging]);

const label = (zh: string) => ({ zh, en: zh });
const packages = Object.entries(sample).map(([name, files]) => ({
  name,
  version: '1.0.0',
  own: name === 'local',
  designed: false,
  prefix: name,
  files: files as JsonObject,
}));
const bench = () => new Workbench({ packages, known });
const colour: DesignStep = {
  do: 'add-field',
  form: 'item',
  content: {
    name: 'local_colour',
    kind: 'choice',
    label: label('颜色'),
    options: [{ value: 'r', label: label('红') }],
  },
};

/** A step of each sort that cannot be taken; what nobody said is taken back without a word. */
const nowhere = { form: 'nowhere', field: 'none', place: 'fields/none', target: 'fields/none/label' };
const lost: Readonly<Record<Exclude<DesignStep['do'], 'reset'>, JsonObject>> = {
  set: { ...nowhere, value: label('x') },
  'add-form': { content: { name: 'item', kind: 'master', label: label('x'), fields: [] } },
  'add-field': { form: 'nowhere', content: { name: 'local_x', kind: 'text', label: label('x') } },
  'add-option': { ...nowhere, content: { value: 'x', label: label('x') } },
  'add-part': { ...nowhere, part: 'rules', content: { name: 'local_x', label: label('x') } },
  place: nowhere,
  rename: { ...nowhere, name: 'other' },
  'change-kind': { ...nowhere, kind: 'date' },
  'fit-values': { ...nowhere, values: {} },
  hide: nowhere,
  remove: nowhere,
  'bring-back': nowhere,
  'merge-options': { ...nowhere, from: ['x'], into: 'y' },
  'move-into-rows': { ...nowhere, fields: { none: 'none' }, into: 'none' },
  'add-menu': { content: { path: 'Not a path', label: label('x') } },
  'set-menu': { path: 'nowhere', property: 'label', value: label('x') },
  'remove-menu': { path: 'nowhere' },
  'add-param': { type: 'Nowhere type', content: {} },
  'set-param': { type: 'nowhere', property: 'label', value: label('x') },
  'remove-param': { type: 'nowhere', key: 'none' },
  'set-print': { form: 'nowhere', name: 'Not a name', content: { name: 'Not a name' } },
  'remove-print': { form: 'nowhere', name: 'none' },
  'set-report': { form: 'nowhere', name: 'Not a name', content: { name: 'Not a name' } },
  'remove-report': { form: 'nowhere', name: 'none' },
  'write-file': { path: '../outside.json', content: {} },
  'remove-file': { path: 'nowhere.json' },
};

/** A field of a kind as a package says it. */
const fieldOf = (kind: string): JsonObject => ({
  name: fieldName(kind),
  kind,
  label: label(kind),
  ...(samples[kind]?.props as JsonObject | undefined),
});

/** The steps that make a paper with a field of a kind, and what that has to stand beside. */
function paperWith(kind: string, of: readonly JsonObject[] = []): readonly DesignStep[] {
  const forms: DesignStep[] = ['thing', 'paper'].map((name) => ({
    do: 'add-form',
    content: {
      name,
      kind: 'master',
      sharing: 'everybody',
      label: label(name),
      fields: [
        { name: 'number', kind: 'text', label: label('号') },
        { name: 'rank', kind: 'text', label: label('级') },
      ],
    },
  }));
  const beside: Readonly<Record<string, readonly string[]>> = {
    carry: ['reference'],
    computed: ['decimal', 'money'],
    formula: ['decimal', 'money'],
  };
  const added = [...(beside[kind] ?? []), kind].map(
    (one): DesignStep => ({ do: 'add-field', form: 'paper', content: fieldOf(one) }),
  );
  return [
    ...forms,
    ...of.map((content): DesignStep => ({ do: 'add-field', form: 'thing', content })),
    ...added,
  ];
}

/** Something to say by each property that fields of every kind have, so that it means something for most. */
const meant = (kind: string): Readonly<Record<string, Json>> => ({
  label: label('新'),
  help: label('说明'),
  required: { fact: 'rank', operator: 'isNotEmpty' },
  visible: { fact: 'rank', operator: 'isNotEmpty' },
  readonly: true,
  default: { formula: 'rank' },
  follows: true,
  optionsFilter: { fact: kinds.get(kind)?.points ? 'rank' : 'value', operator: 'isNotEmpty' },
  carry: { from: 'link', field: fieldName(kind) },
  fixed: true,
  copied: false,
  remembers: true,
  aliases: ['other'],
  ownable: true,
  hidden: true,
  emphasis: true,
  width: 100,
  span: 2,
  printed: false,
  printedEmpty: false,
  printWidth: 30,
  personal: true,
});

/** The flaws that say that nothing comes of a property for a field. */
const useless = [
  'default-not-possible',
  'follows-nothing',
  'filter-of-several',
  'remembers-nothing',
  'file-not-ownable',
];

describe('the bench of a design', () => {
  it('draws what steps come to, for those who only look as for the form’s own page', () => {
    const at = bench();
    expect(at.take(0, [colour])).toEqual([]);
    const drawn = at.draw({ form: 'item', place: 'fields/local_colour' });
    expect(drawn).toMatchObject({ at: 1, stale: false });
    expect(drawn.form?.own).toContain('fields/local_colour');
    expect(drawn.form?.touched).toEqual(['fields/local_colour']);
    expect(drawn.lines.find(({ id }) => id === 'item')).toMatchObject({ touched: true });
    const form = drawn.form && formOfDrawn(structuredClone(drawn.form));
    expect(form?.byId.get('local_colour')).toMatchObject({ kind: { name: 'choice' } });
    expect(drawn.properties.find(({ property }) => property === 'label')).toMatchObject({
      may: 'own',
      owner: 'local',
      value: label('颜色'),
      target: 'fields/local_colour/label',
    });
  });

  it.each<[string, JsonObject, string | undefined]>([
    ['a new master is asked for', { name: 'fresh', kind: 'master' }, 'error sharing-needed'],
    ['one that says it', { name: 'fresh', kind: 'master', sharing: 'everybody' }, undefined],
    ['a new document has its creator', { name: 'fresh', kind: 'document' }, 'warning sharing-unsaid'],
    ['a setting has one an organisation', { name: 'fresh', kind: 'setting' }, undefined],
  ])('says who sees records as a publish would, while JSON is typed: %s', (_, said, issue) => {
    const at = bench();
    const fields = [{ name: 'number', kind: 'text', length: 40, required: true, label: label('编码') }];
    const content = { ...said, label: label('新'), fields };
    expect(at.take(0, [{ do: 'write-file', path: 'forms/fresh.json', content }])).toEqual([]);
    const { issues, lines } = at.draw({ form: 'fresh' });
    const found = issues.find(({ code }) => code.startsWith('sharing'));
    expect(found && `${found.severity} ${found.code}`).toBe(issue);
    expect(found?.file).toBe(issue && 'forms/fresh.json');
    // It leads to where that is said, not to the form as a whole.
    const address = found && addressOfIssue({ lines }, found);
    expect(address).toBe(issue && '/design/fresh?property=sharing%2Fallowed');
    expect(lines.map(({ name }) => name)).toContain('fresh');
  });

  it.each(['columns', 'filters', 'sort', 'search'])('leads what is wrong of its %s to the list', (part) => {
    const at = bench();
    const fields = [{ name: 'number', kind: 'text', length: 40, required: true, label: label('编码') }];
    const own = { name: 'fresh', kind: 'master', sharing: 'everybody', label: label('新'), fields };
    const steps: readonly DesignStep[] = [
      {
        do: 'write-file',
        path: 'forms/fresh.json',
        content: { ...own, list: { columns: ['number'], [part]: ['nothing'] } },
      },
      { do: 'set', form: 'order', target: `list/${part}`, value: ['nothing'] },
    ];
    expect(at.take(0, steps)).toEqual([]);
    const { issues, lines } = at.draw({ form: 'fresh' });
    const errors = issues.filter(({ severity }) => severity === 'error');
    const addresses = errors.map((issue) => addressOfIssue({ lines }, issue));
    expect(new Set(addresses)).toEqual(
      new Set(['fresh', 'order'].map((name) => `/design/${name}?tab=list&property=list%2F${part}`)),
    );
  });

  it('tells the properties of a form whose file is wrong as they were said, so that they can be mended', () => {
    const at = bench();
    const content = {
      name: 'fresh',
      kind: 'master' as const,
      label: label('新'),
      sharing: 'everybody' as const,
      fields: [{ name: 'number', kind: 'text', length: 40, required: true, label: label('编码') }],
    };
    const allowed = ['private', 'global'];
    at.take(0, [
      { do: 'add-form', content },
      { do: 'set', form: 'fresh', target: 'sharing/allowed', value: allowed },
    ]);
    const value = ({ properties }: ReturnType<Workbench['draw']>, name: string) =>
      properties.find(({ property }) => property === name)?.value;
    const wrong = at.draw({ form: 'fresh' });
    expect(wrong.stale).toBe(true);
    expect(value(wrong, 'sharing/allowed')).toEqual(allowed);
    at.take(2, [{ do: 'set', form: 'fresh', target: 'sharing/default', value: 'private' }]);
    const mended = at.draw({ form: 'fresh' });
    expect([mended.stale, value(mended, 'sharing/allowed')]).toEqual([false, allowed]);
  });

  it('says what a form would be that is not in it, or why it would be none, and goes on without it', () => {
    const at = bench();
    const content = {
      name: 'fresh',
      kind: 'master' as const,
      label: label('新'),
      fields: [
        { name: 'number', kind: 'text', length: 40, required: true, label: label('编码') },
        { name: 'item', kind: 'reference', form: 'item', label: label('货物') },
      ],
    } as const;
    const { form, issues } = at.proposed([{ do: 'add-form', content } as never]);
    expect(issues).toEqual([]);
    expect(form?.fields?.map(({ name, target }) => [name, target])).toEqual([
      ['number', undefined],
      ['item', 'item'],
    ]);
    const [, wrong] = content.fields;
    const lost = {
      do: 'add-form',
      content: { ...content, fields: [{ ...wrong, form: 'nowhere' }] },
    } as never;
    const none = at.proposed([lost]);
    expect(none.form).toBeNull();
    expect(none.issues.map(({ severity }) => severity)).toContain('error');
    const nowhere = { ...content, name: 'nowhere', fields: content.fields.slice(0, 1) };
    const both = at.proposed([{ do: 'add-form', content: nowhere } as never, lost]);
    expect(both.form?.fields?.map(({ target }) => target)).toEqual(['nowhere']);
    expect(at.draw({}).lines.map(({ name }) => name)).not.toContain('fresh');
  });

  it('draws the form as a role sees it, too: without what it may not read, and closed where it may not write', () => {
    const at = bench();
    at.take(0, [colour]);
    const one = (readable: readonly string[], writable: readonly string[] = []) => ({ readable, writable });
    const seen = (actions: readonly string[], ...grants: ReturnType<typeof one>[]) => {
      const { form } = at.draw({ form: 'item', as: { number: 'clerk', actions, grants } });
      const fields = form?.seen?.['fields'] as readonly { id: string; writable: boolean }[];
      return Object.fromEntries(fields.map(({ id, writable }) => [id, writable]));
    };
    expect(seen(['read'], one([]))).toMatchObject({ name: false, local_colour: false });
    expect(seen(['read', 'edit'], one(['name']))).toEqual({ name: true });
    expect(seen(['read', 'edit'], one(['name', 'local_colour'], ['name']))).toEqual({
      name: true,
      local_colour: false,
    });
    // A field that one grant shows is not opened for writing by another.
    expect(seen(['read', 'edit'], one(['name'], ['local_colour']), one(['local_colour'], ['name']))).toEqual({
      name: false,
      local_colour: false,
    });
    expect(at.draw({ form: 'item' }).form?.seen).toBeNull();
  });

  it('is spoken in either language: all that people read, and nothing else', () => {
    const at = bench();
    const named: DesignStep = { do: 'set', form: 'item', target: 'label', value: { zh: '货', en: 'Goods' } };
    at.take(0, [named]);
    const { described } = at.draw({ form: 'item' }).form ?? {};
    if (!described) throw new Error('it is drawn');
    const english = spokenForm(described, 'en');
    expect(english['label']).toEqual({ zh: 'Goods', en: 'Goods' });
    expect(english.hash).not.toBe(described.hash);
    expect(english['list']).toEqual(described['list']);
  });

  it('goes back to any step, and on from there', () => {
    const at = bench();
    const rename: DesignStep = { do: 'set', form: 'item', target: 'label', value: label('货') };
    at.take(0, [colour, rename]);
    expect(at.draw({ form: 'item' }).form?.described['label']).toEqual(label('货'));
    at.take(1, []);
    const drawn = at.draw({ form: 'item' });
    expect(drawn.at).toBe(1);
    expect(drawn.form?.described['label']).not.toEqual(label('货'));
    at.take(0, []);
    expect(at.draw({ form: 'item' }).form?.own).not.toContain('fields/local_colour');
  });

  it('tells the texts that steps set as they stood before, and not those of what they add themselves', () => {
    const at = bench();
    const { called } = at.draw({ form: 'item' });
    expect(called).toEqual({});
    at.take(0, [
      { do: 'set', form: 'item', target: 'fields/colour/label', value: { zh: '色', en: 'Hue' } },
      {
        do: 'set',
        form: 'item',
        target: 'fields/colour/options/r/label',
        value: { zh: '赤', en: 'Crimson' },
      },
      colour,
      { do: 'set', form: 'item', target: 'fields/local_colour/label', value: { zh: '色', en: 'Hue' } },
    ]);
    const { before } = at.draw({ form: 'item' });
    expect(Object.keys(before['item'] ?? {}).toSorted()).toEqual([
      'fields/colour/label',
      'fields/colour/options/r/label',
    ]);
    expect(before['item']?.['fields/colour/label']).not.toEqual({ zh: '色', en: 'Hue' });
  });

  it('tells a step that cannot be taken, and draws as if it were not there', () => {
    const at = bench();
    const gone: DesignStep = { do: 'hide', form: 'item', place: 'fields/nowhere' };
    const [refused] = at.take(0, [gone, colour]);
    expect(refused).toMatchObject({ step: gone });
    expect(refused?.issues[0]?.message.zh).not.toBe('');
    expect(at.draw({ form: 'item' })).toMatchObject({ at: 2, stale: false });
  });

  it('tries steps without taking them, and leaves the files as they were where one of them is refused', () => {
    const at = bench();
    const filesOf = () => JSON.stringify(at.files('local'));
    at.take(0, []);
    const before = filesOf();
    const gone: DesignStep = { do: 'hide', form: 'item', place: 'fields/nowhere' };
    expect(at.tried([colour, gone]).map(({ step }) => step)).toEqual([gone]);
    expect(filesOf()).toBe(before);
    expect(at.tried([colour])).toEqual([]);
    expect(filesOf()).toBe(before);
    at.take(0, [colour]);
    expect(filesOf()).not.toBe(before);
  });

  it.each(Object.entries(lost))('leaves the files as they were where a step is refused: %s', (does, step) => {
    const at = bench();
    const before = JSON.stringify(at.files('local'));
    const wrong = { do: does, ...step } as unknown as DesignStep;
    expect(at.tried([colour, wrong]).map((one) => one.step)).toEqual([wrong]);
    expect(at.take(0, [wrong]).map((one) => one.step)).toEqual([wrong]);
    expect(JSON.stringify(at.files('local'))).toBe(before);
  });

  it('shows the form as it last held together while it does not, and says where it does not', () => {
    const at = bench();
    const rule: DesignStep = {
      do: 'add-part',
      form: 'item',
      part: 'rules',
      content: {
        name: 'local_never',
        message: label('不'),
        check: { fact: 'nowhere', operator: 'equal', value: 1 },
        fields: ['price'],
      },
    };
    at.take(0, [colour]);
    at.draw({ form: 'item' });
    at.take(1, [rule]);
    const drawn = at.draw({ form: 'item', place: 'rules/local_never' });
    expect(drawn.stale).toBe(true);
    expect(drawn.form?.own).toContain('fields/local_colour');
    const issue = drawn.issues.find(({ severity }) => severity === 'error');
    expect(issue).toMatchObject({ form: 'item', place: 'rules/local_never' });
    expect(drawn.properties.map(({ property }) => property)).toContain('check');
  });

  describe('a form that is begun in a design that does not hold together', () => {
    const shop: DesignStep = {
      do: 'add-form',
      content: {
        name: 'store',
        kind: 'master',
        label: label('门店'),
        fields: [{ name: 'title', kind: 'text', label: label('名') }],
      },
    };
    const add = (form: string, content: JsonObject): DesignStep =>
      ({ do: 'add-field', form, content: { label: label('数'), ...content } }) as never;
    const rule = (form: string, name: string): DesignStep => ({
      do: 'add-part',
      form,
      part: 'rules',
      content: {
        name,
        message: label('不'),
        fields: ['title'],
        check: { fact: 'nowhere', operator: 'equal', value: 1 },
      },
    });
    const file = (path: string, content: JsonObject): DesignStep => ({ do: 'write-file', path, content });
    const bad = { name: 'fee', kind: 'reference', target: 'nowhere' };
    it.each<[string, readonly DesignStep[], readonly DesignStep[], readonly string[]]>([
      ['a rule of another form', [rule('item', 'local_never')], [], ['title']],
      ['a file without a form', [file('extensions/item.json', { extends: 'nowhere' })], [], ['title']],
      ['a file that is none', [file('forms/odd.json', { name: 'odd' })], [], ['title']],
      [
        'a word about what is locked',
        [file('extensions/item.json', { extends: 'item', set: { 'fields/name/kind': 'text' } })],
        [],
        ['title'],
      ],
      [
        'a folder of the menu that lacks',
        [],
        [{ do: 'set', form: 'store', target: 'menu', value: { path: 'nowhere' } }],
        ['title'],
      ],
      ['a rule of its own', [], [rule('store', 'never')], ['title']],
      [
        'a field of its own',
        [],
        [add('store', bad), add('store', { name: 'rank', kind: 'text' })],
        ['title', 'fee', 'rank'],
      ],
      [
        'a formula that lacks a field which was removed, and one that computes with it',
        [],
        [
          add('store', { name: 'price', kind: 'money' }),
          add('store', { name: 'twice', kind: 'formula', formula: 'price * 2' }),
          add('store', { name: 'whole', kind: 'formula', formula: 'twice + 1' }),
          { do: 'remove', form: 'store', place: 'fields/price' },
        ],
        ['title', 'twice', 'whole'],
      ],
      [
        'a default of its own',
        [],
        [add('store', { name: 'rank', kind: 'integer', default: 'x' })],
        ['title', 'rank'],
      ],
      [
        'several at once',
        [rule('item', 'local_never')],
        [add('store', bad), add('store', { ...bad, name: 'b' }), rule('store', 'never')],
        ['title', 'fee', 'b'],
      ],
    ])('opens whatever is wrong: %s', (_, before, after, fields) => {
      const at = bench();
      at.take(0, [...before, shop, ...after]);
      const drawn = at.draw({ form: 'store' });
      expect(drawn.stale).toBe(true);
      expect(drawn.issues.some(({ severity }) => severity === 'error')).toBe(true);
      expect(drawn.lines.map(({ id }) => id)).toContain('store');
      const shown = drawn.form?.described['fields'] as readonly { id: string }[] | undefined;
      expect(shown?.map(({ id }) => id)).toEqual(fields);
      expect(at.draw({ form: 'item' }).form?.described['id']).toBe('item');
      // And goes on from there.
      at.take(before.length + 1 + after.length, [add('store', { name: 'area', kind: 'decimal' })]);
      const next = at.draw({ form: 'store' }).form?.described['fields'] as readonly { id: string }[];
      expect(next.map(({ id }) => id)).toEqual([...fields, 'area']);
    });
  });

  it('begins with what is in force where the design does not hold together from the beginning', () => {
    const at = bench();
    at.take(0, [{ do: 'write-file', path: 'extensions/item.json', content: { extends: 'nowhere' } }]);
    const drawn = at.draw({ form: 'item' });
    expect(drawn).toMatchObject({ stale: true, at: 1 });
    expect(drawn.lines.map(({ id }) => id)).toContain('item');
    expect(drawn.form?.described['id']).toBe('item');
  });

  it('says of what others own who said it, what may be said otherwise, and what is closed', () => {
    const at = bench();
    at.take(0, [{ do: 'set', form: 'item', target: 'fields/price/label', value: label('价') }]);
    const { properties } = at.draw({ form: 'item', place: 'fields/price' });
    const named = (name: string) => properties.find(({ property }) => property === name);
    expect(named('label')).toMatchObject({ may: 'set' });
    expect(named('label')?.said.at(-1)).toEqual({ package: 'local', value: label('价') });
    expect(named('precision')).toMatchObject({ may: 'locked' });
    expect(named('carry')).toMatchObject({ may: 'owner' });
  });

  it.each([...kinds.keys()])('a field of the kind %s is drawn with all that can be said of it', (kind) => {
    const at = bench();
    expect(at.take(0, paperWith(kind))).toEqual([]);
    const place = `fields/${fieldName(kind)}`;
    const drawn = at.draw({ form: 'paper', place });
    expect(drawn.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(drawn.form && formOfDrawn(drawn.form).byId.get(fieldName(kind))?.kind.name).toBe(kind);
    const own = Object.keys(kinds.get(kind)?.properties ?? {}).filter((name) => name !== 'fields');
    const shown = drawn.properties.map(({ property }) => property);
    expect(shown).toEqual(expect.arrayContaining(['label', 'visible', ...own]));
    expect(drawn.properties.every(({ may }) => may === 'own')).toBe(true);
    // Each has words and an editor of its own, and stands in the palette once.
    for (const property of shown) expect(propertyWords(property, place).label, property).not.toBe(property);
    expect(kindWords(kind).label).not.toBe(kind);
    expect(offeredKinds().filter(({ kinds: inside }) => inside.includes(kind))).toHaveLength(1);
  });

  it.each([...kinds.keys()])('of the kind %s nothing is offered that changes nothing', (kind) => {
    const { recordOnly, derived } = kinds.get(kind) ?? {};
    const place = `fields/${fieldName(kind)}`;
    const link = { name: 'link', kind: 'reference', form: 'thing', label: label('link') };
    const steps: readonly DesignStep[] = [
      ...paperWith(kind, recordOnly || derived ? [] : [fieldOf(kind)]),
      { do: 'add-field', form: 'paper', content: link },
    ];
    const drawn = (said: readonly string[]) => {
      const at = bench();
      const set = said.map(
        (property): DesignStep => ({
          do: 'set',
          form: 'paper',
          target: `${place}/${property}`,
          value: meant(kind)[property] ?? null,
        }),
      );
      expect(at.take(0, [...steps, ...set])).toEqual([]);
      const { properties, issues } = at.draw({ form: 'paper', place });
      return { shown: properties.map(({ property }) => property), codes: issues.map(({ code }) => code) };
    };
    const before = drawn([]);
    const all = Object.keys(meant(kind));
    const shown = all.filter((property) => before.shown.includes(property));
    // What a field remembers is no personal data, and a formula of a text fits some kinds alone.
    const other = new Set(['personal', 'default', ...(kind === 'parent' ? ['carry'] : [])]);
    const more = (added: readonly string[]) => added.filter((code) => !before.codes.includes(code));
    expect(more(drawn(shown.filter((property) => !other.has(property))).codes)).toEqual([]);
    const hidden = all.filter((property) => !shown.includes(property));
    for (const property of ['default', 'follows', 'optionsFilter', 'remembers', 'ownable']) {
      const found = drawn([property]);
      // What is said nevertheless can be taken back.
      expect(found.shown).toContain(property);
      if (!hidden.includes(property))
        expect(
          found.codes.filter((code) => useless.includes(code)),
          property,
        ).toEqual([]);
    }
    expect(drawn(['default']).shown.includes('follows')).toBe(shown.includes('default'));
    if (shown.includes('remembers')) expect(drawn(['personal']).shown).not.toContain('remembers');
  });

  it('fields of a kind that picks nothing are not asked what can be picked', () => {
    const asked = [...kinds.keys()].filter((kind) => {
      const at = bench();
      at.take(0, paperWith(kind));
      const { properties } = at.draw({ form: 'paper', place: `fields/${fieldName(kind)}` });
      return properties.some(({ property }) => property === 'optionsFilter');
    });
    expect(asked.toSorted()).toEqual([
      ...['choice', 'choices', 'form', 'parameter-type'],
      ...['parent', 'reference', 'references'],
    ]);
  });

  it('has words for every property that targets name', () => {
    const unknown = [...targets, ...paramTargets]
      .map(({ at }) => at.split('/'))
      .filter((segments) => !segments.includes('roles'))
      .filter((segments) => {
        const property = ['list', 'match', 'sharing', 'preset'].includes(segments[0] ?? '')
          ? segments.join('/')
          : (segments.at(-1) ?? '');
        const place = segments.slice(0, -1).join('/');
        return propertyWords(property, place).label === property;
      });
    expect(unknown).toEqual([]);
  });

  it('draws parameters with who says what of them, and what is taken away until it is brought back', () => {
    const at = bench();
    const own = {
      key: 'days',
      label: label('天数'),
      unset: { label: label('不限') },
      value: { kind: 'integer', max: 9 },
      unit: '天',
    };
    const add: DesignStep = { do: 'add-param', type: 'trips', label: label('出差'), content: own };
    const most: DesignStep = { do: 'set', form: '', target: 'params/shop_config/limit/max', value: 50 };
    expect(at.take(0, [add, most])).toEqual([]);
    const limit = at.draw({ param: 'shop_config/limit' });
    expect(limit.params.map(({ address, touched, layers }) => [address, touched, layers])).toEqual([
      ['shop_config/limit', true, expect.arrayContaining(['local'])],
      ['shop_config/{tax-number}', false, []],
      ['shop_config/format', false, []],
      ['trips/days', true, []],
    ]);
    const named = (drawn: typeof limit, name: string) =>
      drawn.param?.properties.find(({ property }) => property === name);
    expect(named(limit, 'max')).toMatchObject({ value: 50, may: 'set' });
    expect(named(limit, 'max')?.said.at(-1)).toEqual({ package: 'local', value: 50 });
    expect(named(limit, 'unset/label')).toMatchObject({ may: 'owner', owner: 'shop' });
    expect(limit.param?.definition.properties).toMatchObject({ kind: 'integer', max: 50 });
    const days = at.draw({ param: 'trips/days' });
    expect(days.param).toMatchObject({ own: true, definition: { kind: 'integer', several: false } });
    expect(named(days, 'unit')?.value).toEqual(label('天'));
    expect(days.param?.properties.every(({ may }) => may === 'own')).toBe(true);
    for (const { property } of days.param?.properties ?? [])
      expect(propertyWords(property, 'params/value').label, property).not.toBe(property);
    // All that the schema names is there: the key says what it is, and marks are the source's.
    const stated = (paramsSchema['properties'] as { params: { items: JsonSchema } }).params.items;
    const shown = new Set(days.param?.properties.map(({ property }) => property.split('/')[0]));
    const unshown = Object.keys(stated['properties'] as object).filter((name) => !shown.has(name));
    expect(unshown.sort()).toEqual(['dimension', 'hidden', 'key', 'source', 'value']);
  });

  it('draws options of parameters of others with what may be said of them, in the order that holds', () => {
    const at = bench();
    const format = 'params/shop_config/format';
    const content = { value: 'xml', label: label('数据') };
    const hide: DesignStep = { do: 'hide', form: '', place: `${format}/options/pdf` };
    const first: DesignStep = { do: 'place', form: '', place: `${format}/options/xml`, before: 'pdf' };
    expect(at.take(0, [{ do: 'add-option', form: '', field: format, content }, hide, first])).toEqual([]);
    const { param, params } = at.draw({ param: 'shop_config/format' });
    expect(params.find(({ address }) => address === 'shop_config/format')).toMatchObject({
      touched: true,
      layers: ['local'],
    });
    expect(param?.options.map(({ value, own }) => [value, own])).toEqual([
      ['xml', true],
      ['pdf', false],
      ['ofd', false],
    ]);
    const offered = param?.definition.properties['options'] as readonly JsonObject[];
    expect(offered.map(({ value, hidden = false }) => [value, hidden])).toEqual([
      ['xml', false],
      ['pdf', true],
      ['ofd', false],
    ]);
    const mays = (value: string) =>
      param?.options
        .find((one) => one.value === value)
        ?.properties.map(({ property, may }) => [property.split('/').at(-1), may]);
    expect(mays('xml')).toEqual(['label', 'tone', 'order', 'hidden'].map((name) => [name, 'own']));
    expect(mays('pdf')).toEqual([
      ['label', 'set'],
      ['tone', 'owner'],
      ['order', 'set'],
      ['hidden', 'set'],
    ]);
    for (const { properties } of param?.options ?? [])
      for (const { property } of properties)
        expect(propertyWords(property.split('/').at(-1) ?? '', `${format}/options/ofd`).label).not.toBe(
          property,
        );
  });

  it('a parameter that one design adds and takes away leaves nothing, and is there again once that is undone', () => {
    const at = bench();
    const before = at.files('local');
    const content = {
      key: 'days',
      label: label('天数'),
      unset: { label: label('不限') },
      value: { kind: 'integer', max: 9 },
    };
    const add: DesignStep = { do: 'add-param', type: 'trips', label: label('出差'), content };
    const addresses = () => at.draw({ param: 'trips/days' }).params.map(({ address }) => address);
    const own = ['shop_config/limit', 'shop_config/{tax-number}', 'shop_config/format'];
    expect(at.take(0, [add, { do: 'remove-param', type: 'trips', key: 'days' }])).toEqual([]);
    expect(at.files('local').filter(([path]) => path.startsWith('params/'))).toEqual(
      before.filter(([path]) => path.startsWith('params/')),
    );
    expect(at.draw({ param: 'trips/days' })).toMatchObject({ stale: false, param: null });
    expect(addresses()).toEqual(own);
    at.take(1, []);
    expect(addresses()).toEqual([...own, 'trips/days']);
    expect(at.draw({ param: 'trips/days' }).param).toMatchObject({ own: true, hidden: false });
    at.take(0, []);
    expect(addresses()).toEqual(own);
  });

  it('says of which parameter it is wrong, and keeps one that was taken away in sight', () => {
    const begun = new Workbench({
      packages: [
        ...packages,
        {
          name: 'local',
          version: '0.0.1',
          own: true,
          prefix: 'local',
          files: {
            'package.json': {
              name: 'local',
              version: '0.0.1',
              guiju: { prefix: 'local', label: label('本地') },
            },
            'params/trips.json': {
              type: 'trips',
              label: label('出差'),
              params: [
                {
                  key: 'days',
                  label: label('天数'),
                  unset: { label: label('不限') },
                  value: { kind: 'integer' },
                },
              ],
            },
          },
        },
      ],
      known,
    });
    const at = 'params/trips/days';
    begun.take(0, [
      { do: 'set', form: '', target: `${at}/max`, value: 3 },
      { do: 'set', form: '', target: `${at}/default`, value: 5 },
    ]);
    const drawn = begun.draw({ param: 'trips/days' });
    const [issue] = drawn.issues.filter(({ severity }) => severity === 'error');
    expect(issue).toMatchObject({ form: '', place: at });
    expect(issue && addressOfIssue(drawn, issue)).toBe('/design?tab=params&show=trips%2Fdays');
    // A faulty parameter is mended there: it is drawn as it is stated, though it does not compile.
    expect(drawn.param?.definition).toMatchObject({ default: 5, properties: { max: 3 } });
    begun.take(2, [{ do: 'remove-param', type: 'trips', key: 'days' }]);
    const gone = begun.draw({ param: 'trips/days' });
    expect(gone.param).toBeNull();
    expect(gone.params.find(({ address }) => address === 'trips/days')).toMatchObject({ gone: true });
    expect(begun.take(3, [{ do: 'bring-back', form: '', place: at }])).toEqual([]);
    expect(begun.draw({ param: 'trips/days' }).param).toMatchObject({ own: true });
  });

  it('print templates are drawn as they are written, also while something of them is wrong', () => {
    const at = bench();
    const asked = { form: 'order', files: 'prints' as const };
    const content = {
      name: 'slip',
      form: 'order',
      label: label('领料单'),
      paper: { size: 'A5' },
      blocks: [{ block: 'text', text: '[&nothing&]' }],
    } as const;
    at.take(0, [{ do: 'set-print', form: 'order', name: 'slip', content }]);
    const drawn = at.draw(asked);
    const [shipped, own] = drawn.prints;
    expect([shipped?.file, shipped?.content?.form]).toEqual(['', 'order']);
    expect(own).toMatchObject({ name: 'slip', package: 'local', file: 'prints/slip.json', content });
    const [issue] = drawn.issues.filter(({ severity }) => severity === 'error');
    expect(issue).toMatchObject({ form: 'order', place: 'prints/slip/blocks/0/text' });
    expect(issue && addressOfIssue(drawn, issue)).toBe(
      '/design/order?show=prints%2Fslip%2Fblocks%2F0%2Ftext',
    );
    const broken = { ...content, blocks: 'none' } as unknown as typeof content;
    at.take(1, [{ do: 'write-file', path: 'prints/slip.json', content: broken as never }]);
    expect(at.draw(asked).prints.map((one) => [one.name, one.content === null])).toEqual([
      [shipped?.name, false],
      ['slip', true],
    ]);
    expect(at.draw({ form: 'order' }).prints).toEqual([]);
  });

  it('names the field that an issue is about, and a field taken away as it was called', () => {
    const at = bench();
    const added = (name: string, zh: string, more: object): DesignStep => ({
      do: 'add-field',
      form: 'item',
      content: { name, kind: 'decimal', label: { zh, en: name }, ...more } as FieldSource,
    });
    at.take(0, [
      added('local_price', '单价', {}),
      added('local_twice', '两倍', { kind: 'formula', formula: 'local_price * 2' }),
      { do: 'remove', form: 'item', place: 'fields/local_price' },
    ]);
    const [issue] = at.draw({ form: 'item' }).issues;
    expect(issue?.code).toBe('formula-unknown-field');
    expect([issue?.place, issue?.about?.zh, issue?.about?.en]).toEqual([
      'fields/local_twice',
      '两倍',
      'local_twice',
    ]);
    expect(issue?.message.zh).toContain('“单价”已去掉');
    expect(issue && issueText(issue)).toBe(`“两倍”：${issue?.message.zh}`);
  });

  it('a role sees of the drawn form what the design says of it', () => {
    const at = bench();
    const say = (role: string, value: string): DesignStep => ({
      do: 'set',
      form: 'item',
      value,
      target: `fields/local_colour/roles/${role}`,
    });
    at.take(0, [colour, say('clerk', 'none'), say('boss', 'read')]);
    const seen = (number: string) => {
      const as = { number, actions: ['read', 'edit'], grants: [{ readable: [], writable: [] }] };
      const fields = at.draw({ form: 'item', as }).form?.seen?.['fields'];
      const found = (fields as readonly { id: string; writable: boolean }[]).find(
        ({ id }) => id === 'local_colour',
      );
      return found?.writable;
    };
    expect([seen('clerk'), seen('boss'), seen('else')]).toEqual([undefined, false, true]);
    const { properties } = at.draw({ form: 'item', place: 'fields/local_colour' });
    expect(properties.find(({ property }) => property === 'roles/clerk')).toMatchObject({
      value: 'none',
      may: 'own',
      target: 'fields/local_colour/roles/clerk',
    });
  });
});
