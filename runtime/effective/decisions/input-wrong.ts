import type { Problem } from '../../../metadata/common/issue.ts';
import { refusal } from '../../common/refusal.ts';

const inputWrong = refusal('decision-input-wrong', 422);

/** Refuses what was asked where there is something wrong with it; `path`: where it stands. */
export function refuseWrong(problems: readonly Problem[], path = ''): void {
  if (problems.length === 0) return;
  throw inputWrong(
    { count: problems.length },
    problems.map((problem) => ({ ...problem, path: path + problem.path })),
  );
}
