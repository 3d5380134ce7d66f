import type { DescribedField } from '../../../metadata/contract/forms/form-model.ts';
import { session } from '../../session/session.ts';
import type { FieldLine } from './gj-grant-fields.ts';

/** Fields of one form as a flat list of paths, those in rows below the rows they stand in; none of all forms together. */
export async function readFieldLines(form: string, signal: AbortSignal): Promise<readonly FieldLine[]> {
  if (form === '*') return [];
  const name = session.formById(form)?.name ?? form;
  const { fields } = await session.api.call('GET /api/forms/:form', { path: { form: name }, signal });
  return flat(fields, '', 0);
}

function flat(fields: readonly DescribedField[], before: string, level: number): readonly FieldLine[] {
  return fields.flatMap(({ id, label, target, reads, fields: inner }) => [
    {
      path: before + id,
      label,
      level,
      target: level === 0 ? (target ?? null) : null,
      reads: reads ?? [],
    },
    ...(inner ? flat(inner, `${before}${id}.`, level + 1) : []),
  ]);
}
