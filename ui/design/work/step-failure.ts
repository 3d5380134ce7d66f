import { ApiProblem } from '../../session/api.ts';

/** The server has too much to do: the same is tried again later. */
const busy: ReadonlySet<number> = new Set([408, 425, 429]);

/** Answers whether the design takes no more steps, since it is closed or unknown. */
export function isGone(failure: unknown): boolean {
  return failure instanceof ApiProblem && ['design-closed', 'design-unknown'].includes(failure.code);
}

/** Answers whether the server would refuse the same call again. */
export function isRefused(failure: unknown): boolean {
  return failure instanceof ApiProblem && failure.status < 500 && !busy.has(failure.status);
}
