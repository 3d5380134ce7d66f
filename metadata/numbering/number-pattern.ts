import type { Result } from '../common/issue.ts';

/** The pieces of an auto-number rule, left to right. */
export type NumberPart =
  | { readonly literal: string }
  | { readonly date: string }
  /** Id of a field of the record, whose text stands there. */
  | { readonly field: string }
  | { readonly org: true }
  | { readonly seq: number };

const piece = /\{([^{}]*)\}|([^{}]+)|[{}]/g;
const dated = /^(?=.)(yyyy|yy)?(MM)?(dd)?$/;
const fieldId = /^[a-z][A-Za-z0-9_]*$/;

/**
 * `KPX{yyyyMM}{seq:5}`: text, dates of the local day, `{org}`, fields of the record and exactly one `{seq:n}`.
 *
 * @example
 * numberPattern('KPX{yyyyMM}{seq:5}') //=> { ok: true, value: [{ literal: 'KPX' }, { date: 'yyyyMM' }, { seq: 5 }] }
 * numberPattern('KPX').ok //=> false
 */
export function numberPattern(pattern: string): Result<readonly NumberPart[]> {
  const parts: NumberPart[] = [];
  for (const [whole, inside, literal] of pattern.matchAll(piece)) {
    if (literal !== undefined) parts.push({ literal });
    else {
      const part = named(inside ?? '');
      if (!part)
        return { ok: false, problems: [{ path: '', code: 'number-pattern', params: { part: whole } }] };
      parts.push(part);
    }
  }
  const counters = parts.filter((part) => 'seq' in part).length;
  if (counters === 1) return { ok: true, value: parts };
  return { ok: false, problems: [{ path: '', code: 'number-pattern-seq', params: { counters } }] };
}

function named(inside: string): NumberPart | undefined {
  if (inside === 'org') return { org: true };
  if (dated.test(inside)) return { date: inside };
  if (fieldId.test(inside)) return { field: inside };
  const width = /^seq:(\d{1,2})$/.exec(inside)?.[1];
  return width && Number(width) >= 1 && Number(width) <= 15 ? { seq: Number(width) } : undefined;
}

/**
 * A local day as a date of a pattern.
 *
 * @example
 * dateInNumber('yyMM', '2026-01-31') //=> '2601'
 */
export function dateInNumber(date: string, day: string): string {
  const [year = '', month = '', ofMonth = ''] = day.split('-');
  return date.replace('yyyy', year).replace('yy', year.slice(2)).replace('MM', month).replace('dd', ofMonth);
}

/** Whether a number counts anew with each value of the part. */
export function isItsOwnSeries(part: NumberPart): boolean {
  return !('literal' in part || 'seq' in part);
}
