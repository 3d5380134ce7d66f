import type { Call } from '../../call/call.ts';
import { platformRights } from '../../call/system-call.ts';
import type { Ask } from './ask.ts';

/** Done by the user himself, but by the platform's right: one's own needs no role. */
export function ownCall(ask: Ask): Call {
  const { served, user, org, now, language, requestId, reading } = ask.call;
  const own = { served, user, org, now, language, requestId, rights: platformRights };
  return reading ? { ...own, reading } : own;
}
