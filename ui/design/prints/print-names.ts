import { msg, str } from '@lit/localize';
import type { FieldSet } from '../../../metadata/field.ts';
import { picturePaths, printField, printPaths, printSlots } from '../../../metadata/print/print-fields.ts';
import type { PrintSource } from '../../../metadata/print-source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';

export interface NamedPath {
  readonly path: string;
  readonly text: string;
}

/** What a path of a template is called; what leads nowhere, by itself. */
export function calledField(shape: FieldSet, print: PrintSource | null, path: string): string {
  const slot = print && printSlots(print).find(({ name }) => name === path);
  if (slot) return say(slot.label);
  const found = printField(shape, path);
  if (!found) return path;
  const label = say(found.label);
  if (found.through === 'number') return msg(str`${label}的编号`, { id: 'print-number-of' });
  return found.through === 'name' ? msg(str`${label}的名称`, { id: 'print-name-of' }) : label;
}

/** All that may stand in a text or among fields: fields, what is computed, and words about the print itself. */
export function namesOfForm(form: FormModel, print: PrintSource): readonly NamedPath[] {
  const slots = printSlots(print).map(({ name, label }) => ({ path: name, text: say(label) }));
  return [...namesOfRow(form), ...slots];
}

export function namesOfRow(shape: FieldSet): readonly NamedPath[] {
  return printPaths(shape)
    .filter(({ field }) => !field?.hidden)
    .map(({ path }) => ({ path, text: calledField(shape, null, path) }));
}

/** The fields of files of a form, those of rows behind the name of their rows. */
export function namesOfPictures(form: FormModel): readonly NamedPath[] {
  return picturePaths(form).map(({ path, labels }) => ({
    path,
    text: labels.map((one) => say(one)).join(' · '),
  }));
}

/** The field whose pictures a block shows; one that is not there is called by its path. */
export function calledPictures(form: FormModel, path: string): string {
  return namesOfPictures(form).find((one) => one.path === path)?.text ?? path;
}
