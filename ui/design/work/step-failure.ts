import { isObject } from '../../../metadata/common/json.ts';
import { ApiProblem } from '../../session/api.ts';

/** The server has too much to do: the same is tried again later. */
const busy: ReadonlySet<number> = new Set([408, 425, 429]);

/** Answers whether the design takes no more steps, since it is closed or unknown. */
export function isGone(failure: unknown): boolean {
  return failure instanceof ApiProblem && ['design-closed', 'design-unknown'].includes(failure.code);
}

/** The id of the design that was begun by the same call before; undefined: it failed for another reason. */
export function begunBefore(failure: unknown): string | undefined {
  if (!(failure instanceof ApiProblem) || failure.code !== 'design-begun-otherwise') return undefined;
  const { params } = failure.body;
  return isObject(params) ? String(params['id']) : undefined;
}

/** Answers whether the server would refuse the same call again. */
export function isRefused(failure: unknown): boolean {
  return failure instanceof ApiProblem && failure.status < 500 && !busy.has(failure.status);
}
