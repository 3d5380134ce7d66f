import type { Json } from '../../../metadata/common/json.ts';
import type {
  AimAnswer,
  LeafAnswer,
  RuleReason,
  VerdictAnswer,
} from '../../../metadata/contract/match/rule.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import { formsOf } from '../../../metadata/kinds/common/pointed.ts';
import type { Form } from '../../../metadata/model.ts';
import type { LeafVerdict, SomeVerdict, Verdict } from '../../../rules/condition/explain.ts';
import type { Facts } from '../../../rules/condition/facts.ts';
import { renameFact } from '../../../rules/condition/rename.ts';
import { resolveFact } from '../../../rules/condition/scope.ts';
import { systemFacts } from '../../../rules/condition/system-facts.ts';
import type { Ref } from '../../../rules/condition/value.ts';
import { type Bits, countBits, hasBit } from '../../../rules/match/bits.ts';
import type { Candidate } from '../../../rules/match/candidate.ts';
import {
  type AimVerdict,
  failedBy,
  type RuleVerdict,
  ruleVerdict,
} from '../../../rules/match/explain-rule.ts';
import type { MatchContext } from '../../../rules/match/narrow.ts';
import type { Pause } from '../../../rules/match/slices.ts';
import type { Call } from '../../call/call.ts';
import { sentence } from '../../common/messages/index.ts';
import { type Labels, type Wanted, want } from '../../storage/store/answer/labels.ts';
import { mannerOf } from '../../storage/store/sight/manner.ts';
import { sightOf } from '../../storage/store/sight/sight.ts';
import type { MatchParts } from './match-parts.ts';
import type { Prepared } from './prepare.ts';
import type { RuleForm } from './rule-form.ts';

/** Says in the caller's language why a rule won or lost, without what is not his to know. */
interface Explainer {
  /** `{ code, reason, failed? }`, and with `whole` the verdict on every part. */
  answer(verdict: RuleVerdict, whole: boolean): RuleReason;
}

/** `eligible`: who takes part; places are counted among them, so that nobody learns how many others there are. */
export function explainer(call: Call, rules: RuleForm, eligible: Bits): Explainer {
  const { form, match, scope } = rules;
  const { language, rights, served } = call;
  const condition = fieldOfPath(form, match.condition);
  const readsConditions = condition === undefined || rights.readable(form, condition);

  function readsField(path: string): boolean {
    const field = fieldOfPath(form, path);
    return field !== undefined && rights.readable(form, field);
  }

  function aim({ said: { field, label }, holds, expected, actual }: AimVerdict): AimAnswer {
    return {
      field: fieldNamed(form, field),
      label: label[language],
      holds,
      expected: expected[language],
      actual: actual[language],
    };
  }

  function maySay(path: string): boolean {
    const fact = resolveFact(path, scope);
    if (!fact?.via || !('field' in fact.member)) return true;
    const { field } = fact.member;
    const targets = formsOf(fact.via).flatMap((id) => served.model.formsById.get(id) ?? []);
    // Of several forms each has a field of its own, made of other things perhaps.
    return targets.every(
      (one) =>
        sightOf(call, one).reach !== 'nothing' && rights.readable(one, one.byId.get(field.id) ?? field),
    );
  }

  function leaf({
    pointer,
    fact,
    label,
    operator,
    sentence: said,
    expected,
    actual,
  }: LeafVerdict): LeafAnswer {
    return {
      pointer,
      fact: renameFact(fact, scope, 'toNames'),
      label: label[language],
      operator,
      sentence: said[language],
      expected: expected[language],
      ...(maySay(fact) ? { actual: actual[language] } : {}),
    };
  }

  function line({ pointer, fact, label, sentence: said, row }: SomeVerdict) {
    const named = renameFact(fact, scope, 'toNames');
    return { pointer, fact: named, label: label[language], sentence: said[language], row };
  }

  function verdict({ type, holds, nodes, leaf: own, some }: Verdict): VerdictAnswer {
    return {
      type,
      holds,
      ...(nodes ? { nodes: nodes.map(verdict) } : {}),
      ...(own ? leaf(own) : {}),
      ...(some ? line(some) : {}),
    };
  }

  function said(verdict: RuleVerdict): { readonly code: string; readonly params: RuleVerdict['params'] } {
    const { code, params } = verdict;
    const { failed, ways = [] } = verdict.explanation ?? {};
    if (code === 'match-outranked')
      return {
        code,
        params: {
          by: labelOf(form, String(params['by'])),
          place: placeOf(eligible, Number(params['place'])),
        },
      };
    const other = verdict.aims?.find(({ holds }) => !holds);
    if (other && aimed.has(code))
      return readsField(other.said.field) ? { code, params } : { code: 'match-unsaid', params: {} };
    if (!failed) return { code, params };
    const shown = (ways.length > 0 ? ways : [failed]).filter(({ fact }) => maySay(fact));
    const [first] = shown;
    if (!first || !readsConditions) return { code: 'match-unsaid', params: {} };
    return lacking.has(code) ? failedBy(first, shown) : { code, params };
  }

  return {
    answer(ruleVerdict, whole) {
      const { code, params } = said(ruleVerdict);
      const { explanation, aims = [] } = ruleVerdict;
      const aimAnswers = whole ? aims.filter(({ said: { field } }) => readsField(field)).map(aim) : [];
      const failed = readsConditions ? explanation?.failed : undefined;
      return {
        code,
        reason: sentence(code, params, language, served.model.messages),
        ...(aimAnswers.length > 0 ? { for: aimAnswers } : {}),
        ...(failed ? { failed: leaf(failed) } : {}),
        ...(failed && explanation?.ways ? { ways: explanation.ways.map(leaf) } : {}),
        ...(whole && explanation && readsConditions ? { condition: verdict(explanation.verdict) } : {}),
      };
    },
  };
}

/** Codes which say that a rule is for other questions, or other documents. */
const aimed: ReadonlySet<string> = new Set(['match-other-question', 'match-other-fact', 'match-unasked']);

/** `rows.face`, by today's names. */
function fieldNamed(form: Form, path: string): string {
  const [first = '', second] = path.split('.');
  const names = [form.byId.get(first)?.name ?? first, second && (fieldOfPath(form, path)?.name ?? second)];
  return names.filter((name) => name !== undefined).join('.');
}

/** Codes which say that a rule's condition does not hold. */
const lacking: ReadonlySet<string> = new Set(['match-failed', 'match-denied', 'match-failed-any']);

/** Place, from 1, among those who take part. `place` is counted among all. */
export function placeOf(eligible: Bits, place: number): number {
  let count = countBits(eligible.subarray(0, place >>> 5));
  for (let rank = place & ~31; rank < place; rank += 1) if (hasBit(eligible, rank)) count += 1;
  return count;
}

/** Answers the label of a member by which rules go first. */
function labelOf(form: Form, by: string): Json {
  const own = fieldOfPath(form, by)?.label;
  const system = Object.hasOwn(systemFacts, by)
    ? systemFacts[by as keyof typeof systemFacts].label
    : undefined;
  return { ...(own ?? system ?? { zh: by, en: by }) };
}

/**
 * Names for the records that conditions speak of, as far as the caller may know them; those that are missing are noted
 * in `wanted`.
 */
function recordNames(labels: Labels, call: Call, wanted: Wanted) {
  return (form: string, { id, number }: Ref): string | undefined => {
    const manner = mannerOf(call, form);
    if (id === undefined || number !== undefined || !manner) return undefined;
    const label = labels.show(manner, id, call.language);
    if (label) return label.name ?? label.number ?? undefined;
    want(wanted, form, id);
    return undefined;
  };
}

interface JudgedRule {
  readonly rank: number;
  readonly candidate: Candidate;
  readonly verdict: RuleVerdict;
}

/** Judges the rules of these ranks, with names for the records their conditions speak of. */
export async function ruleVerdicts(
  { labels, reader }: Pick<MatchParts, 'labels' | 'reader'>,
  { call, snapshot }: Prepared,
  facts: Facts,
  ranks: readonly number[],
  options: MatchContext & { readonly winner: number; readonly pause: Pause },
): Promise<readonly JudgedRule[]> {
  const { pause, ...asked } = options;
  const wanted: Wanted = new Map();
  const judge = async (rank: number, missing: Wanted): Promise<JudgedRule | undefined> => {
    const candidate = snapshot.ranked[rank];
    const stands = await ruleVerdict(snapshot, rank, facts, {
      ...asked,
      nameOf: recordNames(labels, call, missing),
    });
    await pause();
    return candidate && stands && { rank, candidate, verdict: stands };
  };
  const all: JudgedRule[] = [];
  /** Places in `all` of those that speak of records without a name yet. */
  const unnamed: number[] = [];
  for (const rank of ranks) {
    const missing: Wanted = new Map();
    const stood = await judge(rank, missing);
    if (!stood) continue;
    if (missing.size > 0) unnamed.push(all.length);
    for (const [form, ids] of missing) wanted.set(form, ids.union(wanted.get(form) ?? new Set()));
    all.push(stood);
  }
  if (unnamed.length === 0) return all;
  await labels.load(reader, call.served, wanted, call);
  for (const at of unnamed) {
    const stood = await judge(all[at]?.rank ?? -1, new Map());
    if (stood) all[at] = stood;
  }
  return all;
}
