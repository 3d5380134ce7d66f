import type { LitElement } from 'lit';
import { router } from '../../session/router.ts';
import { focusedElement } from '../base/focus.ts';

/**
 * Lays a dialog over the page until it says one of these; answers what is made of that. When the page goes, or the
 * element that it was opened for, the dialog goes with it and nothing is answered.
 */
export async function openOver<A>(
  dialog: HTMLElement,
  ends: Readonly<Record<string, (event: Event) => A>>,
  host?: LitElement,
): Promise<A | undefined> {
  const before = focusedElement();
  const { promise, resolve } = Promise.withResolvers<A | undefined>();
  const leave = () => resolve(undefined);
  const gone = { hostDisconnected: leave };
  host?.addController(gone);
  router.addEventListener('change', leave);
  for (const [name, answer] of Object.entries(ends))
    dialog.addEventListener(name, (event) => resolve(answer(event)));
  document.body.append(dialog);
  const answer = await promise;
  host?.removeController(gone);
  router.removeEventListener('change', leave);
  dialog.remove();
  before?.focus();
  return answer;
}
