import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Field, Form, Model, Shape } from '../metadata/model.ts';
import type { SourceMark } from '../metadata/source.ts';

/** What a source document names: a heading, field, button or constraint, from the kept lists in docs/coverage. */
export interface Row {
  readonly id: string;
  /** Line of the document. */
  readonly line: number;
  readonly type: string;
  readonly zh: string;
  readonly en: string;
  /** The form it is about. */
  readonly form: string | null;
  /** What kind of thing carries it: form, field, action, rule and preset stand in packages now. */
  readonly target: string;
  /** `type/key`, or `type/{dimension}`. */
  readonly param?: string;
  readonly options?: readonly { readonly code?: string; readonly zh: string }[];
  /** Why nothing carries it, or carries it later. */
  readonly why?: string;
  /** The case that shows that it works. */
  readonly case?: Case;
}

/** A test, or a worked case of a package, by its file and what it says. */
export interface Case {
  readonly file: string;
  readonly says: string;
}

/** What was settled after the packages had been held against the documents, each with its case. */
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

function textOf(file: string): string {
  return existsSync(file) && /\.test\.ts$|\/cases\/[\w-]+\.json$/.test(file)
    ? readFileSync(file, 'utf8')
    : '';
}

export interface Document {
  /** `000-imaging`. */
  readonly name: string;
  readonly rows: readonly Row[];
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

function ofFields(form: Form, shape: Shape): readonly Carrier[] {
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
