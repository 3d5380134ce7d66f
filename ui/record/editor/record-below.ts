import { isObject } from '../../../metadata/common/json.ts';
import { recordNames } from '../../model/record-names.ts';
import { session } from '../../session/session.ts';
import { needsPlace, placeInTree } from './one-tree.ts';
import type { RecordEditor } from './record-editor.ts';
import { readRecord } from './record-place.ts';

/**
 * Places a new record of a tree: below the one somebody came from, by its id, else where an organisation mostly
 * belongs.
 */
export async function putBelow(editor: RecordEditor, parent: string | null): Promise<void> {
  const { form } = editor;
  const field = placeInTree(form);
  if (!field || !editor.isUntouched) return;
  if (parent !== null) {
    const name = (await recordNames(form.id, [parent])).get(parent);
    if (name) editor.offer(field, { id: parent, ...name });
  } else if (needsPlace(form, field, null)) await belowChosen(editor);
}

/** An organisation stands below the one that is chosen, beside it where that has none below. */
async function belowChosen(editor: RecordEditor): Promise<void> {
  const { org } = session;
  const { form } = editor;
  const [field, leaf] = [placeInTree(form), form.byId.get('leaf')];
  if (!org || !field) return;
  const record = await readRecord(form.name, org.id).then(
    ({ record }) => record,
    () => null,
  );
  if (!record) return;
  const place =
    leaf && record[leaf.name] === true
      ? record[field.name]
      : { id: org.id, number: org.number, name: org.name };
  if (isObject(place) && editor.isUntouched) editor.offer(field, place);
}
