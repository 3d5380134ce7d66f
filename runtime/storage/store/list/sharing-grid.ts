import { everybodys } from '../../../../metadata/common/sharing-strategies.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { GridRow, HolderRun, SharingGrid } from '../../../../rules/sharing/contract.ts';
import { type How, howUsed } from '../../../../rules/sharing/how.ts';
import { usersOf } from '../../../../rules/sharing/users-of.ts';
import type { Call } from '../../../call/call.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import { byCount, padded } from '../record/insert.ts';
import type { GridQuery } from '../record/store.ts';
import type { StoreParts } from '../save/parts.ts';
import type { List } from './list.ts';
import { holdable, nameFields } from './usable.ts';

const assignedOf = byCount(
  (marks) => `SELECT record, org FROM gj_assignment WHERE form = ? AND record IN (${marks})`,
);

/**
 * Records that the caller manages, each with everybody who uses it: of whom one manages a record, one is told all. They
 * are told in runs, since whole branches mostly use a record in the same way.
 */
export async function listGrid(
  parts: StoreParts,
  list: List,
  call: Call,
  form: Form,
  query: GridQuery,
): Promise<SharingGrid> {
  const { items, ...page } = await list(call, form, {
    ...query,
    view: 'manage',
    fields: nameFields(call, form),
  });
  const ids = items.map(({ id }) => id);
  const reader = parts.reader(call);
  const rows =
    ids.length === 0
      ? []
      : await reader.all<{ record: string; org: string }>(assignedOf(ids.length), [form.id, ...padded(ids)]);
  const assigned = Map.groupBy(rows, ({ record }) => record);
  const breathe = timeSlices();
  const known: { readonly row: Omit<GridRow, 'users'>; readonly ways: ReadonlyMap<string, How> }[] = [];
  for (const record of items) {
    const row = holdable(form, record);
    const org = row.creator.id ?? '';
    const shared = { org, sharing: form.sharing ? row.sharing : everybodys };
    const holders = new Set(assigned.get(record.id)?.map((one) => one.org));
    const users = usersOf(shared, holders, call.served.orgs);
    known.push({ row, ways: new Map(Array.from(users, (user) => [user, howUsed(shared, user)])) });
    await breathe();
  }
  const using = new Set(known.flatMap(({ ways }) => [...ways.keys()]));
  const { orgs: tree } = call.served;
  const orgs = [...tree.subtree(tree.root)].filter((org) => using.has(org));
  const grid: GridRow[] = [];
  for (const { row, ways } of known) {
    grid.push({ ...row, users: runsOf(orgs, ways) });
    await breathe();
  }
  return { ...page, orgs, items: grid };
}

/** Neighbours that use it in the same way are one run. */
function runsOf(orgs: readonly string[], ways: ReadonlyMap<string, How>): readonly HolderRun[] {
  const runs: { how: How; first: number; count: number }[] = [];
  for (const [place, org] of orgs.entries()) {
    const how = ways.get(org);
    const last = runs.at(-1);
    if (how === undefined) continue;
    if (last?.how === how && last.first + last.count === place) last.count += 1;
    else runs.push({ how, first: place, count: 1 });
  }
  return runs;
}
