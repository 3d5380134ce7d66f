import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import { mayPersonalise } from '../../../../rules/sharing/change-sharing.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import type { WriteMode } from '../body/input-work.ts';
import { type PlannedWrite, plannedAlone, rehearsed } from '../commit/planned-write.ts';
import { sharingEvent } from '../commit/sharing-note.ts';
import { requireUse } from '../record/access.ts';
import { ownFields } from '../record/own-fields.ts';
import { nothingOwnable, refuseSharing } from '../record/refusals.ts';
import type { ActionCall, StoreParts, Unchanged } from '../save/parts.ts';
import { requireMatch } from '../save/require-match.ts';
import type { Saved } from '../save/save.ts';
import { gatherWorld, sharedRecord } from '../save/sharing-world.ts';
import { findToRead } from '../sight/find.ts';
import { planCopy } from './plan-copy.ts';

/** The organisation of the call gets its own copy, with the values of the body; having one already, it stays. */
export async function personalise(asked: ActionCall): Promise<PlannedWrite<Saved> | Unchanged> {
  const { parts, reader, call, form, id, params, ifMatch } = asked;
  requireUse(call, form, 'personalise');
  const layout = parts.layout(call, form);
  const original = await findToRead(reader, call, layout, id, 'use');
  const [seen = original] = await parts.copies.seen(reader, call, form, [original]);
  await requireMatch(parts, reader, { call, form, stored: seen, ifMatch });
  const record = sharedRecord(layout, original);
  const world = await gatherWorld(reader, call.served.orgs, layout, [record]);
  const verdict = mayPersonalise(record, call.org, world);
  if (verdict) throw refuseSharing(call, verdict);
  if (ownFields(form).size === 0) throw nothingOwnable({ form: { ...form.label } });
  const copy = (await parts.copies.read(reader, call, form, [id])).get(id) ?? null;
  if (copy && Object.keys(params).length === 0) return { unchanged: seen };
  return planCopy(parts, reader, { call, form, original, copy, body: params, manner: 'merge' });
}

/** The organisation of the call sees the original again; what its copy said stays in history. */
export async function depersonalise(asked: ActionCall): Promise<PlannedWrite<Saved> | Unchanged> {
  const { parts, reader, call, form, id, ifMatch } = asked;
  requireUse(call, form, 'personalise');
  const layout = parts.layout(call, form);
  const original = await findToRead(reader, call, layout, id, 'use');
  const copy = (await parts.copies.read(reader, call, form, [id])).get(id);
  if (!copy) {
    await requireMatch(parts, reader, { call, form, stored: original, ifMatch });
    return { unchanged: original };
  }
  const seen = parts.copies.apply(form, original, copy, call.org);
  await requireMatch(parts, reader, { call, form, stored: seen, ifMatch });
  const planned = plannedAlone(call.served.revision, `record ${id}`, async (_tx, revision) => {
    const note = { copy: { org: call.org, before: copy.content, after: null } };
    const changed = Object.keys(copy.content);
    const about = { operation: 'depersonalise', revision, note, changed };
    return {
      statements: [
        {
          sql: 'DELETE FROM gj_overlay WHERE form = ? AND record = ? AND org = ? AND revision = ?',
          params: [form.id, id, call.org, copy.revision],
          guard: true,
        },
      ],
      inserts: [],
      events: [sharingEvent(call, form.id, original, about)],
      result: { stored: original, before: seen, warnings: [] },
    };
  });
  return rehearsed(call, planned);
}

/** A change of one record, asked for by somebody; `ifMatch` is the revision it was read at. */
export interface ChangeAsked {
  readonly call: Call;
  readonly form: Form;
  readonly id: string;
  readonly body: JsonObject;
  readonly manner: WriteMode;
  readonly ifMatch: number | undefined;
}

/**
 * Plans a change as one of the own copy, where the organisation of the call has one of the record: the copy is what
 * the caller sees. Undefined: it has none. To change the original, call for its creator.
 */
export async function changeOfCopy(
  parts: StoreParts,
  reader: Connection,
  { call, form, id, body, manner, ifMatch }: ChangeAsked,
): Promise<PlannedWrite<Saved> | Unchanged | undefined> {
  const any = parts.copies.any(reader, call, form);
  if (!(typeof any === 'boolean' ? any : await any)) return undefined;
  const copy = (await parts.copies.read(reader, call, form, [id])).get(id);
  if (!copy) return undefined;
  requireUse(call, form, 'edit');
  const original = await findToRead(reader, call, parts.layout(call, form), id, 'use');
  await requireMatch(parts, reader, {
    call,
    form,
    stored: parts.copies.apply(form, original, copy, call.org),
    ifMatch,
  });
  return planCopy(parts, reader, { call, form, original, copy, body, manner });
}
