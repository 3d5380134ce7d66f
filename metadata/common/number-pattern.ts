import type { Result } from './issue.ts';

/** The pieces of an auto-number rule, left to right. */
export type NumberPart =
  | { readonly literal: string }
  | { readonly date: 'yyyy' | 'yyyyMM' | 'yyyyMMdd' }
  | { readonly org: true }
  | { readonly seq: number };

const piece = /\{([^{}]*)\}|([^{}]+)|[{}]/g;
const dates = ['yyyy', 'yyyyMM', 'yyyyMMdd'] as const;

/**
 * `KPX{yyyyMM}{seq:5}`: text, dates of the local day, `{org}` and exactly one `{seq:n}`.
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
  const date = dates.find((known) => known === inside);
  if (date) return { date };
  const width = /^seq:(\d{1,2})$/.exec(inside)?.[1];
  return width && Number(width) >= 1 && Number(width) <= 15 ? { seq: Number(width) } : undefined;
}
