import type { Issue } from '../../../metadata/common/issue.ts';

/** Issues as the problems of an answer, each with its place. */
export function problemsOf(issues: readonly Issue[]) {
  return issues.map(({ package: owner, file, pointer, code, params, severity }) => ({
    path: [placeOf(owner, file), pointer].filter(Boolean).join('#'),
    code,
    params,
    severity,
  }));
}

/** An issue of a folder as such has the folder for a file. */
function placeOf(owner: string | undefined, file: string | undefined): string {
  return [...new Set([owner, file])].filter(Boolean).join('/');
}
