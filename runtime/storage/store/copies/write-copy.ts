import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import { mayPersonalise } from '../../../../rules/sharing/change-sharing.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { type Effects, type PlannedWrite, plannedAlone, rehearsed, Stale } from '../commit/planned-write.ts';
import { sharingEvent } from '../commit/sharing-note.ts';
import { ownFields } from '../record/own-fields.ts';
import { contentWrong, referenceProblem, refuseSharing } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts } from '../save/parts.ts';
import type { Save, Saved } from '../save/save.ts';
import { gatherWorld, sharedRecord } from '../save/sharing-world.ts';
import type { Copy } from '../sight/copies.ts';

/** An organisation's copy of a record, and the record. */
export interface CopyOf {
  readonly call: Call;
  readonly form: Form;
  /** The record as its creator sees it. */
  readonly original: Stored;
  /** Null: the organisation gets one. */
  readonly copy: Copy | null;
}

const overlayColumns = ['form', 'record', 'org', 'content', 'by_user', 'at', 'revision'];
const overlayKeys = ['form', 'record', 'org'];

/** The copy as it was and as it will be. */
interface CopyChanged {
  readonly before: Stored;
  readonly next: Stored;
  readonly warnings: readonly Problem[];
  readonly picked: Save['picked'];
}

/** The write of a copy, in a transaction of its own: neither it nor the original may have changed meanwhile. */
export function writeCopy(
  parts: StoreParts,
  { call, form, original, copy }: CopyOf,
  { before, next, warnings, picked }: CopyChanged,
): PlannedWrite<Saved> {
  const layout = parts.layout(call, form);
  const content = copyContent(form, next, original);
  const upsert = parts.database.dialect.upsert(
    'gj_overlay',
    overlayColumns,
    overlayKeys,
    overlayColumns.filter((name) => !overlayKeys.includes(name)),
  );
  const planned = plannedAlone(call.served.revision, `record ${original.id}`, async (tx, revision) => {
    const stands = await standsStill(tx, layout.byRecordId, { original, org: call.org, form, copy });
    if (!stands) throw new Stale();
    const record = sharedRecord(layout, original);
    const verdict = mayPersonalise(
      record,
      call.org,
      await gatherWorld(tx, call.served.orgs, layout, [record]),
    );
    if (verdict) throw refuseSharing(call, verdict);
    await requireThere(parts, tx, call, picked);
    return effects(revision);
  });
  return rehearsed(call, planned);

  function effects(revision: number): Effects<Saved> {
    const at = Date.parse(call.now.instant);
    const cells = [form.id, original.id, call.org, JSON.stringify(content), call.user.id, at, revision];
    const fresh: Copy = { content, revision };
    const was = copy?.content ?? null;
    const event = sharingEvent(call, form.id, original, {
      operation: copy ? 'change-copy' : 'personalise',
      revision,
      note: { copy: { org: call.org, before: was, after: content } },
      changed: Object.keys(content).filter((id) => !isDeepStrictEqual(content[id], was?.[id])),
    });
    return {
      statements: [{ sql: upsert, params: cells }],
      inserts: [],
      events: [event],
      result: { stored: parts.copies.apply(form, original, fresh, call.org), before, warnings },
    };
  }
}

/** The original and the copy that the change was planned on. */
interface CopyBasis {
  readonly original: Stored;
  readonly org: string;
  readonly form: Form;
  readonly copy: Copy | null;
}

async function standsStill(
  tx: Connection,
  byRecordId: string,
  { original, org, form, copy }: CopyBasis,
): Promise<boolean> {
  const row = await tx.first(byRecordId, [original.id]);
  const own = await tx.first('SELECT revision FROM gj_overlay WHERE form = ? AND record = ? AND org = ?', [
    form.id,
    original.id,
    org,
  ]);
  return (
    Number(row?.['revision']) === original.revision &&
    Number(own?.['revision'] ?? 0) === (copy?.revision ?? 0)
  );
}

/** Refuses the write where a picked record was deleted meanwhile. */
async function requireThere(
  parts: StoreParts,
  tx: Connection,
  call: Call,
  picked: Save['picked'],
): Promise<void> {
  const problems: Problem[] = [];
  for (const [target, some] of Map.groupBy(picked, (pick) => pick.target)) {
    const source = parts.existence.of(parts.layouts.byId(call.served, target));
    const there = await source.read(
      tx,
      some.map(({ id }) => id),
    );
    for (const pick of some)
      if (!there.has(pick.id)) problems.push(referenceProblem('reference-unknown', call, pick));
  }
  if (problems.length > 0) throw contentWrong({}, problems);
}

/** Fields the organisation owns, and what the platform makes of them where that is not as in the original. */
export function copyContent(form: Form, next: Stored, original: Stored): JsonObject {
  const content: Record<string, Json> = {};
  for (const id of ownFields(form).keys()) content[id] = next[id] ?? null;
  for (const { id, kind } of form.fields)
    if (kind.derived && id !== form.number?.id && !isDeepStrictEqual(next[id] ?? null, original[id] ?? null))
      content[id] = next[id] ?? null;
  return content;
}
