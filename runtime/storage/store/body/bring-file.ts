import type { Problem } from '../../../../metadata/common/issue.ts';
import { largestOf, readFileName } from '../../../../metadata/kinds/common/file-value.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import type { Contents } from '../../contents/contents.ts';
import { misfit } from './named-files.ts';

interface FileToBring {
  /** Default: it is given one. */
  readonly id?: string;
  readonly form: Form;
  readonly field: Field;
  /** As whoever sends it calls it. */
  readonly name: string;
  /** Id of the user who brings it. */
  readonly owner: string;
  /** Id of the organisation that it is brought for. */
  readonly org: string;
}

type Flaw = Omit<Problem, 'path'>;

export type BroughtFile =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly flaw: Flaw };

/** Brings a whole file for a field, by the judgement of every upload; one that the field does not take is given up. */
export async function bringFile(
  contents: Contents,
  { id, form, field, name: said, owner, org }: FileToBring,
  bytes: AsyncIterable<Uint8Array>,
): Promise<BroughtFile> {
  const read = readFileName(said);
  const name = read.ok ? read.value : 'file';
  const most = largestOf(field);
  const asked = {
    ...(id !== undefined && { id }),
    name,
    form: form.id,
    field: field.path,
    owner,
    org,
    sealed: field.personal,
    most,
  };
  const upload = await contents.bring(asked, bytes);
  const size = upload?.size ?? most + 1;
  const flaw = misfit(field, { name, size, type: upload?.type ?? null });
  if (upload && !flaw) return { ok: true, id: upload.id };
  if (upload) await contents.abandon(upload.id, owner);
  return { ok: false, flaw: flaw ?? { code: 'file-not-whole', params: { name } } };
}
