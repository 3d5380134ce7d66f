import { append } from '../../common/append.ts';
import type { Problem, Result } from '../../common/issue.ts';
import type { Json } from '../../common/json.ts';

export type Accepted<T> = { readonly ok: true; readonly value: T };

export function accepted<T>(value: T): Accepted<T> {
  return { ok: true, value };
}

export function refused(code: string, params?: Readonly<Record<string, Json>>, path = ''): Result<never> {
  return { ok: false, problems: [problem(code, params, path)] };
}

export function problem(code: string, params?: Readonly<Record<string, Json>>, path = ''): Problem {
  return params ? { path, code, params } : { path, code };
}

/** As it is typed with an input method for Chinese that makes everything as wide as a character: `１２％` → `12%`. */
export function halfWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

// A lone surrogate or a NUL cannot be kept by every database, so no text may carry one.
const unkeepable = /[\0\p{Surrogate}]/u;
const lineBreak = /[\r\n\u2028\u2029]/;

export function readString(value: Json): Result<string> {
  if (typeof value !== 'string') return refused('not-text');
  if (unkeepable.test(value)) return refused('not-keepable');
  return accepted(value);
}

/** A single line of at most `length` code points. */
export function readLine(value: Json, length: number): Result<string> {
  const text = readString(value);
  if (!text.ok) return text;
  if (lineBreak.test(text.value)) return refused('line-break');
  return withinLength(text.value, length);
}

export function withinLength(text: string, length: number): Result<string> {
  const size = text.length <= length ? text.length : codePoints(text);
  return size > length ? refused('too-long', { length, actual: size }) : accepted(text);
}

/** The depth to which a value may nest, as all that read it walk down into it. */
const deepest = 64;

/** JSON in a cell of a sheet. */
export function parseJson(text: string): Result<Json> {
  try {
    const value = JSON.parse(text) as Json;
    return isDeeper(value, deepest) ? refused('json-too-deep', { limit: deepest }) : accepted(value);
  } catch {
    return refused('not-json');
  }
}

/** Tells whether something stands more than `limit` levels down. */
export function isDeeper(value: Json, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return limit === 0 || Object.values(value).some((inside: Json) => isDeeper(inside, limit - 1));
}

/** Reads every item and collects the problems of all, each with its index. */
export function readEach<T>(
  items: readonly Json[],
  read: (item: Json, index: number) => Result<T>,
): Result<T[]> {
  const values: T[] = [];
  const problems: Problem[] = [];
  for (const [index, item] of items.entries()) {
    const one = read(item, index);
    if (one.ok) values.push(one.value);
    else
      append(
        problems,
        one.problems.map((p) => ({ ...p, path: `/${index}${p.path}` })),
      );
  }
  return problems.length > 0 ? { ok: false, problems } : accepted(values);
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** `1,234,567.5` without its commas, where they stand as they should; others stay, so that the number is refused. */
export function ungrouped(text: string): string {
  return /^[-+−]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text) ? text.replaceAll(',', '') : text;
}
