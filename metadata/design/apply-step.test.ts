import { describe, expect, it } from 'vitest';
import { fieldName, samples } from '../../workshop/kind-samples.ts';
import type { JsonObject } from '../common/json.ts';
import { kinds } from '../kinds/index.ts';
import { placedBlocks } from '../model/layers/blocks.ts';
import { isMigrationFile } from '../model/layers/migration-file.ts';
import { changed } from '../model/sample.suite.ts';
import type { BlockSource, FieldSource, FormSource } from '../source.ts';
import { begunAsNew, copyOfForm } from './copy-form.ts';
import { label, Work } from './design.suite.ts';
import { proposedName } from './proposed-name.ts';
import type { DesignStep } from './steps/design-step.ts';

const field = (name: string, kind: string, more: JsonObject = {}): FieldSource => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const option = (value: string) => ({ value, label: label(value) });

/** Forms `thing` and `paper`, as the samples of kinds ask for, of the layer that is asked. */
const packages = (owner: string) => {
  const manifest = (name: string, peers: JsonObject = {}): JsonObject => ({
    name,
    version: '1.0.0',
    peerDependencies: peers,
    guiju: { prefix: name, label: label(name) },
  });
  const forms = {
    'forms/thing.json': {
      name: 'thing',
      kind: 'master',
      sharing: 'everybody',
      label: label('Thing'),
      fields: [field('number', 'text', { required: true }), field('rank', 'text')],
    },
    'forms/paper.json': {
      name: 'paper',
      kind: 'master',
      sharing: 'everybody',
      label: label('Paper'),
      fields: [field('number', 'text', { required: true })],
    },
  } as unknown as JsonObject;
  return owner === 'local'
    ? { local: { 'package.json': manifest('local'), ...forms } }
    : { [owner]: { 'package.json': manifest(owner), ...forms } };
};

describe.each([
  ['others', 'shop', 'local_'],
  ['one’s own', 'local', ''],
])('in a form of %s', (_, owner, prefix) => {
  const of = (kind: string): FieldSource => {
    const { props } = samples[kind] ?? { props: {} };
    const own = JSON.parse(JSON.stringify(props)) as JsonObject;
    // The fields that it is made of were added beside it.
    const text = JSON.stringify(own)
      .replace(/"(reference|decimal|money)"/g, (_whole, name) => `"${prefix}${name}"`)
      .replace('decimal * money', `${prefix}decimal * ${prefix}money`);
    return field(`${prefix}${fieldName(kind)}`, kind, JSON.parse(text) as JsonObject);
  };
  const beside: Readonly<Record<string, readonly string[]>> = {
    carry: ['reference'],
    computed: ['decimal', 'money'],
    formula: ['decimal', 'money'],
  };
  const add = (content: FieldSource): DesignStep => ({ do: 'add-field', form: 'paper', content });

  it.each([...kinds.keys()])(
    'a field of the kind %s is added, edited, hidden, brought back, taken away and brought back',
    (kind) => {
      const work = new Work('local', packages(owner));
      work.take(...(beside[kind] ?? []).map((other) => add(of(other))), add(of(kind)));
      const id = `${prefix}${fieldName(kind)}`;
      const place = `fields/${id}`;
      expect(work.wrong()).toEqual([]);
      expect(work.form('paper').byId.get(id)).toMatchObject({ kind: { name: kind }, package: 'local' });
      work.take(
        { do: 'set', form: 'paper', target: `${place}/label`, value: label('Other') },
        { do: 'set', form: 'paper', target: `${place}/help`, value: label('Help') },
        { do: 'rename', form: 'paper', place, name: `${prefix}otherName` },
        { do: 'place', form: 'paper', place, before: 'number' },
      );
      expect(work.wrong()).toEqual([]);
      expect(work.form('paper').byId.get(id)).toMatchObject({
        name: `${prefix}otherName`,
        label: label('Other'),
      });
      const { layout } = work.form('paper');
      expect(layout.tabs.flatMap(({ groups }) => groups.flatMap(({ fields }) => fields)).indexOf(id)).toBe(0);
      const shown = work.json();
      work.take({ do: 'hide', form: 'paper', place });
      expect(work.form('paper').byId.get(id)?.hidden).toBe(true);
      work.take({ do: 'bring-back', form: 'paper', place });
      expect(work.json()).toEqual(shown);
      const content = { ...of(kind), label: label('Back') } as unknown as JsonObject;
      work.take({ do: 'remove', form: 'paper', place });
      expect(work.form('paper').byId.has(id)).toBe(false);
      expect(work.wrong()).toEqual([]);
      work.take({ do: 'bring-back', form: 'paper', place, content });
      expect(work.form('paper').byId.get(id)?.label).toEqual(label('Back'));
      expect(work.wrong()).toEqual([]);
    },
  );

  it('leaves no empty group where entries are put beside other fields', () => {
    const work = new Work('local', packages(owner)).take(add(of('text')));
    const [tab] = work.form('paper').layout.tabs;
    const group = tab?.groups[0]?.name ?? '';
    work.take({ ...(add(of('entries')) as object), group } as DesignStep);
    expect(work.wrong()).toEqual([]);
    const { layout } = work.form('paper');
    expect(layout.tabs.flatMap(({ groups }) => groups).filter(({ fields }) => fields.length === 0)).toEqual(
      [],
    );
  });

  it('goes into rows and among their columns', () => {
    const work = new Work('local', packages(owner)).take(add(of('entries')));
    const rows = `${prefix}lines`;
    work.take(
      { do: 'add-field', form: 'paper', in: rows, content: field('amount', 'money') },
      { do: 'add-field', form: 'paper', in: rows, content: field('note', 'text') },
      { do: 'place', form: 'paper', place: `fields/${rows}.note`, before: 'code' },
    );
    expect(
      work
        .form('paper')
        .byId.get(rows)
        ?.rows?.fields.map(({ id }) => id),
    ).toEqual(['note', 'code', 'amount']);
    work.take({ do: 'remove', form: 'paper', place: `fields/${rows}.note` });
    expect(
      work
        .form('paper')
        .byId.get(rows)
        ?.rows?.fields.map(({ id }) => id),
    ).toEqual(['code', 'amount']);
    expect(work.wrong()).toEqual([]);
  });

  it('gets tabs, groups, rules, unique keys and actions, which go into another order', () => {
    const work = new Work('local', packages(owner)).take(
      {
        do: 'add-part',
        form: 'paper',
        part: 'tabs',
        content: { name: `${prefix}more`, label: label('More'), groups: [] },
      },
      {
        do: 'add-part',
        form: 'paper',
        part: 'groups',
        tab: `${prefix}more`,
        content: { name: `${prefix}one`, fields: [] },
      },
      {
        do: 'add-part',
        form: 'paper',
        part: 'groups',
        tab: 'main',
        after: 'main',
        content: { name: `${prefix}two`, fields: [] },
      },
      {
        do: 'add-part',
        form: 'paper',
        part: 'unique',
        content: { name: `${prefix}once`, fields: ['number'] },
      },
      {
        do: 'add-part',
        form: 'paper',
        part: 'rules',
        content: {
          name: `${prefix}said`,
          fields: ['number'],
          message: label('Say it'),
          check: { fact: 'number', operator: 'isNotEmpty' },
        },
      },
      {
        do: 'add-part',
        form: 'paper',
        part: 'actions',
        content: { name: `${prefix}close`, label: label('Close'), capability: 'set-fields' },
      },
      { do: 'place', form: 'paper', place: 'fields/number', in: `${prefix}one` },
    );
    expect(work.wrong()).toEqual([]);
    const { layout, rules, unique, actions } = work.form('paper');
    expect(
      layout.tabs.map(({ name, groups }) => [name, groups.map((one) => [one.name, one.fields])]),
    ).toEqual([
      [
        'main',
        [
          ['main', []],
          [`${prefix}two`, []],
        ],
      ],
      [`${prefix}more`, [[`${prefix}one`, ['number']]]],
    ]);
    expect([rules, unique, actions].map((all) => all.map(({ name }) => name))).toEqual([
      [`${prefix}said`],
      [`${prefix}once`],
      [`${prefix}close`],
    ]);
    work.take({ do: 'place', form: 'paper', place: `layout/groups/${prefix}two`, in: `${prefix}more` });
    expect(work.form('paper').layout.tabs[1]?.groups.map(({ name }) => name)).toEqual([
      `${prefix}one`,
      `${prefix}two`,
    ]);
    work.take(
      { do: 'place', form: 'paper', place: 'fields/number', in: 'main' },
      { do: 'remove', form: 'paper', place: `layout/groups/${prefix}one` },
      { do: 'remove', form: 'paper', place: `rules/${prefix}said` },
    );
    expect(work.wrong()).toEqual([]);
    expect(work.form('paper').rules).toEqual([]);
  });

  it('gets headings, notes, links and buttons, which go before any cell of any group', () => {
    const block = (name: string, more: object): DesignStep => ({
      do: 'add-part',
      form: 'paper',
      part: 'blocks',
      content: { name: `${prefix}${name}`, label: label(name), ...more } as BlockSource,
    });
    const work = new Work('local', packages(owner)).take(
      add(of('text')),
      {
        do: 'add-part',
        form: 'paper',
        part: 'groups',
        tab: 'main',
        content: { name: `${prefix}two`, fields: [] },
      },
      { do: 'place', form: 'paper', place: `fields/${prefix}text`, in: `${prefix}two` },
      block('title', { block: 'heading', before: 'number' }),
      block('hint', { block: 'note' }),
      block('help', { block: 'link', address: '/forms/paper', group: `${prefix}two` }),
    );
    const cells = () => {
      const { blocks, layout } = work.form('paper');
      const placed = placedBlocks(blocks, layout);
      return layout.tabs
        .flatMap(({ groups }) => groups)
        .map(({ name, fields }) => {
          const blocksBefore = (id: string | undefined) =>
            placed
              .filter((one) => one.group === name && one.before === id)
              .map((one) => `blocks/${one.name}`);
          return [
            ...fields.flatMap((id) => [...blocksBefore(id), `fields/${id}`]),
            ...blocksBefore(undefined),
          ];
        });
    };
    const names = ['title', 'hint', 'help'].map((name) => `blocks/${prefix}${name}`);
    expect(cells()).toEqual([
      [names[0], 'fields/number', names[1]],
      [`fields/${prefix}text`, names[2]],
    ]);
    // Every block before every cell, and behind all of every group, as it would be in plain lists.
    for (const place of names)
      for (const [index, group] of ['main', `${prefix}two`].entries())
        for (const before of [...(cells()[index] ?? []), undefined].filter((one) => one !== place)) {
          const wanted = cells().map((all) => all.filter((one) => one !== place));
          const list = wanted[index] ?? [];
          list.splice(before === undefined ? list.length : list.indexOf(before), 0, place);
          work.take({
            do: 'place',
            form: 'paper',
            place,
            in: group,
            ...(before !== undefined && { before: before.replace('fields/', '') }),
          });
          expect(cells(), `${place} before ${before ?? 'nothing'}`).toEqual(wanted);
        }
    expect(work.wrong()).toEqual([]);
    expect(work.refused({ do: 'place', form: 'paper', place: names[0] ?? '', in: 'none' })).toEqual([
      'unknown-part',
    ]);
    expect(work.refused({ do: 'place', form: 'paper', place: 'blocks/none' })).toEqual(['set-nothing']);
    work.take({ do: 'place', form: 'paper', place: names[0] ?? '', before: `${prefix}text` });
    work.take({ do: 'remove', form: 'paper', place: `fields/${prefix}text` });
    expect(work.wrong()).toEqual([]);
    const content = { name: `${prefix}hint`, block: 'note', label: label('Back') };
    for (const place of names) work.take({ do: 'remove', form: 'paper', place });
    expect(cells()).toEqual([['fields/number'], []]);
    work.take({ do: 'bring-back', form: 'paper', place: names[1] ?? '', content });
    expect(cells()).toEqual([['fields/number', names[1]], []]);
  });

  it('gets options, which go into another order, and away', () => {
    const id = `${prefix}choice`;
    const values = (work: Work) =>
      work
        .form('paper')
        .byId.get(id)
        ?.options?.map(({ value }) => value);
    const work = new Work('local', packages(owner)).take(
      add(of('choice')),
      { do: 'add-option', form: 'paper', field: id, content: option('white'), before: 'green' },
      { do: 'place', form: 'paper', place: `fields/${id}/options/blue`, before: 'red' },
    );
    expect(values(work)).toEqual(['blue', 'red', 'white', 'green']);
    work.take({ do: 'remove', form: 'paper', place: `fields/${id}/options/white` });
    work.take({ do: 'merge-options', form: 'paper', field: id, values: { green: 'blue' } });
    expect(values(work)).toEqual(['blue', 'red']);
    // Nobody stored one of a field that was never published.
    expect([...work.files.keys()].some(isMigrationFile)).toBe(false);
  });

  it.each([
    [
      'a name that is there',
      { do: 'add-field', form: 'paper', content: field('number', 'text') },
      'part-twice',
    ],
    ['a name that is none', { do: 'add-field', form: 'paper', content: field('a b', 'text') }, 'field-name'],
    [
      'a name of the system’s',
      { do: 'add-field', form: 'paper', content: field('revision', 'text') },
      'field-reserved',
    ],
    [
      'rows that are not there',
      { do: 'add-field', form: 'paper', in: 'rank', content: field('x', 'text') },
      'unknown-entries',
    ],
    [
      'a form that is not there',
      { do: 'add-field', form: 'nothing', content: field('x', 'text') },
      'unknown-form',
    ],
    [
      'a group that is not there',
      { do: 'place', form: 'paper', place: 'fields/number', in: 'nothing' },
      'unknown-part',
    ],
    ['a place that is none', { do: 'place', form: 'paper', place: 'fields/nothing' }, 'set-nothing'],
    [
      'an option of nothing',
      { do: 'add-option', form: 'paper', field: 'nothing', content: option('a') },
      'unknown-field',
    ],
    ['what is not there', { do: 'bring-back', form: 'paper', place: 'fields/nothing' }, 'set-nothing'],
    ['hiding a rule', { do: 'hide', form: 'paper', place: 'rules/x' }, 'set-nothing'],
  ] as const)('refused: %s', (_sentence, step, code) => {
    expect(new Work('local', packages(owner)).refused(step as unknown as DesignStep)).toEqual([code]);
  });
});

describe('what others brought', () => {
  it('has its tabs and groups in another order, in other tabs, and goes back', () => {
    const work = new Work();
    const tab = { name: 'local_tab', label: label('Tab'), groups: [{ name: 'local_group', fields: [] }] };
    work.take({ do: 'add-part', form: 'item', part: 'tabs', content: tab });
    const begun = work.json();
    const stands = () =>
      work
        .form('item')
        .layout.tabs.map(({ name, groups }) => `${name}: ${groups.map((group) => group.name).join(' ')}`);
    const [main = ''] = stands();
    work.take({ do: 'place', form: 'item', place: 'layout/groups/more', before: 'what' });
    expect(stands()[0]).toMatch(/^main: more what/);
    work.take({
      do: 'place',
      form: 'item',
      place: 'layout/groups/more',
      in: 'local_tab',
      before: 'local_group',
    });
    expect(stands()[1]).toBe('local_tab: more local_group');
    work.take({ do: 'place', form: 'item', place: 'layout/tabs/local_tab', before: 'main' });
    expect(stands()[0]).toBe('local_tab: more local_group');
    expect(work.wrong()).toEqual([]);
    const wanders: DesignStep = { do: 'place', form: 'item', place: 'layout/groups/more', in: 'nowhere' };
    expect(work.refused(wanders)).toEqual(['unknown-part']);
    expect(work.refused({ ...wanders, place: 'layout/groups/none' })).toEqual(['set-nothing']);
    for (const part of [
      'tabs/main',
      'tabs/local_tab',
      'groups/what',
      'groups/more',
      'groups/acme_extra',
      'groups/local_group',
    ])
      work.take({ do: 'reset', form: 'item', target: `layout/${part}/order` });
    work.take({ do: 'reset', form: 'item', target: 'layout/groups/more/tab' });
    expect(stands()[0]).toBe(main);
    expect(work.json()).toEqual(begun);
  });

  it('is hidden and shown, and is not taken away, renamed or made another kind', () => {
    const work = new Work();
    const begun = work.take({ do: 'hide', form: 'item', place: 'fields/name' }).json();
    expect(work.form('item').byId.get('name')?.hidden).toBe(true);
    work.take({ do: 'bring-back', form: 'item', place: 'fields/name' });
    work.take({ do: 'hide', form: 'item', place: 'fields/name' });
    expect(work.json()).toEqual(begun);
    const place = 'fields/name';
    expect(work.refused({ do: 'remove', form: 'item', place })).toEqual(['design-not-own']);
    expect(work.refused({ do: 'remove', form: 'item', place: '' })).toEqual(['design-not-own']);
    expect(work.refused({ do: 'rename', form: 'item', place, name: 'local_x' })).toEqual(['set-owner']);
    expect(work.refused({ do: 'change-kind', form: 'item', field: 'name', kind: 'date' })).toEqual([
      'set-owner',
    ]);
    expect(work.refused({ do: 'merge-options', form: 'item', field: 'colour', values: { r: 'b' } })).toEqual([
      'design-not-own',
    ]);
    expect(work.refused({ do: 'add-field', form: 'item', content: field('mine', 'text') })).toEqual([
      'prefix-missing',
    ]);
  });

  it('is extended by a package of one’s own, which then needs it', () => {
    const work = new Work('mine', {
      ...packages('shop'),
      mine: {
        'package.json': {
          name: 'mine',
          version: '0.1.0',
          guiju: { prefix: 'mi', label: label('Mine') },
        },
      },
    });
    work.take({ do: 'add-field', form: 'paper', content: field('mi_note', 'text') });
    expect(work.json()['package.json']).toMatchObject({ peerDependencies: { shop: '>=1.0.0' } });
    expect(work.wrong()).toEqual([]);
  });
});

describe('what is in service', () => {
  it('takes its place in lists along, not what the form asks of others by the same name', () => {
    const content = field('buyer', 'text') as unknown as FieldSource;
    const work = new Work('shop', changed([])).take(
      { do: 'add-field', form: 'item', content },
      { do: 'set', form: 'item', target: 'list/columns', value: ['number', 'buyer'] },
      { do: 'set', form: 'item', target: 'match/result', value: ['buyer', 'rate'] },
      { do: 'remove', form: 'item', place: 'fields/buyer' },
    );
    expect(work.wrong()).toEqual([]);
    expect(work.form('item').list.columns).toEqual(['number', 'rate']);
    expect(work.form('item').match).toMatchObject({ result: ['rate'], fields: ['buyer', 'lines.net'] });
  });

  it('takes its place along in the names of files', () => {
    const content = field('buyer', 'text') as unknown as FieldSource;
    const scan = (name: string, named: readonly string[]) =>
      ({ ...field(name, 'file'), named: [...named] }) as unknown as FieldSource;
    const work = new Work('shop', changed([])).take(
      { do: 'add-field', form: 'item', content },
      { do: 'add-field', form: 'item', content: scan('scan', ['number', 'buyer']) },
      { do: 'add-field', form: 'item', content: scan('photo', ['buyer']) },
      { do: 'remove', form: 'item', place: 'fields/buyer' },
    );
    expect(work.wrong()).toEqual([]);
    const { byId } = work.form('item');
    expect(byId.get('scan')?.props['named']).toEqual(['number']);
    expect(byId.get('photo')?.props['named']).toBeUndefined();
  });

  const colours = { options: ['red', 'green', 'blue'].map(option) };
  const begun = {
    local: {
      'package.json': {
        name: 'local',
        version: '1.0.0',
        guiju: { prefix: 'local', label: label('Local') },
      },
      'forms/paper.json': {
        name: 'paper',
        kind: 'master',
        sharing: 'everybody',
        label: label('Paper'),
        fields: [
          field('number', 'text'),
          field('colour', 'choice', colours),
          field('code', 'text'),
          field('lines', 'entries', { fields: [field('amount', 'money') as never] }),
        ],
      },
      'forms/shade.json': {
        name: 'shade',
        kind: 'master',
        sharing: 'everybody',
        label: label('Shade'),
        fields: [field('number', 'text')],
      },
    } as unknown as JsonObject,
  };

  it('says what becomes of records where options are merged, choices become references, fields become rows', () => {
    const work = new Work('local', begun).take(
      { do: 'merge-options', form: 'paper', field: 'colour', values: { green: 'blue', red: null } },
      {
        do: 'add-field',
        form: 'paper',
        content: field('marks', 'entries', { fields: [field('note', 'text') as never] }),
      },
      { do: 'move-into-rows', form: 'paper', fields: ['code'], into: 'marks' },
    );
    expect(work.refused({ do: 'move-into-rows', form: 'paper', fields: ['number'], into: 'lines' })).toEqual([
      'design-rows-known',
    ]);
    expect(work.wrong()).toEqual([]);
    expect(work.json()).toMatchObject({
      'package.json': { version: '1.1.0' },
      'migrations/1.1.0.json': {
        to: '1.1.0',
        steps: [
          { step: 'values', form: 'paper', field: 'colour', values: { green: 'blue', red: null } },
          { step: 'rows', form: 'paper', fields: { code: 'code' }, into: 'marks' },
        ],
      },
    });
    expect(work.form('paper').byId.get('marks')?.rows?.byId.has('code')).toBe(true);
    const other = new Work('local', begun).take({
      do: 'change-kind',
      form: 'paper',
      field: 'colour',
      kind: 'reference',
      properties: { form: 'shade' },
    });
    expect(other.wrong()).toEqual([]);
    expect(other.json()['migrations/1.1.0.json']).toMatchObject({
      steps: [{ step: 'reference', field: 'colour' }],
    });
    expect(other.form('paper').byId.get('colour')).toMatchObject({
      kind: { name: 'reference' },
      target: 'shade',
    });
  });

  it('becomes another kind with what that kind asks, and several of one', () => {
    const work = new Work('local', begun).take(
      { do: 'change-kind', form: 'paper', field: 'colour', kind: 'choices' },
      { do: 'change-kind', form: 'paper', field: 'code', kind: 'integer', properties: { max: 9 } },
    );
    expect(work.wrong()).toEqual([]);
    expect(work.form('paper').byId.get('colour')?.options).toHaveLength(3);
    expect(work.form('paper').byId.get('code')?.props).toEqual({ max: 9 });
    expect(work.refused({ do: 'change-kind', form: 'paper', field: 'code', kind: 'nothing' })).toEqual([
      'unknown-kind',
    ]);
  });

  it('goes on pointing where it did, as a reference to one form and to one of several', () => {
    const field = { name: 'from', kind: 'reference', form: 'paper', label: label('From') };
    const work = new Work('local', begun).take(
      { do: 'add-field', form: 'paper', content: field as never },
      { do: 'change-kind', form: 'paper', field: 'from', kind: 'any-reference' },
    );
    expect(work.wrong()).toEqual([]);
    const targets = () => work.form('paper').byId.get('from');
    expect(targets()?.targets?.map(({ id }) => id)).toEqual(['paper']);
    work.take({ do: 'change-kind', form: 'paper', field: 'from', kind: 'references' });
    expect([work.wrong(), targets()?.target]).toEqual([[], 'paper']);
  });

  it('keeps its id through a rename, and none where the old name comes back', () => {
    const work = new Work('local', begun);
    const before = work.json();
    work.take({ do: 'rename', form: 'paper', place: 'fields/code', name: 'mark' });
    work.take({ do: 'rename', form: 'paper', place: '', name: 'document' });
    expect(work.form('paper')).toMatchObject({ name: 'document' });
    expect(work.form('paper').byId.get('code')?.name).toBe('mark');
    expect(work.refused({ do: 'rename', form: 'paper', place: 'fields/code', name: 'number' })).toEqual([
      'part-twice',
    ]);
    expect(work.refused({ do: 'rename', form: 'paper', place: '', name: 'A b' })).toEqual(['form-name']);
    work.take({ do: 'rename', form: 'paper', place: '', name: 'paper' });
    work.take({ do: 'rename', form: 'paper', place: 'fields/code', name: 'code' });
    expect(work.json()).toEqual({ ...before, 'package.json': before['package.json'] });
  });

  it('comes back as it was where it was taken away, field, option and form', () => {
    const work = new Work('local', begun);
    const before = work.json();
    for (const place of ['fields/code', 'fields/colour/options/red', '']) {
      work.take({ do: 'remove', form: 'paper', place });
      work.take({ do: 'bring-back', form: 'paper', place });
    }
    expect(work.json()['forms/paper.json']).toEqual(before['forms/paper.json']);
    expect(work.wrong()).toEqual([]);
  });
});

describe('forms, menus, parameters and files', () => {
  const own: FormSource = {
    name: 'visit',
    kind: 'document',
    sharing: 'everybody',
    label: label('Visit'),
    fields: [field('number', 'text')],
  };

  it('are made, changed and taken away', () => {
    const work = new Work();
    const begun = work.json();
    work.take(
      { do: 'add-menu', content: { path: 'trips', label: label('Trips') } },
      { do: 'set-menu', path: 'trips', properties: { order: 5 } },
      { do: 'set-menu', path: 'shop', properties: { label: label('Market'), space: 'work' } },
      { do: 'set-menu', path: 'trips', properties: { space: 'rules' } },
      { do: 'set-menu', path: 'trips', properties: { space: null } },
      { do: 'add-form', content: { ...own, menu: { path: 'trips' } } },
      {
        do: 'add-param',
        type: 'trips',
        content: {
          key: 'most',
          label: label('Most'),
          value: { kind: 'integer' },
          unset: { label: label('none') },
        },
      },
      {
        do: 'set-param',
        type: 'trips',
        key: 'most',
        content: {
          key: 'most',
          label: label('At most'),
          value: { kind: 'integer' },
          unset: { label: label('none') },
        },
      },
      { do: 'write-file', path: 'messages/trips.json', content: { 'trips.hello': label('Hello') } },
    );
    expect(work.wrong()).toEqual([]);
    const model = work.compiled().model;
    expect(model?.menu.map(({ path, label: called }) => [path, called.en])).toContainEqual([
      'shop',
      'Market',
    ]);
    const spaces = new Map(model?.menu.map(({ path, space }) => [path, space]));
    expect([spaces.get('shop'), spaces.get('trips')]).toEqual(['work', undefined]);
    expect(model?.params.get('trips')?.params[0]?.label).toEqual(label('At most'));
    expect(work.refused({ do: 'add-form', content: own })).toEqual(['form-twice']);
    expect(work.refused({ do: 'add-form', content: { ...own, name: 'Vi sit' } })).toEqual(['form-name']);
    expect(work.refused({ do: 'add-menu', content: { path: 'shop', label: label('x') } })).toEqual([
      'menu-twice',
    ]);
    expect(work.refused({ do: 'set-menu', path: 'nothing', properties: {} })).toEqual(['unknown-menu']);
    expect(work.refused({ do: 'remove-menu', path: 'nothing' })).toEqual(['design-not-own']);
    expect(work.refused({ do: 'remove-param', type: 'shop_config', key: 'limit' })).toEqual([
      'design-not-own',
    ]);
    expect(work.refused({ do: 'write-file', path: 'run.sh', content: 'x' })).toEqual(['stray-file']);
    expect(work.refused({ do: 'remove-file', path: 'package.json' })).toEqual(['design-needed']);
    work.take(
      { do: 'remove', form: 'visit', place: '' },
      { do: 'remove-menu', path: 'trips' },
      { do: 'remove-menu', path: 'shop' },
      { do: 'remove-param', type: 'trips', key: 'most' },
      { do: 'remove-file', path: 'messages/trips.json' },
    );
    expect(Object.keys(work.json())).toEqual(['package.json']);
    expect(Object.keys(begun)).toEqual([]);
  });

  it('are copied with all that layers said of them', () => {
    const work = new Work();
    for (const id of ['item', 'order']) {
      const form = work.world.below.get(id);
      if (!form) throw new Error(`no ${id}`);
      const content = copyOfForm(form, { name: `my-${id}`, label: label('Mine') });
      work.take({ do: 'add-form', content });
      expect(work.form(`my-${id}`).fields.map(({ name }) => name)).toEqual(
        work.form(id).fields.map(({ name }) => name),
      );
    }
    expect(work.wrong()).toEqual([]);
    expect(work.form('my-item').byId.get('colour')?.options).toHaveLength(3);
  });

  it.each([
    ['a switch that nobody said anything of is off, as a new one is', {}, false],
    ['one that begins on stays on', { default: true }, true],
    ['one that has to be answered begins unanswered', { required: true }, undefined],
  ])('are copied as new ones begin: %s', (_what, more, begins) => {
    const flag = { name: 'flag', kind: 'boolean', label: label('Flag'), ...more };
    expect(begunAsNew(flag).default).toBe(begins);
    const rows = { name: 'rows', kind: 'entries', label: label('Rows'), fields: [flag] };
    expect(begunAsNew(rows).fields?.[0]?.default).toBe(begins);
  });
});

describe('names', () => {
  it.each([
    ['dao zhang fang shi', 'field', undefined, [], 'daoZhangFangShi'],
    ['dao zhang fang shi', 'field', 'local', ['local_daoZhangFangShi'], 'local_daoZhangFangShi2'],
    ['Payment method (new)', 'form', undefined, ['payment-method-new'], 'payment-method-new-2'],
    ['2026 年', 'field', undefined, [], 'field2026'],
    ['…', 'part', 'local', [], 'local_part'],
    ['Größe', 'option', undefined, [], 'gro-e'],
    ['reason', 'field', undefined, [], 'reason2'],
    ['reason', 'field', undefined, ['reason2'], 'reason3'],
    ['reason', 'field', 'local', [], 'local_reason'],
    ['reason', 'option', undefined, [], 'reason'],
  ] as const)('%s as a name of a %s', (spelt, of, prefix, taken, name) => {
    const own = { of, taken: new Set<string>(taken), ...(prefix !== undefined && { prefix }) };
    expect(proposedName(spelt, own)).toBe(name);
  });
});
