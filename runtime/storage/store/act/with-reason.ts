import type { JsonObject } from '../../../../metadata/common/json.ts';
import { textOf } from '../../../../metadata/common/read.ts';
import { withinLength } from '../../../../metadata/kinds/common/reading.ts';
import type { ActionSource } from '../../../../metadata/source.ts';
import type { Call } from '../../../call/call.ts';
import { contentWrong } from '../record/refusals.ts';

/** Signs of a reason that history has room for. */
const longest = 500;

/**
 * The call with the reason that came with an action, which history keeps. Throws where the action asks for one and there
 * is none, neither in the body nor in the header of the request, or it is longer than history has room for.
 */
export function withReason(call: Call, action: ActionSource | undefined, params: JsonObject): Call {
  const reason = withinRoom((textOf(params['reason']) ?? call.reason ?? '').trim());
  if (reason !== '') return { ...call, reason };
  if (action?.asksReason)
    throw contentWrong({ count: 1 }, [
      { path: '/reason', code: 'action-reason', params: { action: { ...action.label } } },
    ]);
  return call;
}

/** A reason as it is; throws where it is longer than history has room for. */
export function withinRoom(reason: string): string {
  const fits = withinLength(reason, longest);
  if (fits.ok) return fits.value;
  throw contentWrong(
    { count: 1 },
    fits.problems.map((one) => ({ ...one, path: '/reason' })),
  );
}
