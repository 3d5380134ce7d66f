import { msg, str } from '@lit/localize';
import type { LitElement } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { InboxDecision, InboxItem, InboxMark } from '../../../metadata/contract/inbox/calls.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { askBefore } from '../../kit/dialog/ask-before.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { notify } from '../../kit/gj-notices.ts';
import { moment } from '../../kit/moment.ts';
import { ownInbox } from '../../session/inbox.ts';
import { session } from '../../session/session.ts';

type Said = Omit<InboxMark, 'version'>;

/** Marks an item, tells so, and offers to take it back. */
async function marking(item: InboxItem, said: Said, back: Said, text: string): Promise<void> {
  const key = `inbox ${item.id}`;
  try {
    const marked = await ownInbox.mark(item, said);
    notify({
      key,
      text,
      undo: async () => {
        await ownInbox.mark(marked, back).catch((failure: unknown) => {
          notify({ key, text: failureText(failure), kind: 'error' });
        });
      },
    });
  } catch (failure) {
    notify({ key, text: failureText(failure), kind: 'error' });
    // What was refused may have changed since it was seen.
    await ownInbox.refresh(true);
  }
}

/** Does to the record of an item what it waits for; answers whether it was done. */
export async function decide(host: LitElement, item: InboxItem, decision: InboxDecision): Promise<boolean> {
  const { about } = item;
  const { action, label, done: did, confirm, asksReason, undoable } = decision;
  if (!about) return false;
  const asked = confirm || asksReason;
  const body = asked ? await askBefore(host, { label, question: confirm, note: item.title, asksReason }) : {};
  if (!body) return false;
  const key = `inbox ${item.id}`;
  try {
    const path = { form: about.form, id: about.record, action };
    const act = (said: JsonObject, ifMatch: number) =>
      session.api.call('POST /api/forms/:form/records/:id/actions/:action', { path, body: said, ifMatch });
    const { revision } = await act(body, about.revision);
    const text = did
      ? msg(str`${did}：${about.name}`, { id: 'acted-done' })
      : msg(str`已${label}：${about.name}`, { id: 'acted-one' });
    const undo = async () => {
      try {
        await act({ takeBack: true }, revision);
      } catch (failure) {
        notify({ key, text: failureText(failure), kind: 'error' });
      } finally {
        await ownInbox.refresh(true);
      }
    };
    notify({ key, text, ...(undoable && { undo }) });
    return true;
  } catch (failure) {
    notify({ key, text: failureText(failure), kind: 'error' });
    return false;
  } finally {
    await ownInbox.refresh(true);
  }
}

export function done(item: InboxItem): Promise<void> {
  return marking(
    item,
    { done: true },
    { done: false },
    msg(str`已标为办完：${item.title}`, { id: 'inbox-done' }),
  );
}

export function reopen(item: InboxItem): Promise<void> {
  const { snoozedUntil, assignee } = item;
  return marking(
    item,
    { done: false, snoozedUntil: null, ...(item.state === 'assigned' ? { assignee: null } : {}) },
    {
      ...(item.state === 'done' ? { done: true } : {}),
      ...(item.state === 'snoozed' ? { snoozedUntil } : {}),
      ...(item.state === 'assigned' ? { assignee: assignee?.id ?? null } : {}),
    },
    msg(str`已放回收件箱：${item.title}`, { id: 'inbox-reopened' }),
  );
}

export function snooze(item: InboxItem, until: Date): Promise<void> {
  const at = moment(until.toISOString());
  return marking(
    item,
    { snoozedUntil: until.toISOString() },
    { snoozedUntil: null },
    msg(str`已推迟到 ${at}：${item.title}`, { id: 'inbox-snoozed' }),
  );
}

/** Gives it to a colleague, of whom the server knows that he may deal with it. */
export async function assign(host: LitElement, item: InboxItem): Promise<void> {
  const path = { id: item.id };
  let people: readonly {
    readonly id: string;
    readonly number: string | null;
    readonly name: string | null;
  }[];
  try {
    people = (await session.api.call('GET /api/inbox/:id/people', { path })).items;
  } catch (failure) {
    notify({ text: failureText(failure), kind: 'error' });
    return;
  }
  if (people.length === 0) {
    notify({ text: msg('没有其他人有权处理这一事项', { id: 'inbox-nobody' }), kind: 'warning' });
    return;
  }
  let chosen = '';
  await openForm(host, {
    label: msg('交给同事处理', { id: 'inbox-assign' }),
    before: () => item.title,
    fields: {
      person: {
        kind: 'choice',
        label: msg('同事', { id: 'inbox-colleague' }),
        required: true,
        choices: people.map(({ id, number, name }) => ({
          value: id,
          text: [name, number].filter(Boolean).join(' · '),
        })),
      },
    },
    act: msg('交给同事', { id: 'inbox-assign-go' }),
    icon: 'assign',
    send: async ({ person }) => {
      chosen = people.find(({ id }) => id === person)?.name ?? '';
      await ownInbox.mark(item, { assignee: person });
    },
  }).then((isSent) => {
    if (!isSent) return;
    const text = msg(str`已交给${chosen}：${item.title}`, { id: 'inbox-assigned' });
    const undo = async () => void (await ownInbox.mark(item, { assignee: item.assignee?.id ?? null }));
    notify({ text, undo });
  });
}
