import { msg } from '@lit/localize';
import { notify } from '../kit/gj-notices.ts';
import { language } from '../session/i18n.ts';
import { listAddress } from '../session/record-links.ts';
import { router } from '../session/router.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import { mergedText } from './editor/record-writing.ts';
import { remove, restoreVersion } from './record-actions.ts';

/** Tells that a record was saved, with whom it was merged, and takes it back on demand: a new one is deleted again. */
export function notifySaved(editor: RecordEditor): void {
  const { merged, former } = editor;
  const said = [msg('已保存', { id: 'saved' }), ...(merged ? [mergedText(merged)] : [])];
  const undo = former ? () => restore(editor, former.revision) : () => unmake(editor);
  const isUndone = former ? editor.may('edit') : !editor.isSetting && editor.may('delete');
  notify({
    text: said.join(language() === 'zh' ? '。' : '. '),
    ...(isUndone && editor.base ? { undo } : {}),
  });
}

/** As it was before, judged as any other write: somebody else's save since is met, not overwritten. */
async function restore(editor: RecordEditor, revision: number): Promise<void> {
  const saved = editor.base;
  if (!saved) return;
  editor.take(await restoreVersion(editor, revision, saved.revision));
  editor.restart();
  notify({
    text: msg('已撤销', { id: 'undone' }),
    redo: async () => {
      editor.take(await restoreVersion(editor, saved.revision, editor.base?.revision ?? 0));
      editor.restart();
      notify({ text: msg('已重做', { id: 'redone' }) });
    },
  });
}

/** Back to the list, from where it comes again by a click. */
async function unmake(editor: RecordEditor): Promise<void> {
  const { name } = editor.place.outline;
  const here = `/forms/${name}/${editor.base?.id ?? ''}`;
  const redo = await remove(editor);
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
