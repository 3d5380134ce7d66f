import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import { parseJson } from '../../../metadata/kinds/common/reading.ts';
import { issueSentence } from '../../../rules/decisions/sentences.ts';
import type { DecisionIssue } from '../../../rules/decisions/trace.ts';
import type { Refusal } from '../refusal.ts';
import { sentence } from './index.ts';

/** The reason for an outcome, as data: whoever reads it is told in his own language. */
export type Reason = {
  readonly code: string;
  /** Labels among them are said in the reader's language. */
  readonly params?: JsonObject;
  /** The words of the metadata itself, instead of the sentence of the code. */
  readonly message?: Label;
  /** The code is that of an issue of a decision, about this line of a document; null: about all of it. */
  readonly issue?: { readonly line: number | null };
};

/** As long as a field of reasons usually is. */
const usual = 2_000;
/** The characters that stay of a text in params that is too long for the field. */
const mostQuoted = 200;

/** As a field of reasons stores them: those that it has room for, whole, and how many more there are. */
export function reasonText(reasons: readonly Reason[], most = usual): string {
  const all = JSON.stringify(reasons);
  if (all.length <= most) return all;
  const [first] = reasons;
  if (reasons.length > 1) {
    const more = (count: number) => JSON.stringify({ code: 'problems-more', params: { count } });
    const room = most - '[,]'.length - more(reasons.length).length;
    const texts: string[] = [];
    let length = 0;
    for (const one of reasons.map((reason) => JSON.stringify(reason))) {
      length += one.length + ','.length;
      if (length > room) break;
      texts.push(one);
    }
    if (texts.length === 0 && first) texts.push(reasonText([first], room).slice(1, -1));
    return `[${[...texts, more(reasons.length - texts.length)].join()}]`;
  }
  if (!first?.params && !first?.message) return JSON.stringify([{ code: first?.code ?? '' }]);
  const { params = {}, message } = first;
  const clip = (texts: JsonObject) =>
    Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, clipped(value)]));
  const shorter = JSON.stringify([
    { ...first, params: clip(params), ...(message ? { message: clip({ ...message }) } : {}) },
  ]);
  return shorter.length <= most ? shorter : JSON.stringify([{ code: first.code }]);
}

function clipped(value: Json): Json {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= mostQuoted ? value : `${text.slice(0, mostQuoted)}…`;
}

/** A refusal, and all that is wrong with what it refused. */
export function reasonsOfRefusal({ code, params, problems }: Refusal): readonly Reason[] {
  return [
    { code, params },
    ...problems.map((problem) => ({
      code: problem.code,
      params: problem.params ?? {},
      ...(problem.message ? { message: problem.message } : {}),
    })),
  ];
}

/** Answers the reasons in a decision's issues, each once. */
export function reasonsOfIssues(issues: readonly DecisionIssue[]): readonly Reason[] {
  const all = issues.map(
    ({ code, params = {}, at }): Reason => ({
      code,
      params,
      issue: { line: at?.line ?? null },
    }),
  );
  return [...new Map(all.map((reason) => [JSON.stringify(reason), reason])).values()];
}

/** Words the reasons that a field stores; a text that was written before there were reasons is said as it is. */
export function reasonSentences(
  stored: string,
  language: Language,
  texts: ReadonlyMap<string, Label>,
): string {
  const reasons = readReasons(stored);
  if (!reasons) return stored;
  return [...new Set(reasons.map((reason) => said(reason, language, texts)))].join('\n');
}

function said(
  { code, params = {}, message, issue }: Reason,
  language: Language,
  texts: ReadonlyMap<string, Label>,
): string {
  if (message) return message[language];
  if (!issue) return sentence(code, params, language, texts);
  const at = issue.line === null ? {} : { at: { line: issue.line } };
  return issueSentence({ code, params, severity: 'stops', ...at }, { language, texts });
}

function readReasons(stored: string): readonly Reason[] | null {
  if (!stored.startsWith('[{')) return null;
  const parsed = parseJson(stored);
  if (!parsed.ok || !Array.isArray(parsed.value)) return null;
  const all: readonly Json[] = parsed.value;
  const isReason = (one: Json) => isObject(one) && typeof one['code'] === 'string';
  return all.every(isReason) ? (all as readonly Reason[]) : null;
}
