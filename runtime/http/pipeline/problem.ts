import type { Problem } from '../../../metadata/issue.ts';
import type { Json } from '../../../metadata/json.ts';
import type { Label, Language } from '../../../metadata/label.ts';
import { sentence } from '../../messages/index.ts';
import type { Refusal } from '../../refusal.ts';

/** An RFC 9457 problem, as it is sent. */
export interface ProblemAnswer {
  readonly status: number;
  readonly body: { readonly [member: string]: Json };
}

export type Texts = ReadonlyMap<string, Label>;

/** Renders a refusal in the reader's language; `texts` are those the installed packages brought. */
export function renderProblem(
  refusal: Refusal,
  language: Language,
  texts: Texts,
  requestId: string,
): ProblemAnswer {
  return {
    status: refusal.status,
    body: {
      ...refusal.more,
      type: `urn:guiju:problem:${refusal.code}`,
      title: sentence(`status-${refusal.status}`, {}, language, texts),
      status: refusal.status,
      detail: sentence(refusal.code, refusal.params, language, texts),
      code: refusal.code,
      params: refusal.params,
      instance: `urn:guiju:request:${requestId}`,
      errors: renderProblems(refusal.problems, language, texts),
    },
  };
}

export function renderProblems(problems: readonly Problem[], language: Language, texts: Texts): Json[] {
  return problems.map((problem) => ({
    path: problem.path,
    code: problem.code,
    message: problem.message?.[language] ?? sentence(problem.code, problem.params ?? {}, language, texts),
    params: problem.params ?? {},
    ...(problem.severity === 'warning' ? { severity: 'warning' } : {}),
  }));
}
