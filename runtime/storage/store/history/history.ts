import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { wereOptions } from '../../../../metadata/former-values.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import type { Call } from '../../../call/call.ts';
import { spokenReason } from '../../../call/spoken-reason.ts';
import { actorIn } from '../../../call/system-call.ts';
import type { Change } from '../../../common/change.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Connection } from '../../../database/database.ts';
import { type Answer, type Member, writeRecord, writeRow } from '../answer/wire.ts';
import { gatesOf, withheldFrom } from '../answer/withheld.ts';
import { historyColumns, readEvent } from '../commit/history-row.ts';
import type { WriteEvent } from '../commit/planned-write.ts';
import { noteKey, noteOf, type Passed, type SharingNote, withNote } from '../commit/sharing-note.ts';
import { manages, managesRecord, requireAnywhere } from '../record/access.ts';
import { type Difference, differences } from '../record/changed-paths.ts';
import { fitStored } from '../record/fit-stored.ts';
import { orgPointer } from '../record/pointers.ts';
import { recordUnknown } from '../record/refusals.ts';
import type { HistoryQuery, Version, Versions } from '../record/store.ts';
import type { Stored, StoredRow } from '../record/stored.ts';
import type { StoreParts } from '../save/parts.ts';
import { reaches } from '../sight/find.ts';
import { historyBegins } from './history-begins.ts';
import { type PublishOf, publishesOf } from './publishes-of.ts';

/** Of history, what those who follow are told of; a record, which may be long, only where its sharing changed. */
export const changeColumns = `revision, form, record, operation, at, CASE WHEN INSTR(snapshot, '"${noteKey}":') > 0 THEN snapshot END AS snapshot`;

export type ChangeRow = Pick<HistoryRow, 'revision' | 'form' | 'record' | 'operation' | 'at' | 'snapshot'>;

/** A row of history as those who follow are told of it, with who sees the record no longer. */
export function readChange({ revision, form, record, operation, at, snapshot }: ChangeRow): Change {
  const stored = snapshot === null || operation === 'delete' ? null : (JSON.parse(snapshot) as Stored);
  const taken = noteOf(stored)?.taken;
  const change: Change = {
    revision: Number(revision),
    form,
    record,
    operation,
    at: new Date(Number(at)).toISOString(),
  };
  return taken ? { ...change, lost: taken.map(({ org }) => org) } : change;
}

const most = 500;
/** Signs of stored versions in one answer: records may be long, and each of their versions is whole. */
const mostSigns = 1_000_000;
const atOnce = 20;

const ofRecord = `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND record = ? AND revision < ? ORDER BY revision DESC LIMIT `;

/** Versions of a record, newest first, each with what it changed; also of one that is gone. */
export async function readHistory(
  parts: StoreParts,
  call: Call,
  form: Form,
  id: string,
  query: HistoryQuery = {},
): Promise<Versions> {
  const reader = parts.reader(call);
  await requireSeen(reader, call, form, id);
  const kept = await eventsBefore(reader, form, id, query);
  const events = await Promise.all(kept.events.map((event) => inWords(parts, form, event)));
  const oldest = kept.older && (await inWords(parts, form, kept.older));
  const members = parts.answers.members(call.rights, form);
  const zone = parts.zone(call.org);
  const asToday = (stored: Stored | null | undefined) => (stored ? fitStored(form, stored, zone).row : null);
  const seenWith = (content: JsonObject | null, { stored, revision }: WriteEvent) => {
    const now = asToday(stored);
    if (!now || !content) return now;
    return parts.copies.apply(form, now, { content, revision }, call.org);
  };
  const gates = gatesOf(call, form);
  const version = (event: WriteEvent, older: WriteEvent | undefined, answer: Answer): Version => {
    const copy = copyNote(call, form, event);
    const versions = copy
      ? [seenWith(copy.before, event), seenWith(copy.after, event)]
      : [asToday(older?.stored), asToday(event.stored)];
    const [before = null, after = null] = versions.map((row) => row && withheldFrom(gates, row, answer));
    // The oldest that is kept may not be the first: then what it changed is not known.
    const changes = copy || older || event.operation === 'create' ? differences(form, before, after) : [];
    // Former versions keep nothing of what is evaluated when read; the current one is read now.
    const shown = event === current?.event ? withheldFrom(gates, current.stored, answer) : after;
    return {
      revision: event.revision,
      operation: event.operation,
      at: event.at,
      actor: actorIn(call.language, event.actor),
      reason: spokenReason(event.reason, call),
      record: shown && writeRecord(form, shown, members, answer),
      ...(copy ? { copy: orgPointer(call.served.orgs, copy.org) } : {}),
      changes: [
        ...(event.operation === 'delete' ? [] : changes.flatMap((one) => spoken(one, members, answer))),
        ...passedOn(call, form, event),
      ],
    };
  };
  const current = await evaluatedOf(query.before === undefined ? events[0] : undefined);
  const pause = timeSlices();
  const items: Version[] = [];
  const span = { after: events.at(-1)?.revision ?? 0, before: query.before ?? Number.MAX_SAFE_INTEGER };
  const publishes = [...(await publishesOf(reader, form, id, span))];
  for (const [at, event] of events.entries()) {
    while ((publishes[0]?.event.revision ?? 0) > event.revision) {
      const one = publishes.shift();
      const made = one && (await byPublish(one, asToday(event.stored)));
      if (made && made.changes.length > 0) items.push(made);
    }
    const older = events[at + 1] ?? oldest;
    items.push(await parts.answers.labelled(reader, call, (answer) => version(event, older, answer)));
    await pause();
  }
  const first = events.at(-1);
  if (oldest || !first) return { items, next: first?.revision ?? null, thinned: false };
  const isBeginning = first.operation === 'create' || first.revision > (await historyBegins(reader));
  return { items, next: null, thinned: !isBeginning };

  /** What a publish made of values of the record, which is no version of it. */
  async function byPublish({ event, changes }: PublishOf, then: Stored | null): Promise<Version> {
    const { revision, operation, at, actor, reason } = event;
    return parts.answers.labelled(reader, call, (answer) => ({
      ...{ revision, operation, at, actor: actorIn(call.language, actor), record: null },
      reason: spokenReason(reason, call),
      changes: changes
        .filter(({ path: [field = '', row] }) => isShown(gates, then, { field, row }, answer))
        .flatMap((one) => spoken(one, members, answer, one.isToday)),
    }));
  }

  async function evaluatedOf(event: WriteEvent | undefined) {
    if (!event || event.operation === 'delete') return undefined;
    const copy = copyNote(call, form, event);
    const stored = copy ? seenWith(copy.after, event) : asToday(event.stored);
    if (!stored) return undefined;
    const [made = stored] = await parts.answers.evaluated(reader, call, form, [stored], { members });
    return { event, stored: made };
  }
}

/** A version with today's texts for what were options then, in the note of a copy too. */
async function inWords({ inWordsSince }: StoreParts, form: Form, event: WriteEvent): Promise<WriteEvent> {
  const { stored, revision } = event;
  if (!stored || !wereOptions(form)) return event;
  const said = await inWordsSince(form, stored, revision);
  const note = noteOf(stored);
  if (!note?.copy) return { ...event, stored: said };
  const of = async (content: JsonObject | null) => content && inWordsSince(form, content, revision);
  const copy = { ...note.copy, before: await of(note.copy.before), after: await of(note.copy.after) };
  return { ...event, stored: withNote(said, { ...note, copy }) };
}

/** As many as one answer has room for, and the one before them, if there is any. */
async function eventsBefore(
  reader: Connection,
  form: Form,
  id: string,
  { before = Number.MAX_SAFE_INTEGER, limit = most }: HistoryQuery,
): Promise<{ readonly events: readonly WriteEvent[]; readonly older?: WriteEvent }> {
  const events: WriteEvent[] = [];
  const pause = timeSlices();
  let signs = 0;
  for (let [at, full] = [before, true]; full; ) {
    const size = Math.min(atOnce, limit + 1 - events.length);
    const rows = await reader.all<HistoryRow>(ofRecord + size, [form.id, id, at]);
    for (const row of rows) {
      const event = readEvent(row);
      if (events.length === limit || signs > mostSigns) return { events, older: event };
      events.push(event);
      signs += row.snapshot?.length ?? 0;
      await pause();
    }
    [at, full] = [events.at(-1)?.revision ?? 0, rows.length === size];
  }
  return { events };
}

/** Refuses those who may not see the record, or could not when it was still there. */
async function requireSeen(reader: Connection, call: Call, form: Form, id: string): Promise<void> {
  requireAnywhere(call, form, 'history');
  const [row] = await reader.all<HistoryRow>(`${ofRecord}1`, [form.id, id, Number.MAX_SAFE_INTEGER]);
  const newest = row && readEvent(row);
  const last = newest?.stored ?? newest?.before;
  if (!last) throw recordUnknown({ id });
  if (!(await reaches(reader, call, { form, stored: last, action: 'history' }))) throw recordUnknown({ id });
}

/** Answers what a version changed of an own copy, to those who answer for its organisation. */
function copyNote(call: Call, form: Form, { stored }: WriteEvent): SharingNote['copy'] {
  const copy = noteOf(stored)?.copy;
  return copy && manages(call, form, 'history', copy.org) ? copy : undefined;
}

/**
 * Answers the organisations that a record was assigned to or withdrawn from; told to who answers for the creator, or
 * may act for that organisation.
 */
function passedOn(call: Call, form: Form, { stored }: WriteEvent): Version['changes'] {
  const { given = [], taken = [] } = noteOf(stored) ?? {};
  const all = stored !== null && managesRecord(call, form, 'history', stored);
  const visible = ({ org }: Passed) => all || org === call.org || call.rights.uses(org);
  const label = ({ org }: Passed): Json => ({ ...orgPointer(call.served.orgs, org) });
  return [
    ...given.filter(visible).map((one) => ({ path: '/assigned', before: null, after: label(one) })),
    ...taken.filter(visible).map((one) => ({ path: '/assigned', before: label(one), after: null })),
  ];
}

/** In today's names; what may not be read is left out. */
function spoken(
  { path: ids, before, after }: Difference,
  members: readonly Member[],
  answer: Answer,
  isToday = { before: true, after: true },
): Version['changes'] {
  const names: string[] = [];
  let level: readonly Member[] | undefined = members;
  let write = (value: Json): Json => value;
  for (let at = 0; at < ids.length; at++) {
    const step = ids[at] ?? '';
    const member: Member | undefined = level?.find((one) => one.id === step);
    if (!member) {
      if (at > 0 || !platform.has(step)) return [];
      names.push(step);
      if (step === 'org') write = (id) => ({ ...orgPointer(answer.call.served.orgs, String(id)) });
      break;
    }
    names.push(member.name);
    write = (value) => member.write(value, answer);
    level = member.rows;
    const row = ids[at + 1];
    if (!level || row === undefined) continue;
    names.push(row);
    const rows: readonly Member[] = level;
    write = (value) => writeRow(value as StoredRow, rows, answer);
    at += 1;
  }
  const value = (stored: Json, now: boolean) => (stored === null || !now ? stored : write(stored));
  const path = `/${names.join('/')}`;
  return [{ path, before: value(before, isToday.before), after: value(after, isToday.after) }];
}

/** Whether a value that came from records which the caller may not all see would be told as well. */
function isShown(
  gates: ReturnType<typeof gatesOf>,
  then: Stored | null,
  { field, row }: { readonly field: string; readonly row: string | undefined },
  answer: Answer,
): boolean {
  if (!gates) return true;
  if (!then) return false;
  const seen = withheldFrom(gates, then, answer)[field];
  if (row === undefined) return seen !== null || then[field] === null;
  return JSON.stringify(seen) === JSON.stringify(then[field]);
}

const platform: ReadonlySet<string> = new Set(['org', 'sharing', 'enabled', 'validFrom', 'validTo']);
