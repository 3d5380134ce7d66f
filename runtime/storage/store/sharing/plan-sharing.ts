import type { NamedOrgs, SharingConsequences } from '../../../../metadata/contract/records/actions.ts';
import type { SharingStrategy } from '../../../../metadata/source.ts';
import {
  consequences,
  transfer,
  changeSharing as verdictOf,
} from '../../../../rules/sharing/change-sharing.ts';
import { strategies } from '../../../../rules/sharing/index.ts';
import type { SharedRecord, World } from '../../../../rules/sharing/strategy.ts';
import type { Verdict } from '../../../../rules/sharing/verdict.ts';
import type { Call } from '../../../call/call.ts';
import { withdrawals } from '../commit/assignments.ts';
import { loadAll } from '../commit/group.ts';
import { type PlannedWrite, rehearsed, type Statement, type WriteEvent } from '../commit/planned-write.ts';
import { type Passed, withNote } from '../commit/sharing-note.ts';
import type { RecordLayout } from '../record/layout.ts';
import { orgPointer } from '../record/pointers.ts';
import { actionParams, refuseSharing } from '../record/refusals.ts';
import { copyRow, type Stored, stamp } from '../record/stored.ts';
import { requireUnlocked } from '../save/origin.ts';
import type { ActionCall, Unchanged } from '../save/parts.ts';
import { requireMatch } from '../save/require-match.ts';
import type { Saved } from '../save/save.ts';
import { gatherWorld, sharedRecord } from '../save/sharing-world.ts';
import { findToChange } from '../sight/find.ts';
import { planUntouched } from '../write/plan-write.ts';
import { orgOf, readWithdraw, takeBack } from './take-back.ts';

interface OtherSharing {
  readonly layout: RecordLayout;
  readonly before: Stored;
  /** The members of the record that become different. */
  readonly change: Partial<Pick<Stored, 'org' | 'sharing'>>;
  readonly operation: string;
  /** Whether it may be so, once those who are named in `withdraw` have it no longer. */
  readonly judge: (record: SharedRecord, world: World) => Verdict;
  /** Statements that are written along. Default: nothing. */
  readonly statements?: readonly Statement[];
}

/**
 * Another creator or another way of sharing, and the withdrawals it needs, in one transaction where nobody else
 * shares anything: all of it happens, or nothing. A rehearsal tells who would gain and lose the record.
 */
async function planSharing(asked: ActionCall, otherSharing: OtherSharing): Promise<PlannedWrite<Saved>> {
  const { parts, reader, call, form } = asked;
  const { layout, before, change, operation, judge, statements = [] } = otherSharing;
  const wanted = readWithdraw(asked, before);
  const next: Stored = { ...copyRow(before, form), ...change };
  stamp(call, next);
  const planned = await planUntouched(parts, reader, { call, form, before, next, operation });
  return rehearsed(call, {
    ...planned,
    async alone(tx, first) {
      const record = sharedRecord(layout, before);
      const world = await gatherWorld(tx, call.served.orgs, layout, [record]);
      const { taken, world: left } = takeBack(call, record, wanted, world);
      const verdict = judge(record, left);
      // The write itself says better whose number it is, and whether the caller may know.
      if (verdict && verdict.code !== 'sharing-number-clash') throw refuseSharing(call, verdict);
      const effects = planned.decide(await loadAll(tx, planned.loads), first);
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

/** `{ "org": "A01" }`: another organisation becomes the record's creator, with all that goes with it. */
export async function transferRecord(asked: ActionCall): Promise<PlannedWrite<Saved> | Unchanged> {
  const { parts, reader, call, form, id, params, ifMatch } = asked;
  const layout = parts.layout(call, form);
  const before = await findToChange(reader, call, layout, id, 'transfer');
  await requireMatch(parts, reader, { call, form, stored: before, ifMatch });
  const to = orgOf(call, params['org'] ?? null);
  if (to === undefined || !call.rights.uses(to))
    throw actionParams({}, [{ path: '/org', code: 'org-unknown', params: { org: params['org'] ?? null } }]);
  if (to === before.org) return { unchanged: before };
  await requireUnlocked(parts, reader, { call, form, stored: before, action: 'transfer' });
  return planSharing(asked, {
    layout,
    before,
    change: { org: to },
    operation: 'transfer',
    judge: (record, world) => {
      const report = transfer(record, to, record.org, world);
      return report.ok ? null : report.refused;
    },
    statements: moved(form.id, id, to),
  });
}

/**
 * Answers statements after which the new creator holds the record through nobody, and has passed it on to all the
 * others.
 */
function moved(form: string, record: string, to: string): readonly Statement[] {
  return [
    {
      sql: 'DELETE FROM gj_assignment WHERE form = ? AND record = ? AND org = ?',
      params: [form, record, to],
    },
    { sql: 'UPDATE gj_assignment SET by_org = ? WHERE form = ? AND record = ?', params: [to, form, record] },
  ];
}

/**
 * `{ "sharing": "global" }`: who may use the record from now on; with `"withdraw": true` it is withdrawn from all who
 * hold it first.
 */
export async function changeSharing(asked: ActionCall): Promise<PlannedWrite<Saved> | Unchanged> {
  const { parts, reader, call, form, id, params, ifMatch } = asked;
  const layout = parts.layout(call, form);
  const before = await findToChange(reader, call, layout, id, 'share');
  await requireMatch(parts, reader, { call, form, stored: before, ifMatch });
  const to = params['sharing'];
  if (!isStrategy(to))
    throw actionParams({}, [{ path: '/sharing', code: 'sharing-unknown', params: { sharing: to ?? null } }]);
  if (to === before.sharing) return { unchanged: before };
  await requireUnlocked(parts, reader, { call, form, stored: before, action: 'share' });
  return planSharing(asked, {
    layout,
    before,
    change: { sharing: to },
    operation: 'change-sharing',
    judge: (record, world) => verdictOf(record, to, record.org, form.sharing?.allowed ?? [], world),
  });
}

function isStrategy(value: unknown): value is SharingStrategy {
  return strategies.some((strategy) => strategy.name === value);
}
