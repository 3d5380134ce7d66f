import type { RulesByOrganisation, RulesHere } from '../../../metadata/contract/match/rule.ts';
import type { Form } from '../../../metadata/model.ts';
import { type Bits, countBits, hasBit } from '../../../rules/match/bits.ts';
import type { Candidate } from '../../../rules/match/candidate.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { manages } from '../../storage/store/record/access.ts';
import { analysisStopped, type MatchParts } from './match-parts.ts';
import { prepare } from './prepare.ts';
import { ruleAnswersOf, sightOf } from './rule-answers.ts';

/** Rules that are named of each difference; the rest is counted. */
const mostNamed = 5;

interface Differs {
  readonly org: string;
  readonly rules: number;
  readonly copies: number;
  readonly more: readonly Candidate[];
  readonly fewer: readonly Candidate[];
}

/**
 * Counts the rules that each organisation may use which the caller answers for, and by which it differs from the one
 * above: down the control tree, so that one sees where other rules begin to hold.
 */
export async function rulesByOrganisation(
  parts: MatchParts,
  asking: Call,
  form: Form,
  signal?: AbortSignal,
): Promise<RulesByOrganisation> {
  const prepared = await prepare(parts, asking, form, { facts: [], open: 'everything' });
  const { call, rules, snapshot, asked } = prepared;
  const { orgs } = call.served;
  const pause = timeSlices(() => (signal?.aborted ? analysisStopped() : null));
  const found: Differs[] = [];
  for (const org of [orgs.root, ...orgs.subtree(orgs.root)].filter((id, at, all) => all.indexOf(id) === at)) {
    if (!manages(call, form, 'read', org)) continue;
    await pause();
    const own = snapshot.eligible.bits(org, orgs, asked.localDate);
    const [above] = orgs.ancestors(org);
    const upper = above === undefined ? own : snapshot.eligible.bits(above, orgs, asked.localDate);
    found.push({ org, ...differences(snapshot.ranked, own, upper) });
  }
  const sees = sightOf(call, form);
  const ruleAnswers = ruleAnswersOf(rules, parts.answers, call.rights);
  const items = await parts.answers.labelled(parts.reader, call, (answer) =>
    found.map(({ org, rules, copies, more, fewer }): RulesHere => {
      const named = (all: readonly Candidate[]) => ({
        count: all.length,
        rules: all
          .filter(sees)
          .slice(0, mostNamed)
          .map((candidate) => ruleAnswers.head(candidate, answer)),
      });
      const known = orgs.get(org);
      return {
        org: { id: org, number: known?.number ?? null, name: known?.name ?? null },
        rules,
        copies,
        more: named(more),
        fewer: named(fewer),
      };
    }),
  );
  return { items };
}

/** An own copy is one rule that is more; what it stands for is not missed. */
function differences(ranked: readonly Candidate[], own: Bits, upper: Bits): Omit<Differs, 'org'> {
  const more: Candidate[] = [];
  const gone: Candidate[] = [];
  for (let word = 0; word < own.length; word += 1) {
    if (own[word] === upper[word]) continue;
    for (let rank = word * 32; rank < (word + 1) * 32; rank += 1) {
      const candidate = ranked[rank];
      if (!candidate || hasBit(own, rank) === hasBit(upper, rank)) continue;
      (hasBit(own, rank) ? more : gone).push(candidate);
    }
  }
  const copied = new Set(more.flatMap(({ only, record }) => (only === undefined ? [] : [record])));
  return {
    rules: countBits(own),
    copies: copied.size,
    more,
    fewer: gone.filter(({ record, only }) => only === undefined && !copied.has(record)),
  };
}
