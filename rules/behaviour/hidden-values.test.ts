import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field, Form } from '../../metadata/model.ts';
import { itLong } from '../../workshop/it-long.ts';
import { standardModel } from '../../workshop/standard-model.ts';
import { inOneGo } from '../formula/steps.ts';
import { behaviour } from './behaviour.ts';
import { behaviourOf, checks, context, f, patterns, text } from './sample.suite.ts';

const is = (fact: string, value: Json) => ({ fact, operator: 'equal' as const, value });

const order = behaviourOf({
  fields: [
    f('text', 'kind'),
    f('text', 'a', { visible: is('kind', 'A'), default: 'start' }),
    f('text', 'deep', { visible: is('a', 'go') }),
    f('text', 'note'),
    f('boolean', 'never', { visible: false }),
    f('entries', 'lines', {
      visible: is('kind', 'A'),
      fields: [
        f('text', 'type'),
        f('text', 'spec', { visible: is('type', 'goods') }),
        f('text', 'size', { visible: is('type', 'goods'), default: 'M' }),
      ],
    }),
  ],
  layout: {
    tabs: [
      {
        name: 't',
        label: text('t'),
        groups: [
          { name: 'g', fields: ['note'], visible: is('kind', 'A') },
          { name: 'h', fields: ['kind', 'a', 'deep', 'never', 'lines'] },
        ],
      },
    ],
  },
});
const rows = (...types: readonly string[]) => types.map((type, at) => ({ id: `r${at}`, type, spec: 'M5' }));

describe('what a save hides', () => {
  it.each<[string, JsonObject, JsonObject | null, JsonObject, JsonObject, string[]]>([
    ['is nothing where all is shown', { kind: 'A', a: 'x' }, null, { a: 'x' }, { a: 'x' }, []],
    [
      'is emptied and told where somebody gave it',
      { kind: 'B', a: 'x' },
      null,
      { a: 'x' },
      { a: null },
      ['/a'],
    ],
    ['is no default of a new record', { kind: 'B', a: 'start' }, null, {}, { a: null }, []],
    [
      'is no default that a page sends along',
      { kind: 'B', a: 'start' },
      null,
      { a: 'start' },
      { a: null },
      [],
    ],
    [
      'is emptied by the save that hides it',
      { kind: 'B', a: 'x' },
      { kind: 'A', a: 'x' },
      {},
      { a: null },
      ['/a'],
    ],
    ['stays where it was hidden before', { kind: 'B', a: 'x' }, { kind: 'B', a: 'x' }, {}, { a: 'x' }, []],
    [
      'is emptied where it was given behind the curtain',
      { kind: 'B', a: 'y' },
      { kind: 'B', a: 'x' },
      { a: 'y' },
      { a: null },
      ['/a'],
    ],
    [
      'goes on to what it hides itself',
      { kind: 'B', a: 'go', deep: 'd' },
      { kind: 'A', a: 'go', deep: 'd' },
      {},
      { a: null, deep: null },
      ['/a', '/deep'],
    ],
    ['is a whole group', { kind: 'B', note: 'n' }, { kind: 'A', note: 'n' }, {}, { note: null }, ['/note']],
    [
      'is nothing that is never shown',
      { kind: 'B', never: true },
      { kind: 'A', never: true },
      {},
      { never: true },
      [],
    ],
    [
      'starts anew as its default when shown',
      { kind: 'A', a: null },
      { kind: 'B', a: null },
      {},
      { a: 'start' },
      [],
    ],
    [
      'stays empty when somebody says so',
      { kind: 'A', a: null },
      { kind: 'B', a: null },
      { a: null },
      { a: null },
      [],
    ],
    [
      'is all rows',
      { kind: 'B', lines: rows('goods') },
      { kind: 'A', lines: rows('goods') },
      {},
      { lines: [] },
      ['/lines'],
    ],
    [
      'is a field of the one row',
      { kind: 'A', lines: rows('goods', 'service') },
      { kind: 'A', lines: rows('goods', 'goods') },
      {},
      {
        lines: [
          { id: 'r0', type: 'goods', spec: 'M5' },
          { id: 'r1', type: 'service', spec: null },
        ],
      },
      ['/lines/1/spec'],
    ],
  ])('%s', async (_says, record, before, sent, expected, warnings) => {
    const found = await order.withoutHidden(record, before, { ...context, sent });
    expect(found.record).toMatchObject(expected);
    expect(found.warnings.map(({ path }) => path)).toEqual(warnings);
    expect(
      found.warnings.every(({ code, severity }) => `${code} ${severity}` === 'hidden-emptied warning'),
    ).toBe(true);
  });
});

describe('the default of a field that comes to be shown', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['is at hand as soon as it is shown', { kind: 'A' }, { kind: 'B' }, { '/a': 'start' }],
    ['is none while it is hidden', { kind: 'B' }, { kind: 'C' }, {}],
    ['is none where it was shown before', { kind: 'A', note: 'x' }, { kind: 'A' }, {}],
    [
      'is told whatever stands there: a page looks',
      { kind: 'A', a: 'own' },
      { kind: 'B' },
      { '/a': 'start' },
    ],
    [
      'stands in rows, by their ids',
      { kind: 'A', lines: [{ id: 'r1', type: 'goods' }, { id: 'r2' }] },
      { kind: 'A', lines: [{ id: 'r1', type: 'work' }] },
      { '/lines/r1/size': 'M' },
    ],
  ])('%s', (_says, record, before, expected) => {
    expect(Object.fromEntries(inOneGo(order.appearing(record, before, context)))).toEqual(expected);
  });
});

describe('every form that ships', async () => {
  const model = await standardModel();
  const target = (id: string) => model.formsById.get(id);
  /** Values that conditions compare with, by the field they ask. */
  const choicesOf = (form: Form): ReadonlyMap<string, readonly Json[]> =>
    new Map(
      form.fields.map((field) => [
        field.id,
        field.kind.name === 'boolean'
          ? [true, false]
          : field.kind.comparison(field) === 'list'
            ? [[], ...(field.options ?? []).map(({ value }) => [value])]
            : (field.options ?? []).map(({ value }) => value),
      ]),
    );
  const factsIn = (condition: unknown): readonly string[] =>
    typeof condition !== 'object' || condition === null
      ? []
      : Object.entries(condition).flatMap(([name, value]) =>
          name === 'fact' ? [String(value)] : factsIn(value),
        );
  const conditional = [...model.formsById.values()].flatMap((form) =>
    form.fields
      .filter(({ visible, kind, fixed }) => typeof visible === 'object' && !kind.derived && !fixed)
      .map((field): [string, Form, Field] => [`${form.id}.${field.id}`, form, field]),
  );

  it.each(conditional)(
    'empties %s when it is hidden, and shows what is asked for when it is shown',
    async (_name, form, field) => {
      const rules = behaviour(form, { target, checks, patterns });
      const choices = new Map(choicesOf(form));
      // Whether a text is there is asked as well.
      for (const { id, kind } of form.fields) if (kind.name === 'text') choices.set(id, ['x', null]);
      const asked = [...new Set(factsIn(field.visible))].filter(
        (fact) => (choices.get(fact)?.length ?? 0) > 1,
      );
      const settings = asked.reduce<readonly JsonObject[]>(
        (some, fact) =>
          some.flatMap((one) => (choices.get(fact) ?? []).map((value) => ({ ...one, [fact]: value }))),
        [{}],
      );
      const given = field.rows ? [{ id: 'r' }] : 'x';
      const shown = (record: JsonObject) => rules.fieldState({ field: field.id }, record, context).visible;
      const [seen, unseen] = [settings.find(shown), settings.find((one) => !shown(one))];
      expect([seen, unseen]).not.toContain(undefined);
      const before = { ...seen, [field.id]: given };
      const { record, warnings } = await rules.withoutHidden({ ...before, ...unseen }, before, {
        ...context,
        sent: {},
      });
      expect(record[field.id]).toEqual(field.rows ? [] : null);
      expect(warnings.map(({ path }) => path)).toContain(`/${field.name}`);
    },
  );
});

describe('defaults that are formulas over rows', () => {
  const ofAll = 'count(parent.lines, parent.lines.amount > amount)';
  const order = behaviourOf({
    fields: [
      f('entries', 'lines', {
        fields: [
          f('integer', 'amount'),
          f('boolean', 'open'),
          // Locked by a condition: what is sent for it is held against what it would have begun with.
          f('integer', 'above', {
            default: { formula: ofAll },
            visible: is('open', true),
            readonly: is('open', true),
          }),
        ],
      }),
    ],
  });
  const rows = (count: number, open: boolean, more: JsonObject = {}) => ({
    lines: Array.from({ length: count }, (_, at) => ({ id: `r${at}`, amount: at, open, ...more })),
  });

  it('are made for rows that come to be shown, and others may run while they are made', async () => {
    let offered = 0;
    const pause = () => {
      offered += 1;
      return undefined;
    };
    const { record } = await order.withoutHidden(rows(60, true), rows(60, false), { ...context, pause });
    expect((record['lines'] as JsonObject[])[10]).toMatchObject({ above: 49 });
    expect(offered).toBeGreaterThan(30);
  });

  itLong('are told by their field where they ask more than one save can do', async () => {
    const heard = new Set<string>();
    const tooMuch = ({ path }: Field) => void heard.add(path);
    await order.withoutHidden(rows(1_700, true), rows(1_700, false), { ...context, tooMuch });
    expect([...heard]).toEqual(['lines.above']);
    const sent = rows(1_700, true, { above: 3 });
    const other = new Set<string>();
    await order.inspect(sent, null, { ...context, sent, tooMuch: ({ path }) => void other.add(path) });
    expect([...other]).toEqual(['lines.above']);
  });
});
