import type { Json } from '../../metadata/common/json.ts';
import { filesIn, holdsFiles } from '../../metadata/kinds/common/file-value.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import type { RecordEditor } from './editor/record-editor.ts';

/** Whether there can be links to anything of a record of this form. */
export function hasLinks(form: FormModel): boolean {
  return (form.prints ?? []).length > 0 || form.fields.some(holdsFiles);
}

/** A record, with the names of its files and prints. */
export function linkedRecord({ form, base }: RecordEditor) {
  const names = new Map((form.prints ?? []).map(({ name, label }) => [name, say(label)]));
  const note = (shape: { readonly fields: FormModel['fields'] }, record: Json | undefined): void => {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return;
    for (const field of shape.fields) {
      const value = (record as Readonly<Record<string, Json>>)[field.name];
      if (field.rows && Array.isArray(value)) for (const row of value) note(field.rows, row as Json);
      else if (holdsFiles(field)) for (const { id, name } of filesIn(value)) names.set(id, name);
    }
  };
  note(form, base ?? undefined);
  return { form: form.name, id: String(base?.id ?? ''), names };
}
