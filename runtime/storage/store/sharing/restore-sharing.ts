import type { Problem } from '../../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import { calledIn } from '../../../../rules/sharing/called-in-full.ts';
import { strategy } from '../../../../rules/sharing/index.ts';
import type { World } from '../../../../rules/sharing/strategy.ts';
import { clashFor } from '../../../../rules/sharing/verdict.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { assignmentCells, assignmentInsert } from '../commit/assignments.ts';
import { decided } from '../commit/group.ts';
import { historyColumns, readEvent } from '../commit/history-row.ts';
import type { PlannedWrite, Statement } from '../commit/planned-write.ts';
import { noteOf, type Passed, type SharingNote, withNote } from '../commit/sharing-note.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import { gatherWorld, sharedRecord } from '../save/sharing-world.ts';

/** Reads the assignments and copies that went along when a record was deleted; undefined: nothing did. */
export async function sharingOfGone(
  { rewrittenSince, inWordsSince }: Pick<StoreParts, 'rewrittenSince' | 'inWordsSince'>,
  reader: Connection,
  { call, form, id }: { readonly call: Call; readonly form: Form; readonly id: string },
): Promise<SharingNote | undefined> {
  const sql = `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND record = ? ORDER BY revision DESC LIMIT 1`;
  const row = await reader.first<HistoryRow>(sql, [form.id, id]);
  const event = row && readEvent(row);
  const note = noteOf(event?.before);
  if (!event || !note?.copies) return note;
  const copies: { readonly org: string; readonly content: JsonObject }[] = [];
  for (const { org, content: then } of note.copies) {
    const said = await inWordsSince(form, { ...then, id }, event.revision);
    const version = await rewrittenSince(form, said, event.revision, call.served.model);
    const { id: _, ...content } = version as JsonObject;
    copies.push({ org, content });
  }
  return { ...note, copies };
}

/**
 * A deleted record comes back to those who held it, with their copies. Who is gone, or sees another record with its
 * number by now, is left out and told of.
 */
export function withSharing(
  parts: StoreParts,
  call: Call,
  form: Form,
  planned: PlannedWrite<Saved>,
  note: SharingNote,
): PlannedWrite<Saved> {
  return {
    ...planned,
    async alone(tx, first) {
      const effects = await decided(tx, planned, first);
      const { stored, warnings } = effects.result;
      const layout = parts.layout(call, form);
      const record = sharedRecord(layout, stored);
      const world = await gatherWorld(tx, call.served.orgs, layout, [record]);
      const { given, left } = returning(note.held ?? [], stored, record.number ?? null, world);
      if (call.rehearsal)
        return { ...effects, result: { ...effects.result, warnings: [...warnings, ...left] } };
      const back = new Set(given.map(({ org }) => org));
      const copies = (note.copies ?? []).filter(({ org }) => back.has(org));
      const cells = given.flatMap((passed) => assignmentCells(call, form.id, stored.id, passed, first));
      const statements = copies.map(
        ({ org, content }): Statement => ({
          sql: 'INSERT INTO gj_overlay (form, record, org, content, by_user, at, revision) VALUES (?, ?, ?, ?, ?, ?, ?)',
          params: [
            ...[form.id, stored.id, org, JSON.stringify(content), call.user.id],
            ...[Date.parse(call.now.instant), first],
          ],
        }),
      );
      const noted = (event: (typeof effects.events)[number]) =>
        event.stored ? { ...event, stored: withNote(event.stored, { given, copies }) } : event;
      return {
        statements: [...effects.statements, ...statements],
        inserts: [...effects.inserts, ...(cells.length > 0 ? [{ into: assignmentInsert, cells }] : [])],
        events: effects.events.map(noted),
        result: { ...effects.result, warnings: [...warnings, ...left] },
      };
    },
  };
}

/** Top down: who passed it on comes back before those it was passed on to. */
function returning(
  held: readonly Passed[],
  stored: Stored,
  number: string | null,
  world: World,
): { readonly given: readonly Passed[]; readonly left: readonly Problem[] } {
  const given: Passed[] = [];
  const holds = new Set([stored.org]);
  const record = { id: stored.id, org: stored.org, sharing: stored.sharing, number };
  const fits = ({ org, by }: Passed) =>
    holds.has(by) && !holds.has(org) && world.tree.get(org) !== undefined && !clashFor(record, org, world);
  let waiting = strategy(stored.sharing).assigner ? [...held] : [];
  for (let more = true; more; ) {
    const next = waiting.filter(fits);
    more = next.length > 0;
    for (const one of next) {
      given.push(one);
      holds.add(one.org);
    }
    waiting = waiting.filter((one) => !next.includes(one));
  }
  const left = held
    .filter(({ org }) => !holds.has(org))
    .map(
      ({ org }): Problem => ({
        path: '',
        code: 'assignment-not-restored',
        params: { org: world.tree.get(org)?.number ?? org, orgCalled: calledIn(world.tree, org) },
        severity: 'warning',
      }),
    );
  return { given, left };
}
