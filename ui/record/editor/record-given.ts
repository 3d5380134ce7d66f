import type { Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { recordNames } from '../../model/record-names.ts';
import { putBelow } from './record-below.ts';
import type { RecordEditor } from './record-editor.ts';
import { isGiven } from './record-sending.ts';

const start = 'is.';

/** Fills in what the address of a new record says: of its fields by their names, `is.state=open`, and what it stands below. */
export async function putGiven(editor: RecordEditor, query: URLSearchParams): Promise<void> {
  const { form } = editor;
  await putBelow(editor, query.get('parent'));
  for (const [key, text] of query) {
    const field = key.startsWith(start) ? form.byName.get(key.slice(start.length)) : undefined;
    if (!field || text === '' || field.rows || !isGiven(field) || !form.writable.has(field.path)) continue;
    const value = await valueIn(field, text);
    if (value !== undefined && editor.isUntouched) editor.offer(field, value);
  }
}

/** A value as records have it; undefined: it is none of the field. */
async function valueIn(field: Field, text: string): Promise<Json | undefined> {
  if (field.target !== undefined) {
    const name = (await recordNames(field.target, [text])).get(text);
    return name && { id: text, ...name };
  }
  const said: Json = field.kind.comparison(field) === 'boolean' ? text === 'true' : text;
  const read = field.kind.read(said, field);
  return read.ok ? said : undefined;
}
