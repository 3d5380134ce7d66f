import type { JsonObject } from '../../../metadata/common/json.ts';
import { type FileValue, holdsFiles } from '../../../metadata/kinds/common/file-value.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Change } from '../../common/change.ts';
import { Refusal } from '../../common/refusal.ts';
import { answeredFiles } from '../../storage/store/answer/answered-file.ts';
import type { Store } from '../../storage/store/record/store.ts';

/**
 * The files that came and went with a change of a record, in fields that whoever follows may read; undefined where there
 * were none, or he may not see the record's history, out of which they are told by his own rights.
 */
export async function changedFiles(
  store: Store,
  call: Call,
  form: Form,
  { record, revision, operation }: Change,
): Promise<JsonObject | undefined> {
  if (!form.fields.some((field) => holdsFiles(field) && call.rights.readable(form, field))) return undefined;
  try {
    const { items } = await store.history(call, form, record, { before: revision + 1, limit: 2 });
    const [now, before] = items;
    // What stood before is not kept any more: nobody knows what came.
    if (now?.revision !== revision || (!before && operation !== 'create')) return undefined;
    const [after, earlier] = [now.record, before?.record].map(
      (one) => new Map([...answeredFiles(form, one ?? null)].map((file) => [file.id, file])),
    );
    const came = beside(after, earlier);
    const went = beside(earlier, after);
    if (came.length + went.length === 0) return undefined;
    return { ...(came.length > 0 && { came }), ...(went.length > 0 && { went }) };
  } catch (error) {
    if (error instanceof Refusal && error.status < 500) return undefined;
    throw error;
  }
}

type Files = ReadonlyMap<string, FileValue> | undefined;

function beside(files: Files, others: Files): JsonObject[] {
  return [...(files?.values() ?? [])]
    .filter(({ id }) => !others?.has(id))
    .map(({ id, name, size, type }) => ({ id, name, size, type }));
}
