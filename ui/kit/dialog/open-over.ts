import type { LitElement } from 'lit';
import { focusedElement } from '../base/focus.ts';

/**
 * Lays a dialog over the page until it says one of these; answers what is made of that. Whatever it was opened for, when
 * that goes the dialog goes with it, and nothing is answered.
 */
export async function openOver<A>(
  dialog: HTMLElement,
  ends: Readonly<Record<string, (event: Event) => A>>,
  host?: LitElement,
): Promise<A | undefined> {
  const before = focusedElement();
  const { promise, resolve } = Promise.withResolvers<A | undefined>();
  const gone = { hostDisconnected: () => resolve(undefined) };
  host?.addController(gone);
  for (const [name, answer] of Object.entries(ends))
    dialog.addEventListener(name, (event) => resolve(answer(event)));
  document.body.append(dialog);
  const answer = await promise;
  host?.removeController(gone);
  dialog.remove();
  before?.focus();
  return answer;
}
