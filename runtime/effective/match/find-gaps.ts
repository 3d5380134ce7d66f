import type { Gap, GapsAnswer } from '../../../metadata/contract/match/findings.ts';
import type { Field } from '../../../metadata/field.ts';
import type { Form } from '../../../metadata/model.ts';
import { describe, factLabel } from '../../../rules/condition/describe.ts';
import { renameCondition, renameFact } from '../../../rules/condition/rename.ts';
import type { Fact } from '../../../rules/condition/scope.ts';
import type { Ref } from '../../../rules/condition/value.ts';
import { type Gaps, gapsOf } from '../../../rules/match/analysis/gaps.ts';
import { questionOf } from '../../../rules/match/questions.ts';
import type { Call } from '../../call/call.ts';
import { missingRight } from '../../call/rights.ts';
import { sentence } from '../../common/messages/index.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { requireUse } from '../../storage/store/record/access.ts';
import { forbidden } from '../../storage/store/record/refusals.ts';
import { callFacts } from '../../storage/store/sql/filter.ts';
import { type Example, exampleByNames } from './finding-answer.ts';
import { analysisStopped, type MatchParts } from './match-parts.ts';
import { type Asking, prepare } from './prepare.ts';
import { pageSize, Room } from './rule-answers.ts';
import type { RuleForm } from './rule-form.ts';

/**
 * Finds facts for which no rule of the organisation holds, for callers who may read its rules: gaps tell what they ask.
 */
export async function findGaps(
  parts: MatchParts,
  asking: Call,
  form: Form,
  said: Asking,
  signal?: AbortSignal,
): Promise<GapsAnswer> {
  requireUse(asking, form, 'read');
  const condition = form.byId.get(form.match?.condition.split('.')[0] ?? '');
  if (condition && !asking.rights.readable(form, condition))
    throw forbidden(missingRight(asking.served.model, form, 'read'));
  const { call, rules, snapshot, asked, answers } = await prepare(parts, asking, form, {
    ...said,
    facts: [],
    open: 'questions',
  });
  const pause = timeSlices(() => (signal?.aborted ? analysisStopped() : null));
  const found = await gapsOf(snapshot, asked, {
    scope: rules.matching.scope,
    call: callFacts(call),
    known: answers,
    pause,
  });
  const open = [...rules.matching.questions.values()].filter(({ id }) => answers[id] === undefined);
  return answerOf(found, rules, call, open);
}

/** Adds answers to an example for the required questions that are open, though they make no difference. */
function withAnswers(example: Example, open: readonly Field[]): Example {
  const ask = open.flatMap(({ id, required, options: [first] = [] }) =>
    required === true && first ? [[questionOf(id), first.value] as const] : [],
  );
  return ask.length === 0 ? example : { ...example, ask: { ...Object.fromEntries(ask), ...example.ask } };
}

function answerOf(found: Gaps, rules: RuleForm, call: Call, open: readonly Field[]): GapsAnswer {
  const { language, served } = call;
  const { scope } = rules.matching;
  const named = (fact: Fact) => ({
    fact: renameFact(fact.path, scope, 'toNames'),
    label: factLabel(fact)[language],
  });
  const nameOf = (_form: string, { number }: Ref) => number;
  const room = new Room(pageSize);
  const items: Gap[] = [];
  for (const { where, facts, depends } of found.gaps) {
    const item: Gap = {
      sentence: where
        ? describe(where, language, { nameOf, call: callFacts(call) })
        : sentence('match-gap-anything', {}, language, served.model.messages),
      condition: where && renameCondition(where.condition, scope, 'toNames'),
      ...withAnswers(exampleByNames(facts, scope), open),
      ...(depends.length > 0 ? { depends: depends.map(named) } : {}),
    };
    if (!room.take(item)) break;
    items.push(item);
  }
  return {
    rules: found.rules,
    items,
    more: found.more || items.length < found.gaps.length,
    looked: found.looked.map(named),
    unlooked: found.unlooked.map(({ fact, why }) => ({
      ...named(fact),
      reason: sentence(`match-unlooked-${why}`, {}, language, served.model.messages),
    })),
  };
}
