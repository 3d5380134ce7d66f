import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import type { Facts } from '../../rules/condition/facts.ts';
import { renameFact } from '../../rules/condition/rename.ts';
import type { Asked } from '../../rules/match/narrow.ts';
import type { Snapshot } from '../../rules/match/snapshot.ts';
import type { Call } from '../call/call.ts';
import { requireUse } from '../store/record/access.ts';
import { callFacts } from '../store/sql/filter.ts';
import { completeRefs } from './complete-refs.ts';
import type { MatchParts } from './match-parts.ts';
import { readAsk } from './read-ask.ts';
import { type ReadFacts, readFacts, type Spelling } from './read-facts.ts';
import { readMoment } from './read-moment.ts';
import { readWithin } from './read-within.ts';
import { momentWrong, noMatch, questionWrong } from './refusals.ts';
import type { RuleSet } from './rule-set.ts';

/** Facts, ready to be judged, or everything that is wrong with them. */
export type Judgeable =
  | { readonly ok: true; readonly facts: Facts; readonly record: ReadFacts['record'] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** One question to the rules of a form: for whom, when, about what, and the rules as they are now. */
export interface Prepared {
  /** With the moment that was asked for. */
  readonly call: Call;
  readonly rules: RuleSet;
  readonly snapshot: Snapshot;
  readonly asked: Asked;
  /** What was said beside the facts, by question. */
  readonly ask: JsonObject;
  /** The same as it stands among the facts. */
  readonly answers: JsonObject;
  /** Facts of records that were only named, which the caller may not read: rules find them empty. By today's names. */
  readonly unread: readonly string[];
  readonly many: readonly Judgeable[];
}

/** What is said for all facts of a call. */
export interface Asking {
  /** Default: now. */
  readonly at?: Json | undefined;
  /** What is said beside the facts, by question. Default: nothing. */
  readonly ask?: Json | undefined;
  /** The record whose rows are asked. Default: of all. */
  readonly within?: Json | undefined;
}

export interface Said extends Asking {
  readonly facts: readonly Json[];
  /** What may be left open, though a match wants it. Default: nothing. */
  readonly open?: 'questions' | 'everything';
  /** Default: names. */
  readonly spelling?: Spelling;
}

/** Refuses who may not, what has no match and a moment that is none; mistakes in facts are each item's own. */
export async function prepare(parts: MatchParts, asking: Call, form: Form, said: Said): Promise<Prepared> {
  requireUse(asking, form, 'match');
  const found = parts.sets.of(asking.served, form);
  if (!found) throw noMatch({ form: { ...form.label } });
  const moment = readMoment(said.at, parts.zone(asking.org), () => asking.now);
  if (!moment.ok) throw momentWrong({}, moment.problems);
  const call: Call = { ...asking, now: said.at === undefined ? asking.now : moment.value, view: 'use' };
  const rules = 'then' in found ? await found : found;
  // Before anything else is waited for: what rules ask of references is never less than what it asks.
  const snapshot = rules.snapshot();
  const { orgs } = call.served;
  const read = said.facts.map((facts) => readFacts(facts, rules.facts, call, said.spelling ?? 'names'));
  const ask = readAsk(said.ask, rules, call, said.open === undefined);
  const within = await readWithin(parts, call, rules, {
    snapshot,
    said: said.within,
    whole: said.open !== 'everything',
  });
  const wrong = [
    ...ask.problems.map((problem) => ({ ...problem, path: `/ask${problem.path}` })),
    ...(within.ok ? [] : within.problems.map((problem) => ({ ...problem, path: `/within${problem.path}` }))),
  ];
  if (wrong.length > 0) throw questionWrong({ count: wrong.length }, wrong);
  const record = within.ok ? within.value : undefined;
  const refs = [...ask.refs, ...read.flatMap((one) => (one.problems.length > 0 ? [] : one.refs))];
  const { target, unread } = await completeRefs(parts, call, rules.needs, refs);
  const known = callFacts(call);
  return {
    call,
    rules,
    snapshot,
    unread: [...unread].map((fact) => renameFact(fact, rules.scope, 'toNames')),
    asked: {
      ...{ org: call.org, tree: orgs, localDate: moment.value.localDate },
      ...(record === undefined ? {} : { record }),
    },
    ask: ask.said,
    answers: ask.record,
    many: read.map(({ record, problems }) =>
      problems.length > 0
        ? { ok: false, problems }
        : { ok: true, facts: { record: { ...record, ...ask.record }, call: known, target }, record },
    ),
  };
}
