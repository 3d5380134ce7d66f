import type { JsonObject } from '../../../../../metadata/common/json.ts';
import type { Label } from '../../../../../metadata/common/label.ts';
import type { Call } from '../../../../call/call.ts';
import { type Reason, reasonText } from '../../../../common/messages/reasons.ts';
import { requireForm } from '../../../forms/forms.ts';
import { asPlatform } from '../../documents/document-forms.ts';
import type { IssuingParts } from '../../documents/issuing-parts.ts';
import { informationChannel } from './information-channel.ts';

interface Revoked {
  readonly isOver: boolean;
  /** Why the bureau refused: the form is numbered as before. Null: it did not. */
  readonly why: Label | null;
}

/**
 * Asks the bureau to take back the number of a form that is being revoked, however often it was asked before. While the
 * bureau is at it, or no channel leads there, the form waits, and nobody takes it.
 */
export async function askToRevoke(
  parts: Pick<IssuingParts, 'store' | 'channels'>,
  call: Call,
  id: string,
): Promise<Revoked> {
  const form = requireForm(call, 'red-information');
  const read = await parts.store.read(call, form, id, 'manage');
  if (read.status !== 'revoking') return { isOver: true, why: null };
  const { informationNo, number } = read;
  const forms = await informationChannel(parts, asPlatform(call, read.org?.id), read);
  const become = async (values: { readonly status?: string }, reason: Reason | null, operation: string) => {
    await parts.store.atOnce<JsonObject>(call, async (transaction) => {
      const current = await transaction.read(form, id);
      const waitsFor = reason && reasonText([reason]);
      const isNew = values.status !== undefined || (current.waitsFor ?? null) !== waitsFor;
      if (current.status === 'revoking' && isNew)
        await transaction.change(form, current, { ...values, waitsFor }, operation);
      return {};
    });
  };
  if (!forms) {
    await become({}, { code: 'red-info-unconnected', params: { number: number ?? '' } }, 'waits');
    return { isOver: false, why: null };
  }
  const result = await forms.revoke(informationNo ?? '');
  if (result.state === 'processing') return { isOver: false, why: null };
  if (result.state === 'revoked') {
    await become({ status: 'revoked' }, null, 'revoked');
    return { isOver: true, why: null };
  }
  const { code, message } = result;
  await become({ status: 'numbered' }, { code, message }, 'answered');
  return { isOver: true, why: message };
}
