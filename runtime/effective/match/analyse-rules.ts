import { append } from '../../../metadata/common/append.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { RuleAnalysis, RuleFindingAnswer } from '../../../metadata/contract/match/findings.ts';
import type { UnsavedRule } from '../../../metadata/contract/match/sent.ts';
import type { Form } from '../../../metadata/model.ts';
import { analyse, type RuleFinding } from '../../../rules/match/analysis/analyse.ts';
import type { Candidate } from '../../../rules/match/candidate.ts';
import type { Call } from '../../call/call.ts';
import { sentence } from '../../common/messages/index.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { candidateOf, type FindingParts, findingAnswer, relatedAnswer } from './finding-answer.ts';
import { analysisStopped, type MatchParts } from './match-parts.ts';
import { prepare } from './prepare.ts';
import { readCandidates } from './read-candidates.ts';
import { pageSize, Room, ruleAnswersOf, sightOf } from './rule-answers.ts';
import { conditionPath } from './rule-form.ts';
import type { RuleSet } from './rule-set.ts';

export interface AnalysisQuestion {
  /** Ids of records to look at, against all others. Default: all the caller may see. */
  readonly records?: readonly string[];
  /** `next` of the answer before. */
  readonly after?: string;
  /** Stops the work. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which the rest is left for the next call. Default: 10,000. */
  readonly patience?: number;
}

/** Rules looked at before the clock is. */
const atOnce = 20;

/** Finds the oddities of the rules that a caller may see, in words. Rules that he may not see are not named. */
export async function analyseRules(
  parts: MatchParts,
  asking: Call,
  form: Form,
  { records, after, signal, patience = 10_000 }: AnalysisQuestion,
): Promise<RuleAnalysis> {
  const { call, rules, snapshot } = await prepare(parts, asking, form, { facts: [], open: 'everything' });
  const sees = sightOf(call, form);
  const wanted = records && new Set(records);
  const from = after === undefined ? 0 : (snapshot.rankOf(after) ?? -1) + 1;
  const until = performance.now() + patience;
  const pause = timeSlices(() => (signal?.aborted ? analysisStopped() : null));
  const only: Candidate[] = [];
  for (let rank = from; rank < snapshot.ranked.length; rank += 1) {
    const candidate = snapshot.ranked[rank];
    if (candidate && sees(candidate) && (!wanted || wanted.has(candidate.record))) only.push(candidate);
    if (rank % 256 === 0) await pause();
  }
  const ruleAnswers = ruleAnswersOf(rules, parts.answers, call.rights);
  const room = new Room(pageSize);
  const items: RuleFindingAnswer[] = [];
  let [done, isFull] = [0, false];
  while (!isFull && done < only.length && (done === 0 || performance.now() < until)) {
    const some = only.slice(done, done + atOnce);
    const ids = some.map(({ id }) => id);
    const options = {
      tree: call.served.orgs,
      only: ids,
      all: form.match?.all ?? false,
      results: rules.outcomes,
      given: rules.matching.given,
      pause,
    };
    const findings = await analyse(snapshot, options);
    const labelled = await parts.answers.labelled(parts.reader, call, (answer) =>
      itemsOf(findings, { rules, snapshot, sees, ruleAnswers, answer }),
    );
    // The findings of a few rules stand together or not at all, so that the next call begins with a rule.
    isFull = !room.take(labelled) && done > 0;
    if (isFull) break;
    append(items, labelled);
    done += some.length;
    await pause();
  }
  return { rules: done, next: done < only.length ? (only[done - 1]?.id ?? null) : null, items };
}

/** The same about a rule that is still being written, row by row, as if it were saved now. */
export async function analyseUnsaved(
  parts: MatchParts,
  asking: Call,
  form: Form,
  unsaved: UnsavedRule,
  signal?: AbortSignal,
): Promise<RuleAnalysis> {
  const {
    call,
    rules,
    snapshot: saved,
  } = await prepare(parts, asking, form, { facts: [], open: 'everything' });
  const { candidates, about } = await readCandidates(call, rules, unsaved);
  const known = unsaved.id === undefined ? [] : saved.ranksOfRecord(unsaved.id);
  const snapshot = saved.with({
    put: candidates,
    remove: known.flatMap((rank) => saved.ranked[rank]?.id ?? []),
  });
  const findings = await analyse(snapshot, {
    tree: call.served.orgs,
    only: about.map(({ id }) => id),
    all: form.match?.all ?? false,
    results: rules.outcomes,
    given: rules.matching.given,
    pause: timeSlices(() => (signal?.aborted ? analysisStopped() : null)),
  });
  const own = new Set(about.map(({ record }) => record));
  const sees = sightOf(call, form);
  return parts.answers.labelled(parts.reader, call, (answer) => {
    const ruleAnswers = ruleAnswersOf(rules, parts.answers, call.rights);
    const isNew = ({ record }: Candidate) => unsaved.id === undefined && own.has(record);
    const items = itemsOf(findings, {
      rules,
      snapshot,
      answer,
      ruleAnswers: {
        ...ruleAnswers,
        head: (candidate) => ({
          ...ruleAnswers.head(candidate, answer),
          ...(isNew(candidate) ? { id: null } : {}),
        }),
      },
      sees: (candidate) => own.has(candidate.record) || sees(candidate),
    });
    return { rules: about.length, next: null, items };
  });
}

/**
 * Facts that two rules match: so many are looked for in any case, others while it takes no longer than these
 * milliseconds.
 */
const surely = 3;
const quickly = 15;

function itemsOf(findings: readonly RuleFinding[], given: FindingParts): readonly RuleFindingAnswer[] {
  const until = performance.now() + quickly;
  let asked = 0;
  const limited = { ...given, examples: () => ++asked <= surely || performance.now() < until };
  const { snapshot, ruleAnswers, answer } = limited;
  const { language, served } = answer.call;
  return findings.flatMap((finding): readonly RuleFindingAnswer[] => {
    const candidate = candidateOf(snapshot, finding.id);
    if (!candidate) return [];
    const { code, params, related } = findingAnswer(finding, limited);
    const reason = sentence(code, params, language, served.model.messages);
    return [
      { ...ruleAnswers.head(candidate, answer), code, reason, ...relatedAnswer(finding, related, limited) },
    ];
  });
}

/** Milliseconds a write waits for what is said about its rule; on demand it is told in any case. */
const patience = 300;

/** The same about one record that was just written, as warnings; none when it would take too long. */
export async function ruleWarnings(
  parts: MatchParts,
  call: Call,
  rules: RuleSet,
  record: string,
): Promise<readonly Problem[]> {
  const snapshot = rules.snapshot();
  const only = snapshot.ranksOfRecord(record).flatMap((rank) => snapshot.ranked[rank] ?? []);
  if (only.length === 0) return [];
  const until = performance.now() + patience;
  const findings = await analyse(snapshot, {
    tree: call.served.orgs,
    only: only.map(({ id }) => id),
    all: rules.form.match?.all ?? false,
    results: rules.outcomes,
    given: rules.matching.given,
    pause: timeSlices(() => (performance.now() > until ? analysisStopped() : null)),
  }).catch((): readonly RuleFinding[] => []);
  const sees = sightOf(call, rules.form);
  return parts.answers.labelled(parts.reader, call, (answer) => {
    const ruleAnswers = ruleAnswersOf(rules, parts.answers, call.rights);
    return findings.flatMap((finding) => {
      const candidate = candidateOf(snapshot, finding.id);
      if (!candidate) return [];
      const { code, params } = findingAnswer(finding, { rules, snapshot, sees, ruleAnswers, answer });
      return { path: conditionPath(rules, candidate.seq), code, params, severity: 'warning' as const };
    });
  });
}
