import type { JsonObject } from '../../../../metadata/common/json.ts';
import { textOf } from '../../../../metadata/common/read.ts';
import type { ActionSource } from '../../../../metadata/source.ts';
import type { Call } from '../../../call/call.ts';
import { contentWrong } from '../record/refusals.ts';

/** Signs of a reason that history keeps. */
const longest = 500;

/**
 * The call with the reason that came with an action, which history keeps. Throws where the action asks for one and there
 * is none: neither in the body nor in the header of the request.
 */
export function withReason(call: Call, action: ActionSource | undefined, params: JsonObject): Call {
  if (!action?.asksReason) return call;
  const reason = (textOf(params['reason']) ?? call.reason ?? '').trim().slice(0, longest);
  if (reason === '')
    throw contentWrong({ count: 1 }, [
      { path: '/reason', code: 'action-reason', params: { action: { ...action.label } } },
    ]);
  return { ...call, reason };
}
