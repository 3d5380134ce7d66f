import type { Field } from '../../../metadata/field.ts';
import { largestOf, typesOf } from '../../../metadata/kinds/common/file-value.ts';

/** What files may be where settings take less than fields do, by the names of fields. */
export type FileLimits = Readonly<
  Record<
    string,
    {
      /** By the names of file types. Default: those of the field. */
      readonly types?: readonly string[];
      /** Megabytes. Default: as the field says. */
      readonly largest?: number;
    }
  >
>;

const megabyte = 1024 * 1024;
const known = new WeakMap<FileLimits, Map<Field, Field>>();

/** A field as its control tells it: what both it and the settings take. The same again for the same. */
export function limitedField(field: Field, limits: FileLimits): Field {
  const said = limits[field.name];
  if (!said) return field;
  const fields = known.get(limits) ?? new Map<Field, Field>();
  known.set(limits, fields);
  const found = fields.get(field);
  if (found) return found;
  const types = typesOf(field).filter((type) => said.types?.includes(type) ?? true);
  const largest = Math.min(largestOf(field) / megabyte, said.largest ?? Number.POSITIVE_INFINITY);
  const limited = { ...field, props: { ...field.props, types, largest } };
  fields.set(field, limited);
  return limited;
}
