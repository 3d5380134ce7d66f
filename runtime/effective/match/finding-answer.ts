import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type {
  FindingHead,
  FindingRelated,
  RelatedRule,
  ResultDifference,
} from '../../../metadata/contract/match/findings.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import { type Scope, targetOf } from '../../../rules/condition/scope.ts';
import type { RuleFinding } from '../../../rules/match/analysis/analyse.ts';
import { factsOfBoth } from '../../../rules/match/analysis/overlapping.ts';
import { differing } from '../../../rules/match/analysis/results.ts';
import type { Candidate } from '../../../rules/match/candidate.ts';
import { isQuestion, questionOf } from '../../../rules/match/questions.ts';
import type { Snapshot } from '../../../rules/match/snapshot.ts';
import type { Answer } from '../../storage/store/answer/wire.ts';
import { callFacts } from '../../storage/store/sql/filter.ts';
import type { RuleAnswers } from './rule-answers.ts';
import type { RuleForm } from './rule-form.ts';

/** Findings about the rules of a snapshot, for somebody: what he may not see is not named. */
export interface FindingParts {
  readonly rules: RuleForm;
  readonly snapshot: Snapshot;
  /** Answers whether the caller may know that the rule exists. */
  readonly sees: (candidate: Candidate) => boolean;
  readonly ruleAnswers: Pick<RuleAnswers, 'result'> & {
    head(candidate: Candidate, answer: Answer): FindingHead;
  };
  readonly answer: Answer;
  /** Answers whether there is time to look for facts that two rules match. Default: yes. */
  readonly examples?: () => boolean;
}

interface FindingAnswer {
  readonly code: string;
  readonly params: RuleFinding['params'];
  readonly related: readonly Candidate[];
}

/** A finding with rules by number instead of by id, as far as the caller may know them. */
export function findingAnswer({ code, params }: RuleFinding, means: FindingParts): FindingAnswer {
  const { snapshot, sees, ruleAnswers, answer } = means;
  const member = ['by', 'others', 'together'].find((name) => name in params);
  if (member === undefined) return { code, params, related: [] };
  const ids = [params[member] ?? []].flat() as readonly string[];
  const related = ids.flatMap((id) => candidateOf(snapshot, id) ?? []).filter(sees);
  const names = related.map((candidate) => findingName(ruleAnswers.head(candidate, answer)));
  const { [member]: _, more, ...others } = params;
  if (names.length === 0) return { code: `${single[code] ?? code}-unseen`, params: others, related };
  const isWhole = ids.length === names.length && more !== true;
  return {
    code: isWhole ? code : `${code}-more`,
    params: { ...others, [member]: member === 'by' ? (names[0] ?? '') : names },
    related,
  };
}

/** Of others that are not named one hears nothing, how many they are neither. */
const single: Readonly<Record<string, string>> = { 'rule-shadowed-together': 'rule-shadowed' };

/** Answers the heads of the rules that a finding names, and the results in which they differ. */
export function relatedAnswer(
  { id, code }: RuleFinding,
  related: readonly Candidate[],
  { rules, snapshot, ruleAnswers, answer, examples = () => true }: FindingParts,
): FindingRelated {
  const own = candidateOf(snapshot, id);
  const heads = related.map((candidate): RelatedRule => {
    const head = ruleAnswers.head(candidate, answer);
    const differs =
      code === 'rule-overlaps' && own ? differencesOf(own, candidate, { rules, ruleAnswers, answer }) : [];
    return differs.length === 0 ? head : { ...head, differs };
  });
  const [first] = related;
  const facts =
    code === 'rule-overlaps' && own && first && examples() ? exampleOf(own, first, { rules, answer }) : null;
  return { ...(heads.length > 0 ? { related: heads } : {}), ...(facts ?? {}) };
}

function differencesOf(
  own: Candidate,
  other: Candidate,
  { rules, ruleAnswers, answer }: Pick<FindingParts, 'rules' | 'ruleAnswers' | 'answer'>,
): readonly ResultDifference[] {
  const [here, there] = [own, other].map((candidate) => ruleAnswers.result(candidate, answer));
  return differing(own, other, rules.outcomes).flatMap((path) => {
    const field = fieldOfPath(rules.form, path);
    const outer = path.includes('.') ? rules.form.byId.get(path.split('.')[0] ?? '') : undefined;
    const names = [outer, field].flatMap((one) => one?.name ?? []);
    const [mine, others] = [here, there].map((result) => valueAt(result, names));
    if (!field || mine === undefined || others === undefined) return [];
    return [{ field: names.join('.'), label: field.label[answer.call.language], here: mine, there: others }];
  });
}

/** Undefined: the caller may not read it. */
function valueAt(result: JsonObject | undefined, [first = '', second]: readonly string[]): Json | undefined {
  const outer = result?.[first];
  return second === undefined ? outer : (outer as JsonObject | undefined)?.[second];
}

/** `{ facts, ask? }` for which both hold, for whoever may read what the rules ask. */
function exampleOf(
  own: Candidate,
  other: Candidate,
  { rules, answer }: Pick<FindingParts, 'rules' | 'answer'>,
): Example | null {
  const { form, match } = rules;
  const { scope } = rules.matching;
  const condition = form.byId.get(match.condition.split('.')[0] ?? '');
  if (!condition || !answer.call.rights.readable(form, condition)) return null;
  const facts = factsOfBoth(own, other, callFacts(answer.call));
  return facts && exampleByNames(facts, scope);
}

export function candidateOf(snapshot: Snapshot, id: string): Candidate | undefined {
  return snapshot.ranked[snapshot.rankOf(id) ?? -1];
}

function findingName({ id, number, name, row }: FindingHead): string {
  const seq = row?.seq;
  // A new rule that has no number yet is known by its row alone.
  return [number ?? name ?? id, seq === undefined ? null : `#${String(seq)}`]
    .filter((part) => part !== null)
    .join(' ');
}

/** Facts that were found by ids as callers say them, without what is empty anyway. */
function factsByNames(facts: JsonObject, scope: Scope): JsonObject {
  return named(facts, scope.shape, scope);
}

/** Facts as a call says them, with what is asked beside them. */
export interface Example {
  readonly facts: JsonObject;
  readonly ask?: JsonObject;
}

/** Splits facts that were found for rules into facts and questions, as a call says them. */
export function exampleByNames(found: JsonObject, scope: Scope): Example {
  const facts: Record<string, Json> = {};
  const ask: Record<string, Json> = {};
  for (const [name, value] of Object.entries(factsByNames(found, scope)))
    if (isQuestion(name)) ask[questionOf(name)] = value;
    else facts[name] = value;
  return Object.keys(ask).length > 0 ? { facts, ask } : { facts };
}

function named(part: JsonObject, shape: FieldSet | undefined, scope: Scope): JsonObject {
  const named: Record<string, Json> = {};
  for (const [id, value] of Object.entries(part)) {
    if (value === null) continue;
    const field = shape?.byId.get(id);
    const target = field && targetOf(field);
    const inner = field?.rows ?? (target === undefined ? undefined : scope.target?.(target));
    named[field?.name ?? id] = inside(value, inner, scope);
  }
  return named;
}

function inside(value: Json, shape: FieldSet | undefined, scope: Scope): Json {
  if (!shape) return value;
  if (Array.isArray(value)) return value.map((one: Json) => inside(one, shape, scope));
  return typeof value === 'object' && value !== null ? named(value as JsonObject, shape, scope) : value;
}
