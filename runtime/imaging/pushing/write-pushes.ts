import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { Call } from '../../call/call.ts';
import { knownForm, type StoredAs } from '../../einvoicing/forms/forms.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { noteTrace } from '../../work/outbox/message-traces.ts';
import type { Push } from './pushes-of.ts';

/**
 * Messages are written in the commit of what they tell, each with the files as they are then: either both are there, or
 * neither. They have copies of the files, so that what becomes of the bill changes nothing that goes out.
 */
export async function writePushes(
  transaction: TransactionScope,
  call: Call,
  bill: StoredAs<'image-bill'>,
  pushes: readonly Push[],
): Promise<void> {
  const form = knownForm(call, 'image-push');
  if (!form) return;
  const named = (value: Json | null | undefined) =>
    filesIn(value ?? undefined).map(({ id, name }) => ({ id, name }));
  for (const { kind, event, to, isKept, content, withCover, withImages } of pushes) {
    const system = to === null ? null : { id: to };
    const [cover = null] = withCover ? named(bill.cover) : [];
    const body: JsonObject = {
      kind,
      event,
      bill: { id: bill.id },
      ...(kind === 'images' ? { imagingSystem: system } : { businessSystem: system }),
      state: isKept ? 'kept' : 'waiting',
      content: JSON.stringify(content),
      cover,
      images: withImages ? named(bill.images) : null,
    };
    // Of the organisation that the bill is of, from wherever somebody sends it on.
    const { id: message } = await transaction.create(form, body, bill.org);
    await noteTrace(transaction.tx, { message, at: Date.parse(call.now.instant) });
  }
}
