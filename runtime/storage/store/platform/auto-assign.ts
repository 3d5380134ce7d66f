import type { Form } from '../../../../metadata/model.ts';
import { autoAssign } from '../../../../rules/sharing/assignment.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import { unassigned } from '../../../../rules/sharing/spread.ts';
import type { SharedRecord } from '../../../../rules/sharing/strategy.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { assignmentCells, assignmentInsert } from '../commit/assignments.ts';
import type { WriteEvent } from '../commit/planned-write.ts';
import { sharingEvent } from '../commit/sharing-note.ts';
import { insertAll } from '../record/insert.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import { readEntries, readMany } from '../record/records.ts';
import { takeRevisions } from '../record/revisions.ts';
import type { StoreParts } from '../save/parts.ts';
import { gatherWorld } from '../save/sharing-world.ts';

const atOnce = 500;

/** Forms whose records new organisations get by themselves. */
export function autoAssigned(call: Call): readonly Form[] {
  return [...call.served.model.formsById.values()].filter(({ sharing }) => sharing?.autoAssign === true);
}

/** An organisation that is new, and what it stands below. */
interface Newcomer {
  readonly id: string;
  readonly parent: string | null;
}

/**
 * Gives a new organisation, in the transaction that makes it, what it gets by itself; records whose number it sees
 * already are left out. The whole tree is only asked for where there is anything, and the world is gathered anew for each
 * page, so that a number is given once. Answers history, whose revisions it takes from the row that the transaction has
 * locked.
 */
export async function assignToNewcomer(
  parts: StoreParts,
  tx: Connection,
  call: Call,
  newcomer: Newcomer,
  tree: () => Promise<OrgTree>,
): Promise<readonly WriteEvent[]> {
  const events: WriteEvent[] = [];
  for (const form of autoAssigned(call)) {
    const layout = parts.layout(call, form);
    for await (const records of pagesOf(tx, layout, newcomer)) {
      const world = await gatherWorld(tx, await tree(), layout, records);
      const given = autoAssign(newcomer.id, records, world).flatMap((report) =>
        report.outcome === 'assigned' ? [report] : [],
      );
      if (given.length === 0) continue;
      const { first } = await takeRevisions(tx, given.length);
      const whole = await readMany(
        tx,
        layout,
        given.map(({ record }) => record),
      );
      await readEntries(tx, layout, whole);
      const byId = new Map(whole.map((stored) => [stored.id, stored]));
      const cells = given.flatMap(({ record, org, by }, at) =>
        assignmentCells(call, form.id, record, { org, by }, first + at),
      );
      await insertAll(tx, assignmentInsert, cells);
      for (const [at, { record, org, by }] of given.entries()) {
        const stored = byId.get(record);
        const about = { operation: 'assign', revision: first + at, note: { given: [{ org, by }] } };
        if (stored) events.push(sharingEvent(call, form.id, stored, about));
      }
    }
  }
  return events;
}

/** Records that anybody could assign to the newcomer. */
async function* pagesOf(tx: Connection, layout: RecordLayout, newcomer: Newcomer) {
  const { form } = layout;
  const [id, org, sharing] = ['id', 'org', 'sharing'].map((name) => column(layout, name).name);
  const number = layout.byId.get(form.number?.id ?? '')?.name ?? 'NULL';
  const { through } = unassigned(newcomer.id, newcomer.parent);
  if (through.length === 0) return;
  const held = `EXISTS (SELECT 1 FROM gj_assignment a WHERE a.form = ? AND a.record = t.${id} AND a.org = ?)`;
  const ways = through.map(({ sharing: name, holder }) =>
    holder === null
      ? { text: `t.${sharing} = ?`, params: [name] }
      : { text: `(t.${sharing} = ? AND (t.${org} = ? OR ${held}))`, params: [name, holder, form.id, holder] },
  );
  const text = ways.map((way) => way.text).join(' OR ');
  const sql = `SELECT t.${id} AS id, t.${org} AS org, t.${sharing} AS sharing, ${number === 'NULL' ? number : `t.${number}`} AS number FROM ${layout.table} t WHERE t.${id} > ? AND (${text}) ORDER BY t.${id} LIMIT ${atOnce}`;
  for (let last = ''; ; ) {
    const params = [last, ...ways.flatMap((way) => way.params)];
    const rows = await tx.all<SharedRecord & { readonly number: string | null }>(sql, params);
    if (rows.length > 0) yield rows;
    if (rows.length < atOnce) return;
    last = rows.at(-1)?.id ?? '';
  }
}
