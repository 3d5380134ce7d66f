import { dateInNumber, numberPattern } from '../../../../metadata/numbering/number-pattern.ts';

interface NumberFacts {
  /** The local day. */
  readonly day: string;
  /** Number of an organisation. */
  readonly org: string;
  /** What a field would say, by its id. */
  readonly field: (id: string) => string;
}

/**
 * The first number that a pattern gives; undefined: it is no pattern.
 *
 * @example
 * numberExample('KP{yyyyMM}{seq:4}', { day: '2026-01-31', org: 'N', field: () => '' }) //=> 'KP2026010001'
 */
export function numberExample(pattern: string, { day, org, field }: NumberFacts): string | undefined {
  const parts = numberPattern(pattern);
  if (!parts.ok) return undefined;
  return parts.value
    .map((part) => {
      if ('literal' in part) return part.literal;
      if ('date' in part) return dateInNumber(part.date, day);
      if ('field' in part) return field(part.field);
      return 'org' in part ? org : '1'.padStart(part.seq, '0');
    })
    .join('');
}
