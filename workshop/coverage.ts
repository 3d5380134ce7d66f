import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Field, FieldSet, Form, Model } from '../metadata/model.ts';
import type { ParamSource, SourceMark } from '../metadata/source.ts';

/** An entry of a source document: a heading, field, button or constraint, from the kept lists in docs/coverage. */
export interface Row {
  readonly id: string;
  /** Line of the document. */
  readonly line: number;
  readonly type: string;
  readonly zh: string;
  readonly en: string;
  /** The form it is about. */
  readonly form: string | null;
  /** The kind of thing that carries it: form, field, action, rule and preset stand in packages now. */
  readonly target: string;
  /** `type/key`, or `type/{dimension}`. */
  readonly param?: string;
  readonly options?: readonly { readonly code?: string; readonly zh: string }[];
  /** The reason why nothing carries it, or carries it later. */
  readonly why?: string;
  /** The case that shows that it works. */
  readonly case?: Case;
}

/** A test, or a worked case of a package, by its file and what it says. */
interface Case {
  readonly file: string;
  readonly says: string;
}

/** A point that was settled after the packages had been held against the documents, with its case. */
export interface Settled {
  readonly says: string;
  readonly case: Case;
}

export function readSettled(file: string): readonly Settled[] {
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Settled[];
}

/** Cases that no test says. */
export function lostCases(documents: readonly Document[], settled: readonly Settled[]): readonly string[] {
  const cases = [
    ...documents.flatMap(({ rows }) =>
      rows.flatMap((row) => (row.case ? [{ of: row.id, ...row.case }] : [])),
    ),
    ...settled.map(({ says: of, case: one }) => ({ of, ...one })),
  ];
  const files = new Map([...new Set(cases.map(({ file }) => file))].map((file) => [file, textOf(file)]));
  return cases
    .filter(({ file, says }) => !files.get(file)?.includes(says))
    .map(({ of, file, says }) => `${of}: ${file} does not say “${says}”`);
}

/** Tables of rows that a test runs stand in suites beside it. */
function textOf(file: string): string {
  return existsSync(file) &&
    /\.test\.ts$|\/effects\/[\w-]+\.suite\.ts$|\/(?:cases|golden)\/[\w-]+\.json$/.test(file)
    ? readFileSync(file, 'utf8')
    : '';
}

export interface Document {
  /** `000-imaging`. */
  readonly name: string;
  readonly rows: readonly Row[];
}

/** A heading says nothing by itself: what stands below it does. What nothing carries says why. */
const saysSomething = ({ type, target }: Row): boolean => target !== 'none' && type !== 'heading';

/** The rows of a document that say something, and those of them that no case shows: nothing counts as carried else. */
export interface Carrying {
  readonly rows: number;
  readonly shown: number;
  /** Whole ones, never rounded up. */
  readonly percent: number;
  readonly unshown: readonly Row[];
}

export function carryingOf({ rows }: Document): Carrying {
  const all = rows.filter(saysSomething);
  const unshown = all.filter((row) => !row.case);
  const shown = all.length - unshown.length;
  return { rows: all.length, shown, percent: Math.floor((100 * shown) / Math.max(1, all.length)), unshown };
}

/** A thing in a package that says where it was read. */
export interface Carrier {
  /** ``form `vehicle` `` and the like. */
  readonly name: string;
  readonly document: string;
  /** Id of the row it carries. */
  readonly heading: string;
  /** Values of its options. */
  readonly codes: readonly string[];
}

export function readDocuments(folder: string): readonly Document[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.replace(/\.json$/, ''),
      rows: JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as readonly Row[],
    }));
}

/** Everything that is marked, in the order of the forms' names. */
export function carriersOf(model: Model): readonly Carrier[] {
  const forms = [...model.formsById.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    ...forms.flatMap(ofForm),
    ...[...model.params.values()].flatMap(({ type, params }) =>
      params.flatMap((param) =>
        carry(`parameter \`${type}/${param.key ?? `{${param.dimension}}`}\``, param, codesOf(param.field)),
      ),
    ),
    ...model.data.flatMap(({ content }) =>
      content.records.flatMap((record) => carry(`record \`${content.form}\` ${record.key}`, record, [])),
    ),
  ];
}

function ofForm(form: Form): readonly Carrier[] {
  const named = (what: string, { name }: { readonly name: string }) => `${what} \`${form.id}\` ${name}`;
  return [
    ...carry(`form \`${form.id}\``, form, form.fields.flatMap(codesOf)),
    ...ofFields(form, form),
    ...form.rules.flatMap((rule) => carry(named('rule', rule), rule, [])),
    ...form.unique.flatMap((unique) => carry(named('rule', unique), unique, [])),
    ...form.actions.flatMap((action) => carry(named('action', action), action, [])),
  ];
}

function ofFields(form: Form, shape: FieldSet): readonly Carrier[] {
  return shape.fields.flatMap((field) => [
    ...carry(`field \`${form.id}\` ${field.path}`, field, codesOf(field)),
    ...(field.rows ? ofFields(form, field.rows) : []),
  ]);
}

function codesOf({ options, rows }: Field): readonly string[] {
  return [...(options ?? []).map(({ value }) => value), ...(rows?.fields ?? []).flatMap(codesOf)];
}

interface Marked {
  readonly source?: SourceMark | readonly SourceMark[];
}

function carry(name: string, { source = [] }: Marked, codes: readonly string[]): readonly Carrier[] {
  return [source].flat().map(({ document, heading }) => ({ name, document, heading, codes }));
}

/** The kinds that packages carry now; decisions, parameters, lifecycle and pages have parts of their own. */
const carried = new Set(['form', 'field', 'action', 'rule', 'preset']);
const targets = new Set([...carried, 'decision', 'parameter', 'lifecycle', 'ui', 'later', 'none']);

/** Finds the places where lists and packages do not fit each other, a sentence each. */
export function flawsOf(
  documents: readonly Document[],
  model: Model,
  carriers: readonly Carrier[],
): readonly string[] {
  const rows = documents.flatMap((document) => document.rows);
  const ids = new Map(rows.map((row) => [row.id, row]));
  const byRow = Map.groupBy(carriers, ({ heading }) => heading);
  return [
    ...rows.filter((row) => ids.get(row.id) !== row).map(({ id }) => `${id} stands here twice`),
    ...rows.flatMap((row) => ofRow(row, model, byRow.get(row.id) ?? [])),
    ...carriers.flatMap(({ name, document, heading }) => [
      ...(ids.has(heading) ? [] : [`${name} is marked with ${heading}, which no list names`]),
      ...(heading.startsWith(`${document}.`) ? [] : [`${name}: ${heading} is not of document ${document}`]),
    ]),
    ...unnamedParams(rows, model),
  ];
}

function ofRow(row: Row, model: Model, by: readonly Carrier[]): readonly string[] {
  const { id, form, target, param, why } = row;
  const found: string[] = [];
  if (!targets.has(target)) found.push(`${id} has the target ${target}, which is none`);
  if (form !== null && !model.formsById.has(form))
    found.push(`${id} is about the form ${form}, which is none`);
  const stated = param === undefined ? undefined : paramOf(param, model);
  if (param !== undefined && !stated) found.push(`${id} is about the parameter ${param}, which is none`);
  if (target === 'later' && !why) found.push(`${id} is left to later and does not say why`);
  if (target === 'none' && !why) found.push(`${id} is carried by nothing and does not say why`);
  if (carried.has(target) && by.length === 0 && stated?.preset === undefined)
    found.push(`${id} is carried by nothing`);
  if (carried.has(target)) found.push(...ofOptions(row, model, by));
  return found;
}

/** Codes of the document are offered by what carries it, or by another field of its form. */
function ofOptions({ id, form, options = [] }: Row, model: Model, by: readonly Carrier[]): readonly string[] {
  const fields = model.formsById.get(form ?? '')?.fields ?? [];
  const known = new Set([
    ...by.flatMap(({ codes }) => codes),
    ...fields.flatMap((field) => (field.options ?? []).map(({ value }) => value)),
  ]);
  return options.flatMap(({ code }) =>
    code === undefined || known.has(code) ? [] : [`${id}: nothing offers ${code}`],
  );
}

function paramOf(param: string, model: Model): ParamSource | undefined {
  const [type = '', key = ''] = param.split(/\/(.*)/);
  const params = model.params.get(type)?.params ?? [];
  return params.find((one) => (key.startsWith('{') ? one.dimension !== undefined : one.key === key));
}

function unnamedParams(rows: readonly Row[], model: Model): readonly string[] {
  const named = new Set(rows.flatMap(({ param }) => (param === undefined ? [] : [paramOf(param, model)])));
  return [...model.params.values()].flatMap(({ type, params }) =>
    params
      .filter((param) => !named.has(param))
      .map((param) => `no list names the parameter ${type}/${param.key ?? param.dimension}`),
  );
}
