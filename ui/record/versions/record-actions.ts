import type { JsonObject } from '../../../metadata/common/json.ts';
import type { References } from '../../../metadata/contract/records/calls.ts';
import type { SavedRecord, Version, Versions } from '../../../metadata/contract/records/record.ts';
import { session } from '../../session/session.ts';
import type { RecordEditor } from '../editor/record-editor.ts';

export type { Version };

function pathOf({ place, base }: RecordEditor) {
  return { form: place.outline.name, id: base?.id ?? '' };
}

/** Newest first; those before a revision, or from the newest on. */
export function readVersions(editor: RecordEditor, before?: number | null): Promise<Versions> {
  const query = before ? { before } : {};
  return session.api.call('GET /api/forms/:form/records/:id/history', { path: pathOf(editor), query });
}

export function readReferences(editor: RecordEditor): Promise<References> {
  return session.api.call('GET /api/forms/:form/records/:id/references', { path: pathOf(editor) });
}

/** `ifMatch` is the revision of the record as it was read; 0: it is known to be gone. */
export function restoreVersion(
  editor: RecordEditor,
  revision: number,
  ifMatch: number,
): Promise<SavedRecord> {
  return session.api.call('POST /api/forms/:form/records/:id/history/:revision/restore', {
    path: { ...pathOf(editor), revision: String(revision) },
    ifMatch,
  });
}

/** The key of notices about what was done to a record: the next one takes the place of the one before. */
export function doneTo(record: string | undefined): string {
  return `done to ${record}`;
}

/** Enable, disable, or an action of the form. */
export function act(editor: RecordEditor, action: string, body?: JsonObject): Promise<SavedRecord> {
  return session.api.call('POST /api/forms/:form/records/:id/actions/:action', {
    path: { ...pathOf(editor), action },
    ...(body && { body }),
    ifMatch: editor.base?.revision ?? 0,
  });
}

/** Deletes it as it was read, by default as it is on the page, and answers what brings it back. */
export async function remove(editor: RecordEditor, base = editor.base): Promise<() => Promise<void>> {
  const path = pathOf(editor);
  await session.api.call('DELETE /api/forms/:form/records/:id', { path, ifMatch: base?.revision ?? 0 });
  return async () => {
    await restoreVersion(editor, base?.revision ?? 0, 0);
  };
}

/** A record that is gone meanwhile comes back as it last was. */
export async function bringBack(editor: RecordEditor): Promise<SavedRecord> {
  const { items } = await readVersions(editor);
  const last = items.find(({ record }) => record !== null);
  if (!last) throw new Error('no version of the record is left');
  return restoreVersion(editor, last.revision, 0);
}
