import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import { mayPersonalise } from '../../rules/sharing/personalise.ts';
import type { Call } from '../call.ts';
import type { Connection } from '../database/database.ts';
import { behave } from './behave.ts';
import { bodyPath } from './body-path.ts';
import type { Copy } from './copies.ts';
import { aloneDraft, type Draft, type Effects, Stale } from './draft.ts';
import { readInput } from './input.ts';
import type { Input, Manner } from './input-work.ts';
import { ownFields } from './own-fields.ts';
import type { StoreParts } from './parts.ts';
import { resolvePicks } from './picks.ts';
import { readKeptMembers } from './platform-members.ts';
import { contentWrong } from './refusals.ts';
import { rehearsed } from './rehearsed.ts';
import { copyRow } from './rows.ts';
import type { Save, Saved } from './save.ts';
import { sharingEvent } from './sharing-note.ts';
import { refuseSharing } from './sharing-refused.ts';
import { gatherWorld, sharedRecord } from './sharing-world.ts';
import type { Stored } from './stored.ts';

export interface CopyChange {
  readonly call: Call;
  readonly form: Form;
  /** The record as its creator sees it. */
  readonly original: Stored;
  /** Null: the organisation gets one. */
  readonly copy: Copy | null;
  readonly body: JsonObject;
  readonly manner: Manner;
}

type Picked = Save['picked'][number];

/** What the organisation of the call changes of its own copy: fields it owns; whatever else is named is refused, with its place. */
export async function thinkCopy(
  parts: StoreParts,
  reader: Connection,
  change: CopyChange,
): Promise<Draft<Saved>> {
  const { call, form, original, copy, body, manner } = change;
  const own = ownFields(form);
  const first: Copy = { content: contentOf(form, original, original), revision: original.revision };
  const before = parts.copies.apply(form, original, copy ?? first, call.org);
  const next = copyRow(before, form);
  const { owned, problems } = await ownedPart(parts, reader, change, before);
  const shaped = parts.validators.body(form, owned);
  const platform = readKeptMembers(call, form, body, next);
  for (const day of ['validFrom', 'validTo'])
    if ((next[day] ?? null) !== (before[day] ?? null))
      problems.push({ path: `/${day}`, code: 'not-ownable', params: { name: day } });
  const writable: Call['rights']['writable'] = (asked, field) =>
    own.has(field.path.split('.')[0] ?? '') && call.rights.writable(asked, field);
  const owner: Call = { ...call, rights: { ...call.rights, writable } };
  const input = readInput(parts, owner, form, owned, next, manner);
  const read = new Set([...input.problems, ...problems].map(({ path }) => path));
  const all = [...shaped.filter(({ path }) => !read.has(path)), ...platform, ...problems, ...input.problems];
  const { stored, warnings, picked } = await judged(parts, reader, change, before, next, input, all);
  return written(parts, change, before, stored, warnings, picked);
}

/** What of a body is about the copy. What was read may come back with it; what differs there follows the original. */
async function ownedPart(
  parts: StoreParts,
  reader: Connection,
  { call, form, body }: CopyChange,
  before: Stored,
): Promise<{ readonly owned: JsonObject; readonly problems: Problem[] }> {
  const own = ownFields(form);
  const owned: Record<string, Json> = {};
  const problems: Problem[] = [];
  let read: JsonObject | undefined;
  for (const [name, value] of Object.entries(body)) {
    const field = form.byName.get(name);
    if (!field || own.has(field.id)) owned[name] = value;
    else if (!field.inner && call.rights.readable(form, field)) {
      read ??= await parts.answers.one(reader, call, form, before);
      const answered = read[name] ?? null;
      if (!isDeepStrictEqual(value, answered) && (field.rows || !same(value, answered)))
        problems.push(notOwnable(name));
    } else if (!field.inner) problems.push(notOwnable(name));
  }
  return { owned, problems };
}

function notOwnable(name: string): Problem {
  return { path: `/${name}`, code: 'not-ownable', params: { name } };
}

/** References may come back in short. */
function same(value: Json, read: Json): boolean {
  if (value === null || value === '') return read === null;
  if (read === null) return false;
  if (Array.isArray(read))
    return (
      Array.isArray(value) &&
      value.length === read.length &&
      value.every((one: Json, at) => same(one, read[at] as Json))
    );
  if (typeof read !== 'object') return String(value) === String(read);
  const { id, number } = read as JsonObject;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value === number;
  const named = value as JsonObject;
  return named['id'] === id || (named['id'] === undefined && named['number'] === number);
}

async function judged(
  parts: StoreParts,
  reader: Connection,
  { call, form }: CopyChange,
  before: Stored,
  next: Stored,
  input: Input,
  found: readonly Problem[],
) {
  const problems = [...found];
  const fresh = input.picks.filter((pick) => !pick.known);
  if (fresh.length > 0) problems.push(...(await resolvePicks(reader, call, fresh, parts.layouts)));
  const made = await behave(
    parts,
    reader,
    { call, form, before, next, operation: 'personalise' },
    input.sent,
  );
  const said = [...made.errors, ...made.warnings].map((problem) => ({
    ...problem,
    path: bodyPath(problem.path, form, made.next, input.places),
  }));
  const all = [...problems, ...said];
  const errors = all.filter(({ severity }) => severity !== 'warning');
  if (errors.length > 0) throw contentWrong({ count: errors.length }, errors);
  const picked = input.picks.flatMap(({ target, path, known, id, found: by = known ? id : undefined }) =>
    by === undefined ? [] : [{ target, path, id: by }],
  );
  return { stored: made.next, warnings: all, picked };
}

const overlayColumns = ['form', 'record', 'org', 'content', 'by_user', 'at', 'revision'];
const overlayKeys = ['form', 'record', 'org'];

function written(
  parts: StoreParts,
  { call, form, original, copy }: CopyChange,
  before: Stored,
  next: Stored,
  warnings: readonly Problem[],
  picked: readonly Picked[],
): Draft<Saved> {
  const layout = parts.layout(call, form);
  const content = contentOf(form, next, original);
  const upsert = parts.database.dialect.upsert(
    'gj_overlay',
    overlayColumns,
    overlayKeys,
    overlayColumns.filter((name) => !overlayKeys.includes(name)),
  );
  const draft = aloneDraft(call.served.revision, `record ${original.id}`, async (tx, revision) => {
    const stands = await requireSame(tx, layout.byRecordId, original, call.org, form, copy);
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
  return rehearsed(call, draft);

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

/** Fields the organisation owns, and what the platform makes of them where that is not as in the original. */
function contentOf(form: Form, next: Stored, original: Stored): JsonObject {
  const content: Record<string, Json> = {};
  for (const id of ownFields(form).keys()) content[id] = next[id] ?? null;
  for (const { id, kind } of form.fields)
    if (kind.derived && id !== form.number?.id && !isDeepStrictEqual(next[id] ?? null, original[id] ?? null))
      content[id] = next[id] ?? null;
  return content;
}

async function requireSame(
  tx: Connection,
  byRecordId: string,
  original: Stored,
  org: string,
  form: Form,
  copy: Copy | null,
): Promise<boolean> {
  const [row] = await tx.all(byRecordId, [original.id]);
  const [own] = await tx.all('SELECT revision FROM gj_overlay WHERE form = ? AND record = ? AND org = ?', [
    form.id,
    original.id,
    org,
  ]);
  return (
    Number(row?.['revision']) === original.revision &&
    Number(own?.['revision'] ?? 0) === (copy?.revision ?? 0)
  );
}

/** What is picked must not be deleted meanwhile. */
async function requireThere(
  parts: StoreParts,
  tx: Connection,
  call: Call,
  picked: readonly Picked[],
): Promise<void> {
  const problems: Problem[] = [];
  for (const [target, some] of Map.groupBy(picked, (pick) => pick.target)) {
    const source = parts.existence.of(parts.layouts.byId(call.served, target));
    const there = await source.read(
      tx,
      some.map(({ id }) => id),
    );
    for (const { id, path } of some)
      if (!there.has(id)) problems.push({ path, code: 'reference-unknown', params: { id, number: null } });
  }
  if (problems.length > 0) throw contentWrong({}, problems);
}
