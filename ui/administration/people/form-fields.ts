import type { Label } from '../../../metadata/common/label.ts';
import { session } from '../../session/session.ts';
import type { FieldLine } from './gj-grant-fields.ts';

interface Described {
  readonly id: string;
  readonly label: Label;
  readonly fields?: readonly Described[];
}

/** Fields of one form as a flat list of paths, those in rows below the rows they stand in. */
export async function readFieldLines(form: string, signal: AbortSignal): Promise<readonly FieldLine[]> {
  const name = session.formById(form)?.name ?? form;
  const { fields } = await session.api.get<{ fields: readonly Described[] }>(`/api/forms/${name}`, {
    signal,
  });
  return flat(fields, '', 0);
}

function flat(fields: readonly Described[], before: string, level: number): readonly FieldLine[] {
  return fields.flatMap(({ id, label, fields: inner }) => [
    { path: before + id, label, level },
    ...(inner ? flat(inner, `${before}${id}.`, level + 1) : []),
  ]);
}
