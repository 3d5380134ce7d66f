import type { InstallPlan } from '../../../metadata/contract/packages/install-plan.ts';

/**
 * Answers the warnings and table changes of a plan, without numbers of records: those differ from one moment to the
 * next.
 */
export function planSays({ issues, changes }: InstallPlan): readonly string[] {
  const warned = issues.map(({ code, params: { name = null, field = null, path = null } }) => [
    ...['issue', code],
    ...[name, field, path],
  ]);
  const done = changes.map(({ kind, table, risk }) => ['change', kind, table, risk]);
  return [...new Set([...warned, ...done].map((one) => JSON.stringify(one)))];
}
