import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import type { Call } from '../call.ts';
import type { Change } from '../change.ts';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import { createAnswers } from '../store/answers.ts';
import { createCopies } from '../store/copies.ts';
import type { WriteEvent } from '../store/draft.ts';
import { createLabels } from '../store/labels.ts';
import { createLayouts } from '../store/layouts.ts';
import type { Store, Written } from '../store/store.ts';
import { type AnalysisQuestion, analyseRules, analyseUnsaved, ruleWarnings } from './analyse-rules.ts';
import { caseOf, expectedOf } from './case-of.ts';
import { type CoverageFacts, coverRules } from './cover-rules.ts';
import { explainRules, type Named } from './explain-rules.ts';
import { type MatchAnswers, type MatchQuestion, matchFacts } from './match-facts.ts';
import type { MatchParts } from './match-parts.ts';
import type { UnsavedRule } from './read-candidates.ts';
import { createRuleSets } from './rule-sets.ts';

/** The rules of every form, on one node: who wins, why, and what is odd about them. All verbs check the rights of the call. */
export interface Matching {
  match(call: Call, form: Form, question: MatchQuestion): Promise<MatchAnswers>;
  explain(call: Call, form: Form, named: Named, facts: Json, at?: Json): Promise<JsonObject>;
  cover(call: Call, form: Form, facts: CoverageFacts, at?: Json): Promise<JsonObject>;
  analyse(call: Call, form: Form, question: AnalysisQuestion): Promise<JsonObject>;
  /** What would be odd about a rule that is not saved yet; nothing is written. */
  analyseUnsaved(call: Call, form: Form, unsaved: UnsavedRule, signal?: AbortSignal): Promise<JsonObject>;
  /** A match as a case of a package. */
  caseOf(call: Call, form: Form, name: string, facts: Json, at?: Json): Promise<JsonObject>;
  /** What `expect` of a case would say; its facts are by ids. */
  expected(call: Call, form: Form, facts: Json, at?: Json): Promise<Json>;
  /** What was written, here or by others: done when matches see it. Never fails. */
  follow(events: readonly (Change & Pick<WriteEvent, 'stored'>)[]): Promise<void>;
  /** Reads what could not be read when it was written. */
  catchUp(): Promise<void>;
  /** Newest revision that matches know, of those they were told of; infinite when they know all. */
  revision(): number;
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
}

export function createMatching({ database, log, zone, most }: MatchingParts): Matching {
  const layouts = createLayouts(database.dialect);
  const labels = createLabels(layouts);
  const { apply } = createCopies(zone);
  const sets = createRuleSets({ reader: database, layouts, apply, ...(most === undefined ? {} : { most }) });
  const parts: MatchParts = {
    ...{ reader: database, layouts, labels, sets, log, zone },
    answers: createAnswers(labels, database.dialect),
  };

  async function warned(call: Call, form: Form, written: Written): Promise<Written> {
    if (!form.match || call.rehearsal) return written;
    const rules = await sets.of(call.served, form);
    const found = rules ? await ruleWarnings(parts, call, rules, written.record.id) : [];
    return found.length === 0 ? written : { ...written, warnings: [...written.warnings, ...found] };
  }

  return {
    match: (call, form, question) => matchFacts(parts, call, form, question),
    explain: (call, form, named, facts, at) => explainRules(parts, call, form, named, facts, at),
    cover: (call, form, facts, at) => coverRules(parts, call, form, facts, at),
    analyse: (call, form, question) => analyseRules(parts, call, form, question),
    analyseUnsaved: (call, form, unsaved, signal) => analyseUnsaved(parts, call, form, unsaved, signal),
    caseOf: (call, form, name, facts, at) => caseOf(parts, call, form, name, facts, at),
    expected: async (call, form, facts, at) => (await expectedOf(parts, call, form, facts, at, 'ids')).winner,
    follow(events) {
      labels.written(events as readonly WriteEvent[]);
      return sets.follow(events);
    },
    catchUp: sets.catchUp,
    revision: sets.revision,
    warning: (store) => ({
      ...store,
      create: async (call, form, ...rest) => warned(call, form, await store.create(call, form, ...rest)),
      patch: async (call, form, ...rest) => warned(call, form, await store.patch(call, form, ...rest)),
      put: async (call, form, ...rest) => warned(call, form, await store.put(call, form, ...rest)),
      act: async (call, form, ...rest) => warned(call, form, await store.act(call, form, ...rest)),
      restore: async (call, form, ...rest) => warned(call, form, await store.restore(call, form, ...rest)),
    }),
  };
}
