import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import { analyse, type RuleFinding } from '../../rules/match/analyse.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import type { Snapshot } from '../../rules/match/snapshot.ts';
import type { Call } from '../call.ts';
import { sentence } from '../messages/index.ts';
import type { Answer } from '../store/wire.ts';
import { breaks } from './breaks.ts';
import type { MatchParts } from './match-parts.ts';
import { prepare } from './prepare.ts';
import { analysisStopped } from './refusals.ts';
import type { RuleSet } from './rule-set.ts';
import { sightOf } from './sight.ts';
import { type RuleTeller, ruleTeller } from './tell-rule.ts';

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

/** What is odd about the rules a caller may see, in words. What he may not see is not named. */
export async function analyseRules(
  parts: MatchParts,
  asking: Call,
  form: Form,
  { records, after, signal, patience = 10_000 }: AnalysisQuestion,
): Promise<JsonObject> {
  const { call, rules, snapshot } = await prepare(parts, asking, form, { facts: [] });
  const sees = sightOf(call, form);
  const wanted = records && new Set(records);
  const from = after === undefined ? 0 : (snapshot.rankOf(after) ?? -1) + 1;
  const only = snapshot.ranked.filter(
    (candidate, rank) => rank >= from && sees(candidate) && (!wanted || wanted.has(candidate.record)),
  );
  const until = performance.now() + patience;
  const pause = breaks(() => (signal?.aborted ? analysisStopped() : null));
  const findings: RuleFinding[] = [];
  let done = 0;
  while (done < only.length && (done === 0 || performance.now() < until)) {
    const some = only.slice(done, done + atOnce).map(({ id }) => id);
    findings.push(
      ...(await analyse(snapshot, {
        tree: call.served.orgs,
        only: some,
        all: form.match?.all ?? false,
        pause,
      })),
    );
    done += some.length;
  }
  return parts.answers.labelled(parts.reader, call, (answer) => {
    const teller = ruleTeller(rules, parts.answers, call.rights);
    return {
      rules: done,
      next: done < only.length ? (only[done - 1]?.id ?? null) : null,
      items: findings.flatMap((finding) => {
        const candidate = candidateOf(snapshot, finding.id);
        if (!candidate) return [];
        const { code, params, related } = tellable(finding, snapshot, sees, teller, answer);
        return {
          ...teller.head(candidate, answer),
          code,
          reason: sentence(code, params, call.language, call.served.model.messages),
          ...(related.length > 0 ? { related } : {}),
        };
      }),
    };
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
    pause: breaks(() => (performance.now() > until ? analysisStopped() : null)),
  }).catch((): readonly RuleFinding[] => []);
  const sees = sightOf(call, rules.form);
  return parts.answers.labelled(parts.reader, call, (answer) => {
    const teller = ruleTeller(rules, parts.answers, call.rights);
    return findings.flatMap((finding) => {
      const candidate = candidateOf(snapshot, finding.id);
      if (!candidate) return [];
      const { code, params } = tellable(finding, snapshot, sees, teller, answer);
      return { path: pathOf(rules, candidate), code, params, severity: 'warning' as const };
    });
  });
}

/** A finding with rules by number instead of by id, as far as the caller may know them. */
function tellable(
  { code, params }: RuleFinding,
  snapshot: Snapshot,
  sees: (candidate: Candidate) => boolean,
  teller: RuleTeller,
  answer: Answer,
) {
  const ids = [params['by'] ?? [], params['others'] ?? []].flat() as readonly string[];
  const seen = ids
    .flatMap((id) => candidateOf(snapshot, id) ?? [])
    .filter(sees)
    .map((candidate) => teller.head(candidate, answer));
  const names = seen.map(nameOf);
  const hidden = ids.length > seen.length || params['more'] === true;
  if (code === 'rule-shadowed')
    return names.length > 0
      ? { code, params: { by: names[0] ?? '' }, related: seen }
      : { code: 'rule-shadowed-unseen', params: {}, related: seen };
  if (code !== 'rule-overlaps') return { code, params, related: seen };
  if (names.length === 0) return { code: 'rule-overlaps-unseen', params: {}, related: seen };
  return { code: hidden ? 'rule-overlaps-more' : code, params: { others: names }, related: seen };
}

function nameOf(head: JsonObject): string {
  const { number, name, row } = head;
  const said = String(number ?? name ?? head['id']);
  const seq = (row as JsonObject | undefined)?.['seq'];
  return seq === undefined ? said : `${said} #${String(seq)}`;
}

function candidateOf(snapshot: Snapshot, id: string): Candidate | undefined {
  return snapshot.ranked[snapshot.rankOf(id) ?? -1];
}

/** Pointer to the condition in the record's body, by today's names. */
function pathOf({ form, match }: RuleSet, { seq }: Candidate): string {
  const [first = '', second] = match.condition.split('.');
  const field = form.byId.get(first);
  const name = (value: Json | undefined): string => String(value ?? '');
  if (second === undefined || seq === undefined) return `/${name(field?.name)}`;
  return `/${name(field?.name)}/${seq}/${name(field?.rows?.byId.get(second)?.name)}`;
}
