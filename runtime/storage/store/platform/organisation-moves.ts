import { append } from '../../../../metadata/common/append.ts';
import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import { calledIn, calledInFull } from '../../../../rules/sharing/called-in-full.ts';
import {
  arrivalOf,
  arrivalsGain,
  moveClashes,
  moveOrganisation,
} from '../../../../rules/sharing/move-organisation.ts';
import { type OrgTree, orgTree } from '../../../../rules/sharing/org-tree.ts';
import type { SharedRecord } from '../../../../rules/sharing/strategy.ts';
import type { SharedByKin } from '../../../../rules/sharing/visibility.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { decided } from '../commit/group.ts';
import type { PlannedWrite, Statement } from '../commit/planned-write.ts';
import { maySee } from '../record/access.ts';
import { byCount, padded } from '../record/insert.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import { orgOf, readOrgs } from '../record/read-orgs.ts';
import { moveClash } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { Step, StoreParts } from '../save/parts.ts';
import type { Save, Saved } from '../save/save.ts';
import { gatherWorld } from '../save/sharing-world.ts';
import { assignToNewcomer, autoAssigned } from './auto-assign.ts';

/** Told of one move; more may be in the way. */
const mostListed = 20;

/**
 * The write of an organisation, with what it means for who uses what: a new one is given what it gets by itself,
 * and one that moves must not come to see two records with one number.
 */
export function withUsers(
  parts: StoreParts,
  planned: PlannedWrite<Saved>,
  { call, layout, before, next }: Save,
): PlannedWrite<Saved> {
  const moved = before !== null && before['parent'] !== next['parent'];
  // Nothing is given in a rehearsal; what would be seen twice is told.
  const given = before === null && !call.rehearsal && autoAssigned(call).length > 0;
  const arrives = before === null && arrivalsGain;
  if (!moved && !given && !arrives) return planned;
  return {
    ...planned,
    async alone(tx, first) {
      if (moved) {
        const tree = await treeWith(parts, tx, layout, before, first);
        await requireNoClash(parts, tx, call, next, moveOf(tree, next));
      }
      const effects = await decided(tx, planned, first);
      if (!given && !arrives) return effects;
      const { stored } = effects.result;
      let read: Promise<OrgTree> | undefined;
      const tree = () => (read ??= treeWith(parts, tx, layout, stored, first));
      if (arrives) {
        const gained = arrivalOf(stored.id, await tree());
        await requireNoClash(parts, tx, call, next, { tree: await tree(), gained });
      }
      if (!given) return effects;
      const newcomer = { id: stored.id, parent: parentOf(stored) || null };
      const events = await assignToNewcomer(parts, tx, call, newcomer, tree);
      return { ...effects, events: [...effects.events, ...events] };
    },
  };
}

/** The group is one tree: whoever stood beside the root would share with nobody. */
export function secondRoot({ call, next }: Step & { readonly next: Stored }): readonly Problem[] {
  const { orgs } = call.served;
  if (orgs.root === '' || orgs.root === next.id || (next['parent'] ?? null) !== null) return [];
  const number = String(next['number'] ?? '');
  const called = calledInFull({ number, name: String(next['name'] ?? '') });
  const params = { number, called, root: orgs.get(orgs.root)?.name ?? null };
  return [{ path: '/parent', code: 'organisation-second-root', params }];
}

/** The tree with the organisation in its new place, and what is newly seen there. */
interface Placed {
  readonly tree: OrgTree;
  readonly gained: readonly SharedByKin[];
}

function moveOf(tree: OrgTree, next: Stored): Placed | null {
  const moving = moveOrganisation(next.id, parentOf(next), tree, 0);
  // Loops and parents that are not there are told elsewhere, each with its place.
  return moving.ok ? moving.move : null;
}

/**
 * The organisations inside the transaction that takes its revisions from `first`, with one of them as it says: those that
 * this node knows, where it has heard of all that was written before.
 */
async function treeWith(
  { orgsAfter }: StoreParts,
  tx: Connection,
  layout: RecordLayout,
  one: Stored,
  first: number,
): Promise<OrgTree> {
  const known = orgsAfter(first - 1);
  return known
    ? known.with(new Map([[one.id, orgOf(one)]]), first)
    : orgTree(await readOrgs(tx, layout, one), first);
}

function parentOf(org: Stored): string {
  return typeof org['parent'] === 'string' ? org['parent'] : '';
}

async function requireNoClash(
  parts: StoreParts,
  tx: Connection,
  call: Call,
  next: Stored,
  placed: Placed | null,
): Promise<void> {
  if (!placed || placed.gained.length === 0) return;
  const { tree, gained } = placed;
  const clashes: Record<string, Json>[] = [];
  let count = 0;
  for (const form of call.served.model.formsById.values()) {
    const { sharing, number } = form;
    if (!sharing || !number) continue;
    const allowed = gained.filter((some) => some.sharing.some((name) => sharing.allowed.includes(name)));
    for (const clash of await clashesOf(parts, tx, call, form, { tree, gained: allowed })) {
      count += 1;
      if (clashes.length < mostListed) clashes.push(clash);
    }
  }
  if (count === 0) return;
  const number = String(next['number'] ?? '');
  const under = tree.get(parentOf(next));
  const called = calledInFull({ number, name: String(next['name'] ?? '') });
  const spoken = { called, parentCalled: calledIn(tree, parentOf(next)) };
  const problems = clashes.map((params) => ({ path: '/parent', code: 'organisation-move-clash', params }));
  throw moveClash({ number, parent: under?.number ?? parentOf(next), ...spoken, count }, problems, {
    clashes,
  });
}

/** The records that organisations come to see by a move, and the tree after it. */
interface Gains {
  readonly tree: OrgTree;
  readonly gained: readonly SharedByKin[];
}

/** Records that somebody would newly see beside one with the same number; named to those who may read them. */
async function clashesOf(
  parts: StoreParts,
  tx: Connection,
  call: Call,
  form: Form,
  { tree, gained }: Gains,
): Promise<readonly Record<string, Json>[]> {
  const layout = parts.layout(call, form);
  const records: SharedRecord[] = [];
  for (const some of gained) append(records, await doubledOf(tx, layout, some));
  if (records.length === 0) return [];
  const world = await gatherWorld(tx, tree, layout, records);
  const byId = new Map(records.map((record) => [record.id, record]));
  return moveClashes(records, world).flatMap(({ record: id, refused: { params } }) => {
    const record = byId.get(id);
    if (!record) return [];
    const other = world.namesakes(record).find((one) => one.id === params['other']);
    const visibleId = (one: SharedRecord | undefined) => (one && maySee(call, form, one) ? one.id : null);
    const org = tree.get(String(params['org']));
    return [
      {
        form: { ...form.label },
        name: form.name,
        org: org?.number ?? null,
        orgCalled: org ? calledInFull(org) : null,
        number: record.number ?? null,
        record: visibleId(record),
        other: visibleId(other),
      },
    ];
  });
}

/** Records that these organisations share so, and that are not the only ones with their number. */
async function doubledOf(
  tx: Connection,
  layout: RecordLayout,
  { sharing, creators }: SharedByKin,
): Promise<readonly SharedRecord[]> {
  const name = (id: string) => column(layout, id).name;
  const number = name(layout.form.number?.id ?? 'number');
  const ways = sharing.map(() => '?').join(', ');
  const sql = byCount(
    (marks) =>
      `SELECT t.${name('id')} AS id, t.${name('org')} AS org, t.${name('sharing')} AS sharing, t.${number} AS number FROM ${layout.table} t WHERE t.${name('sharing')} IN (${ways}) AND t.${name('org')} IN (${marks}) AND EXISTS (SELECT 1 FROM ${layout.table} n WHERE n.${number} = t.${number} AND n.${name('id')} <> t.${name('id')})`,
  );
  return tx.all<SharedRecord & { readonly number: string | null }>(sql(creators.length), [
    ...sharing,
    ...padded(creators),
  ]);
}

interface Passed {
  readonly form: string;
  readonly record: string;
  readonly by_org: string | null;
}

/**
 * An organisation that goes holds nothing any more and has no copies. Whatever went through it to others now comes
 * from the one it had it of, so that no chain has a hole.
 */
export async function leaveOrganisation(tx: Connection, id: string): Promise<readonly Statement[]> {
  const on = await tx.all<Passed>(
    'SELECT p.form, p.record, h.by_org FROM gj_assignment p JOIN gj_assignment h ON h.form = p.form AND h.record = p.record AND h.org = ? WHERE p.by_org = ?',
    [id, id],
  );
  return [
    ...on.map(({ form, record, by_org: by }) => ({
      sql: 'UPDATE gj_assignment SET by_org = ? WHERE form = ? AND record = ? AND by_org = ?',
      params: [by, form, record, id],
    })),
    { sql: 'DELETE FROM gj_assignment WHERE org = ?', params: [id] },
    { sql: 'DELETE FROM gj_overlay WHERE org = ?', params: [id] },
  ];
}
