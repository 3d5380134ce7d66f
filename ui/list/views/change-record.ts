import type { JsonObject } from '../../../metadata/common/json.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListedRecord, RecordList } from '../../model/record-list.ts';
import { recordsById } from '../../model/records-by-id.ts';
import { doToMany } from '../state/bulk.ts';

/**
 * Changes a record where it is drawn, unless somebody changed it meanwhile; answers it as it is then, null where the
 * list has it no more, or the sentence of a refusal.
 */
export async function changeRecord(
  form: FormModel,
  list: RecordList,
  record: ListedRecord,
  body: JsonObject,
): Promise<{ readonly record: ListedRecord | null } | { readonly wrong: string }> {
  try {
    const [line] = await doToMany(form.name, [record], { op: 'patch', body }, () => {});
    if (!line || line.wrong !== null) return { wrong: line?.wrong ?? line?.asked?.text ?? '' };
    const { view, fields } = list.question;
    const found = await recordsById(form.name, [record.id], { view, fields: fields.join(',') });
    return { record: found.get(record.id) ?? null };
  } catch (failure) {
    return { wrong: failureText(failure) };
  }
}

/** Whether somebody may change a field where its records are drawn; the server judges each record. */
export function mayChange(form: FormModel, name: string | undefined): boolean {
  const field = form.byName.get(name ?? '');
  return (
    field !== undefined &&
    form.can.has('edit') &&
    form.writable.has(field.path) &&
    field.readonly !== true &&
    !field.kind.derived
  );
}
