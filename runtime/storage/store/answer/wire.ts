import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Pointer } from '../../../../metadata/contract/common/shared.ts';
import { pointedIn, severalOf } from '../../../../metadata/kinds/common/pointed.ts';
import type { Field, FieldSet, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { reasonSentences } from '../../../common/messages/reasons.ts';
import { namesFields, rename } from '../record/naming.ts';
import type { WireRecord } from '../record/store.ts';
import type { Stored, StoredRow } from '../record/stored.ts';
import { isPersonalised } from '../sight/copies.ts';
import { mannerOf, numbersActors } from '../sight/manner.ts';
import { type Labels, type Wanted, want } from './labels.ts';
import { leftEmpty } from './left-empty.ts';

/** A member of a record with its way to be answered; made once for a form and what somebody may read of it. */
export interface Member {
  readonly id: string;
  readonly name: string;
  /** Entries are left out of lists unless asked for. */
  readonly entries: boolean;
  /** Of a row. */
  readonly rows?: readonly Member[];
  write(value: Json, answer: Answer): Json;
}

/** One answer in the making: labels it has no name for yet are noted in `wanted`. */
export interface Answer {
  readonly call: Call;
  readonly labels: Labels;
  readonly wanted: Wanted;
}

/** Members of a shape in its order, without what may not be read. */
export function membersOf(shape: FieldSet, readable: (field: Field) => boolean): readonly Member[] {
  return shape.fields
    .filter((field) => !field.hidden && readable(field))
    .map((field) => memberOf(field, readable));
}

function memberOf(field: Field, readable: (field: Field) => boolean): Member {
  const { id, name, kind, target, rows } = field;
  const member = (write: Member['write'], entries = false): Member => ({ id, name, entries, write });
  if (rows) {
    const members = membersOf(rows, readable);
    const write: Member['write'] = (value, answer) =>
      (value as readonly StoredRow[]).map((row) => writeRow(row, members, answer));
    return { ...member(write, true), rows: members };
  }
  const comparison = kind.comparison(field);
  if (severalOf(field)) return member((value, answer) => pointerWithForm(String(value), answer));
  const points = target ?? field.inner?.target;
  if (points !== undefined && comparison === 'reference')
    return member((value, answer) => pointer(points, String(value), answer));
  if (points !== undefined && comparison === 'list')
    return member((value, answer) => (value as readonly string[]).map((one) => pointer(points, one, answer)));
  const named = field.inner ?? field;
  if (namesFields(named))
    return member((value, { call }) => rename(named, value, call.served.model, 'toNames'));
  if (named.kind.reasons?.(named)) return member((value, { call }) => inWords(value, call));
  return member((value) => kind.write(value, field));
}

/** Reasons as whoever asks reads them. */
export function inWords(value: Json, { language, served }: Call): string {
  return reasonSentences(String(value), language, served.model.messages);
}

export function writeRow(row: StoredRow, members: readonly Member[], answer: Answer): Json {
  const wire: Record<string, Json> = { id: row.id };
  writeMembers(wire, row, members, answer);
  return wire;
}

function writeMembers(
  wire: Record<string, Json>,
  stored: Readonly<Record<string, Json>>,
  members: readonly Member[],
  answer: Answer,
): void {
  for (const member of members) {
    const value = stored[member.id];
    wire[member.name] =
      value === null || value === undefined ? (member.entries ? [] : null) : member.write(value, answer);
  }
}

/** The record as callers see it, in the order of the form's fields. */
export function writeRecord(
  form: Form,
  stored: Stored,
  members: readonly Member[],
  answer: Answer,
): WireRecord {
  const wire: Record<string, Json> = { id: stored.id };
  writeMembers(wire, stored, members, answer);
  // One by one and not by name in a loop: this is done for every record that is answered.
  wire['org'] = systemWriters.org(stored, answer);
  wire['sharing'] = stored.sharing;
  wire['enabled'] = stored.enabled;
  if (form.validity) {
    wire['validFrom'] = stored['validFrom'] ?? null;
    wire['validTo'] = stored['validTo'] ?? null;
  }
  wire['createdAt'] = stored.createdAt;
  const creator = userPointer(stored.createdBy, answer);
  wire['createdBy'] = creator;
  wire['modifiedAt'] = stored.modifiedAt;
  wire['modifiedBy'] =
    stored.modifiedBy === stored.createdBy ? creator : userPointer(stored.modifiedBy, answer);
  wire['revision'] = stored.revision;
  return marked(wire, stored, members, answer);
}

/** With what is to be known of the answer beside its members. */
function marked(
  wire: Record<string, Json>,
  stored: Stored,
  members: readonly Member[],
  { call }: Answer,
): WireRecord {
  if (isPersonalised(stored)) wire['personalised'] = true;
  const warnings = leftEmpty(stored, members, call);
  if (warnings.length > 0) wire['$warnings'] = warnings as unknown as Json;
  return wire as WireRecord;
}

/** Only what was asked for; id and revision always are. */
export function writeSome(
  stored: Stored,
  members: readonly Member[],
  system: readonly SystemName[],
  answer: Answer,
): WireRecord {
  const wire: Record<string, Json> = { id: stored.id };
  writeMembers(wire, stored, members, answer);
  for (const name of system) wire[name] = systemWriters[name](stored, answer);
  wire['revision'] = stored.revision;
  return marked(wire, stored, members, answer);
}

const systemWriters = {
  org: ({ org }: Stored, { call }: Answer): Json => {
    const known = call.served.orgs.get(org);
    return { id: org, number: known?.number ?? null, name: known?.name ?? null };
  },
  sharing: ({ sharing }: Stored): Json => sharing,
  enabled: ({ enabled }: Stored): Json => enabled,
  validFrom: (stored: Stored): Json => stored['validFrom'] ?? null,
  validTo: (stored: Stored): Json => stored['validTo'] ?? null,
  createdAt: ({ createdAt }: Stored): Json => createdAt,
  createdBy: ({ createdBy }: Stored, answer: Answer): Json => userPointer(createdBy, answer),
  modifiedAt: ({ modifiedAt }: Stored): Json => modifiedAt,
  modifiedBy: ({ modifiedBy }: Stored, answer: Answer): Json => userPointer(modifiedBy, answer),
  revision: ({ revision }: Stored): Json => revision,
};
export type SystemName = keyof typeof systemWriters;
/** System members a record of the form has, by name. */
export function systemNames(form: Form): readonly SystemName[] {
  const names = Object.keys(systemWriters) as SystemName[];
  return form.validity ? names : names.filter((name) => !name.startsWith('valid'));
}

/** Answers the user who did something to a record that the caller reads: named to everybody, as in history. */
export function userPointer(id: string, { call, labels, wanted }: Answer): Pointer & JsonObject {
  const label = labels.actor(id, id === call.user.id || numbersActors(call), call.language);
  if (label) return label;
  want(wanted, 'user', id);
  return { id, number: null, name: null };
}

/** The same with its form, where it may be of one of several. */
function pointerWithForm(stored: string, answer: Answer): JsonObject {
  const { form, id } = pointedIn(stored) ?? { form: null, id: stored };
  return { form, ...(form === null ? { id, number: null, name: null } : pointer(form, id, answer)) };
}

/** Answers what a reference shows of its record: id, number and name, as far as the caller may see them. */
function pointer(form: string, id: string, { call, labels, wanted }: Answer): Pointer & JsonObject {
  const manner = mannerOf(call, form);
  const label = manner && labels.show(manner, id, call.language);
  if (label) return label;
  if (manner) want(wanted, form, id);
  return { id, number: null, name: null };
}
