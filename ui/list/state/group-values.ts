import { msg } from '@lit/localize';
import type { Json } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Tone } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { pointerTo, RecordPicks } from '../../model/record-picks.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import type { ListField } from './list-field.ts';

/** One of the values by which records fall into groups. */
export interface GroupValue {
  /** As a quick filter has it. */
  readonly value: string;
  readonly text: string;
  /** As a record has it. */
  readonly wire: Json;
  readonly tone?: Tone | undefined;
  /** Nobody can choose it any more. Default: it can be chosen. */
  readonly former?: boolean;
}

/** The values of a field that are known beforehand, without those that only records of before have. */
export function valuesOf({ name, comparison, options }: ListField): readonly GroupValue[] {
  const yesNo = (yes: string, no: string) => [
    { value: 'true', text: yes, wire: true },
    { value: 'false', text: no, wire: false },
  ];
  if (name === 'enabled') return yesNo(msg('启用', { id: 'enabled' }), msg('禁用', { id: 'disabled' }));
  if (comparison === 'boolean') return yesNo(msg('是', { id: 'yes' }), msg('否', { id: 'no' }));
  return (options ?? []).map(({ value, label, tone, hidden }) => ({
    value,
    text: say(label),
    wire: value,
    tone,
    former: hidden === true,
  }));
}

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
