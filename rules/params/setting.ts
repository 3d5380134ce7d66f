import { append } from '../../metadata/common/append.ts';
import type { Problem } from '../../metadata/common/issue.ts';
import { readDay } from '../../metadata/kinds/common/civil.ts';
import type { Param } from '../../metadata/kinds/common/param-value.ts';
import { type EffectiveQuestion, saidAt, takes } from './effective.ts';
import { hasWindow, overlap, type SetValue } from './set-value.ts';

/** Finds the problems of a value at its place, beside those of its kind. `others`: values at the same key and scope. */
export function settingProblems(
  next: SetValue,
  others: readonly SetValue[],
  param: Pick<Param, 'scopes' | 'preset'>,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (next.org === null && !takes(param.scopes, 'system'))
    problems.push({ path: '', code: 'param-not-for-system' });
  if (next.org !== null && !takes(param.scopes, 'organisation'))
    problems.push({ path: '', code: 'param-not-for-organisation' });
  // A value that a package brought, and no other, can be expressly unset, where it stands; all else is taken away.
  if (next.value === null && (next.org !== null || param.preset === undefined))
    problems.push({ path: '/value', code: 'param-null' });
  append(problems, dayProblems(next));
  const { validFrom, validTo } = next;
  if (validFrom !== null && validTo !== null && validFrom > validTo)
    problems.push({ path: '/validTo', code: 'param-window', params: { validFrom, validTo } });
  if (!hasWindow(next)) return problems;
  const other = others.find((one) => one.id !== next.id && hasWindow(one) && overlap(one, next));
  if (other)
    problems.push({
      path: '/validFrom',
      code: 'param-overlap',
      params: { validFrom: other.validFrom ?? '…', validTo: other.validTo ?? '…' },
    });
  return problems;
}

/** Finds days that are none as they are kept: whoever sends a value in the year 1 meets that by the name he sent it under. */
export function dayProblems(window: Pick<SetValue, 'validFrom' | 'validTo'>): readonly Problem[] {
  return (['validFrom', 'validTo'] as const).flatMap((name): readonly Problem[] => {
    const day = window[name];
    const read = day === null ? undefined : readDay(day);
    return read && !read.ok ? read.problems.map((one) => ({ ...one, path: `/${name}` })) : [];
  });
}

/** The lock above a scope that keeps it from differing on a day; the topmost, where there are several. */
export function lockAbove(
  { keys, scopes }: Pick<EffectiveQuestion, 'keys' | 'scopes'>,
  scope: string,
  date: string,
): SetValue | undefined {
  const above = scopes.slice(scopes.indexOf(scope) + 1);
  return above.map((one) => saidAt(keys, one, date)).findLast((said) => said?.locked === true);
}
