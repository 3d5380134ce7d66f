import { msg } from '@lit/localize';
import type { LitElement } from 'lit';
import type { Field } from '../../../metadata/field.ts';
import { proposePrint } from '../../../metadata/print/propose-print.ts';
import type { PaperName, PrintSource } from '../../../metadata/print-source.ts';
import { isSummedColumn, unitBeside } from '../../fields/summed-column.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import type { FormModel } from '../../model/form-model.ts';
import { labelField, trimmedLabel } from '../words/label-pair.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import { paperChoices } from './template-editor.ts';

/** As rows have their totals on the page of a record; pieces and boxes together come to nothing. */
const adds = (field: Field, beside: readonly Field[]) =>
  isSummedColumn(field, beside) && unitBeside(field, beside) === undefined;

/** Asks how a new template is called and on which paper it is; it begins as the form is laid out. Null: it was left. */
export async function newPrint(
  host: LitElement,
  form: FormModel,
  taken: readonly string[],
): Promise<PrintSource | null> {
  let made: PrintSource | null = null;
  await openForm(host, {
    label: msg('新打印模板', { id: 'print-new' }),
    begins: 'label',
    fields: {
      label: labelField(),
      paper: {
        kind: 'choice',
        label: msg('纸张', { id: 'print-paper' }),
        choices: paperChoices().map(([value, text]) => ({ value, text })),
      },
    },
    act: msg('开始设计', { id: 'design-form-begin' }),
    send: async (answers) => {
      const label = trimmedLabel(answers.label);
      const [proposed = 'print'] = await proposedNames([label], { of: 'form' });
      const name = freeName(proposed, new Set(taken));
      made = proposePrint(form, { name, label, paper: answers.paper as PaperName, adds });
    },
  });
  return made;
}
