import type { Problem } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { calledIn } from '../../../rules/sharing/called-in-full.ts';
import type { Call } from '../../call/call.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { changedValues, listOf, mergeRows } from './merge-rows.ts';
import type { CellProblem, Comparing, NotedColumns, Placed, ReadRecord, ReadRow } from './read-record.ts';

/** The decision about a record of the file, made before anything is written. */
export type Decision =
  | Writing
  | { readonly kind: 'same' }
  | {
      readonly kind: 'wrong';
      readonly problems: readonly CellProblem[];
      /** The rest of the record, to be judged beside them and not to be written. Default: nothing else can be judged. */
      readonly rest?: Writing;
    };

/** What is to be written of a record. */
export type Writing =
  | { readonly kind: 'create'; readonly org: string; readonly body: JsonObject; readonly placed: Placed }
  | { readonly kind: 'delete'; readonly current: WireRecord; readonly placed: Placed }
  | {
      readonly kind: 'change';
      readonly current: WireRecord;
      readonly body: JsonObject;
      readonly placed: Placed;
      /** Members that only an action changes. */
      readonly enabled?: boolean;
      readonly sharing?: string;
    };

/** The records that were found for a key. */
export interface Candidates {
  /** Those the caller may manage. */
  readonly own: readonly WireRecord[];
  /** Those he only uses. */
  readonly foreign: readonly WireRecord[];
}

/** `noted` gets the columns in which the file says something that is not taken, or empties what is there. */
export function decideRecord(
  call: Call,
  form: Form,
  record: ReadRecord,
  found: Candidates,
  noted: NotedColumns,
): Decision {
  const first = record.row ?? record.rows.flat()[0];
  if (!first) return { kind: 'same' };
  const refused = (code: string, params: Problem['params'] = {}, member = ''): Decision => {
    const column = first.found.columns.findIndex((one) => member !== '' && one?.member === member);
    const problem: Problem = { path: '', code, params };
    return wrong([
      ...record.problems,
      { sheet: first.found.index, row: first.at, column: column < 0 ? null : column, problem },
    ]);
  };
  const org = orgOf(call, record.row);
  if (org === undefined) return refused('sheet-org-unknown', { org: said(record.row, 'org') }, 'org');
  const [current, several] = choose(call, found.own, org);
  const owner = current ? ownerOf(current) : (org?.id ?? call.org);
  if (!mayImport(call, form, owner)) return refused('sheet-import-forbidden');
  if (several) return refused('sheet-record-several');
  const comparing: Comparing = { problems: [...record.problems], ...noted };
  if (current) return change(call, form, record, current, comparing);
  const foreign = found.foreign[0];
  if (foreign) {
    const judged = change(call, form, record, foreign, comparing);
    const owner = calledIn(call.served.orgs, ownerOf(foreign));
    return judged.kind === 'same' ? judged : refused('sheet-record-foreign', { org: owner });
  }
  return create(call, form, record, { org: org?.id ?? call.org, refused, comparing });
}

interface Creating {
  /** Id of the organisation that owns it. */
  readonly org: string;
  readonly refused: (code: string, params?: Problem['params'], member?: string) => Decision;
  readonly comparing: Comparing;
}

function create(call: Call, form: Form, record: ReadRecord, { org, refused, comparing }: Creating): Decision {
  const { row } = record;
  if (!row) return refused('sheet-record-unknown');
  if (row.deleted) return refused('sheet-row-unknown');
  if (record.id !== undefined) return refused('sheet-id-unknown');
  for (const [column, value] of row.values) {
    if (value === null || column.tone !== 'key') continue;
    if (column.code === '$id') return refused('sheet-id-unknown', {}, column.member);
    if (!column.typed) return refused('sheet-number-automatic', { number: String(value) }, column.member);
  }
  const body = without(changedValues(row, undefined, call.language, comparing), ['org', 'id']);
  const entries = mergeEntries(call, form, record, undefined, comparing);
  const begun = { ...importedOf(call, form), ...body, ...entries.body };
  return unlessWrong(comparing, { kind: 'create', org, body: begun, placed: { row, rows: entries.placed } });
}

function change(
  call: Call,
  form: Form,
  record: ReadRecord,
  current: WireRecord,
  comparing: Comparing,
): Decision {
  const { row } = record;
  if (row?.deleted) return { kind: 'delete', current, placed: { row, rows: new Map() } };
  const changed = row ? changedValues(row, current, call.language, comparing) : {};
  const entries = mergeEntries(call, form, record, current, comparing);
  const { enabled, sharing } = changed;
  const body = { ...without(changed, ['org', 'id', 'enabled', 'sharing']), ...entries.body };
  const acts = {
    ...(typeof enabled === 'boolean' ? { enabled } : {}),
    ...(typeof sharing === 'string' ? { sharing } : {}),
  };
  if (Object.keys(body).length === 0 && Object.keys(acts).length === 0)
    return comparing.problems.length > 0 ? wrong(comparing.problems) : { kind: 'same' };
  const placed = { row, rows: entries.placed };
  return unlessWrong(comparing, { kind: 'change', current, body, placed, ...acts });
}

function unlessWrong({ problems }: Comparing, rest: Writing): Decision {
  return problems.length > 0 ? { kind: 'wrong', problems, rest } : rest;
}

/** Entries of the file, and below them their sub-entries, against those of the record. */
export function mergeEntries(
  call: Call,
  form: Form,
  record: ReadRecord,
  current: WireRecord | undefined,
  comparing: Comparing,
) {
  const body: Record<string, JsonObject[]> = {};
  const placed = new Map<string, readonly Placed[]>();
  for (const { name } of form.entries) {
    const own = record.rows.find((rows) => rows[0]?.found.sheet.path.join('.') === name) ?? [];
    const below = record.rows.flatMap((rows) => {
      const [upper, member] = rows[0]?.found.sheet.path ?? [];
      return upper === name && member !== undefined ? [{ member, rows }] : [];
    });
    if (own.length === 0 && below.length === 0) continue;
    const merged = mergeRows(own, listOf(current?.[name]), below, call.language, comparing);
    if (merged.rows.length === 0) continue;
    body[name] = [...merged.rows];
    placed.set(name, merged.placed);
  }
  return { body, placed };
}

/** What an imported record begins with where its file says nothing, as far as its importer may give it. */
function importedOf({ rights }: Call, form: Form): JsonObject {
  const own = form.fields.filter((field) => field.imported !== undefined && rights.writable(form, field));
  return Object.fromEntries(
    own.map((field) => [field.name, field.kind.write(field.imported ?? null, field)]),
  );
}

/** The organisation a row names; null: it names none. */
function orgOf(call: Call, row: ReadRow | null) {
  const number = said(row, 'org');
  if (number === null) return null;
  const org = call.served.orgs.byNumber(String(number));
  return org && call.rights.uses(org.id) ? org : undefined;
}

function said(row: ReadRow | null, member: string) {
  for (const [column, value] of row?.values ?? []) if (column.member === member) return value;
  return null;
}

/** Of several with the same key: that of the organisation named, else of the call's. */
function choose(
  call: Call,
  own: readonly WireRecord[],
  org: { readonly id: string } | null,
): readonly [WireRecord | undefined, boolean] {
  if (org) return [own.find((record) => ownerOf(record) === org.id), false];
  if (own.length <= 1) return [own[0], false];
  const mine = own.find((record) => ownerOf(record) === call.org);
  return [mine, !mine];
}

export function ownerOf(record: WireRecord): string {
  return String((record['org'] as JsonObject | undefined)?.['id'] ?? '');
}

function mayImport(call: Call, form: Form, org: string): boolean {
  const scope = call.rights.scope(form, 'import');
  return scope === 'all' || scope.has(org);
}

function wrong(problems: readonly CellProblem[]): Decision {
  return { kind: 'wrong', problems };
}

function without(body: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !members.includes(name)));
}
