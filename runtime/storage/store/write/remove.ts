import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { holdersOf } from '../commit/assignments.ts';
import {
  type Effects,
  type PlannedWrite,
  plannedAlone,
  rehearsed,
  type Statement,
} from '../commit/planned-write.ts';
import { withNote } from '../commit/sharing-note.ts';
import { stillReferred } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import { deletedEntries } from '../save/entry-changes.ts';
import { changedLinks } from '../save/links.ts';
import { requireUnlocked } from '../save/origin.ts';
import type { StoreParts } from '../save/parts.ts';
import { findReferrers, formsHangingOn } from '../save/referrers.ts';
import { requireMatch } from '../save/require-match.ts';
import { triedTogether } from '../save/tried-together.ts';
import { findToChange } from '../sight/find.ts';

export interface Removed {
  readonly revision: number;
  readonly stored: Stored;
}

interface RemovalAsked {
  readonly call: Call;
  readonly form: Form;
  readonly id: string;
  readonly ifMatch: number | undefined;
}

/** A record that goes, once nobody refers to it: asked inside a transaction of its own, so that nobody starts to. */
export async function planRemove(
  parts: StoreParts,
  reader: Connection,
  { call, form, id, ifMatch }: RemovalAsked,
): Promise<PlannedWrite<Removed>> {
  const layout = parts.layout(call, form);
  const before = await findToChange(reader, call, layout, id, 'delete');
  await requireMatch(parts, reader, { call, form, stored: before, ifMatch });
  await requireUnlocked(parts, reader, { call, form, stored: before, action: 'delete' });
  const step = { call, form, before, next: null };
  const special = parts.special(form);
  await special.permit?.(reader, parts.layouts, step);
  const planned = plannedAlone(call.served.revision, `record ${id}`, async (tx, revision) => {
    const { seen, hidden } = await findReferrers(tx, call, parts.layouts, form, id);
    const owned = await formsHangingOn(tx, call, parts.layouts, special.hanging ?? [], id);
    const count = seen.length + hidden + owned.length;
    if (count === 0) {
      const left = (await special.leave?.(tx, id)) ?? [];
      const gone = effects(revision, await goingAlong(tx, form, before), left);
      triedTogether(call)?.go(id);
      const more = call.rehearsal ? [] : ((await special.removed?.(parts, tx, step)) ?? []);
      return { ...gone, events: [...gone.events, ...more] };
    }
    const forms = [...new Set([...seen.map((one) => one.form), ...owned.map((one) => one.name)])];
    const referrers = seen.map((one) => ({ ...one }));
    throw stillReferred({ count, form: { ...form.label } }, [], { referrers, hidden, forms });
  });
  return rehearsed(call, special.guard?.(parts.layouts, planned, step) ?? planned);

  function effects(revision: number, last: Stored, left: readonly Statement[]): Effects<Removed> {
    return {
      statements: [
        { sql: layout.remove, params: [id, before.revision], guard: true },
        ...deletedEntries(layout, id),
        ...changedLinks(form, before, null).statements,
        { sql: 'DELETE FROM gj_assignment WHERE form = ? AND record = ?', params: [form.id, id] },
        { sql: 'DELETE FROM gj_claim WHERE form = ? AND record = ?', params: [form.id, id] },
        { sql: 'DELETE FROM gj_overlay WHERE form = ? AND record = ?', params: [form.id, id] },
        ...left,
        { sql: 'UPDATE gj_origin SET deleted = 1 WHERE form = ? AND record = ?', params: [form.id, id] },
      ],
      inserts: [],
      events: [
        {
          revision,
          form: form.id,
          record: id,
          operation: 'delete',
          at: call.now.instant,
          actor: call.user,
          org: call.org,
          reason: call.reason ?? null,
          stored: null,
          before: last,
          changed: [],
        },
      ],
      result: { revision, stored: before },
    };
  }
}

/** Its last state, with whom it was assigned to and their copies: they go along, and come back with it. */
async function goingAlong(tx: Connection, form: Form, before: Stored): Promise<Stored> {
  if (!form.sharing) return before;
  const held = [...(await holdersOf(tx, form.id, before.id))].map(([org, by]) => ({ org, by }));
  if (held.length === 0) return before;
  const rows = await tx.all<{ org: string; content: string }>(
    'SELECT org, content FROM gj_overlay WHERE form = ? AND record = ?',
    [form.id, before.id],
  );
  const copies = rows.map(({ org, content }) => ({ org, content: JSON.parse(content) as JsonObject }));
  return withNote(before, { held, copies });
}
