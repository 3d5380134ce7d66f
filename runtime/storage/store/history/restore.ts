import { pointedAt } from '../../../../metadata/kinds/common/pointed.ts';
import type { Field, FieldSet, Form } from '../../../../metadata/model.ts';
import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import type { Input, Pick } from '../body/input-work.ts';
import { historyColumns, readEvent } from '../commit/history-row.ts';
import type { PlannedWrite, WriteEvent } from '../commit/planned-write.ts';
import { noteOf } from '../commit/sharing-note.ts';
import { planCopy } from '../copies/plan-copy.ts';
import { managesRecord, requireOpen, requireUse } from '../record/access.ts';
import { changedPlaces, saysTheSame } from '../record/changed-paths.ts';
import { fitMeaning, fitStored, notRestored } from '../record/fit-stored.ts';
import { ownFields } from '../record/own-fields.ts';
import { deletedMeanwhile, recordUnknown, versionUnknown } from '../record/refusals.ts';
import { newRecord, rowsOf, type Stored, type StoredRow, stamp } from '../record/stored.ts';
import { requireUnlocked } from '../save/origin.ts';
import type { StoreParts, Unchanged } from '../save/parts.ts';
import { requireMatch } from '../save/require-match.ts';
import type { Saved } from '../save/save.ts';
import { sharingOfGone, withSharing } from '../sharing/restore-sharing.ts';
import { findToChange, findToRead } from '../sight/find.ts';
import { isLimited } from '../sight/limits.ts';
import { finish, finishNew } from '../write/plan-write.ts';

const oneVersion = `SELECT ${historyColumns} FROM gj_history WHERE revision = ? AND form = ? AND record = ?`;
const lastVersion = `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND record = ? ORDER BY revision DESC LIMIT 1`;

interface RestoreAsked {
  readonly call: Call;
  readonly form: Form;
  readonly id: string;
  /** The version to restore. */
  readonly revision: number;
  readonly ifMatch: number | undefined;
}

/**
 * A former version as the newest one: the same id, also where the record is gone; `ifMatch` is 0 for whoever knows that
 * it is.
 */
export async function planRestore(
  parts: StoreParts,
  reader: Connection,
  { call, form, id, revision, ifMatch }: RestoreAsked,
): Promise<PlannedWrite<Saved> | Unchanged> {
  const layout = parts.layout(call, form);
  const row = await reader.first<HistoryRow>(oneVersion, [revision, form.id, id]);
  const event = row && readEvent(row);
  const written = event?.stored ?? event?.before;
  const { model } = call.served;
  const said = written && (await parts.inWordsSince(form, written, revision));
  const kept = said && (await parts.rewrittenSince(form, said, revision, model));
  const fitted = kept ? fitStored(form, kept, parts.zone(call.org)) : undefined;
  const meant = fitted && (await fitMeaning(form, fitted.row, reader, model));
  const version = meant?.row;
  const unfit = [...(fitted?.unfit ?? []), ...(meant?.unfit ?? [])].map(({ path, value }) => ({
    path,
    code: 'version-unfit',
    params: { value },
    severity: 'warning' as const,
  }));
  const present = await reader.first(layout.byRecordId, [id]);
  if (present) {
    const own = await restoreCopy(parts, reader, { call, form, id, event, ifMatch });
    if (own) return own;
    const before = await findToChange(reader, call, layout, id, 'edit');
    if (ifMatch !== before.revision) {
      // A caller who reads it as an organisation with its own copy has read the newer of both.
      const [seen = before] = await parts.copies.seen(reader, call, form, [before]);
      await requireMatch(parts, reader, { call, form, stored: seen, ifMatch });
    }
    if (!version) throw versionUnknown({ revision });
    const next: Stored = { ...before, ...valuesOf(call, form, form, version, before) };
    for (const day of ['validFrom', 'validTo']) if (form.validity) next[day] = version[day] ?? null;
    stamp(call, next);
    parts.special(form).edited?.(call, form, before, next);
    return finish(parts, reader, { call, form, before, next, operation: 'restore' }, again(form, next), [
      ...unfit,
      ...notRestored(call, form, version, next),
    ]);
  }
  // A record is changed by whoever it belongs to as it is, and not as it once was: so is one that is gone.
  const last = await reader.first<HistoryRow>(lastVersion, [form.id, id]);
  const { stored = null, before: removed = null } = last ? readEvent(last) : {};
  const gone = stored ?? removed;
  const rights = isLimited(call, form, 'read') ? ['edit', 'read'] : ['edit'];
  const reaches = (one: Stored) => rights.every((right) => managesRecord(call, form, right, one));
  if (!version || !gone || !reaches(gone) || !reaches(version)) throw recordUnknown({ id });
  requireOpen(call, form, 'edit');
  if (ifMatch) throw deletedMeanwhile({ revision: 0 });
  const empty = newRecord(call, form, id);
  const { org, sharing, enabled, createdAt, createdBy } = version;
  const next: Stored = {
    ...empty,
    ...valuesOf(call, form, form, version, empty),
    org,
    sharing,
    enabled,
    createdAt,
    createdBy,
  };
  for (const day of ['validFrom', 'validTo']) if (form.validity) next[day] = version[day] ?? null;
  // It comes back as it was; what its state forbade then it is not made to say by way of being gone.
  if (!saysTheSame(form, gone, next))
    await requireUnlocked(parts, reader, {
      ...{ call, form, stored: gone, action: 'restore' },
      places: changedPlaces(form, gone, next),
    });
  // A record that a package shipped follows its later versions again.
  const back = {
    sql: 'UPDATE gj_origin SET deleted = 0 WHERE form = ? AND record = ?',
    params: [form.id, id],
  };
  const planned = await finishNew(
    parts,
    reader,
    { call, form, before: null, next, operation: 'restore', mayExist: true, statements: [back] },
    again(form, next),
    [...unfit, ...notRestored(call, form, version, next)],
  );
  const note = form.sharing ? await sharingOfGone(parts, reader, { call, form, id }) : undefined;
  return note ? withSharing(parts, call, form, planned, note) : planned;
}

interface OfCopy {
  readonly call: Call;
  readonly form: Form;
  readonly id: string;
  readonly event: WriteEvent | undefined;
  readonly ifMatch: number | undefined;
}

/** A former version of the organisation's own copy; undefined: the version is not about one of its own. */
async function restoreCopy(
  parts: StoreParts,
  reader: Connection,
  { call, form, id, event, ifMatch }: OfCopy,
): Promise<PlannedWrite<Saved> | Unchanged | undefined> {
  const { org, after } = noteOf(event?.stored)?.copy ?? {};
  if (org !== call.org || !after) return undefined;
  const copy = (await parts.copies.read(reader, call, form, [id])).get(id) ?? null;
  requireUse(call, form, copy ? 'edit' : 'personalise');
  const original = await findToRead(reader, call, parts.layout(call, form), id, 'use');
  const seen = copy ? parts.copies.apply(form, original, copy, call.org) : original;
  await requireMatch(parts, reader, { call, form, stored: seen, ifMatch });
  const since = event?.revision ?? 0;
  const said = await parts.inWordsSince(form, { ...after, id }, since);
  const content = await parts.rewrittenSince(form, said, since, call.served.model);
  const begin = (next: Stored) => {
    const then = parts.copies.apply(form, original, { content, revision: 0 }, call.org);
    for (const [field, known] of ownFields(form))
      if (call.rights.writable(form, known)) next[field] = then[field] ?? null;
    return again(form, next);
  };
  return planCopy(parts, reader, { call, form, original, copy, body: {}, manner: 'merge', begin });
}

/** Answers the values of a version that the model still knows; a field that the caller may not write stays as it is. */
function valuesOf(
  call: Call,
  form: Form,
  shape: FieldSet,
  version: Stored | StoredRow,
  now: Stored | StoredRow,
): StoredRow {
  const values: StoredRow = { id: version.id };
  for (const field of shape.fields) {
    const value = version[field.id] ?? null;
    if (isNobodys(call, form, field, now)) values[field.id] = now[field.id] ?? null;
    else if (field.rows)
      values[field.id] = rowsOf(value).map((row) => restoredRow(call, form, field, row, now));
    else values[field.id] = value;
  }
  return values;
}

/**
 * Whether the field stays as it is: a restore says no more than its caller could have said himself, and only actions
 * change some fields.
 */
function isNobodys(call: Call, form: Form, field: Field, now: Stored | StoredRow): boolean {
  if (field.kind.derived) return false;
  return !call.rights.writable(form, field) || (field.readonly === true && Number(now['revision'] ?? 0) > 0);
}

function restoredRow(
  call: Call,
  form: Form,
  field: Field,
  row: StoredRow,
  now: Stored | StoredRow,
): StoredRow {
  const known = rowsOf(now[field.id]).find((one) => one.id === row.id);
  return field.rows ? valuesOf(call, form, field.rows, row, known ?? row) : row;
}

/** All it refers to must still be there. */
export function again(form: Form, next: Stored): Input {
  const picks: Pick[] = [];
  const note = (shape: FieldSet, part: StoredRow, path: string) => {
    for (const field of shape.fields) {
      const value = part[field.id];
      const here = `${path}/${field.name}`;
      if (field.rows) for (const [at, row] of rowsOf(value).entries()) note(field.rows, row, `${here}/${at}`);
      else if (!field.inner)
        for (const { form: target, id } of pointedAt(field, value))
          picks.push({ field, target, id, path: here, known: true, put: () => undefined });
    }
  };
  note(form, next, '');
  return { picks, problems: [], sent: {}, places: new Map(), kept: new Set() };
}
