import { clash } from './clash.ts';
import { strategy } from './index.ts';
import type { SharedRecord, World } from './strategy.ts';
import { type Refused, refused } from './verdict.ts';

export type TransferReport =
  | { readonly ok: false; readonly refused: Refused }
  | {
      readonly ok: true;
      /** The new creator needs its assignment no longer. */
      readonly withdraw: readonly string[];
      /** Whom the new creator now stands for as the one that passed the record on. */
      readonly passedOn: readonly string[];
    };

/** Another organisation becomes the creator. What was freely assigned stays assigned, now by the new one. */
export function transfer(record: SharedRecord, to: string, by: string, world: World): TransferReport {
  const no = refusal(record, to, by, world);
  if (no) return { ok: false, refused: no };
  const holders = [...world.holders(record.id).keys()];
  return {
    ok: true,
    withdraw: holders.filter((org) => org === to),
    passedOn: holders.filter((org) => org !== to),
  };
}

function refusal(record: SharedRecord, to: string, by: string, world: World): Refused | null {
  if (by !== record.org) return refused('sharing-not-creator', { org: by });
  if (!world.tree.get(to)) return refused('sharing-unknown-organisation', { org: to });
  if (to === record.org) return null;
  const holders = [...world.holders(record.id).keys()];
  if (!strategy(record.sharing).transferable && holders.length > 0) {
    return refused('sharing-still-assigned', { count: holders.length, holders });
  }
  if (world.personalised(record.id, to)) return refused('sharing-personalised', { org: to, holders: [to] });
  return clash({ ...record, org: to }, world);
}
