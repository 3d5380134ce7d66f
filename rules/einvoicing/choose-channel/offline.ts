import type { Text } from '../../decisions/given.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';
import type { Decided, DecisionIssue } from '../../decisions/trace.ts';

/** Tells whether what was chosen is not signed in by now: nobody is, or not the account that it names. */
export function isOffline(issues: readonly DecisionIssue[]): boolean {
  return issues.some(isOfOffline);
}

/** What becomes of an invoice whose account is offline: null, it waits; else it is sent back for this. */
export function sentBack(drawer: Text | undefined, parameter: ParameterText): DecisionIssue | null {
  if ((parameter('hw_config', 'commit_mq') ?? '').trim() !== 'commit_mq') return null;
  const code = 'not-signed-in';
  return { code, severity: 'stops', params: { drawer: drawer ?? '' } };
}

/** A plan foretells it and goes on: somebody may have signed in by the time of the push. */
export function foretold<Result>(
  decided: Decided<Result>,
  drawer: Text | undefined,
  parameter: ParameterText,
): Decided<Result> {
  const back = sentBack(drawer, parameter);
  const issues = decided.issues.map(
    (one): DecisionIssue => (isOfOffline(one) ? { ...(back ?? one), severity: 'warns' } : one),
  );
  return { ...decided, issues };
}

function isOfOffline({ code }: DecisionIssue): boolean {
  return code === 'no-account-online' || code === 'account-offline';
}
