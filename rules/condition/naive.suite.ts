import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Condition, Leaf } from '../../metadata/condition.ts';
import { categories } from './sample-forms.suite.ts';

/** Design §6 read off word by word, over the sample order, sharing no code with what it is compared to. */
export function naive(condition: Condition, record: JsonObject, call: Record<string, string>): boolean {
  if ('all' in condition) return condition.all.every((one) => naive(one, record, call));
  if ('any' in condition) return condition.any.some((one) => naive(one, record, call));
  if ('not' in condition) return !naive(condition.not, record, call);
  if ('some' in condition) {
    const [first = '', second] = condition.some.split('.');
    const lines = (record[first] ?? []) as readonly JsonObject[];
    // The order as it would be if it had this one line only.
    const single =
      second === undefined
        ? lines.map((line) => ({ ...record, [first]: [line] }))
        : lines.flatMap((line) =>
            ((line[second] ?? []) as readonly JsonObject[]).map((row) => ({
              ...record,
              [first]: [{ ...line, [second]: [row] }],
            })),
          );
    return single.some((one) => naive(condition.where, one, call));
  }
  return naiveLeaf(condition, record, call);
}

function naiveLeaf(leaf: Leaf, record: JsonObject, call: Record<string, string>): boolean {
  const path = leaf.fact.split('.');
  const onLines = path[0] === 'lines';
  const values = onLines ? below([record], path) : [valueAt(record, path, call)];
  const to = naiveOperand(leaf, record, call);
  const rows = leaf.fact === 'lines' || leaf.fact === 'lines.batches';
  if (rows && leaf.over === undefined) {
    return (values.length === 0) === (leaf.operator === 'isEmpty');
  }
  if (leaf.over === 'count') {
    const filled = rows ? values.length : values.filter((value) => !empty(value)).length;
    return holds(leaf.operator, String(filled), to, true);
  }
  if (leaf.over === 'sum') {
    const sum = values.filter((value) => !empty(value)).reduce((a, value) => a + scaled(value), 0n);
    return holds(leaf.operator, sum, to, true);
  }
  const numeric = /amount|limit|rate|count/.test(path.at(-1) ?? '');
  if (leaf.over === 'every') return values.every((value) => holds(leaf.operator, value, to, numeric));
  return values.some((value) => holds(leaf.operator, value, to, numeric));
}

type Scalar = Json | bigint | undefined;

function naiveOperand(leaf: Leaf, record: JsonObject, call: Record<string, string>): Scalar {
  const { value } = leaf;
  if (typeof value === 'object' && value !== null && 'fact' in value) {
    const path = String(value['fact']).split('.');
    // Only of one and the same line: there is no other.
    if (path[0] === 'lines') return below([record], path)[0];
    return valueAt(record, path, call);
  }
  return value;
}

function valueAt(
  record: JsonObject,
  path: readonly string[],
  call: Record<string, string>,
): Json | undefined {
  const [first = '', second] = path;
  if (first.startsWith('$')) return call[first.slice(1)];
  const value = record[first];
  return second === undefined ? value : behind(value, second);
}

function behind(pointer: Json | undefined, member: string): Json | undefined {
  const id = (pointer as { readonly id?: string } | null | undefined)?.id;
  return id === undefined ? undefined : categories.get(id)?.[member];
}

function below(parts: readonly JsonObject[], path: readonly string[]): readonly (Json | undefined)[] {
  const [first = '', ...rest] = path;
  if (first === 'lines' || first === 'batches') {
    const rows = parts.flatMap((one) => (one[first] ?? []) as readonly JsonObject[]);
    return rest.length === 0 ? rows : below(rows, rest);
  }
  return parts.map((one) => (rest[0] === undefined ? one[first] : behind(one[first], rest[0])));
}

function empty(value: Scalar): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function holds(operator: string, value: Scalar, to: Scalar, numeric: boolean): boolean {
  const denied = { notEqual: 'equal', notIn: 'in', notContains: 'contains', isNotEmpty: 'isEmpty' }[operator];
  if (denied) return !holds(denied, value, to, numeric);
  if (operator === 'isEmpty') return empty(value);
  if (empty(value) || empty(to)) return false;
  switch (operator) {
    case 'equal':
      return same(value, to, numeric);
    case 'in':
      return (to as readonly Json[]).some((one) => same(value, one, numeric));
    case 'contains':
      return Array.isArray(value)
        ? value.some((one) => same(one, to, false))
        : String(value).indexOf(String(to)) >= 0;
    case 'startsWith':
      return String(value).indexOf(String(to)) === 0;
    case 'endsWith':
      return String(value).slice(-String(to).length) === to;
    case 'matches':
      // The generator's patterns are harmless.
      return new RegExp(`^(?:${String(to)})$`, 'su').test(String(value));
    case 'between': {
      const [from, till] = to as readonly [Json, Json];
      const crosses = /^\d\d:/.test(String(value)) && String(from) > String(till);
      const inside = [order(value, from, numeric) >= 0, order(value, till, numeric) <= 0];
      return crosses ? inside.includes(true) : !inside.includes(false);
    }
    case 'lessThan':
      return order(value, to, numeric) < 0;
    case 'lessThanOrEqual':
      return order(value, to, numeric) <= 0;
    case 'greaterThan':
      return order(value, to, numeric) > 0;
    default:
      return order(value, to, numeric) >= 0;
  }
}

function same(a: Scalar, b: Scalar, numeric: boolean): boolean {
  if (typeof a === 'object' || typeof b === 'object') {
    const names = (one: Scalar): readonly unknown[] =>
      typeof one === 'object' && one !== null ? [Reflect.get(one, 'id'), Reflect.get(one, 'number')] : [one];
    return names(a).some((name) => names(b).includes(name));
  }
  return numeric || isMoment(a) ? order(a, b, numeric) === 0 : a === b;
}

function order(a: Scalar, b: Scalar, numeric: boolean): number {
  if (numeric) return Number(scaled(a) - scaled(b) > 0n) - Number(scaled(a) - scaled(b) < 0n);
  if (isMoment(a)) return new Date(String(a)).getTime() - new Date(String(b)).getTime();
  const [x, y] = [String(a), String(b)];
  return x < y ? -1 : Number(x > y);
}

function isMoment(value: Scalar): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
}

/** Six decimals are more than the generator has. */
function scaled(value: Scalar): bigint {
  if (typeof value === 'bigint') return value;
  const [whole = '0', part = ''] = String(value).replace('-', '').split('.');
  const size = BigInt(whole + part.padEnd(6, '0'));
  return String(value).startsWith('-') ? -size : size;
}
