import { append } from '../../../../metadata/common/append.ts';
import type { Issue, Problem } from '../../../../metadata/common/issue.ts';
import { type Json, type JsonObject, pointerSegments } from '../../../../metadata/common/json.ts';
import { rowInWords } from '../../../../metadata/former-values.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import type { CallFacts } from '../../../../rules/condition/facts.ts';
import { parameterDoor } from '../../../../rules/params/parameter-door.ts';
import type { Call, Served } from '../../../call/call.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Connection, Dialect } from '../../../database/database.ts';
import { createBehaviours } from '../../../storage/store/record/behaviours.ts';
import { fitStored } from '../../../storage/store/record/fit-stored.ts';
import type { RecordLayout } from '../../../storage/store/record/layout.ts';
import { createLayouts } from '../../../storage/store/record/layouts.ts';
import { ownFields } from '../../../storage/store/record/own-fields.ts';
import { rowsOf, type Stored, type StoredRow } from '../../../storage/store/record/stored.ts';
import { factsAsked } from '../../../storage/store/save/setting.ts';
import { createTargets } from '../../../storage/store/sql/targets.ts';
import { callAt } from './claims-to-come.ts';
import type { Demand } from './demands.ts';
import { FoundRecords } from './found-records.ts';
import { type Sample, sampledCopies, sampledPages } from './sampled-records.ts';
import { hasDefault } from './unfilled-fields.ts';

export interface DemandsQuestion {
  readonly reader: Connection;
  readonly dialect: Dialect;
  /** The form and what it asks, as it will be. */
  readonly form: Form;
  readonly demands: readonly Demand[];
  /** Whether all is told that a save refuses which changes nothing itself. Default: what breaks the demands. */
  readonly saving?: boolean;
  /** So many are looked at, which are counted. Default: all. */
  readonly sample?: Sample;
  readonly model: Model;
  /** How its records are kept at this moment. */
  readonly layout: RecordLayout;
  /** The model in service at this moment, for the records that are referred to. */
  readonly served: Served;
  readonly zone: string;
  /** Epoch milliseconds, for conditions that ask for the day. */
  readonly at: number;
}

interface Broken {
  readonly found: FoundRecords;
  /** Options in use that are no more, with how many records have them. */
  readonly options: Map<string, number>;
}

/**
 * Tries what a form will ask on what is stored: an issue for each demand that records do not fulfil, with the first of
 * them.
 */
export async function tryDemands(question: DemandsQuestion): Promise<readonly Issue[]> {
  const broken = new Map<string, Broken>();
  for await (const { record, problems } of brokenRecords(question))
    for (const { key, ...problem } of problems)
      note(broken, problem.code === copyUnfit ? `${copyUnfit} ${key}` : key, problem, record, question);
  return question.demands.flatMap((demand) => {
    const [one, lost] = [broken.get(demand.key), broken.get(`${copyUnfit} ${demand.key}`)];
    return [
      ...(lost ? [{ ...issueOf(question, demand, lost), code: copyUnfit, severity: 'error' as const }] : []),
      ...(one ? [issueOf(question, demand, one)] : []),
    ];
  });
}

interface BrokenRecord {
  /** As the organisation sees it whose own copy it is. */
  readonly record: Stored;
  readonly copy: boolean;
  /** With the keys of the demands they are about. */
  readonly problems: readonly (Problem & { readonly key: string })[];
}

/**
 * Records that do not fulfil some of the demands, in the order of their ids; then own copies, of which the original
 * does.
 */
export async function* brokenRecords(question: DemandsQuestion): AsyncGenerator<BrokenRecord> {
  const {
    reader,
    dialect,
    form,
    demands,
    model,
    layout,
    served,
    zone,
    at,
    saving = false,
    sample,
  } = question;
  const was = served.model.formsById.get(form.id);
  const behaviours = createBehaviours();
  const behaviour = await behaviours.of(form, model);
  const layouts = createLayouts(dialect);
  const call = callAt(served, zone, at);
  const parts = { behaviours, layout: (asked: Call, one: Form) => layouts.of(asked.served, one) };
  const asked = new Map<string, CallFacts>();
  /** With the settings of the record's organisation, where conditions ask them. */
  const factsFor = async (org: string) => {
    const facts = asked.get(org) ?? (await factsAsked(parts, reader, { ...call, org }, behaviour, org));
    asked.set(org, facts);
    return facts;
  };
  const parameter = parameterDoor(model);
  const pause = timeSlices();
  const wanted = new Set(demands.map(({ key }) => key));
  const values = new Set(
    demands.filter(({ sort }) => sort === 'value').map(({ field }) => field?.path ?? ''),
  );
  const empties = new Set(
    demands.filter(({ sort }) => sort === 'empty').map(({ field }) => field?.path ?? ''),
  );
  const judged = demands.some(({ sort }) => !unjudged.has(sort));
  const hides = demands.some(({ sort }) => sort === 'shown');
  const brokenBy = async (record: Stored, targets: ReturnType<typeof createTargets>) => {
    const problems = [...valueProblems(form, record, values, ''), ...emptyFields(form, record, empties, '')];
    if (judged || hides || saving) {
      if (behaviour.references.size > 0) await targets.load(form, record, behaviour.references);
      const context = {
        call: await factsFor(record.org),
        target: targets.target,
        sent: {},
        parameter,
        pause,
      };
      if (saving) {
        const made = await behaviour.completed(record, record, context);
        const found = (await behaviour.inspect(made, record, context)).problems;
        return found.map((problem) => ({ ...problem, key: keyOf(form, problem) }));
      }
      if (judged) append(problems, behaviour.inspectNow(record, null, context).problems);
      // As if somebody gave all of it now: then each value that is hidden is told.
      if (hides)
        problems.push(
          ...(await behaviour.withoutHidden(record, null, { ...context, sent: record })).warnings,
        );
    }
    await pause();
    return problems
      .map((problem) => ({ ...problem, key: keyOf(form, problem) }))
      .filter(({ key }) => wanted.has(key));
  };
  for await (const page of sampledPages(reader, layout, sample)) {
    const targets = createTargets(reader, call, layouts);
    for (const kept of page) {
      const record = fitStored(form, rowInWords(form, kept, was), zone).row;
      const problems = await brokenBy(record, targets);
      if (problems.length > 0) yield { record, copy: false, problems };
    }
  }
  const own = ownFields(form);
  if (own.size === 0) return;
  for await (const { original, content, org, revision } of sampledCopies(reader, layout, sample)) {
    const targets = createTargets(reader, call, layouts);
    const kept = fitStored(form, rowInWords(form, original, was), zone).row;
    const theirsThen: StoredRow = { id: kept.id, ...content };
    const { row, unfit } = fitStored(form, rowInWords(form, theirsThen, was), zone);
    const theirs = new Map(Object.entries(row).filter(([id]) => own.has(id)));
    const record: Stored = {
      ...kept,
      ...Object.fromEntries(theirs),
      org,
      revision: Math.max(kept.revision, revision),
    };
    const lost = unfit
      .map(({ path }) => ({ path, code: copyUnfit, key: keyOf(form, { path, code: copyUnfit }) }))
      .filter(({ key, path }) => wanted.has(key) && isIn(form, theirs, path));
    const problems = [...lost, ...(await brokenBy(record, targets))];
    if (problems.length === 0) continue;
    const already = new Set((await brokenBy(kept, targets)).map(({ key }) => key));
    const left = problems.filter(({ key, path }) => !already.has(key) || isIn(form, theirs, path));
    if (left.length > 0) yield { record, copy: true, problems: left };
  }
}

/** What no behaviour of a record tells. */
const unjudged: ReadonlySet<Demand['sort']> = new Set(['value', 'empty', 'shown']);

/** Number of typed texts that a sentence names. */
const mostNamed = 10;

/** No table keeps the value, so that no probe of one has found it. */
const copyUnfit = 'copies-unfit';

function isIn(form: Form, values: ReadonlyMap<string, Json>, path: string): boolean {
  const [name = ''] = pointerSegments(path);
  return values.has(form.byName.get(name)?.id ?? '');
}

function note(
  broken: Map<string, Broken>,
  key: string,
  { path, params }: Problem,
  record: Stored,
  { form, served }: DemandsQuestion,
): void {
  let one = broken.get(key);
  if (!one) {
    one = { found: new FoundRecords(form, served.orgs), options: new Map() };
    broken.set(key, one);
  }
  one.found.note(record, { path });
  const option = params?.['value'];
  if (key.startsWith('value ') && typeof option === 'string')
    one.options.set(option, (one.options.get(option) ?? 0) + 1);
}

/** Values as their kind reads them, had somebody sent them now. */
function* valueProblems(
  shape: FieldSet,
  row: StoredRow,
  paths: ReadonlySet<string>,
  above: string,
): Generator<Problem> {
  if (paths.size === 0) return;
  for (const field of shape.fields) {
    const value = row[field.id];
    if (value === null || value === undefined) continue;
    const path = `${above}/${field.name}`;
    if (field.rows) {
      for (const [at, inner] of rowsOf(value).entries())
        yield* valueProblems(field.rows, inner, paths, `${path}/${at}`);
    } else if (paths.has(field.path)) yield* problemsOf(field, value, path);
  }
}

/** Fields that are neither one thing nor the other, where something is said for whoever says nothing. */
function* emptyFields(
  shape: FieldSet,
  row: StoredRow,
  paths: ReadonlySet<string>,
  above: string,
): Generator<Problem> {
  if (paths.size === 0) return;
  for (const field of shape.fields) {
    const value = row[field.id] ?? null;
    const path = `${above}/${field.name}`;
    if (field.rows && value !== null) {
      for (const [at, inner] of rowsOf(value).entries())
        yield* emptyFields(field.rows, inner, paths, `${path}/${at}`);
    } else if (value === null && paths.has(field.path)) yield { path, code: codes.empty, params: {} };
  }
}

function problemsOf(field: Field, value: Json, path: string): readonly Problem[] {
  const read = field.kind.read(field.kind.write(value, field), field);
  return read.ok ? [] : read.problems.map((problem) => ({ ...problem, path: path + problem.path }));
}

/** The demand that a problem is about. */
function keyOf(form: Form, { path, code, params }: Problem): string {
  if (code === 'check-failed') return `rule ${String(params?.['rule'])}`;
  if (form.checks.some(({ run }) => run === params?.['rule'])) return `rule ${String(params?.['rule'])}`;
  if (code === 'not-unique') return `twins ${String(params?.['rule'])}`;
  const field = fieldAt(form, path);
  if (code === 'hidden-emptied') return `shown ${field?.path}`;
  if (code === 'required') return `required ${field?.path}`;
  if (code === codes.empty) return `empty ${field?.path}`;
  if (code === 'option-not-offered' || code === 'reference-not-offered') return `pick ${field?.path}`;
  if (field?.kind.fits && fitCodes.has(code)) return `fits ${field.path}`;
  return `value ${field?.path}`;
}

const fitCodes: ReadonlySet<string> = new Set(['field-not-offered', 'field-forced', 'unknown-field']);

/** The last field on the way of a pointer by names. */
export function fieldAt(form: Form, pointer: string): Field | undefined {
  let shape: FieldSet | undefined = form;
  let found: Field | undefined;
  for (const name of pointerSegments(pointer)) {
    const field: Field | undefined = shape?.byName.get(name);
    if (!field) continue;
    found = field;
    shape = field.rows;
  }
  return found;
}

const codes: Readonly<Record<Demand['sort'], string>> = {
  required: 'records-unfilled',
  empty: 'values-unsaid',
  value: 'records-out-of-bounds',
  pick: 'records-not-offered',
  fits: 'records-not-offered',
  shown: 'records-hidden',
  rule: 'records-break-rule',
  twins: 'records-break-rule',
};

function issueOf(
  { form, served }: DemandsQuestion,
  { sort, pointer, label, field }: Demand,
  { found, options }: Broken,
): Issue {
  const removed = [...options].map(([value, count]) => ({ value, count }));
  const was = served.model.formsById.get(form.id);
  const isNew = removed.length > 0 && field && was && !hadOptions(was, field.path);
  const code = isNew ? 'records-no-option' : 'records-former-options';
  const isOfSome = sort === 'required' && typeof field?.required === 'object';
  return {
    code: removed.length > 0 ? code : isOfSome ? 'records-unfilled-when' : codes[sort],
    severity: 'warning',
    form: form.id,
    package: field?.package ?? form.package,
    pointer,
    params: {
      ...found.params(),
      label: { ...label },
      ...(field ? { field: field.path } : {}),
      ...(field && (sort === 'required' || sort === 'empty') && hasDefault(field)
        ? { fill: `${form.id}/${field.path}`, default: saidDefault(field), ...inWords(field) }
        : {}),
      ...(isNew ? strangers(form, field, removed) : {}),
      ...(removed.length > 0 && !isNew
        ? { options: removed, values: removed.map(({ value }) => value) }
        : {}),
    },
  };
}

/** Texts that somebody typed, not options: they are named to those alone who may read them. */
function strangers(form: Form, { path }: Field, held: readonly JsonObject[]): JsonObject {
  const examples = held.slice(0, mostNamed).map(({ value }) => value ?? '');
  return {
    held: [...held],
    examples: held.length > mostNamed ? [...examples, '…'] : examples,
    path: `${form.id}/${path.replaceAll('.', '/')}`,
  };
}

/** Whether the field offered options before: else nobody took any of them away. */
function hadOptions(was: Form, path: string): boolean {
  const [first = '', inner] = path.split('.');
  const upper = was.byId.get(first);
  const field = inner === undefined ? upper : upper?.rows?.byId.get(inner);
  return field !== undefined && 'options' in field.kind.properties;
}

function saidDefault(field: Field): Json {
  const { default: said = null, kind } = field;
  return typeof said === 'object' && said !== null && 'fact' in said ? said : kind.write(said, field);
}

/** A value as people read it; of a field that it is taken from nothing is known beforehand. */
function inWords(field: Field): { readonly word?: JsonObject } {
  const { default: said = null, kind } = field;
  if (typeof said === 'object') return {};
  return { word: { zh: kind.format(said, field, 'zh'), en: kind.format(said, field, 'en') } };
}
