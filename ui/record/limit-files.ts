import { type FileLimits, keepLimits } from './editor/file-limits.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import type { RecordDomain } from './record-domain.ts';

/** Tells controls what files may be by the settings of domains. Without an answer the server judges alone. */
export async function limitFiles(editor: RecordEditor, domains: readonly RecordDomain[]): Promise<void> {
  const asked = domains.map(({ fileLimits }) => fileLimits?.(editor).catch(() => null));
  const found = (await Promise.all(asked)).filter((one) => one !== null && one !== undefined);
  if (found.length === 0) return;
  keepLimits(editor, Object.assign({}, ...found) as FileLimits);
}
