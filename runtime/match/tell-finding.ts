import type { JsonObject } from '../../metadata/json.ts';
import type { RuleFinding } from '../../rules/match/analyse.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import type { Snapshot } from '../../rules/match/snapshot.ts';
import type { Answer } from '../store/answer/wire.ts';
import type { RuleTeller } from './tell-rule.ts';

/** Findings about the rules of a snapshot, for somebody: what he may not see is not named. */
export interface FindingTeller {
  readonly snapshot: Snapshot;
  /** Whether the caller may know that the rule exists. */
  readonly sees: (candidate: Candidate) => boolean;
  readonly teller: Pick<RuleTeller, 'head'>;
  readonly answer: Answer;
}

/** A finding with rules by number instead of by id, as far as the caller may know them. */
export function tellFinding(
  { code, params }: RuleFinding,
  { snapshot, sees, teller, answer }: FindingTeller,
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

export function candidateOf(snapshot: Snapshot, id: string): Candidate | undefined {
  return snapshot.ranked[snapshot.rankOf(id) ?? -1];
}

function nameOf(head: JsonObject): string {
  const { number, name, row } = head;
  const seq = (row as JsonObject | undefined)?.['seq'];
  // What is new and has no number yet is known by its row alone.
  return [number ?? name ?? head['id'], seq === undefined ? null : `#${String(seq)}`]
    .filter((part) => part !== null)
    .join(' ');
}
