import { isObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { EinvoicingRoutes } from '../../../rules/einvoicing/contract/contract.ts';
import { Api, ApiProblem } from '../../session/api.ts';

/** The calls of a stranger: nobody is signed in, and the language is the one that is read. */
export function scanDoor(language: () => Language) {
  return new Api(() => ({ language: language(), csrf: null, org: null })).with<EinvoicingRoutes>();
}
export type ScanDoor = ReturnType<typeof scanDoor>;

/** A failure as the page shows it. */
export type Failure =
  | { readonly kind: 'over' | 'unreachable' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'told'; readonly text: string; readonly fields: ReadonlyMap<string, string> };

export function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiProblem) || error.status >= 500) return { kind: 'unreachable' };
  if (error.status === 410) return { kind: 'over' };
  if (error.status === 429) return { kind: 'wait', seconds: secondsIn(error) };
  const fields = new Map(error.errors.map(({ path, message }) => [path.slice(1), message ?? error.message]));
  return { kind: 'told', text: error.message, fields };
}

function secondsIn({ body }: ApiProblem): number {
  const params = body['params'];
  const seconds = isObject(params) ? params['seconds'] : undefined;
  return typeof seconds === 'number' ? seconds : 60;
}
