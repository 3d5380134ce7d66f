import type { LitElement } from 'lit';
import type { PairAnswer } from '../../../rules/sharing/contract.ts';
import { openOver } from '../../kit/dialog/open-over.ts';
import type { FormModel } from '../../model/form-model.ts';
import { GjAssignDialog } from './gj-assign-dialog.ts';
import { sayPairs } from './say-pairs.ts';
import { readShared } from './sharing-records.ts';

interface AssignDialogOptions {
  readonly form: FormModel;
  readonly records: readonly { readonly id: string }[];
  /** Ids of organisations that have them already, each with what is said about it. */
  readonly fixed?: ReadonlyMap<string, string>;
  /** Reads anew what the page shows of them, once it was taken back. Default: it shows nothing of it. */
  readonly again?: () => void;
}

/**
 * Asks over the page which organisations records are assigned to, assigns, and says what became of it. Answers whether
 * it was done.
 */
export async function openAssignDialog(
  host: LitElement,
  { form, records: picked, fixed, again = () => {} }: AssignDialogOptions,
): Promise<boolean> {
  const records = await readShared(
    form,
    picked.map(({ id }) => id),
  );
  const dialog = Object.assign(new GjAssignDialog(), { form, records, ...(fixed && { fixed }) });
  const pairs = await openOver<readonly PairAnswer[] | undefined>(
    dialog,
    {
      assigned: (event) => (event as CustomEvent<readonly PairAnswer[]>).detail,
      closed: () => undefined,
    },
    host,
  );
  if (pairs) await sayPairs(host, form.name, pairs, again);
  return pairs !== undefined;
}
