import { describe, expect, it } from 'vitest';
import { checkBehaviour } from './check-behaviour.ts';
import { behaviourOf, category, checks, context, f, formOf, modelOf, text } from './sample.suite.ts';

const isDefault = { fact: 'main', operator: 'equal', value: true } as const;

describe('what is unique within one record', () => {
  const title = behaviourOf({
    fields: [
      f('entries', 'rows', { name: 'titles', id: 'rows', fields: [f('text', 'bank'), f('boolean', 'main')] }),
    ],
    unique: [
      { name: 'one', across: 'rows', fields: ['main'], where: isDefault, within: 'record' },
      { name: 'bank', across: 'rows', fields: ['bank'] },
    ],
  });

  it.each([
    ['one row', [{ main: true }, { main: false }, { main: false }], []],
    ['two rows', [{ main: true }, {}, { main: true }], ['/titles/2/main not-unique']],
    ['rows that say nothing', [{}, {}], []],
  ])('is seen in %s', async (_says, rows, expected) => {
    const { problems } = await title.inspect({ rows }, null, context);
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });

  it('is nothing that other records could have taken', async () => {
    const claims = await title.claims({ rows: [{ main: true, bank: 'ICBC' }] }, context);
    expect(claims.map(({ rule }) => rule.name)).toEqual(['bank']);
  });
});

describe('a list of fields', () => {
  const rule = behaviourOf({
    fields: [
      f('boolean', 'merge'),
      f('field-list', 'keys', {
        form: 'category',
        forced: ['number'],
        visible: { fact: 'merge', operator: 'notEqual', value: false },
      }),
      f('field-list', 'few', { form: 'category', pick: ['name', 'rate'] }),
    ],
  });

  it.each([
    ['has what is forced', { keys: ['name', 'number'] }, []],
    ['misses what is forced', { keys: ['name'] }, ['/keys field-forced']],
    ['is empty', { keys: null }, ['/keys field-forced']],
    ['is not seen', { merge: false, keys: [] }, []],
    ['names no field', { keys: ['number', 'colour'] }, ['/keys/1 unknown-field']],
    ['looks behind what is no reference', { keys: ['number', 'name.x'] }, ['/keys/1 unknown-field']],
    ['has what is offered', { keys: ['number'], few: ['rate'] }, []],
    ['has another', { keys: ['number'], few: ['name', 'leaf'] }, ['/few/1 field-not-offered']],
  ])('that %s', async (_says, record, expected) => {
    const { problems } = await rule.inspect(record, null, context);
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });

  it('stays as it was, whatever is said of it since', async () => {
    const { problems } = await rule.inspect({ keys: ['gone'] }, { keys: ['gone'] }, context);
    expect(problems).toEqual([]);
  });

  it('names fields that are there, in its form too', () => {
    const model = modelOf(category, {
      name: 'order',
      kind: 'document',
      sharing: 'everybody',
      label: text('单'),
      fields: [f('field-list', 'keys', { form: 'category', default: ['colour'], forced: ['size'] })],
    });
    const issues = checkBehaviour(formOf(model, 'order'), {
      target: (id) => model.formsById.get(id),
      checks,
    });
    expect(issues.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/fields/keys/default/0 unknown-field',
      '/fields/keys/default field-forced',
      '/fields/keys/forced/0 unknown-field',
    ]);
  });
});

describe('a number that the platform gives out', () => {
  const numbered = (more: object) =>
    behaviourOf({ fields: [f('number', 'number', { pattern: 'A{seq:4}', required: true, ...more })] });
  const before = { number: 'A0001' };

  it.each([
    ['may be typed where people may', { editable: true }, { number: 'B' }, null, []],
    ['and may not elsewhere', {}, { number: 'B' }, null, ['/number readonly']],
    ['is not missing before it is there', { editable: true }, { number: null }, null, []],
    ['may be changed', { editable: true }, { number: 'B' }, before, []],
    ['unless it is fixed', { editable: true, fixed: true }, { number: 'B' }, before, ['/number fixed']],
    ['or readonly', { editable: true, readonly: true }, { number: 'B' }, before, ['/number readonly']],
    ['may be sent as it is', { fixed: true }, before, before, []],
  ])('%s', async (_says, more, record, was, expected) => {
    const { problems } = await numbered(more).inspect(record, was, context);
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(expected);
  });

  it('shows as readonly where nobody may type it', () => {
    const states = [{}, { editable: true }, { editable: true, readonly: true }].map(
      (more) => numbered(more).fieldState({ field: 'number' }, before, context).readonly,
    );
    expect(states).toEqual([true, false, true]);
  });
});
