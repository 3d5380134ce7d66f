import type { GivenPackage } from '../../../metadata/contract/packages/install.ts';
import type { PlanIssue } from '../../../metadata/contract/packages/parts.ts';

/**
 * A package as it is handed in, or what else a plan is made of, with what it is called until the server has read it.
 */
export interface Source<Sent = GivenPackage> {
  readonly called: string;
  readonly sent: Sent;
}

/** The risks that somebody accepts by a package's name before it is installed: its signature, or a lower version. */
export type AnsweredFor = 'accept' | 'downgrade';

/** By what somebody answers for an issue, where he can. */
export function answeredBy({ code }: PlanIssue): AnsweredFor | undefined {
  if (code.startsWith('signature-')) return 'accept';
  return code === 'version-lower' || code === 'version-lowered' ? 'downgrade' : undefined;
}
