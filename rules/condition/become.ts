import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';

/** The changes that a package made to a field which conditions ask. */
export interface Became {
  /** The known values it could have, each with its present value; null: nothing. Default: they kept their meaning. */
  readonly meant?: ReadonlyMap<string, string | null>;
  /** The first row of these entries, where it stands now. Default: where it stood. */
  readonly rows?: { readonly lines: string; readonly member: string };
}

export type BecameOf = (fact: string) => Became | undefined;

/**
 * A stored condition as it is to be asked of today's fields, so that it holds for a record just when it did before the
 * record's values were moved. What cannot be said like that stays as it is, word for word.
 */
export function becomeCondition(node: Json, became: BecameOf): Json {
  if (!isObject(node)) return node;
  const { all, any, not, where } = node;
  if (Array.isArray(all)) {
    const inner = eachOf(all, became);
    return inner === all ? node : { ...node, all: onOneRow(inner, all) };
  }
  if (Array.isArray(any)) {
    const inner = eachOf(any, became);
    return inner === any ? node : { ...node, any: inner };
  }
  for (const [member, inner] of Object.entries({ not, where })) {
    if (inner === undefined) continue;
    const next = becomeCondition(inner, became);
    return next === inner ? node : { ...node, [member]: next };
  }
  return typeof node['fact'] === 'string' ? becomeLeaf(node, node['fact'], became) : node;
}

function eachOf(nodes: readonly Json[], became: BecameOf): readonly Json[] {
  const next = nodes.map((one) => becomeCondition(one, became));
  return next.every((one, at) => one === nodes[at]) ? nodes : next;
}

/** Joins the questions that now go to rows into one about the same row, as it is one row that they were moved to. */
function onOneRow(nodes: readonly Json[], before: readonly Json[]): readonly Json[] {
  const fresh = (node: Json, at: number) => node !== before[at] && isObject(node) && 'some' in node;
  const first = nodes.findIndex(fresh);
  const lines = (nodes[first] as JsonObject | undefined)?.['some'];
  const same = nodes.filter((node, at) => fresh(node, at) && (node as JsonObject)['some'] === lines);
  if (same.length < 2) return nodes;
  const whole = {
    some: lines ?? null,
    where: { all: same.map((node) => (node as JsonObject)['where'] ?? null) },
  };
  return nodes.flatMap((node, at) => (at === first ? [whole] : same.includes(node) ? [] : [node]));
}

function becomeLeaf(leaf: JsonObject, fact: string, became: BecameOf): Json {
  const other = isObject(leaf['value']) ? leaf['value']['fact'] : undefined;
  const [own, beside] = [became(fact), typeof other === 'string' ? became(other) : undefined];
  if (!own && !beside) return leaf;
  // The meaning of two fields together cannot be told for each.
  if (own?.meant && other !== undefined) return leaf;
  if (beside?.meant) return leaf;
  const meant = own?.meant ? meaning(leaf, own.meant) : leaf;
  const [here, there] = [own?.rows, beside?.rows];
  if (meant === null || (here && there && here.lines !== there.lines)) return leaf;
  const lines = here?.lines ?? there?.lines;
  if (lines === undefined) return meant;
  if (leaf['over'] !== undefined) return leaf;
  const asked = {
    ...meant,
    fact: here ? `${lines}.${here.member}` : fact,
    ...(there ? { value: { fact: `${lines}.${there.member}` } } : {}),
  };
  const operator = String(leaf['operator']);
  const opposite = Object.hasOwn(opposites, operator) ? opposites[operator] : undefined;
  // An operator that also holds for an empty value holds where there is no row.
  if (opposite !== undefined) return { not: { some: lines, where: { ...asked, operator: opposite } } };
  return { some: lines, where: asked };
}

const opposites: Readonly<Record<string, string>> = {
  isEmpty: 'isNotEmpty',
  notEqual: 'equal',
  notIn: 'in',
  notContains: 'contains',
};

/** The operators that ask for whole values. */
const whole: ReadonlySet<string> = new Set(['equal', 'notEqual', 'in', 'notIn', 'contains', 'notContains']);

/** Translates a leaf into present values. Null: no question about these tells the same records apart. */
function meaning(leaf: JsonObject, meant: ReadonlyMap<string, string | null>): JsonObject | null {
  const operator = String(leaf['operator']);
  if (operator === 'isEmpty' || operator === 'isNotEmpty')
    return [...meant.values()].includes(null) ? null : leaf;
  if (!whole.has(operator)) return null;
  const said = [leaf['value'] ?? null].flat() as readonly Json[];
  const asked = new Set(said.filter((value) => typeof value === 'string'));
  const means = new Set([...asked].map((value) => (meant.has(value) ? (meant.get(value) ?? null) : value)));
  if (asked.size < said.length || means.has(null)) return null;
  for (const [value, today] of meant)
    if (asked.has(value) !== (today !== null && means.has(today))) return null;
  const values = [...means] as string[];
  if (values.length === asked.size && values.every((value) => asked.has(value))) return leaf;
  const [first = null] = values;
  if (Array.isArray(leaf['value'])) return { ...leaf, value: values };
  return { ...leaf, value: first };
}
