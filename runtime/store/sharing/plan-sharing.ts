import { consequences } from '../../../rules/sharing/change-sharing.ts';
import type { NamedOrgs, SharingConsequences } from '../../../rules/sharing/how.ts';
import type { SharedRecord, World } from '../../../rules/sharing/strategy.ts';
import type { Verdict } from '../../../rules/sharing/verdict.ts';
import type { Call } from '../../call/call.ts';
import { withdrawals } from '../commit/assignments.ts';
import type { Draft, Statement, WriteEvent } from '../commit/draft.ts';
import { loadAll } from '../commit/group.ts';
import { rehearsed } from '../commit/rehearsed.ts';
import { type Passed, withNote } from '../commit/sharing-note.ts';
import type { RecordLayout } from '../record/layout.ts';
import { stamp } from '../record/new-record.ts';
import { orgPointer } from '../record/pointers.ts';
import { copyRow } from '../record/rows.ts';
import { refuseSharing } from '../record/sharing-refused.ts';
import type { Stored } from '../record/stored.ts';
import type { ActionCall } from '../save/action-call.ts';
import type { Saved } from '../save/save.ts';
import { gatherWorld, sharedRecord } from '../save/sharing-world.ts';
import { planUntouched } from '../write/plan-write.ts';
import { readWithdraw, takeBack } from './take-back.ts';

export interface OtherSharing {
  readonly layout: RecordLayout;
  readonly before: Stored;
  /** What of the record becomes different. */
  readonly change: Partial<Pick<Stored, 'org' | 'sharing'>>;
  readonly operation: string;
  /** Whether it may be so, once those who are named in `withdraw` have it no longer. */
  readonly judge: (record: SharedRecord, world: World) => Verdict;
  /** What else is written along. Default: nothing. */
  readonly statements?: readonly Statement[];
}

/**
 * Another creator or another way of sharing, and the withdrawals it needs, in one transaction where nobody else
 * shares anything: all of it happens, or nothing. A rehearsal tells who would gain and lose the record.
 */
export async function planSharing(asked: ActionCall, otherSharing: OtherSharing): Promise<Draft<Saved>> {
  const { parts, reader, call, form } = asked;
  const { layout, before, change, operation, judge, statements = [] } = otherSharing;
  const wanted = readWithdraw(asked, before);
  const next: Stored = { ...copyRow(before, form), ...change };
  stamp(call, next);
  const draft = await planUntouched(parts, reader, { call, form, before, next, operation });
  return rehearsed(call, {
    ...draft,
    async alone(tx, first) {
      const record = sharedRecord(layout, before);
      const world = await gatherWorld(tx, call.served.orgs, layout, [record]);
      const { taken, world: left } = takeBack(call, record, wanted, world);
      const verdict = judge(record, left);
      // Whose number it is, and whether the caller may know, the write itself says better.
      if (verdict && verdict.code !== 'sharing-number-clash') throw refuseSharing(call, verdict);
      const effects = draft.decide(await loadAll(tx, draft.loads), first);
      const from = taken.map(({ org }) => org);
      return {
        ...effects,
        statements: [...effects.statements, ...withdrawals(form.id, record.id, from), ...statements],
        events: effects.events.map((event) => withTaken(event, taken)),
        result: call.rehearsal
          ? {
              ...effects.result,
              consequences: withSharing(call, { before, next, world, left, withdrawn: from }),
            }
          : effects.result,
      };
    },
  });
}

function withTaken(event: WriteEvent, taken: readonly Passed[]): WriteEvent {
  return event.stored && taken.length > 0 ? { ...event, stored: withNote(event.stored, { taken }) } : event;
}

/** Organisations named of each sort; the others are counted. */
const named = 100;

interface SharingChange {
  readonly before: Stored;
  readonly next: Stored;
  readonly world: World;
  /** The world without what is taken back. */
  readonly left: World;
  /** Organisations it is taken from. */
  readonly withdrawn: readonly string[];
}

function withSharing(
  { served: { orgs } }: Call,
  { before, next, world, left, withdrawn }: SharingChange,
): SharingConsequences {
  const { gain, lose, after } = consequences(
    { ...before, holders: world.holders(before.id) },
    { ...next, holders: left.holders(before.id) },
    orgs,
  );
  const some = (ids: readonly string[]): NamedOrgs => ({
    count: ids.length,
    orgs: ids.slice(0, named).map((id) => orgPointer(orgs, id)),
  });
  return { gain: some(gain), lose: some(lose), withdraw: some(withdrawn), after };
}
