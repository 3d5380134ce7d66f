import { type Notice, notify } from '../kit/gj-notices.ts';

let takeBacks: readonly (() => void)[] = [];

/** Tells something of what is designed: it goes with the page, as nobody could make sense of it elsewhere. */
export function notifyHere(notice: Notice): void {
  takeBacks = [...takeBacks, notify(notice)];
}

/** Another form, another view of it, or another page is opened. */
export function forgetHere(): void {
  for (const takeBack of takeBacks) takeBack();
  takeBacks = [];
}
