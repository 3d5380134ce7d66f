import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { compile } from '../../metadata/model/compile.ts';
import { changed, sourcesOf } from '../../metadata/model/sample.suite.ts';
import { test } from '../condition/closure.ts';
import { compileCondition } from '../condition/compile.ts';
import type { Facts } from '../condition/facts.ts';
import { behaviour } from './behaviour.ts';
import type { Context } from './context.ts';

const label = (en: string) => ({ zh: `${en}（中文）`, en });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const forms = ['item', 'order'];
const options: Json = [...forms, 'none'].map((value) => ({ value, label: label(value) }));
const basis = (formField: string) => field('basis', 'any-reference', { forms, formField });
const rows = field('parts', 'entries', { fields: [field('own', 'choice', { options }), basis('own')] });
const outer = field('pieces', 'entries', { fields: [basis('parent.what')] });
const order = [field('what', 'choice', { options }), basis('what'), rows, outer];

const { model, issues } = compile(
  sourcesOf(changed(order.map((one, at) => ['shop', 'forms/order.json', `/fields/${4 + at}`, one]))),
);
const form = model?.formsById.get('order') ?? expect.fail(JSON.stringify(issues));
const known = { target: (id: string) => model?.formsById.get(id), checks: new Map() };
const rules = behaviour(form, known);
const context: Context = { call: {}, target: () => undefined };

const [first = '', second = ''] = [1, 2].map((one) => `0000000${one}-0000-4000-8000-000000000000`);
const item = { form: 'item', id: first };
const other = `order/${second}`;

describe('a field with the form of a reference', () => {
  it.each<readonly [what: string, record: JsonObject, before: JsonObject | null, wrong: readonly string[]]>([
    ['the chosen form', { what: 'item', basis: item }, null, []],
    ['the chosen form, as it is stored', { what: 'order', basis: other }, null, []],
    ['another form', { what: 'order', basis: item }, null, ['/basis']],
    ['no form', { basis: item }, null, ['/basis']],
    ['what is no form', { what: 'none', basis: other }, null, ['/basis']],
    ['nothing picked', { what: 'item', basis: null }, null, []],
    ['a row of its own', { parts: [{ id: 'a', own: 'item', basis: other }] }, null, ['/parts/0/basis']],
    [
      'its record above',
      {
        what: 'item',
        pieces: [
          { id: 'a', basis: other },
          { id: 'b', basis: item },
        ],
      },
      null,
      ['/pieces/0/basis'],
    ],
    ['what stood there before', { what: 'item', basis: other }, { what: 'item', basis: other }, []],
    ['a choice that changed', { what: 'order', basis: item }, { what: 'item', basis: item }, ['/basis']],
    [
      'a record above that changed',
      { what: 'order', pieces: [{ id: 'a', basis: item }] },
      { what: 'item', pieces: [{ id: 'a', basis: item }] },
      ['/pieces/0/basis'],
    ],
  ])('%s: is refused and emptied where they do not fit', async (_, record, before, wrong) => {
    const { problems } = await rules.inspect(record, before, context);
    const own = problems.filter(({ code }) => code === 'form-not-chosen');
    expect(own.map(({ path }) => path)).toEqual(wrong);
    const placed = wrong.map((path) => path.replace('/0/', '/a/'));
    expect([...rules.misfits(record, before, context).keys()]).toEqual(placed);
  });

  it('is asked of new rows by where they stand', () => {
    const pieces = [{ basis: item }, { basis: other }];
    const found = rules.misfits({ what: 'item', pieces }, null, context);
    expect([...found.keys()]).toEqual(['/pieces/1/basis']);
  });

  it.each<readonly [record: JsonObject, chosen: string | null]>([
    [{ what: 'item' }, 'item'],
    [{}, null],
  ])('of %j chooses %j', (record, chosen) => {
    expect(rules.chosenForm({ field: 'basis' }, record, context)).toBe(chosen);
  });
});

describe('conditions on it', () => {
  const facts = (value: Json): Facts => ({
    record: { basis: value },
    target: (of, { id }) => (of === 'item' && id === first ? { id, number: 'A', name: 'Desk' } : undefined),
  });
  const holds = (operator: string, value: Json, of: Json, fact: string) => {
    const leaf = { fact, operator, ...(value === null ? {} : { value }) };
    const compiled = compileCondition(leaf as Json, { shape: form, target: known.target });
    if (!compiled.ok) return compiled.problems.map(({ code }) => code);
    return test(compiled.value)(facts(of));
  };
  it.each<readonly [operator: string, value: Json, of: Json, outcome: Json, fact: string]>([
    ['equal', 'item/A', item, true, 'basis'],
    ['equal', `item/${first}`, item, true, 'basis'],
    ['equal', 'Item/A', { form: 'item', number: 'A' }, true, 'basis'],
    ['equal', 'order/A', item, false, 'basis'],
    ['equal', `order/${first}`, item, false, 'basis'],
    ['equal', other, other, true, 'basis'],
    ['in', ['order/X', 'item/A'], item, true, 'basis'],
    ['notIn', ['order/X', 'item/A'], item, false, 'basis'],
    ['notEqual', 'item/A', null, true, 'basis'],
    ['isEmpty', null, null, true, 'basis'],
    ['isNotEmpty', null, other, true, 'basis'],
    ['equal', 'item', item, true, 'basis.form'],
    ['equal', 'item', other, false, 'basis.form'],
    ['isEmpty', null, null, true, 'basis.form'],
    ['equal', 'unit/A', item, ['operand-form'], 'basis'],
    ['equal', 'A', item, ['operand-type'], 'basis'],
    ['equal', 'unit', item, ['operand-option'], 'basis.form'],
  ])('%s %j of %j: %j', (operator, value, of, outcome, fact) => {
    expect(holds(operator, value, of, fact)).toEqual(outcome);
  });
});
