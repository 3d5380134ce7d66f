import { session } from '../session/session.ts';

/** What the cases of a package came to. */
export interface CasesRun {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cases: readonly { readonly file: string; readonly name: string; readonly outcome: string }[];
}

export function casesRun(name: string): Promise<CasesRun> {
  return session.api.post<CasesRun>(`/api/packages/${encodeURIComponent(name)}/test`);
}
