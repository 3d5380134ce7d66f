import type { Model } from '../metadata/model.ts';
import type { ParamSource } from '../metadata/source.ts';
import type { Carrier, Document, Row } from './coverage.ts';

/** What packages carry now; decisions, parameters, lifecycle and pages have parts of their own. */
const carried = new Set(['form', 'field', 'action', 'rule', 'preset']);
const targets = new Set([...carried, 'decision', 'parameter', 'lifecycle', 'ui', 'later', 'none']);

/** Where lists and packages do not fit each other, a sentence each. */
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
