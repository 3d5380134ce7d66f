import { isDeepStrictEqual } from 'node:util';
import { append } from '../../../../metadata/common/append.ts';
import type { Problem } from '../../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { readInput, withoutRead } from '../body/input.ts';
import type { Input, WriteMode } from '../body/input-work.ts';
import { resolvePicks } from '../body/picks.ts';
import { readKnownMembers } from '../body/platform-members.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import { readableShape } from '../record/asked-shape.ts';
import { bodyPath } from '../record/body-path.ts';
import { saysTheSame } from '../record/changed-paths.ts';
import { ownFields } from '../record/own-fields.ts';
import { contentWrong } from '../record/refusals.ts';
import { copyRow, type Stored } from '../record/stored.ts';
import { behave } from '../save/behave.ts';
import { notTaken } from '../save/not-taken.ts';
import type { StoreParts, Unchanged } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';
import type { Copy } from '../sight/copies.ts';
import { type CopyOf, copyContent, writeCopy } from './write-copy.ts';

export interface CopyChange extends CopyOf {
  readonly body: JsonObject;
  readonly manner: WriteMode;
  /** Puts a former version in place before the body is read. Default: what is there stays. */
  readonly begin?: (next: Stored) => Input;
}

/**
 * Plans a change of the organisation's own copy: of fields it owns; any other that is named is refused, with its place.
 */
export async function planCopy(
  parts: StoreParts,
  reader: Connection,
  change: CopyChange,
): Promise<PlannedWrite<Saved> | Unchanged> {
  const { call, form, original, copy, body, manner } = change;
  const own = ownFields(form);
  const shape = readableShape(call.rights, form);
  const first: Copy = { content: copyContent(form, original, original), revision: original.revision };
  const before = parts.copies.apply(form, original, copy ?? first, call.org);
  const next = copyRow(before, form);
  const { owned, problems } = await ownedPart(parts, reader, change, before);
  const shaped = parts.validators.body(shape, owned);
  const begun = change.begin?.(next);
  const platform = readKnownMembers(call, form, body, next);
  for (const day of ['validFrom', 'validTo'])
    if ((next[day] ?? null) !== (before[day] ?? null))
      problems.push({ path: `/${day}`, code: 'not-ownable', params: { name: day } });
  const writable: Call['rights']['writable'] = (asked, field) =>
    own.has(field.path.split('.')[0] ?? '') && call.rights.writable(asked, field);
  const owner: Call = { ...call, rights: { ...call.rights, writable } };
  const input = readInput(parts, { call: owner, form, body: owned, next, manner });
  const found = [...problems, ...input.problems];
  const all = [...withoutRead(shaped, { ...input, problems: found }), ...platform, ...found];
  const { stored, warnings, picked } = await judged(parts, reader, change, {
    before,
    next,
    input: { ...input, picks: [...(begun?.picks ?? []), ...input.picks] },
    found: all,
  });
  if (copy && saysTheSame(form, before, stored)) return { unchanged: before, warnings };
  return writeCopy(parts, change, { before, next: stored, warnings, picked });
}

/**
 * Picks the part of a body that is about the copy. A value that was read may come back with it; one that differs there
 * is refused.
 */
async function ownedPart(
  parts: StoreParts,
  reader: Connection,
  { call, form, body }: CopyChange,
  before: Stored,
): Promise<{ readonly owned: JsonObject; readonly problems: Problem[] }> {
  const own = ownFields(form);
  const shape = readableShape(call.rights, form);
  const owned: Record<string, Json> = {};
  const problems: Problem[] = [];
  let read: JsonObject | undefined;
  for (const [name, value] of Object.entries(body)) {
    const field = shape.byName.get(name);
    // A member that is no field, or none that the caller knows of, stays: the body's reader complains of it.
    // Nor is it refused to say what the platform makes: it is told that it was not taken.
    if (!field || own.has(field.id) || field.inner) owned[name] = value;
    else {
      read ??= await parts.answers.one(reader, call, form, before);
      const answered = read[name] ?? null;
      if (!isDeepStrictEqual(value, answered) && (field.rows || !same(value, answered)))
        problems.push(notOwnable(name));
    }
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
  if (!isObject(value)) return value === number;
  const named = value as JsonObject;
  return named['id'] === id || (named['id'] === undefined && named['number'] === number);
}

/** A change of a copy as its body was read. */
interface CopyRead {
  readonly before: Stored;
  readonly next: Stored;
  readonly input: Input;
  readonly found: readonly Problem[];
}

async function judged(
  parts: StoreParts,
  reader: Connection,
  { call, form }: CopyChange,
  { before, next, input, found }: CopyRead,
) {
  const problems = [...found];
  const fresh = input.picks.filter((pick) => !pick.known);
  if (fresh.length > 0) append(problems, await resolvePicks(reader, call, fresh, parts.layouts));
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
  append(
    all,
    await notTaken(parts, reader, { call, form, before, next: made.next, operation: 'personalise' }, input),
  );
  return { stored: made.next, warnings: all, picked };
}
