import type { Problem } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import { render } from '../../../metadata/common/render.ts';
import type { ProblemBody } from '../../../metadata/contract/common/problem.ts';
import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import { moreProblems } from '../more-problems.ts';
import type { Refusal } from '../refusal.ts';
import { brief, cut } from './brief.ts';
import { messages, sentence } from './index.ts';

/** An RFC 9457 problem, as it is sent. */
export interface ProblemAnswer {
  readonly status: number;
  readonly body: ProblemBody & JsonObject;
}

type Texts = ReadonlyMap<string, Label>;

/** Bytes of JSON that all problems of one refusal take together. */
const room = 48 * 1024;

/**
 * Renders a refusal in the reader's language; `texts` are those the installed packages brought, `beside` says how many
 * others are answered together with it. The caller's own words are repeated only in part: an answer is never much
 * larger than what somebody reads, whatever was wrong with how much.
 */
export function renderProblem(
  refusal: Refusal,
  language: Language,
  texts: Texts,
  requestId: string,
  beside = 0,
): ProblemAnswer {
  const params = brief(refusal.params, 2_000);
  return {
    status: refusal.status,
    body: {
      ...refusal.more,
      type: `urn:guiju:problem:${refusal.code}`,
      title:
        render(messages, `title-${refusal.code}`, {}, language) ??
        sentence(`status-${refusal.status}`, {}, language, texts),
      status: refusal.status,
      detail: sentence(refusal.code, params, language, texts),
      code: refusal.code,
      params,
      instance: `urn:guiju:request:${requestId}`,
      errors: withinRoom(refusal.problems, language, texts, Math.max(2_000, room / (1 + beside / 20))),
    },
  };
}

function withinRoom(
  problems: readonly Problem[],
  language: Language,
  texts: Texts,
  bytes: number,
): readonly FieldProblem[] {
  const rendered: FieldProblem[] = [];
  let left = bytes;
  for (const { path, params = {}, ...problem } of problems) {
    const short = { ...problem, path: cut(path, 500), params: brief(params, 4_000) };
    const [next] = renderProblems([short], language, texts);
    left -= Buffer.byteLength(JSON.stringify(next));
    if (!next || (left < 0 && rendered.length > 0)) break;
    rendered.push(next);
  }
  const rest = problems.slice(rendered.length);
  if (rest.length === 0) return rendered;
  return [...rendered, ...renderProblems([moreProblems(rest)], language, texts)];
}

/** One problem in words: those a package has for it, or those of its code. */
export function problemSentence(
  { code, params = {}, message }: Pick<Problem, 'code' | 'params' | 'message'>,
  language: Language,
  texts: Texts,
): string {
  return message?.[language] ?? sentence(code, params, language, texts);
}

/** The same in the words of every language: whoever reads it later may read another. */
export function problemLabel(problem: Parameters<typeof problemSentence>[0], texts: Texts): Label {
  return { zh: problemSentence(problem, 'zh', texts), en: problemSentence(problem, 'en', texts) };
}

export function renderProblems(
  problems: readonly Problem[],
  language: Language,
  texts: Texts,
): FieldProblem[] {
  return problems.map((problem) => ({
    path: problem.path,
    code: problem.code,
    message: problemSentence(problem, language, texts),
    params: problem.params ?? {},
    ...(problem.severity === 'warning' ? { severity: 'warning' } : {}),
  }));
}
