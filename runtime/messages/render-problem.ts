import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Label, Language } from '../../metadata/label.ts';
import type { Refusal } from '../refusal.ts';
import { sentence } from './index.ts';

/** An RFC 9457 problem, as it is sent. */
export interface ProblemAnswer {
  readonly status: number;
  readonly body: { readonly [member: string]: Json };
}

/** One place of what was refused, as it is sent. */
export interface RenderedProblem {
  readonly [member: string]: Json;
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly params: JsonObject;
}

type Texts = ReadonlyMap<string, Label>;

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

/** One problem in words: those a package has for it, or those of its code. */
export function problemSentence(
  { code, params = {}, message }: Pick<Problem, 'code' | 'params' | 'message'>,
  language: Language,
  texts: Texts,
): string {
  return message?.[language] ?? sentence(code, params, language, texts);
}

export function renderProblems(
  problems: readonly Problem[],
  language: Language,
  texts: Texts,
): RenderedProblem[] {
  return problems.map((problem) => ({
    path: problem.path,
    code: problem.code,
    message: problemSentence(problem, language, texts),
    params: problem.params ?? {},
    ...(problem.severity === 'warning' ? { severity: 'warning' } : {}),
  }));
}
