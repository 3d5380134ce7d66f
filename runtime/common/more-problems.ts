import type { Problem } from '../../metadata/common/issue.ts';

const code = 'problems-more';

/** Problems of one answer that are told each by itself: nobody reads thousands, and somebody can make them. */
const most = 100;

/** The first of many, and how many more there are at least. */
export function firstProblems(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= most) return problems;
  return [...problems.slice(0, most), moreProblems(problems.slice(most))];
}

/** Stands for problems that are not told each by itself; others of its sort among them count as what they stand for. */
export function moreProblems(rest: readonly Problem[]): Problem {
  const count = rest.reduce((sum, one) => sum + (one.code === code ? Number(one.params?.['count']) : 1), 0);
  return { path: '', code, params: { count } };
}
