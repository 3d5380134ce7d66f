import type { Refusal } from '../refusal.ts';
import type { Outcome } from './sender.ts';

/** It waits for an administrator: once he lists the host it goes out by itself, as long as there are pauses left. */
export function notAllowed({ params }: Refusal): Outcome {
  return { state: 'again', failure: { code: 'outgoing-not-allowed', params } };
}
