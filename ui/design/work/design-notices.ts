import { msg } from '@lit/localize';
import { failureText } from '../../kit/base/failure-text.ts';
import { type Notice, notify } from '../../kit/gj-notices.ts';
import { say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import type { Refused } from './drawing.ts';

/** Tells `refused` whenever steps are: whatever shows what somebody clicked shows again what holds. */
export const refusals = new EventTarget();

let takeBacks: readonly (() => void)[] = [];

/** Tells something of what is designed: it goes with the page, as nobody could make sense of it elsewhere. */
export function notifyHere(notice: Notice): void {
  takeBacks = [...takeBacks, notify(notice)];
}

/** Tells something of the page that one came to: it is gone on the next one. */
export function notifyOnPage(notice: Notice): void {
  router.addEventListener('change', notify(notice), { once: true });
}

export function notifyFailure(failure: unknown): void {
  notifyHere({ text: failureText(failure), kind: 'error' });
}

/** Tells why steps can no longer be taken. */
export function notifyRefused(refused: readonly Refused[]): void {
  const why = refused.flatMap(({ issues }) => issues.map(({ message }) => say(message)));
  notifyHere({
    text: why.join(' ') || msg('操作失败，请重试。', { id: 'not-succeeded' }),
    kind: 'error',
  });
  refusals.dispatchEvent(new Event('refused'));
}

/** Another form, another view of it, or another page is opened. */
export function forgetHere(): void {
  for (const takeBack of takeBacks) takeBack();
  takeBacks = [];
}

/** What is no JSON yet becomes no step: nobody sees it any more. */
export function notifyHalfWritten(): void {
  notify({ text: msg('刚才改的 JSON 还不完整，所以没有改。', { id: 'design-typed-broken' }), kind: 'error' });
}
