import type { Refusal } from '../../../common/refusal.ts';
import type { Outcome } from './sender.ts';

/**
 * It waits for an administrator: once he lists the host it goes out by itself, as long as there are pauses left. What
 * is no host is not waited for.
 */
export function notAllowed({ code, params }: Refusal): Outcome {
  if (code !== 'host-not-listed') return { state: 'failed', failure: { code: 'outgoing-host-wrong' } };
  return { state: 'again', failure: { code: 'outgoing-not-allowed', params } };
}
