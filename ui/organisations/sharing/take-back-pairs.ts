import type { PairAnswer } from '../../../rules/sharing/contract.ts';
import { assignRounds, withdrawFrom } from './sharing-calls.ts';
import type { AssignRound } from './sharing-rounds.ts';

type Outcome = PairAnswer['outcome'];

/**
 * Takes back what was assigned, and assigns again what was withdrawn: each pair in the name of who passed it on, and no
 * other. What became of it is answered; what somebody did with it meanwhile stands against it.
 */
export async function takeBackPairs(
  form: string,
  pairs: readonly PairAnswer[],
): Promise<readonly PairAnswer[]> {
  const of = (wanted: Outcome) => pairs.filter(({ outcome }) => outcome === wanted);
  const answers: PairAnswer[] = [];
  // Those below had it of those above: they give it back before them, and have it again after them.
  for (const round of roundsOf(of('assigned').toReversed()))
    answers.push(...(await withdrawFrom(form, round, { cascade: false })));
  let waiting = of('withdrawn');
  for (let before = 0; waiting.length !== before; ) {
    before = waiting.length;
    const tried = await assignRounds(form, roundsOf(waiting));
    const refused = new Set(tried.filter(({ outcome }) => outcome === 'refused').map(nameOf));
    answers.push(...tried.filter(({ outcome }) => outcome !== 'refused'));
    waiting = waiting.filter((pair) => refused.has(nameOf(pair)));
    if (waiting.length === before) answers.push(...tried.filter(({ outcome }) => outcome === 'refused'));
  }
  return answers;
}

function nameOf({ record, org }: PairAnswer): string {
  return `${record.id} ${org.id}`;
}

/** Pairs of one record that one organisation passed on, in the order in which they come. */
function roundsOf(pairs: readonly PairAnswer[]): readonly AssignRound[] {
  const rounds = Map.groupBy(pairs, ({ record, by }) => `${record.id} ${by?.number}`);
  return [...rounds.values()].flatMap((some) => {
    const [{ record, by } = { record: null, by: null }] = some;
    const { id } = record ?? {};
    const orgs = some.flatMap(({ org }) => (org.id ? [{ ...org, id: org.id }] : []));
    return record && id && by?.number ? [{ by: by.number, records: [{ ...record, id }], orgs }] : [];
  });
}
