import type { Field } from '../../../metadata/field.ts';
import { largestOf, typesOf } from '../../../metadata/kinds/common/file-value.ts';
import type { RecordEditor } from './record-editor.ts';

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

/** What is known of each record that is being edited, and its fields as they are by that. */
const known = new WeakMap<
  RecordEditor,
  { readonly limits: FileLimits; readonly fields: Map<Field, Field> }
>();

/** Controls of the record tell and take what the limits say from now on. */
export function keepLimits(editor: RecordEditor, limits: FileLimits): void {
  known.set(editor, { limits, fields: new Map() });
  editor.dispatchEvent(new Event('change'));
}

/** A field as its control tells it: what both it and the settings take. The same again for the same. */
export function limitedField(field: Field, editor: RecordEditor): Field {
  const kept = known.get(editor);
  const said = kept?.limits[field.name];
  if (!kept || !said) return field;
  const found = kept.fields.get(field);
  if (found) return found;
  const types = typesOf(field).filter((type) => said.types?.includes(type) ?? true);
  const largest = Math.min(largestOf(field) / megabyte, said.largest ?? Number.POSITIVE_INFINITY);
  const limited = { ...field, props: { ...field.props, types, largest } };
  kept.fields.set(field, limited);
  return limited;
}
