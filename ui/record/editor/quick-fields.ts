import type { Field } from '../../../metadata/field.ts';
import type { RecordEditor } from './record-editor.ts';

/** Fields that were asked for once, which stay while their record is made: nobody types into what goes meanwhile. */
const asked = new WeakMap<RecordEditor, Set<string>>();

/**
 * Ids of the fields that a record made in passing is asked for: those the form says, those it cannot do without as it
 * is filled in, and those with something wrong in them, which can be mended nowhere else.
 */
export function quickFields(editor: RecordEditor): readonly string[] {
  const { form, findings } = editor;
  const known = asked.get(editor) ?? new Set(form.quick);
  asked.set(editor, known);
  const wrong = new Set(
    findings.filter(({ severity }) => severity === 'error').map(({ path }) => path.split('/')[1]),
  );
  const isNeeded = (field: Field) => {
    const { visible, required, readonly } = editor.state(field);
    return visible && ((required && !readonly) || wrong.has(field.name));
  };
  for (const field of form.fields) if (isNeeded(field)) known.add(field.id);
  return [...known];
}
