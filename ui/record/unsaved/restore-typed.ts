import { msg, str } from '@lit/localize';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { notify } from '../../kit/gj-notices.ts';
import { language, say } from '../../session/i18n.ts';
import { openRecordConflict } from '../compare/open-conflict.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import { mergeRecords } from '../editor/record-merge.ts';
import { lostText } from '../editor/record-reshape.ts';
import { mergedText } from '../editor/record-writing.ts';
import { placesOf, type Typed } from './unsaved-content.ts';

/**
 * Puts what was typed before where it was, and tells what of it has no place any more. What others saved meanwhile is
 * merged field by field, and where both changed the same somebody is asked. Answers whether it stands there now.
 */
export async function restoreTyped(editor: RecordEditor, typed: Typed): Promise<boolean> {
  const { fields, lost } = placesOf(editor.form, editor.base, typed);
  const fitting = Object.fromEntries(
    fields.flatMap(({ name }) => (name in typed.edited ? [[name, typed.edited[name] ?? null]] : [])),
  );
  if (!(await put(editor, typed, fitting))) return false;
  for (const [name, { sentence, text }] of Object.entries(typed.flaws))
    if (editor.form.byName.has(name)) editor.flaw(`/${name}`, sentence, { text });
  if (lost.length > 0) notify(lostText(lost.map((name) => ({ label: { zh: name, en: name } }))));
  const secrets = typed.secrets.flatMap((name) => editor.form.byName.get(name) ?? []);
  if (secrets.length > 0) {
    const names = secrets.map(({ label }) => say(label)).join(language() === 'zh' ? '、' : ', ');
    const text = msg(str`密钥和密码不保留在浏览器中，请重新填写：${names}。`, { id: 'unsaved-secrets' });
    notify({ kind: 'warning', text });
  }
  return true;
}

async function put(editor: RecordEditor, typed: Typed, fitting: JsonObject): Promise<boolean> {
  const { base: current, form } = editor;
  const mine = { ...editor.edited, ...fitting };
  if (!current || current.revision === typed.revision) {
    editor.resume(mine);
    editor.restart();
    return true;
  }
  const base = { ...current, ...typed.base };
  const merge = mergeRecords(form, base, mine, current);
  const isClear = merge.conflicts.length === 0;
  const settled = isClear
    ? merge.settle(new Map())
    : await openRecordConflict({ form, base, edited: mine, current });
  if (!settled) return false;
  editor.rebase(current, settled);
  if (isClear) notify({ text: mergedText(current) });
  return true;
}
