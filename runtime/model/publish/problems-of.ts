import type { Issue } from '../../../metadata/common/issue.ts';

/** Issues as the problems of an answer, each with its place. */
export function problemsOf(issues: readonly Issue[]) {
  return issues.map(({ package: owner, file, pointer, code, params, severity }) => ({
    path: `${[owner, file].filter(Boolean).join('/')}#${pointer}`,
    code,
    params,
    severity,
  }));
}
