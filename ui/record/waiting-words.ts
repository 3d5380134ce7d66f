import { msg, str } from '@lit/localize';
import type { Approvers } from '../../metadata/contract/inbox/calls.ts';
import { listed, within } from '../session/i18n.ts';
import { session } from '../session/session.ts';

/** Says for whom a record waits. */
export function waitingWords({ action: label, people, more }: Approvers): string {
  const action = within({ zh: label, en: label });
  if (people.length === 0) return msg(str`正在等待，但还没有人有权${action}`, { id: 'record-waits-nobody' });
  if (people.some(({ id }) => id === session.who?.user.id))
    return msg(str`等待您${action}`, { id: 'record-waits-you' });
  const names = listed(people.map(({ name, number: called }) => name ?? called ?? ''));
  return more
    ? msg(str`等待${names}等${action}`, { id: 'record-waits-more' })
    : msg(str`等待${names}${action}`, { id: 'record-waits' });
}
