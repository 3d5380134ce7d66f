import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import { readOnce } from '../../rules/condition/facts.ts';
import { hasBit } from '../../rules/match/bits.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import { match } from '../../rules/match/match.ts';
import { breaks } from '../breaks.ts';
import type { Call } from '../call/call.ts';
import { explainer, placeOf, ruleVerdicts } from './explainer.ts';
import { factsWrong, type MatchParts, ruleUnknown } from './match-parts.ts';
import { type Asking, type Prepared, prepare } from './prepare.ts';
import { ruleAnswersOf, sightOf } from './rule-answers.ts';

/** A record by id or number, or one of its rows by id. */
export interface Named {
  readonly id?: string;
  readonly number?: string;
}

interface ExplainAsked {
  readonly named: Named;
  readonly facts: Json;
  readonly said: Asking;
}

/** Why this rule wins or loses with these facts: every part of its condition, without the index. Rows of a record one by one. */
export async function explainRules(
  parts: MatchParts,
  asking: Call,
  form: Form,
  { named, facts, said }: ExplainAsked,
): Promise<JsonObject> {
  const prepared = await prepare(parts, asking, form, { ...said, facts: [facts] });
  const { call, rules, snapshot, asked, many } = prepared;
  const [judgeable] = many;
  if (!judgeable?.ok) throw factsWrong({ count: judgeable?.problems.length ?? 0 }, judgeable?.problems ?? []);
  const ranks = ranksOf(prepared, named);
  if (ranks.length === 0) throw ruleUnknown({ rule: named.number ?? named.id ?? '' });
  const pause = breaks();
  const known = readOnce(judgeable.facts);
  const matched = await match(snapshot, known, { ...asked, pause });
  const winner = (matched.place ?? 0) - 1;
  const stood = await ruleVerdicts(parts, prepared, known, ranks, { ...asked, winner, pause });
  const eligible = snapshot.eligible.bits(asked.org, asked.tree, asked.localDate);
  const words = explainer(call, rules, eligible);
  const ruleAnswers = ruleAnswersOf(rules, parts.answers, call.rights);
  return parts.answers.labelled(parts.reader, call, (answer) => ({
    winner: matched.winner && {
      ...ruleAnswers.head(matched.winner, answer),
      place: placeOf(eligible, winner + 1),
    },
    items: stood.map(({ rank, candidate, verdict }) => ({
      ...ruleAnswers.head(candidate, answer),
      place: hasBit(eligible, rank) ? placeOf(eligible, rank + 1) : null,
      won: rank === winner,
      ...words.answer(verdict, true),
    })),
  }));
}

/** Where the organisation has a copy of its own, that one is meant. */
function ranksOf({ call, rules, snapshot, asked }: Prepared, { id, number }: Named): readonly number[] {
  const sees = sightOf(call, rules.form);
  const numberId = rules.form.number?.id ?? '';
  const isMeant = (candidate: Candidate): boolean =>
    id === undefined
      ? (candidate.result as JsonObject)[numberId] === number
      : candidate.record === id || candidate.id === id || candidate.id.startsWith(`${id}@`);
  const ranks: number[] = [];
  for (const [rank, candidate] of snapshot.ranked.entries())
    if (isMeant(candidate) && sees(candidate)) ranks.push(rank);
  const own = ranks.filter((rank) => snapshot.ranked[rank]?.only === asked.org);
  return own.length > 0 ? own : ranks.filter((rank) => snapshot.ranked[rank]?.only === undefined);
}
