import type { Issue } from '../../metadata/common/issue.ts';
import type { Condition } from '../../metadata/condition.ts';
import { compileCondition } from './compile.ts';
import type { Scope } from './scope.ts';

interface Place {
  readonly package: string;
  readonly file: string;
  /** Id of the form that the condition is about. */
  readonly form: string;
  /** What the condition is for. */
  readonly property: string;
}

/** Finds what is wrong with a condition in a file of a package: facts that exist, operators and values that fit. */
export function checkInFile(
  condition: Condition,
  pointer: string,
  { package: owner, file, form, property }: Place,
  scope: Scope,
): readonly Issue[] {
  const compiled = compileCondition(condition, scope);
  if (compiled.ok) return [];
  return compiled.problems.map(
    ({ code, path, params }): Issue => ({
      code,
      severity: 'error',
      package: owner,
      file,
      pointer: `${pointer}${path}`,
      params: { form, property, ...params },
    }),
  );
}
