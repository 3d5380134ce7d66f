import { msg } from '@lit/localize';
import { numberAndName } from '../fields/common/record-called.ts';
import { notify } from '../kit/gj-notices.ts';
import { language } from '../session/i18n.ts';
import { listAddress } from '../session/record-links.ts';
import { router } from '../session/router.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import type { Wire } from './editor/record-sending.ts';
import { mergedText } from './editor/record-writing.ts';
import { doneTo, remove, restoreVersion } from './versions/record-actions.ts';

/**
 * Tells that a record was saved, with whom it was merged and what else is to be known of it, and takes it back on demand:
 * a new one is deleted again.
 */
export function notifySaved(editor: RecordEditor, remarks: readonly string[]): void {
  // As this save left it: what is saved later, here or by others, is not this notice's to take back.
  const { merged, former, base: saved } = editor;
  const said = [
    [msg('已保存', { id: 'saved' }), called(editor)].join(' ').trim(),
    ...(merged ? [mergedText(merged)] : []),
    ...remarks,
  ];
  const isUndone = former ? editor.may('edit') : !editor.isSetting && editor.may('delete');
  const undo =
    saved && (former ? () => restore(editor, saved, former.revision) : () => unmake(editor, saved));
  notify({
    // Whatever is done to it next takes its place: what was saved is not to be taken back any more.
    key: doneTo(saved?.id),
    text: said.join(language() === 'zh' ? '。' : '. '),
    ...(remarks.length > 0 ? { kind: 'warning' } : {}),
    ...(isUndone && undo ? { undo } : {}),
  });
}

/** What the record is called: the notice goes along to other pages, where one can take back what it tells of. */
function called({ form, base }: RecordEditor): string {
  return numberAndName(form, base)[0] ?? '';
}

/**
 * As it was before, judged as any other write: a save since is met, not overwritten, and what is typed by now stays.
 */
async function restore(editor: RecordEditor, saved: Wire, revision: number): Promise<void> {
  const undone = await restoreVersion(editor, revision, saved.revision);
  await editor.takeBeside(undone);
  editor.restart();
  notify({
    text: msg('已撤销', { id: 'undone' }),
    redo: async () => {
      await editor.takeBeside(await restoreVersion(editor, saved.revision, undone.revision));
      editor.restart();
      notify({ text: msg('已重做', { id: 'redone' }) });
    },
  });
}

/** Back to the list, from where it comes again by a click. Whoever has typed on since is asked before. */
async function unmake(editor: RecordEditor, saved: Wire): Promise<void> {
  const { name } = editor.place.outline;
  const here = `/forms/${name}/${saved.id}`;
  if (!(await router.mayLeave())) return;
  const redo = await remove(editor, saved);
  router.guard(null);
  await router.go(listAddress(name));
  notify({
    text: msg('已撤销', { id: 'undone' }),
    redo: async () => {
      await redo();
      await router.go(here);
    },
  });
}
