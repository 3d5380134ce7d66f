import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { sample } from '../../../metadata/model/sample.suite.ts';
import { knownTo } from '../../../rules/behaviour/known-to.ts';
import { Workbench } from '../work/workbench.ts';

const packages = Object.entries(sample).map(([name, files]) => ({
  name,
  version: '1.0.0',
  own: name === 'local',
  designed: false,
  prefix: name,
  files: files as JsonObject,
}));
const label = (zh: string) => ({ zh, en: zh });
const own: JsonObject = {
  name: 'local_colour',
  kind: 'choice',
  label: label('颜色'),
  options: [
    { value: 'r', label: label('红') },
    { value: 'g', label: label('绿') },
  ],
};

type Members = Record<string, Json>;

const group = (name: string): Members => ({ name, label: label(name), fields: [] });

function groupsOf(content: Members): Members[] {
  const { tabs } = content['layout'] as { tabs: { groups: Members[] }[] };
  return tabs[0]?.groups ?? [];
}

/** The bench with a field of the layer's own, and the item form as it is in effect, to be typed in. */
function begun() {
  const bench = new Workbench({ packages, known: knownTo([]) });
  expect(bench.take(0, [{ do: 'add-field', form: 'item', content: own as never }])).toEqual([]);
  const effective = bench.effective('item');
  if (!effective) throw new Error('there is no form');
  const content = structuredClone(effective.content) as Members;
  const fields = content['fields'] as Members[];
  const named = (name: string): Members => {
    const found = fields.find((one) => one['name'] === name);
    if (!found) throw new Error(`no field ${name}`);
    return found;
  };
  const typed = () =>
    bench.typed({ form: 'item', before: effective.content, after: structuredClone(content) as JsonObject });
  return { bench, effective, content, fields, named, typed };
}

describe('the JSON of a form in effect', () => {
  it('says of each line who said it', () => {
    const { effective } = begun();
    const said = (place: string) => effective.lines.find((line) => line.place === place)?.said;
    expect(said('fields/local_colour')).toEqual(['local']);
    expect(said('')).not.toContain('local');
    expect(effective.lines.every(({ pointer }) => pointer === '' || pointer.startsWith('/'))).toBe(true);
  });

  it('that nobody changed is no step', () => {
    expect(begun().typed()).toEqual({ steps: [], flaws: [] });
  });

  it.each<[string, (at: ReturnType<typeof begun>) => void, readonly unknown[]]>([
    [
      'a label of somebody else’s field is set',
      ({ named }) => {
        named('rate')['label'] = label('比率');
      },
      [{ do: 'set', target: 'fields/rate/label', value: label('比率') }],
    ],
    [
      'a property that is left out is reset',
      ({ named }) => {
        named('local_colour')['help'] = label('随便');
      },
      [{ do: 'set', target: 'fields/local_colour/help' }],
    ],
    [
      'one’s own field is called otherwise',
      ({ named }) => {
        named('local_colour')['name'] = 'local_tint';
      },
      [{ do: 'rename', place: 'fields/local_colour', name: 'local_tint' }],
    ],
    [
      'a new field stands before the next one',
      ({ fields }) => {
        fields.splice(fields.length - 1, 0, { name: 'local_size', kind: 'text', label: label('尺寸') });
      },
      [{ do: 'add-field', content: { name: 'local_size' }, before: 'local_colour' }],
    ],
    [
      'one’s own field that is left out is removed',
      ({ fields }) => {
        fields.splice(
          fields.findIndex(({ name }) => name === 'local_colour'),
          1,
        );
      },
      [{ do: 'remove', place: 'fields/local_colour' }],
    ],
    [
      'somebody else’s is hidden',
      ({ fields }) => {
        fields.splice(
          fields.findIndex(({ name }) => name === 'rate'),
          1,
        );
      },
      [{ do: 'hide', place: 'fields/rate' }],
    ],
    [
      'options are added, called otherwise and removed',
      ({ named }) => {
        named('local_colour')['options'] = [
          { value: 'g', label: label('草绿') },
          { value: 'b', label: label('蓝') },
        ];
      },
      [
        { do: 'set', target: 'fields/local_colour/options/g/label' },
        { do: 'add-option', field: 'local_colour', content: { value: 'b' } },
        { do: 'remove', place: 'fields/local_colour/options/r' },
      ],
    ],
    [
      'an option of another value is another option',
      ({ named }) => {
        const [first] = named('local_colour')['options'] as Members[];
        if (first) first['value'] = 'red';
      },
      [
        { do: 'add-option', field: 'local_colour', content: { value: 'red' }, before: 'g' },
        { do: 'remove', place: 'fields/local_colour/options/r' },
      ],
    ],
    [
      'a field is called otherwise and gets an option at once',
      ({ named }) => {
        const field = named('local_colour');
        field['name'] = 'local_tint';
        field['options'] = [...(field['options'] as Members[]), { value: 'b', label: label('蓝') }];
      },
      [
        { do: 'rename', place: 'fields/local_colour', name: 'local_tint' },
        { do: 'add-option', field: 'local_colour', content: { value: 'b' } },
      ],
    ],
    [
      'options may be called as no field may',
      ({ named }) => {
        const field = named('local_colour');
        const values = ['No.', 'a/b', 'c.d/'];
        field['options'] = [
          ...(field['options'] as Members[]),
          ...values.map((value) => ({ value, label: label(value) })),
        ];
      },
      ['No.', 'a/b', 'c.d/'].map((value) => ({
        do: 'add-option',
        field: 'local_colour',
        content: { value },
      })),
    ],
    [
      'new groups stand behind each other',
      ({ content }) => {
        groupsOf(content).splice(1, 0, group('local_a'), group('local_b'));
      },
      [
        { do: 'add-part', part: 'groups', content: { name: 'local_a' }, after: 'what' },
        { do: 'add-part', part: 'groups', content: { name: 'local_b' }, after: 'local_a' },
      ],
    ],
    [
      'new groups before all others stand first',
      ({ content }) => {
        groupsOf(content).unshift(group('local_a'), group('local_b'));
      },
      [
        { do: 'add-part', part: 'groups', content: { name: 'local_a' } },
        { do: 'place', place: 'layout/groups/local_a', in: 'main', before: 'what' },
        { do: 'add-part', part: 'groups', content: { name: 'local_b' }, after: 'local_a' },
        { do: 'place', place: 'layout/groups/local_b', in: 'main', before: 'what' },
      ],
    ],
    [
      'a list of columns is set as a whole',
      ({ content }) => {
        content['list'] = { ...(content['list'] as Members), columns: ['name', 'rate'] };
      },
      [{ do: 'set', target: 'list/columns', value: ['name', 'rate'] }],
    ],
  ])('%s', (_, type, steps) => {
    const at = begun();
    type(at);
    const typed = at.typed();
    expect(typed.flaws).toEqual([]);
    expect(typed.steps).toMatchObject(steps.map((step) => ({ form: 'item', ...(step as object) })));
    // What was typed is what is in effect then, and nothing is left to do.
    expect(at.bench.take(1, typed.steps)).toEqual([]);
    const before = at.bench.effective('item')?.content ?? {};
    const left = at.bench.typed({ form: 'item', before, after: at.content as JsonObject });
    // A new field is placed as well, and a hidden one is still there; the order of groups is a property of each.
    const others = left.steps.filter(
      (step) => step.do !== 'hide' && !('target' in step && step.target.startsWith('layout/')),
    );
    expect(others).toEqual([]);
  });

  it.each<[string, (at: ReturnType<typeof begun>) => void, string]>([
    [
      'another kind',
      ({ named }) => {
        named('local_colour')['kind'] = 'text';
      },
      'kind',
    ],
    [
      'another id',
      ({ named }) => {
        named('rate')['id'] = 'other';
      },
      'id',
    ],
    [
      'another name of somebody else’s',
      ({ named }) => {
        named('rate')['name'] = 'ratio';
      },
      'owner',
    ],
    [
      'a second of one name',
      ({ fields }) => {
        fields.push({ name: 'rate', kind: 'text', label: label('重名') });
      },
      'twice',
    ],
    [
      'a field without a name',
      ({ fields }) => {
        fields.push({ kind: 'text', label: label('无名') });
      },
      'part',
    ],
    [
      'a text in place of a field',
      ({ fields }) => {
        (fields as Json[]).push('size');
      },
      'list',
    ],
    [
      'something else in place of all fields',
      ({ content }) => {
        content['fields'] = {};
      },
      'list',
    ],
    [
      'a property that nobody knows',
      ({ named }) => {
        named('rate')['colour'] = 'red';
      },
      'unknown',
    ],
  ])('no step can do %s, which is told', (_, type, why) => {
    const at = begun();
    type(at);
    const { flaws } = at.typed();
    expect(flaws.map((flaw) => ('why' in flaw ? flaw.why : ''))).toContain(why);
    expect(flaws.every(({ pointer }) => pointer.startsWith('/fields'))).toBe(true);
  });

  it.each<[string, (at: ReturnType<typeof begun>) => Members]>([
    ['the form', ({ content }) => content],
    ['a field', ({ named }) => named('rate')],
    ['an option', ({ named }) => (named('colour')['options'] as Members[])[0] ?? {}],
    ['a tab', ({ content }) => (content['layout'] as { tabs: Members[] }).tabs[0] ?? {}],
  ])('a line of others that is deleted would come back, which is told: the label of %s', (_, thing) => {
    const at = begun();
    delete thing(at)['label'];
    const { steps, flaws } = at.typed();
    expect(steps).toEqual([]);
    expect(flaws).toMatchObject([{ why: 'not-said' }]);
  });

  it('a field of others that is hidden would come back as well', () => {
    const { bench, content } = begun();
    expect(bench.take(1, [{ do: 'hide', form: 'item', place: 'fields/price' }])).toEqual([]);
    const before = bench.effective('item')?.content as JsonObject;
    const fields = (content['fields'] as Members[]).filter(({ name }) => name !== 'price');
    expect(bench.typed({ form: 'item', before, after: { ...before, fields } })).toMatchObject({
      steps: [],
      flaws: [{ why: 'not-said' }],
    });
  });

  it('what the layer says of others itself may be deleted', () => {
    const at = begun();
    expect(
      at.bench.take(1, [{ do: 'set', form: 'item', target: 'fields/rate/help', value: label('help') }]),
    ).toEqual([]);
    const before = at.bench.effective('item')?.content as JsonObject;
    expect(at.bench.typed({ form: 'item', before, after: at.content as JsonObject })).toMatchObject({
      flaws: [],
      steps: [{ do: 'reset', target: 'fields/rate/help' }],
    });
  });

  it('an option with a slash is the layer’s own; one that ends in a point is labelled otherwise, and goes', () => {
    const { bench, content, named, typed } = begun();
    const options = () => named('local_colour')['options'] as Members[];
    options().push({ value: 'a/b', label: label('甲') }, { value: 'No.', label: label('乙') });
    expect(bench.take(1, typed().steps)).toEqual([]);
    const before = structuredClone(content) as JsonObject;
    const said = bench.effective('item')?.lines.find(({ place }) => place.endsWith('/options/a/b'))?.said;
    expect(said).toEqual(['local']);
    const dotted = options().at(-1);
    if (dotted) dotted['label'] = label('丙');
    const labelled = bench.typed({ form: 'item', before, after: structuredClone(content) as JsonObject });
    expect(labelled).toMatchObject({ flaws: [], steps: [{ do: 'set', value: label('丙') }] });
    expect(bench.take(3, labelled.steps)).toEqual([]);
    options().pop();
    const left = bench.typed({ form: 'item', before, after: structuredClone(content) as JsonObject });
    const place = 'fields/local_colour/options/No.';
    expect(left).toMatchObject({ flaws: [], steps: [{ do: 'remove', place }] });
    expect(bench.take(4, left.steps)).toEqual([]);
  });

  it('a step that would be refused is told at its line, and is not taken', () => {
    const { fields, typed } = begun();
    fields.push({ kind: 'text', name: 'local size', label: label('尺寸') });
    const { steps, flaws } = typed();
    expect(steps).toEqual([]);
    expect(flaws).toMatchObject([{ pointer: `/fields/${fields.length - 1}` }]);
  });
});
