import type { DescribedField } from '../../../metadata/contract/forms/form-model.ts';
import { session } from '../../session/session.ts';
import type { FieldLine } from './gj-grant-fields.ts';

/** Fields of one form as a flat list of paths, those in rows below the rows they stand in. */
export async function readFieldLines(form: string, signal: AbortSignal): Promise<readonly FieldLine[]> {
  const name = session.formById(form)?.name ?? form;
  const { fields } = await session.api.call('GET /api/forms/:form', { path: { form: name }, signal });
  return flat(fields, '', 0);
}

function flat(fields: readonly DescribedField[], before: string, level: number): readonly FieldLine[] {
  return fields.flatMap(({ id, label, fields: inner }) => [
    { path: before + id, label, level },
    ...(inner ? flat(inner, `${before}${id}.`, level + 1) : []),
  ]);
}
