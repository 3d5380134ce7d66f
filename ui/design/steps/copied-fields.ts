import { isObject, type Json } from '../../../metadata/common/json.ts';
import { begunAsNew } from '../../../metadata/design/copy-form.ts';
import type { FieldSource } from '../../../metadata/source.ts';

/** The field at a path by ids. */
export function sourceAt(fields: readonly FieldSource[], path: string): FieldSource | undefined {
  let among = fields;
  let found: FieldSource | undefined;
  for (const id of path.split('.')) {
    found = among.find((one) => (one.id ?? one.name) === id);
    among = found?.fields ?? [];
  }
  return found;
}

/** A copy beside the field it is of. */
export function copyBeside({ id: _, ...field }: FieldSource, name: string): FieldSource {
  const label = { zh: `${field.label.zh} 副本`, en: `${field.label.en} copy` };
  return { ...begunAsNew(field), name, label, hidden: false };
}

/**
 * A copy on another form, or in other rows: without what asks for fields that are not there.
 *
 *     copyElsewhere(taxNo, 'local_taxNo')
 */
export function copyElsewhere(field: FieldSource, name: string): FieldSource {
  const { id: _, carry, optionsFilter, visible, columns, source, hidden, ...kept } = field;
  const { required, readonly, default: begins, fields, ...plain } = kept;
  return {
    ...plain,
    name,
    ...(required === true ? { required } : {}),
    ...(readonly === true ? { readonly } : {}),
    ...(begins === undefined || asksFact(begins) ? {} : { default: begins }),
    ...(fields ? { fields: fields.map((one) => copyElsewhere(one, one.name)) } : {}),
  };
}

function asksFact(value: Json): boolean {
  return isObject(value) && typeof value['fact'] === 'string' && !value['fact'].startsWith('$');
}
