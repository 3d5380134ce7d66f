import { append } from '../../../../metadata/common/append.ts';
import type { Issue } from '../../../../metadata/common/issue.ts';
import { type Json, type JsonObject, pointerSegments } from '../../../../metadata/common/json.ts';
import type { Label, Language } from '../../../../metadata/common/label.ts';
import type { PublishOffer } from '../../../../metadata/contract/packages/parts.ts';
import type { Field, FieldSet, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Taken } from '../../../call/publisher.ts';
import { inEveryLanguage, sentence } from '../../../common/messages/index.ts';
import { Refusal, refusal } from '../../../common/refusal.ts';
import type { Database } from '../../../database/database.ts';
import { recordLayout } from '../../../storage/store/record/layout.ts';
import { ownFields } from '../../../storage/store/record/own-fields.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import type { Stored } from '../../../storage/store/record/stored.ts';
import type { Work } from '../../../work/jobs/job.ts';
import { whyRefused } from '../../../work/jobs/why-refused.ts';
import { type Demand, demandsOf } from './demands.ts';
import { FoundRecords, storedCopies, storedPages } from './found-records.ts';
import { remadeForm, remake } from './remake-records.ts';
import { brokenRecords } from './try-demands.ts';
import { defaultFor, hasDefault } from './unfilled-fields.ts';

/**
 * A required field, or a yes or no, whose default records that leave it empty can be given: `invoice/lines.rate`; or a
 * form whose records are computed anew.
 */
type Fill = string;

interface FillParts {
  readonly database: Database;
  readonly store: Store;
  readonly zone: (org: string) => string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** The demand a fill is about, and the form that makes it; undefined: there is no default to give. */
function fillable(fill: Fill, model: Call['served']['model']) {
  const cut = fill.indexOf('/');
  const form = model.formsById.get(fill.slice(0, cut));
  if (!form) return undefined;
  const path = fill.slice(cut + 1);
  const keys = [`required ${path}`, `empty ${path}`];
  const demand = demandsOf(form, model).find(({ key }) => keys.includes(key));
  return demand?.field && hasDefault(demand.field) ? { form, demand } : undefined;
}

/** How far a filling is, as JSON: it goes on from there on another node. */
export interface FillState {
  /** Filled in, and computed anew. */
  readonly counts: { filled: number; remade: number };
  readonly failed: JsonObject[];
  /** The form whose records are computed anew, and the last of them that was; then its own copies. */
  at?: { readonly form: string; readonly after: string; readonly copies?: string };
}

export function nothingFilled(): FillState {
  return { counts: { filled: 0, remade: 0 }, failed: [] };
}

interface Kept {
  readonly state: FillState;
  /** Writes it down, now and then. */
  keep(state: FillState): Promise<void>;
}

/** Milliseconds between two notes of how far it is. */
const pace = 1_000;

/**
 * Gives fields that came to be required their default where records leave them empty, and computes records anew: each a
 * write of its own, with history.
 */
export function fillingWork(
  parts: FillParts,
  call: Call,
  fills: readonly Fill[],
  { state, keep }: Kept = { state: nothingFilled(), keep: async () => {} },
): Work {
  const { model } = call.served;
  const found = fills.flatMap((fill) => fillable(fill, model) ?? []);
  const byForm = Map.groupBy(found, ({ form }) => form);
  const remade = fills.flatMap((fill) => remadeForm(fill, model) ?? []);
  const say = (code: string, params: JsonObject) => inEveryLanguage(code, params, model.messages);
  const names = [
    ...(found.length > 0
      ? [say('fill-job', { fields: found.map(({ demand }) => ({ ...demand.label })) })]
      : []),
    ...(remade.length > 0 ? [say('remake-job', { forms: remade.map(({ label }) => ({ ...label })) })] : []),
  ];
  return {
    kind: 'other',
    name: { zh: names.map(({ zh }) => zh).join('；'), en: names.map(({ en }) => en).join('; ') },
    details: { fill: fills },
    async run(job) {
      let kept = performance.now();
      const working: Working = {
        state,
        async report(total, done) {
          const { counts, failed } = state;
          const updated = counts.filled + counts.remade;
          await job.report({
            total: Math.max(total, done),
            done,
            counts: { updated, failed: failed.length },
          });
          if (performance.now() - kept < pace) return;
          kept = performance.now();
          await keep(state);
        },
      };
      const place = remade.findIndex(({ id }) => id === state.at?.form);
      if (place < 0)
        for (const [form, own] of byForm)
          await fillForm(parts, call, { form, demands: own.map(({ demand }) => demand), working });
      for (const form of remade.slice(Math.max(place, 0))) await remakeForm(parts, call, form, working);
      const { counts, failed } = state;
      const said = [
        ...(found.length > 0 ? [say('fill-done', { updated: counts.filled })] : []),
        ...(remade.length > 0 ? [say('remake-done', { updated: counts.remade })] : []),
        ...(failed.length > 0 ? [say('fill-failed', { failed: failed.length })] : []),
      ];
      return {
        counts: { updated: counts.filled + counts.remade, failed: failed.length },
        message: { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') },
        details: { refused: failed.slice(0, 100), reasons: reasonsOf(failed) },
      };
    },
  };
}

/** Each reason why records were refused, with their number, the most frequent first. */
function reasonsOf(failed: readonly JsonObject[]): readonly JsonObject[] {
  const alike = Map.groupBy(failed, ({ form, reason }) => JSON.stringify([form, reason]));
  return [...alike.values()]
    .map(([first, ...others]) => ({
      form: first?.['form'] ?? null,
      reason: first?.['reason'] ?? null,
      count: others.length + 1,
    }))
    .sort((a, b) => b.count - a.count)
    .slice(0, 20);
}

interface Working {
  readonly state: FillState;
  report(total: number, done: number): Promise<void>;
}

interface FormFilling {
  readonly form: Form;
  readonly demands: readonly Demand[];
  readonly working: Working;
}

async function fillForm(
  { database, store, zone, clock }: FillParts,
  call: Call,
  { form, demands, working }: FormFilling,
): Promise<void> {
  const { served } = call;
  const layout = recordLayout(form, served.table(form), database.dialect);
  const row = await database.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${layout.table}`);
  const total = Number(row?.n ?? 0);
  const question = {
    reader: database,
    dialect: database.dialect,
    form,
    demands,
    model: served.model,
    layout,
    served,
    zone: zone(served.orgs.root),
    at: clock(),
  };
  let done = 0;
  for await (const { record, copy, problems } of brokenRecords(question)) {
    done += 1;
    const reason = await fillRecord(
      store,
      copy ? { ...call, org: record.org } : call,
      form,
      record,
      problems.map(({ path }) => path),
    );
    if (reason === null) working.state.counts.filled += 1;
    else noteFailed(working.state, form, call, record, reason);
    await working.report(total, done);
  }
}

/** Records in the order of their ids; then the own copies that organisations have of them. */
async function remakeForm(
  { database, store }: FillParts,
  call: Call,
  form: Form,
  { state, report }: Working,
): Promise<void> {
  const layout = recordLayout(form, call.served.table(form), database.dialect);
  const row = await database.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${layout.table}`);
  const total = Number(row?.n ?? 0);
  const before = state.at?.form === form.id ? state.at : undefined;
  let done = 0;
  const take = async (asked: Call, record: Stored, at: FillState['at'] & object): Promise<void> => {
    done += 1;
    const became = await remake(store, asked, form, record);
    if (became === true) state.counts.remade += 1;
    if (typeof became !== 'boolean') noteFailed(state, form, call, record, became);
    state.at = at;
    await report(total, done);
  };
  const place = { form: form.id, after: before?.after ?? '' };
  if (before?.copies === undefined)
    for await (const records of storedPages(database, layout, { after: place.after }))
      for (const record of records) await take(call, record, { form: form.id, after: record.id });
  if (ownFields(form).size === 0) return;
  for await (const { original, org, revision } of storedCopies(database, layout)) {
    const copies = `${original.id} ${org}`;
    if (copies <= (before?.copies ?? '')) continue;
    // As the organisation sees it whose copy it is.
    const record = { ...original, org, revision: Math.max(original.revision, revision) };
    await take({ ...call, org, view: 'use' }, record, { form: form.id, after: '', copies });
  }
}

function noteFailed(state: FillState, form: Form, { served }: Call, record: Stored, reason: Label): void {
  const failed = new FoundRecords(form, served.orgs);
  failed.note(record, { form: form.id, reason: { ...reason } });
  append(state.failed, failed.params()['rows'] as JsonObject[]);
}

/** Null: it was filled, or somebody did it meanwhile. */
async function fillRecord(
  store: Store,
  call: Call,
  form: Form,
  record: Stored,
  paths: readonly string[],
): Promise<Label | null> {
  try {
    await store.patch(call, form, record.id, bodyOf(form, record, paths, call), record.revision);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Written meanwhile, by somebody who had to fill it in.
    if (error.status === 412 || error.status === 404) return null;
    return whyRefused(error, form, call);
  }
}

/** The defaults at those places, in the shape of a change: rows by their ids. */
function bodyOf(form: Form, record: Stored, paths: readonly string[], { now }: Call): JsonObject {
  const body: { [name: string]: Json } = {};
  const value = (field: Field, row: JsonObject) => {
    const given = defaultFor(field, row, record, now);
    return given === null ? null : field.kind.write(given, field);
  };
  for (const path of paths) put(form, record, pointerSegments(path), body, value);
  return body;
}

function put(
  shape: FieldSet,
  row: JsonObject,
  [name = '', at, ...rest]: readonly string[],
  body: { [name: string]: Json },
  value: (field: Field, row: JsonObject) => Json,
): void {
  const field = shape.byName.get(name);
  if (!field) return;
  if (!field.rows || at === undefined) {
    body[name] = value(field, row);
    return;
  }
  const inner = (row[field.id] as readonly JsonObject[] | undefined)?.[Number(at)];
  if (!inner) return;
  const rows = (body[name] ?? []) as { [name: string]: Json }[];
  let own = rows.find(({ id }) => id === inner['id']);
  if (!own) {
    own = { id: inner['id'] ?? null };
    rows.push(own);
  }
  body[name] = rows;
  put(field.rows, inner, rest, own, value);
}

const bodyWrong = refusal('publish-body', 400);

/** Lists what a publish could do for the records there are, if somebody wants it: answered with `fill`. */
export function offersIn(issues: readonly Issue[], language: Language): readonly PublishOffer[] {
  return issues.flatMap(({ form = '', params }) => {
    const { fill, count, field, default: value, word } = params;
    if (typeof fill !== 'string') return [];
    const spoken = {
      ...params,
      default: word ?? (typeof value === 'string' ? value : JSON.stringify(value)),
    };
    const message = sentence('fill-offered', spoken, language, new Map());
    return [{ fill, form, field: String(field), records: Number(count), default: value ?? null, message }];
  });
}

/** Reads the offers that somebody takes; refuses a fill that is none. Left out: none is taken. */
export function chosenFills(said: Taken['fill'], offers: readonly PublishOffer[]): readonly Fill[] {
  const offered = offers.map(({ fill }) => fill);
  if (said === undefined || said === false) return [];
  if (said === true) return offered;
  const wrong = said.flatMap((fill, at) =>
    offered.includes(fill) ? [] : [{ path: `/fill/${at}`, code: 'publish-fill', params: { fill, offered } }],
  );
  if (wrong.length > 0) throw bodyWrong({}, wrong);
  return said;
}
