import { msg } from '@lit/localize';
import { notify } from '../kit/gj-notices.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import type { RecordDomain } from './record-domain.ts';

/** What was saved is saved, though what tells of it can no longer be fetched. */
export async function tellSaved(editor: RecordEditor, domains: readonly RecordDomain[]): Promise<void> {
  const remarks = await Promise.all(domains.map((one) => one.savedRemark?.(editor).catch(() => undefined)));
  const notice = await import('./saved-notice.ts').catch(() => null);
  const said = remarks.filter((one) => one !== undefined);
  if (notice) notice.notifySaved(editor, said);
  else notify({ text: msg('已保存', { id: 'saved' }) });
}
