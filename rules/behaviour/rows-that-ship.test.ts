import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field, Form } from '../../metadata/model.ts';
import type { Conditional } from '../../metadata/source.ts';
import { standardModel } from '../../workshop/standard-model.ts';
import { behaviour } from './behaviour.ts';
import type { Context } from './context.ts';
import { checks, context, patterns } from './sample.suite.ts';

const model = await standardModel();
const target = (id: string) => model.formsById.get(id);
/** Any record that a row names says of itself what it was named by. */
const looking: Context = {
  ...context,
  target: (_form, { id, number }) => ({ valueKind: id ?? number ?? '' }),
};

function factsIn(condition: unknown): readonly string[] {
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([name, value]) =>
    name === 'fact' ? [String(value)] : factsIn(value),
  );
}

/** Returns the values that a fact may have, as far as conditions tell them apart. */
function valuesOf(field: Field | undefined): readonly Json[] {
  if (field?.kind.comparison(field) === 'list')
    return [[], ...(field.options ?? []).map(({ value }) => [value])];
  return field?.options?.map(({ value }) => value) ?? [null, 'x'];
}

/** Every record with one row, as far as a condition of the row tells them apart. */
function recordsOf(form: Form, entries: Field, asked: readonly string[]): readonly JsonObject[] {
  return asked.reduce<readonly JsonObject[]>(
    (some, fact) => {
      const [head = '', member = ''] = fact.split('.');
      const isAbove = head === 'parent';
      const field = isAbove ? form.byId.get(member) : entries.rows?.byId.get(head);
      const through = isAbove || !member ? undefined : target(field?.target ?? '')?.byId.get(member);
      return valuesOf(through ?? field).flatMap((value) =>
        some.map((record) => {
          const [row] = record[entries.id] as unknown as readonly JsonObject[];
          return isAbove
            ? { ...record, [member]: value }
            : { ...record, [entries.id]: [{ ...row, [head]: value }] };
        }),
      );
    },
    [{ [entries.id]: [{ id: 'r' }] }],
  );
}

type Said = 'visible' | 'required' | 'readonly';
const conditional = (['visible', 'required', 'readonly'] as const).flatMap((says) =>
  [...model.formsById.values()].flatMap((form) =>
    form.entries.flatMap((entries) =>
      (entries.rows?.fields ?? [])
        .filter((field) => typeof field[says] === 'object')
        .map((field): [string, Said, Form, Field, Field] => [field.path, says, form, entries, field]),
    ),
  ),
);

describe('rows of every form that ships', () => {
  it.each(
    conditional.map(([path, says, form, ...more]) => [`${form.id}.${path}`, says, form, ...more] as const),
  )('say when %s is %s, and when it is not', async (_path, says, form, entries, field) => {
    const rules = behaviour(form, { target, checks, patterns });
    const condition: Conditional = field[says];
    const at = { field: `${entries.id}.${field.id}`, rows: [0] };
    const records = recordsOf(form, entries, [...new Set(factsIn(condition))]);
    const holds = (record: JsonObject) => rules.fieldState(at, record, looking)[says];
    const [is, isNot] = [records.find(holds), records.find((one) => !holds(one))];
    if (!is || !isNot) throw new Error('it never is, or always');
    if (says !== 'visible' || field.kind.derived) return;
    // A value that comes to be hidden is emptied by the save that hides it.
    const [row] = is[entries.id] as unknown as readonly JsonObject[];
    const [other] = isNot[entries.id] as unknown as readonly JsonObject[];
    const before = { ...is, [entries.id]: [{ ...row, [field.id]: 'x' }] };
    const after = { ...isNot, [entries.id]: [{ ...other, [field.id]: 'x' }] };
    const saved = await rules.withoutHidden(after, before, { ...looking, sent: {} });
    const [left] = saved.record[entries.id] as unknown as readonly JsonObject[];
    expect(left?.[field.id] ?? null).toBeNull();
  });
});
