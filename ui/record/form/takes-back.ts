import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';

/** Whether an action takes a record back to where new ones begin, as whoever withdraws it or sends it back does. */
export function takesBack({ params }: ActionSource, { byId }: Pick<FormModel, 'byId'>): boolean {
  const fields = params?.['fields'];
  if (!isObject(fields)) return false;
  return Object.entries(fields).some(([id, value]) => {
    const field = byId.get(id);
    return field !== undefined && value !== undefined && isBeginning(field, value);
  });
}

/** A choice begins with its default, or else with its first option. */
function isBeginning(field: Field, value: Json): boolean {
  const { options = [] } = field;
  return value === null || (options.length > 0 && value === (field.default ?? options[0]?.value));
}

/**
 * Whether an action only turns switches, as whoever closes or reopens a document does: it can be done at any time, and
 * nothing goes on by it.
 */
export function turnsSwitches({ params }: ActionSource, { byId }: Pick<FormModel, 'byId'>): boolean {
  const fields = params?.['fields'];
  if (!isObject(fields)) return false;
  const ids = Object.keys(fields);
  return ids.length > 0 && ids.every((id) => byId.get(id)?.kind.name === 'boolean');
}
