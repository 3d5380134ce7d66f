import type { PairAnswer } from '../../rules/sharing/contract.ts';
import { focusedElement } from '../kit/base/focus.ts';
import type { FormModel } from '../model/form-model.ts';
import { readShared } from './sharing-records.ts';
import type { AssignedRecord } from './sharing-rounds.ts';
import './gj-assign-dialog.ts';

export interface AssignDialogOptions {
  readonly form: FormModel;
  readonly records: readonly { readonly id: string }[];
  /** Ids of organisations that have them already, each with what is said about it. */
  readonly fixed?: ReadonlyMap<string, string>;
}

/** Asks over the page which organisations records are assigned to, and assigns. Answers what became of each pair; null: left. */
export async function openAssignDialog({
  form,
  records,
  fixed,
}: AssignDialogOptions): Promise<readonly PairAnswer[] | null> {
  const before = focusedElement();
  const known: readonly AssignedRecord[] = await readShared(
    form,
    records.map(({ id }) => id),
  );
  const dialog = document.createElement('gj-assign-dialog') as HTMLElement & {
    form: FormModel;
    records: readonly AssignedRecord[];
    fixed: ReadonlyMap<string, string>;
  };
  dialog.form = form;
  dialog.records = known;
  if (fixed) dialog.fixed = fixed;
  return new Promise((resolve) => {
    let answers: readonly PairAnswer[] | null = null;
    dialog.addEventListener('assigned', (event) => {
      answers = (event as CustomEvent<readonly PairAnswer[]>).detail;
    });
    dialog.addEventListener('closed', () => {
      dialog.remove();
      before?.focus();
      resolve(answers);
    });
    document.body.append(dialog);
  });
}
