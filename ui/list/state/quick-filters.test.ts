import { describe, expect, it } from 'vitest';
import { specimenPackage } from '../../../e2e/specimen-package.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeForm } from '../../../metadata/describe/describe-form.ts';
import { knownWith } from '../../../metadata/domain.ts';
import { partField, partsOf } from '../../../metadata/kinds/common/parts-of.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { type Packages, sourcesOf } from '../../../metadata/model/sample.suite.ts';
import { systemMembers } from '../../../metadata/system-members.ts';
import { compileCondition } from '../../../rules/condition/compile.ts';
import { describe as sentenceOf } from '../../../rules/condition/describe.ts';
import { sentenceReader } from '../../../rules/condition/read-sentence.ts';
import { toFilter } from '../../../rules/condition/to-filter.ts';
import { reviveForm } from '../../model/form-model.ts';
import { filterValue } from '../filter/filter-value.ts';
import { type FilterShape, filterShape, quickField } from './filter-shape.ts';
import { groupFields } from './group-fields.ts';
import { standardColumns } from './list-columns.ts';
import { conditionOf } from './list-filter.ts';
import { plainState } from './list-state.ts';

/** What somebody picks in each control, as it stands in the address. */
const picked: Readonly<Record<FilterShape, string>> = {
  options: 'true',
  records: '00000000-0000-7000-8000-000000000001',
  'any-records': 'thing/00000000-0000-7000-8000-000000000001',
  days: '2026-01-01..2026-02-01',
  moments: '2026-01-01..2026-02-01',
  numbers: '1..2',
  times: '09:00:00..17:30:00',
  text: 'paper',
  presence: 'true',
};

const platform = {
  'package.json': {
    name: 'platform',
    version: '1.0.0',
    guiju: { prefix: 'pf', label: { zh: '平台', en: 'Platform' } },
  },
};

/** The form with a field of every kind there is, whose list says so. */
function made(list: JsonObject) {
  const files = specimenPackage() as Readonly<Record<string, JsonObject>>;
  const specimen = { ...files['forms/specimen.json'], list };
  const packages = { platform, specimens: { ...files, 'forms/specimen.json': specimen } };
  const compiled = compile(sourcesOf(packages as unknown as Packages), { known: knownWith([], []) });
  const issues = compiled.issues
    .filter(({ pointer }) => pointer.startsWith('/list'))
    .map(({ pointer, code }) => `${pointer} ${code}`);
  const { model } = compiled;
  const form = model?.formsById.get('specimen');
  return { issues, form, model };
}

const whole = made({ columns: ['text'] });
const { form = expect.fail(), model = expect.fail() } = whole;
const described = describeForm(form, model, { seen: () => true, writable: () => true });
const shown = reviveForm({ ...described, parameters: {}, can: [] } as never);
const fields = form.fields.flatMap((field) => [
  field,
  ...partsOf(field).map((part) => partField(field, part)),
]);

describe('a name in the list of a form', () => {
  it.each(fields.map(({ id, kind }) => [id, kind.name]))('%s (%s) filters, or is refused', (id) => {
    const { issues } = made({ columns: ['text'], filters: [id] });
    const shape = quickField(shown, id) && filterShape(quickField(shown, id) ?? expect.fail());
    if (issues.length > 0)
      return expect([issues, shape ?? null]).toEqual([['/list/filters/0 field-unfit'], null]);
    const field = quickField(shown, id) ?? expect.fail(`${id} is dropped`);
    const value =
      shape === 'options' && field.options ? (field.options[0]?.value ?? '') : picked[shape ?? 'text'];
    const condition = conditionOf({ ...plainState, quick: { [field.name]: [value] } }, shown);
    const compiled = compileCondition(condition ?? expect.fail(`${id} asks nothing`), {
      shape: form,
      target: (target) => model.formsById.get(target),
    });
    expect(compiled.ok ? [] : compiled.problems).toEqual([]);
    if (compiled.ok)
      expect(
        toFilter(compiled.value, {
          call: { user: 'u', today: '2026-01-01', now: '2026-01-01T00:00:00.000Z' },
        }).ok,
      ).toBe(true);
  });

  it.each(form.fields.map(({ id }) => id))('%s is a column, or is refused', (id) => {
    const { issues } = made({ columns: [id] });
    if (issues.length > 0) return expect(issues).toEqual(['/list/columns/0 field-unfit']);
    const columns = standardColumns(
      reviveForm({
        ...described,
        parameters: {},
        can: [],
        list: { ...described.list, columns: [id] },
      } as never),
    );
    expect(columns.shown).toContain(form.byId.get(id)?.name);
  });

  it.each(Object.keys(systemMembers))('%s, which every record has, is used, or warned of', (id) => {
    const issues = made({ columns: [id], filters: [id] }).issues;
    const isShown = quickField(shown, id) !== undefined;
    expect(issues).toEqual(isShown ? [] : ['/list/columns/0 member-unused', '/list/filters/0 member-unused']);
  });

  it.each([
    ['a part is no column', { columns: ['files.count'] }, ['/list/columns/0 unknown-field']],
    ['nor an order', { columns: ['text'], sort: ['-files.count'] }, ['/list/sort/0 unknown-field']],
    [
      'a part that there is none of',
      { columns: ['text'], filters: ['files.pages'] },
      ['/list/filters/0 unknown-field'],
    ],
    [
      'a part of a part',
      { columns: ['text'], filters: ['files.count.more'] },
      ['/list/filters/0 unknown-field'],
    ],
    ['an order by who owns a record', { columns: ['text'], sort: ['org'] }, ['/list/sort/0 member-unused']],
    [
      'an order by what there is not',
      { columns: ['text'], sort: ['validFrom'] },
      ['/list/sort/0 member-unused'],
    ],
    ['an order by the moment', { columns: ['text'], sort: ['-modifiedAt'] }, []],
  ])('%s', (_, list, issues) => {
    expect(made(list).issues).toEqual(issues);
  });
});

describe('a text whose values are codes that messages name', () => {
  const titles = [{ value: 'quota-short', label: { zh: '额度不足', en: 'Not enough quota' } }];
  const named = described.fields.map((field) => (field.id === 'text' ? { ...field, titles } : field));
  const coded = reviveForm({ ...described, fields: named, parameters: {}, can: [] } as never);
  const field = quickField(coded, 'text') ?? expect.fail();

  it('is filtered by their names, and groups nothing: what has no name would be left out', () => {
    expect(filterShape(field)).toBe('options');
    expect(groupFields(coded).map(({ name }) => name)).not.toContain(field.name);
  });

  it.each([
    ['quota-short', '额度不足'],
    ['4021', '4021'],
  ])('%s is said as %s, by filters and by sentences', (value, said) => {
    expect(filterValue(field, [value], new Map())).toBe(said);
    const scope = { shape: coded, target: () => undefined };
    const compiled = compileCondition({ fact: field.name, operator: 'equal', value }, scope);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const sentence = sentenceOf(compiled.value, 'zh');
    expect(sentence).toBe(`${field.label.zh} 等于 “${said}”`);
    expect(sentenceReader(scope, 'zh').read(sentence)).toMatchObject({
      value: { condition: compiled.value.condition },
    });
    const partly = compileCondition({ fact: field.name, operator: 'contains', value }, scope);
    expect(partly.ok && sentenceOf(partly.value, 'zh')).toContain(`“${value}”`);
  });
});
