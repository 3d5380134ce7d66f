import type { Condition } from '../../../metadata/condition.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { pointerTo, RecordPicks } from '../../model/record-picks.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { type GroupValue, valuesOf } from './group-fields.ts';
import type { ListField } from './list-field.ts';

/** The values by which a field groups: its known ones, or the records that it may refer to; of many the first. */
export async function groupValues(
  field: ListField,
  most: number,
): Promise<{ readonly values: readonly GroupValue[]; readonly cut: boolean }> {
  const { target } = field;
  if (target === undefined) {
    const values = valuesOf(field);
    return { values: values.slice(0, most), cut: values.length > most };
  }
  const outline = session.formById(target);
  if (!outline) return { values: [], cut: false };
  const picks = new RecordPicks(await forms.get(outline.name), 'use', true);
  const { items, size } = await picks.page('', undefined, 0, most);
  const values = items.map((pick) => ({ value: pick.id, text: pick.text, wire: pointerTo(pick) }));
  return { values, cut: size > items.length };
}

/** Asks for the records that have a value in the field; null: nothing stands in it. */
export function havingValue({ name: fact, comparison }: ListField, value: string | null): Condition {
  if (value === null) return { fact, operator: 'isEmpty' };
  return { fact, operator: 'equal', value: comparison === 'boolean' ? value === 'true' : value };
}

/** Both of two questions, where there are two. */
export function both(one: Condition | null, other: Condition): Condition {
  return one ? { all: [one, other] } : other;
}

/** The values that only records of before have: options that were left out. */
export function formerValues(form: FormModel, { name }: ListField): readonly GroupValue[] {
  const former = form.byName.get(name)?.formerOptions ?? [];
  return former.map(({ value, label }) => ({ value, text: say(label), wire: value, former: true }));
}
