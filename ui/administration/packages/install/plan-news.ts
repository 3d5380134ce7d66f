import { msg, str } from '@lit/localize';
import type { InstallPlan } from '../../../../metadata/contract/packages/install-plan.ts';
import { plural } from '../../../session/i18n.ts';

/** Compares a plan with the one that was looked at and tells each difference in a sentence; never an empty list. */
export function changedSince(before: InstallPlan, now: InstallPlan): readonly string[] {
  const fresh = <T>(of: (plan: InstallPlan) => readonly T[], keyOf: (one: T) => string) => {
    const known = new Set(of(before).map(keyOf));
    return of(now).filter((one) => !known.has(keyOf(one)));
  };
  const questions = fresh(
    (plan) => [...plan.questions, ...plan.interference],
    ({ id }) => id,
  );
  const issues = fresh(
    ({ issues: all }) => all,
    ({ code, message }) => `${code} ${message}`,
  );
  const tables = fresh(
    ({ changes }) => changes,
    ({ kind, message }) => `${kind} ${message}`,
  );
  const failing = fresh(
    ({ cases }) => (cases?.changed ?? []).filter(({ after }) => after === 'failed'),
    ({ id }) => id,
  );
  const differences = fresh(
    ({ differences: all }) => all,
    ({ rule, message }) => `${rule} ${message}`,
  );
  const found = [
    ...(questions.length > 0
      ? [plural(msg(str`有 ${questions.length} 个新的问题要回答。`, { id: 'pkg-news-questions' }))]
      : []),
    ...issues.map(({ message }) => message),
    ...(tables.length > 0
      ? [plural(msg(str`表结构多出 ${tables.length} 步。`, { id: 'pkg-news-tables' }))]
      : []),
    ...(failing.length > 0
      ? [plural(msg(str`又有 ${failing.length} 个用例不再通过。`, { id: 'pkg-news-cases' }))]
      : []),
    ...(differences.length > 0
      ? [plural(msg(str`内容多出 ${differences.length} 处差异。`, { id: 'pkg-news-differences' }))]
      : []),
  ];
  return found.length > 0
    ? found
    : [msg('系统的模型在此期间有更新，计划已按最新情况重新生成。', { id: 'pkg-news-model' })];
}
