import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { withdraw } from '../../../../rules/sharing/assignment.ts';
import { withHolders } from '../../../../rules/sharing/gather.ts';
import type { SharedRecord, World } from '../../../../rules/sharing/strategy.ts';
import type { Call } from '../../../call/call.ts';
import type { Passed } from '../commit/sharing-note.ts';
import { requireManage } from '../record/access.ts';
import { orgNamed } from '../record/pointers.ts';
import { actionParams, refuseSharing } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { ActionCall } from '../save/parts.ts';

/** The organisations a record is withdrawn from before its sharing or its creator changes. Null: none. */
export type Wanted = 'all' | readonly string[] | null;

/** `"withdraw": true`, or the organisations it is to be withdrawn from, by id or number. Needs the right to assign. */
export function readWithdraw({ call, form, params }: ActionCall, before: Stored): Wanted {
  const { withdraw: said = false } = params;
  if (said === false || said === null) return null;
  requireManage(call, form, 'assign', before);
  if (said === true) return 'all';
  if (!Array.isArray(said)) throw wrong('/withdraw', 'withdraw-expected');
  return said.map((name: Json, at) => {
    const org = orgOf(call, name);
    if (org === undefined) throw wrong(`/withdraw/${at}`, 'org-unknown', { org: name });
    return org;
  });
}

export interface TakenBack {
  readonly taken: readonly Passed[];
  /** As it is when they are gone. */
  readonly world: World;
}

/** Withdraws a record from organisations in its creator's name; refused as a whole when one of them cannot lose it. */
export function takeBack(call: Call, record: SharedRecord, wanted: Wanted, world: World): TakenBack {
  const holders = world.holders(record.id);
  const orgs = wanted === 'all' ? [...holders.keys()] : (wanted ?? []);
  if (orgs.length === 0) return { taken: [], world };
  const request = { by: record.org, records: [record], orgs, cascade: wanted === 'all' };
  const reports = withdraw(request, world);
  const refused = reports.flatMap((report) => (report.outcome === 'refused' ? [report.refused] : []));
  if (refused.length > 0) throw refuseSharing(call, ...refused);
  const taken = new Map(
    reports.flatMap((report) => (report.outcome === 'withdrawn' ? [[report.org, report.by] as const] : [])),
  );
  const left = new Map([...holders].filter(([org]) => !taken.has(org)));
  return {
    taken: Array.from(taken, ([org, by]) => ({ org, by })),
    world: withHolders(world, record.id, left),
  };
}

/** An organisation as references are written: `{ id }`, `{ number }`, or a bare number. */
export function orgOf({ served: { orgs } }: Call, value: Json): string | undefined {
  const named = isObject(value) ? value : undefined;
  const name = named ? (named['id'] ?? named['number']) : value;
  return typeof name === 'string' ? orgNamed(orgs, name) : undefined;
}

function wrong(path: string, code: string, params: JsonObject = {}) {
  return actionParams({}, [{ path, code, params }]);
}
