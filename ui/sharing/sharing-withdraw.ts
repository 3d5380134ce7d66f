import type { Usable } from '../../rules/sharing/how.ts';
import { session } from '../session/session.ts';
import { type PairSaid, withdrawFrom } from './sharing-calls.ts';
import { actsFor, type SharingOrg } from './sharing-orgs.ts';
import { cut } from './sharing-rounds.ts';

/** Takes records back from one organisation: each in the name of its creator where one may act for it, else of whoever passed it on. */
export async function withdrawUsed(
  form: string,
  rows: readonly Usable[],
  org: SharingOrg,
  cascade: boolean,
): Promise<readonly PairSaid[]> {
  const caller = session.org?.number ?? '';
  const byActor = Map.groupBy(rows, ({ creator, by }) => {
    const may = [creator.number, by?.number].find((number) => actsFor(number));
    return may ?? caller;
  });
  const answers: PairSaid[] = [];
  for (const [by, some] of byActor) {
    const records = some.map(({ record }) => ({ ...record, id: record.id ?? '' }));
    for (const round of cut({ by, records, orgs: [org] }))
      answers.push(...(await withdrawFrom(form, round, cascade)));
  }
  return answers;
}
