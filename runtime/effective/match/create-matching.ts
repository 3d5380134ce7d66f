import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type {
  Coverage,
  GapsAnswer,
  MatchCase,
  RuleAnalysis,
} from '../../../metadata/contract/match/findings.ts';
import type { ExplainedRule, RulesByOrganisation } from '../../../metadata/contract/match/rule.ts';
import type { UnsavedRule } from '../../../metadata/contract/match/sent.ts';
import type { Form } from '../../../metadata/model.ts';
import { readOnce } from '../../../rules/condition/facts.ts';
import { hasBit } from '../../../rules/match/bits.ts';
import type { Candidate } from '../../../rules/match/candidate.ts';
import { match } from '../../../rules/match/match.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import type { Steps } from '../../../rules/match/slots.ts';
import type { Call, Served } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { span } from '../../common/traces/trace.ts';
import type { Log } from '../../config/log.ts';
import type { Connection, Database } from '../../database/database.ts';
import { createAnswers } from '../../storage/store/answer/answers.ts';
import { createLabels } from '../../storage/store/answer/labels.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';
import { createLayouts } from '../../storage/store/record/layouts.ts';
import type { Store, Written } from '../../storage/store/record/store.ts';
import { createCopies } from '../../storage/store/sight/copies.ts';
import { type AnalysisQuestion, analyseRules, analyseUnsaved, ruleWarnings } from './analyse-rules.ts';
import { caseOf, type Expectation, expectedOf } from './case-of.ts';
import { type CoverageFacts, coverRules } from './cover-rules.ts';
import { explainer, placeOf, ruleVerdicts } from './explainer.ts';
import { findGaps } from './find-gaps.ts';
import { type MatchAnswers, type MatchQuestion, matchFacts } from './match-facts.ts';
import { factsWrong, type MatchParts, ruleUnknown } from './match-parts.ts';
import { type Asking, type Prepared, prepare, type RulesUnder } from './prepare.ts';
import { ruleAnswersOf, sightOf } from './rule-answers.ts';
import type { RuleSet } from './rule-set.ts';
import { type ActorChange, createRuleSets } from './rule-sets.ts';
import { rulesByOrganisation } from './rules-by-organisation.ts';
import { createShadowEvaluation, type ShadowOutcome } from './shadow-evaluation.ts';
import { type Tried, tryRules } from './try-rules.ts';

/**
 * The rules of every form, on one node: who wins, why, and what is odd about them. All verbs check the rights of the
 * call.
 */
export interface Matching {
  match(call: Call, form: Form, question: MatchQuestion): Promise<MatchAnswers>;
  explain(call: Call, form: Form, named: Named, facts: Json, said: Asking): Promise<ExplainedRule>;
  cover(call: Call, form: Form, facts: CoverageFacts, said: Asking): Promise<Coverage>;
  analyse(call: Call, form: Form, question: AnalysisQuestion): Promise<RuleAnalysis>;
  /** Finds what would be odd about a rule that is not saved yet; nothing is written. */
  analyseUnsaved(call: Call, form: Form, unsaved: UnsavedRule, signal?: AbortSignal): Promise<RuleAnalysis>;
  /** Finds facts for which no rule holds. */
  gaps(call: Call, form: Form, said: Asking, signal?: AbortSignal): Promise<GapsAnswer>;
  /** Counts the rules that each organisation may use, and tells by which it differs from the one above. */
  byOrganisation(call: Call, form: Form, signal?: AbortSignal): Promise<RulesByOrganisation>;
  /** A match as a case of a package. */
  caseOf(call: Call, form: Form, name: string, facts: Json, said: Asking): Promise<MatchCase>;
  /**
   * Answers the `expect` of a case, and the facts that the caller may not read, so that it went without; its facts are
   * by ids. `under`: other rules than those that are stored.
   */
  expected(
    call: Call,
    form: Form,
    facts: Json,
    said: Asking,
    under?: RulesUnder,
  ): Promise<Pick<Expectation, 'winner' | 'unread'>>;
  /**
   * Rules as another connection sees them, which may be about to take back what it wrote; those that are gone are left
   * out.
   */
  readRules(
    reader: Connection,
    call: Call,
    form: Form,
    records: readonly string[],
  ): Promise<readonly RuleRecord[]>;
  /** Finds the documents that another rule would match if these were as they were tried. */
  tryRules(call: Call, form: Form, tried: Parameters<typeof tryRules>[3]): Promise<Tried>;
  /** Takes in changes that were written, here or by others: done when matches see them. Never fails. */
  follow(events: readonly (ActorChange & Pick<WriteEvent, 'stored'>)[]): Promise<void>;
  /** Many writes to one form, after which matches are made ready once. */
  together<T>(call: Call, form: Form, work: () => Promise<T>): Promise<T>;
  /** Reads what could not be read when it was written. */
  catchUp(): Promise<void>;
  /** The same for what should not wait longer: every now and then. */
  keepUp(): Promise<void>;
  /** Counts the matches since the start. */
  counts(): MatchCounts;
  /** Newest revision that matches know, of those they were told of; infinite when they know all. */
  revision(): number;
  /**
   * The rules themselves, for what this server decides by them; whoever asks checks rights. Null: the form has no
   * match.
   */
  ruleSet(served: Served, form: Form): Promise<RuleSet> | RuleSet | null;
  /** The same store, which says beside a written rule what is odd about it. */
  warning(store: Store): Store;
}

export interface MatchingParts {
  readonly database: Database;
  readonly log: Log;
  /** Time zone of an organisation. */
  readonly zone: (org: string) => string;
  /** Rules kept in memory. Default: 200,000. */
  readonly most?: number;
  /** Of all matches, how many json-rules-engine judges again by itself: 0 to 1. Default: 0. */
  readonly checked?: number;
  /** 0 to 1. Default: never one that is checked. */
  readonly random?: () => number;
  /** Default: the real ones; tests plant faults here. */
  readonly steps?: Steps;
}

export interface MatchCounts {
  /** Snapshots of rules that took the place of others. */
  readonly rebuilt: number;
  /** Matches that were judged again. */
  readonly checks: Readonly<Record<ShadowOutcome, number>>;
}

export function createMatching({ database, log, zone, ...options }: MatchingParts): Matching {
  const { most, steps, checked: share = 0, random = () => 1 } = options;
  const layouts = createLayouts(database.dialect);
  const labels = createLabels(layouts);
  const { apply } = createCopies(zone);
  const sets = createRuleSets({ reader: database, layouts, apply, most, steps });
  const shadow = createShadowEvaluation({ share, random, log });
  const parts: MatchParts = {
    reader: database,
    layouts,
    labels,
    sets,
    log,
    zone,
    shadow,
    answers: createAnswers(labels, database.dialect),
  };

  async function warned(call: Call, form: Form, written: Written): Promise<Written> {
    if (!form.match || call.rehearsal) return written;
    const rules = await sets.of(call.served, form);
    const found = rules ? await ruleWarnings(parts, call, rules, written.record.id) : [];
    return found.length === 0 ? written : { ...written, warnings: [...written.warnings, ...found] };
  }

  return {
    match: (call, form, question) =>
      span('match', { 'guiju.form': form.name, 'guiju.facts': question.facts.length }, () =>
        matchFacts(parts, call, form, question),
      ),
    explain: (call, form, named, facts, said) => explainRules(parts, call, form, { named, facts, said }),
    cover: (call, form, facts, said) => coverRules(parts, call, form, facts, said),
    analyse: (call, form, question) => analyseRules(parts, call, form, question),
    analyseUnsaved: (call, form, unsaved, signal) => analyseUnsaved(parts, call, form, unsaved, signal),
    gaps: (call, form, said, signal) => findGaps(parts, call, form, said, signal),
    byOrganisation: (call, form, signal) => rulesByOrganisation(parts, call, form, signal),
    caseOf: (call, form, name, facts, said) => caseOf(parts, call, form, { name, facts, said }),
    expected: (call, form, facts, said, under) =>
      expectedOf(parts, call, form, {
        facts,
        said,
        spelling: 'ids',
        ...(under && { snapshot: under.snapshot, needs: under.needs }),
      }),
    readRules: async (reader, { served }, form, records) =>
      (await sets.readerOn(reader, served, form)?.some(records)) ?? [],
    tryRules: (call, form, tried) => tryRules(parts, call, form, tried),
    follow(events) {
      labels.written(events as readonly WriteEvent[]);
      return sets.follow(events);
    },
    together: (call, form, work) =>
      form.match && !call.rehearsal ? sets.together(form.id, call.user.id, work) : work(),
    catchUp: sets.catchUp,
    keepUp: sets.keepUp,
    counts: () => ({ rebuilt: sets.rebuilt(), checks: shadow.counts() }),
    revision: sets.revision,
    ruleSet: sets.of,
    warning: (store) => ({
      ...store,
      batch: (call, form, items, atomic) =>
        form.match
          ? sets.together(form.id, call.user.id, () => store.batch(call, form, items, atomic))
          : store.batch(call, form, items, atomic),
      create: async (call, form, ...rest) => warned(call, form, await store.create(call, form, ...rest)),
      patch: async (call, form, ...rest) => warned(call, form, await store.patch(call, form, ...rest)),
      put: async (call, form, ...rest) => warned(call, form, await store.put(call, form, ...rest)),
      act: async (call, form, ...rest) => warned(call, form, await store.act(call, form, ...rest)),
      restore: async (call, form, ...rest) => warned(call, form, await store.restore(call, form, ...rest)),
    }),
  };
}

/** A record by id or number, or one of its rows by id. */
interface Named {
  readonly id?: string;
  readonly number?: string;
}

interface ExplainAsked {
  readonly named: Named;
  readonly facts: Json;
  readonly said: Asking;
}

/**
 * Tells why this rule wins or loses with these facts: every part of its condition, without the index. Rows of a record
 * one by one.
 */
async function explainRules(
  parts: MatchParts,
  asking: Call,
  form: Form,
  { named, facts, said }: ExplainAsked,
): Promise<ExplainedRule> {
  const prepared = await prepare(parts, asking, form, { ...said, facts: [facts] });
  const { call, rules, snapshot, asked, many } = prepared;
  const [judgeable] = many;
  if (!judgeable?.ok) throw factsWrong({ count: judgeable?.problems.length ?? 0 }, judgeable?.problems ?? []);
  const ranks = ranksOf(prepared, named);
  if (ranks.length === 0) throw ruleUnknown({ rule: named.number ?? named.id ?? '' });
  const pause = timeSlices();
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

/**
 * Answers the ranks of the named rule that the caller may see; where the organisation has an own copy, that one is
 * meant.
 */
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
