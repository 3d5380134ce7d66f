import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Referrer } from '../../metadata/contract/records/calls.ts';
import { session } from '../session/session.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import type { Wire } from './editor/record-sending.ts';

/** One version of a record, as the server tells it. */
export interface Version {
  readonly revision: number;
  readonly operation: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string };
  readonly reason: string | null;
  readonly record: JsonObject | null;
  readonly changes: readonly { readonly path: string; readonly before: Json; readonly after: Json }[];
}

function recordPath({ place, base }: RecordEditor): string {
  return `/api/forms/${encodeURIComponent(place.outline.name)}/records/${base?.id ?? ''}`;
}

export interface Versions {
  readonly items: readonly Version[];
  /** The revision before which there are older ones. */
  readonly next: number | null;
}

/** Newest first; those before a revision, or from the newest on. */
export function readVersions(editor: RecordEditor, before?: number | null): Promise<Versions> {
  const from = before ? `?before=${before}` : '';
  return session.api.get<Versions>(`${recordPath(editor)}/history${from}`);
}

export async function readReferrers(editor: RecordEditor): Promise<readonly Referrer[]> {
  const path = { form: editor.place.outline.name, id: editor.base?.id ?? '' };
  const { items } = await session.api.call('GET /api/forms/:form/records/:id/references', { path });
  return items;
}

/** `ifMatch` is the revision of the record as it was read; 0: it is known to be gone. */
export function restoreVersion(editor: RecordEditor, revision: number, ifMatch: number): Promise<Wire> {
  return session.api.post<Wire>(`${recordPath(editor)}/history/${revision}/restore`, undefined, { ifMatch });
}

/** Enable, disable, or an action of the form. */
export function act(editor: RecordEditor, action: string, body?: JsonObject): Promise<Wire> {
  const ifMatch = editor.base?.revision;
  return session.api.post<Wire>(
    `${recordPath(editor)}/actions/${encodeURIComponent(action)}`,
    body,
    ifMatch === undefined ? {} : { ifMatch },
  );
}

/** Deletes it, and answers what brings it back. */
export async function remove(editor: RecordEditor): Promise<() => Promise<void>> {
  const { base } = editor;
  await session.api.delete(recordPath(editor), base ? { ifMatch: base.revision } : {});
  return async () => {
    await restoreVersion(editor, base?.revision ?? 0, 0);
  };
}

/** A record that is gone meanwhile comes back as it last was. */
export async function bringBack(editor: RecordEditor): Promise<Wire> {
  const { items } = await readVersions(editor);
  const last = items.find(({ record }) => record !== null);
  if (!last) throw new Error('no version of the record is left');
  return restoreVersion(editor, last.revision, 0);
}
