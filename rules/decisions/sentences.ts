import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Label, Language } from '../../metadata/common/label.ts';
import { render } from '../../metadata/common/render.ts';
import type { DecisionIssue, Step } from './trace.ts';

/** The texts in which the decisions of a domain are told. */
export interface DecisionTexts {
  /** The steps that a decision took, by code: with `{rule}` it went by and `{was}` and `{is}` of what it changed. */
  readonly steps: Readonly<Record<string, Label>>;
  /** The issues that stop a document or should be looked at, by code, with what its person can do next. */
  readonly issues: Readonly<Record<string, Label>>;
  /** The words for values of params: `value`, or `param.value` for a word that holds in that param alone. */
  readonly words: Readonly<Record<string, Label>>;
}

/** The texts of decisions as they stand among all others, which may have the same codes. */
export function amongTexts({ steps, issues, words }: DecisionTexts): Readonly<Record<string, Label>> {
  const below = (sort: string, texts: Readonly<Record<string, Label>>) =>
    Object.entries(texts).map(([code, label]) => [sort + code, label] as const);
  return Object.fromEntries([...below(ofStep, steps), ...below(ofIssue, issues), ...below(ofWord, words)]);
}

const [ofStep, ofIssue, ofWord] = ['step:', 'issue:', 'word:'] as const;

/** The names that documents have for their members and options. Default: everything as it is. */
export interface Naming {
  readonly member: (member: string) => string;
  /** Returns the label of an option; undefined: the member is no choice, or has no such option. */
  readonly option: (member: string, value: string) => string | undefined;
}

/** The words in which a decision is told. */
export interface Telling {
  readonly language: Language;
  /** The texts of all domains and packages. */
  readonly texts: ReadonlyMap<string, Label>;
  /** Default: everything as it is. */
  readonly naming?: Naming;
}

const plain: Naming = { member: (member) => member, option: () => undefined };
/** Values that say by themselves what they are. */
const nameless: ReadonlySet<string> = new Set(['size', 'sizes', 'name']);
const yes: Label = { zh: '是', en: 'yes' };
const no: Label = { zh: '否', en: 'no' };
/** A step that found nothing to change. */
const unchanged: Label = { zh: '无需改动', en: 'nothing to change' };

/** A step in words. */
export function stepSentence(step: Step, telling: Telling): string {
  const params = {
    ...inWords(step.params ?? {}, telling),
    rule: step.by?.number ?? '',
    was: said(step.before, telling),
    is: said(step.after, telling) || (step.after ? unchanged[telling.language] : ''),
  };
  return render(telling.texts, ofStep + step.code, params, telling.language) ?? step.code;
}

/** Tells whether an issue has words of its own. */
export function hasWords({ code }: Pick<DecisionIssue, 'code'>, texts: Telling['texts']): boolean {
  return texts.has(ofIssue + code);
}

/** An issue in words. Lines are counted from one; of params that say which one it is, `{placeNth}` is. */
export function issueSentence(issue: DecisionIssue, telling: Telling): string {
  const { at, params = {} } = issue;
  const { naming, texts, language } = telling;
  const { field } = params;
  const wordFor = (member: string) => texts.get(`${ofWord}field.${member}`)?.[language] ?? member;
  const counted = Object.entries(params).flatMap(([name, value]) =>
    typeof value === 'number' ? [[`${name}Nth`, value + 1] as const] : [],
  );
  const shown = {
    ...inWords(params, telling),
    ...(at?.line === undefined ? {} : { line: at.line + 1 }),
    ...(typeof field === 'string' ? { field: naming?.member(field) ?? wordFor(field) } : {}),
    ...Object.fromEntries(counted),
  };
  return render(texts, ofIssue + issue.code, shown, language) ?? issue.code;
}

/** An issue in the words of every language, to stand within another sentence. */
export function issueLabel(
  issue: DecisionIssue,
  texts: Telling['texts'],
): { readonly zh: string; readonly en: string } {
  const of = (language: Language) => issueSentence(issue, { language, texts });
  return { zh: of('zh'), en: of('en') };
}

function inWords(params: JsonObject, { language, texts, naming = plain }: Telling): Record<string, Json> {
  const word = (name: string, value: Json): Json => {
    if (value === null) return '—';
    if (Array.isArray(value)) return value.map((one: Json) => word(name, one));
    if (typeof value !== 'string') return value;
    const known = texts.get(`${ofWord}${name}.${value}`) ?? texts.get(ofWord + value);
    return naming.option(name, value) ?? known?.[language] ?? value;
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, word(name, value)]));
}

function said(values: JsonObject | undefined, { language, naming = plain }: Telling): string {
  const written = (member: string, value: Json): string => {
    if (value === null || value === '') return '—';
    if (typeof value === 'boolean') return (value ? yes : no)[language];
    if (Array.isArray(value)) return value.map((one: Json) => written(member, one)).join(' + ');
    return naming.option(member, String(value)) ?? String(value);
  };
  return Object.entries(values ?? {})
    .map(([member, value]) =>
      nameless.has(member) ? written(member, value) : `${naming.member(member)} ${written(member, value)}`,
    )
    .join(language === 'zh' ? '、' : ', ');
}
