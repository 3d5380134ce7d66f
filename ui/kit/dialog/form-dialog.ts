import type { LitElement } from 'lit';
import { focusedElement } from '../base/focus.ts';
import type { DialogFields, DialogForm, ValuesOf } from './dialog-form.ts';

/** Opens a dialog over the page of an element, with which it goes: whether it was sent, or left. */
export async function openForm<const F extends DialogFields>(
  host: LitElement,
  form: DialogForm<ValuesOf<F>> & { readonly fields?: F },
): Promise<boolean> {
  const { GjFormDialog } = await import('./gj-form-dialog.ts');
  const before = focusedElement();
  const dialog = Object.assign(new GjFormDialog(), { form: form as unknown as DialogForm });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const gone = { hostDisconnected: () => resolve(false) };
  host.addController(gone);
  dialog.addEventListener('sent', () => resolve(true));
  dialog.addEventListener('left', () => resolve(false));
  document.body.append(dialog);
  const isSent = await promise;
  host.removeController(gone);
  dialog.remove();
  before?.focus();
  return isSent;
}
