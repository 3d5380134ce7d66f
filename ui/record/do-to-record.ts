import { msg, str } from '@lit/localize';
import { canTakeBack } from '../../metadata/approvals.ts';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { ActionSource } from '../../metadata/source.ts';
import { nameOfRecord, recordCalled } from '../fields/common/record-called.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { notify } from '../kit/gj-notices.ts';
import type { Agree } from '../model/agree.ts';
import { askedIn, type Confirmation } from '../model/asked.ts';
import { type DeskDomain, deskFor } from '../model/desks.ts';
import { ApiProblem } from '../session/api.ts';
import { say, within } from '../session/i18n.ts';
import { ownInbox } from '../session/inbox.ts';
import { listAddress } from '../session/record-links.ts';
import { router } from '../session/router.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import { act, doneTo, remove } from './versions/record-actions.ts';

interface Doing {
  /** Undefined: nobody is asked before. */
  readonly agree: Agree | undefined;
  readonly domains: readonly DeskDomain[];
  /** The body that is sent with a declared action. Undefined: none. */
  readonly body: JsonObject | undefined;
  /** Goes to what is wrong with the record, by its path. */
  readonly jump: (path: string) => Promise<void>;
}

/** Enables, disables, or does what the form declares, and says so; answers what has to be asked first. */
export async function perform(
  editor: RecordEditor,
  name: string,
  { agree, domains, body, jump }: Doing,
): Promise<Confirmation | undefined> {
  const { base } = editor;
  /** What became of it takes the place of what stood in its way before. */
  const key = doneTo(base?.id);
  const declared = editor.form.actions.find((action) => action.name === name);
  try {
    const desk = declared && deskFor(domains, declared.capability);
    if (base && desk) {
      if (await desk([base.id])) await editor.reload();
      return undefined;
    }
    const isAble = name === 'enable' || name === 'disable';
    if (base && isAble && agree && !(await agree({ action: name, base, edited: base }))) return undefined;
    await editor.takeBeside(await act(editor, name, body));
    // What it waited for may have been this.
    void ownInbox.refresh(true);
    const back = { enable: 'disable', disable: 'enable' }[name];
    const isTaken = declared !== undefined && canTakeBack(declared, editor.form);
    const undo = async () =>
      editor.takeBeside(back ? await act(editor, back) : await act(editor, name, { takeBack: true }));
    notify({ key, text: doneText(editor, name, declared), ...((back || isTaken) && { undo }) });
  } catch (failure) {
    const asked = failure instanceof ApiProblem ? askedIn(failure.body) : undefined;
    if (asked) return asked;
    if (failure instanceof ApiProblem && failure.status === 412) await editor.reload();
    const placed = failure instanceof ApiProblem && failure.errors.some(({ path }) => path !== '');
    const close = notify({ key, text: placed ? failure.message : failureText(failure), kind: 'error' });
    closeOnceChanged(editor, close);
    if (placed) {
      // The page says it itself, at the place: it is nothing to take along to others.
      router.addEventListener('change', close, { once: true });
      editor.tell(failure.errors);
      const first = editor.findings.find(({ path, severity }) => severity === 'error' && path !== '');
      if (first) await jump(first.path);
    }
  }
  return undefined;
}

/** A refusal goes once the record is another one than that which it speaks of. */
function closeOnceChanged(editor: RecordEditor, close: () => void): void {
  const text = () => JSON.stringify([editor.base?.revision ?? 0, editor.edited]);
  const refused = text();
  const look = () => {
    if (text() === refused) return;
    editor.removeEventListener('change', look);
    close();
  };
  editor.addEventListener('change', look);
}

/** Says what was done, and to which record. */
function doneText({ form, base }: RecordEditor, name: string, declared: ActionSource | undefined): string {
  const record = recordCalled(form, base);
  if (name === 'enable') return msg(str`已启用：${record}`, { id: 'enabled-one' });
  if (name === 'disable') return msg(str`已禁用：${record}`, { id: 'disabled-one' });
  if (declared?.done) {
    const inside = `${within(form.recordLabel)} ${nameOfRecord(form, base)}`.trim();
    return msg(str`${say(declared.done)}：${inside}`, { id: 'acted-done' });
  }
  return msg(str`已${say(declared?.label)}：${record}`, { id: 'acted-one' });
}

/** Deletes it and goes to the list; answers what refers to it, where that is what stands in the way. */
export async function deleteRecord(editor: RecordEditor, agree?: Agree): Promise<readonly unknown[] | null> {
  const { base, place } = editor;
  const { name } = place.outline;
  try {
    if (base && agree && !(await agree({ action: 'delete', base, edited: base }))) return null;
    const undo = await remove(editor);
    const here = `/forms/${name}/${base?.id ?? ''}`;
    router.guard(null);
    await router.go(listAddress(name));
    notify({
      text: msg('已删除', { id: 'deleted' }),
      undo: async () => {
        await undo();
        await router.go(here);
      },
    });
  } catch (failure) {
    const referrers = failure instanceof ApiProblem ? failure.body['referrers'] : undefined;
    if (Array.isArray(referrers) && referrers.length > 0) return referrers;
    notify({ text: failureText(failure), kind: 'error' });
  }
  return null;
}
