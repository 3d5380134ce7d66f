import { msg } from '@lit/localize';
import type { Json } from '../../../metadata/common/json.ts';
import type { Tone } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { fieldName, type ListField, listFields } from './list-field.ts';

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

/** Fields whose values are few and known beforehand, and those the list shows that refer to one record. */
export function groupFields(form: FormModel): readonly ListField[] {
  const columns = new Set([...form.list.columns.map((id) => fieldName(form, id)), 'org']);
  const isListed = ({ name, target }: ListField) =>
    columns.has(name) && target !== undefined && session.formById(target) !== undefined;
  return listFields(form).filter(
    (field) => field.comparison !== 'list' && (valuesOf(field).length > 1 || isListed(field)),
  );
}
