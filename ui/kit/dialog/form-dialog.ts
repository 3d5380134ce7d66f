import type { LitElement } from 'lit';
import type { DialogFields, DialogForm, ValuesOf } from './dialog-form.ts';
import { openOver } from './open-over.ts';

/** Opens a dialog over the page of an element, with which it goes, or of nobody's: whether it was sent, or left. */
export async function openForm<const F extends DialogFields, P = undefined>(
  host: LitElement | null,
  form: DialogForm<ValuesOf<F>, P> & { readonly fields?: F },
): Promise<boolean> {
  const { GjFormDialog } = await import('./gj-form-dialog.ts');
  const dialog = Object.assign(new GjFormDialog(), { form });
  const isSent = await openOver(dialog, { sent: () => true, left: () => false }, host ?? undefined);
  return isSent ?? false;
}
