import { msg } from '@lit/localize';
import { notify } from '../kit/gj-notices.ts';
import type { RecordEditor } from './editor/record-editor.ts';

/** What was saved is saved, though what tells of it can no longer be fetched. */
export async function tellSaved(editor: RecordEditor): Promise<void> {
  const notice = await import('./saved-notice.ts').catch(() => null);
  if (notice) notice.notifySaved(editor);
  else notify({ text: msg('已保存', { id: 'saved' }) });
}
