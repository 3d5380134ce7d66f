import type { RecordEditor } from './record-editor.ts';
import { recordNames } from './record-names.ts';

/** Puts a new record of a tree below the one somebody came from, by its id. */
export async function putBelow(editor: RecordEditor, parent: string): Promise<void> {
  const { form } = editor;
  const field = form.byName.get('parent');
  if (field?.kind.points !== 'own') return;
  const name = (await recordNames(form.id, [parent])).get(parent);
  if (name) editor.change(field, { id: parent, ...name });
}
