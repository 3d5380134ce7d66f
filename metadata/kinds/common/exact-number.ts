import { compare, fits, integerDigits, parseDecimal, scaleOf } from '../../common/decimal.ts';
import type { Problem, Result } from '../../common/issue.ts';
import type { Json, JsonSchema } from '../../common/json.ts';
import type { Field, Kind } from '../../field.ts';
import { orderedOperators } from './operators.ts';
import { plain } from './plain.ts';
import { wholeProp } from './prop.ts';
import { accepted, halfWidth, problem, refused, ungrouped, withinLength } from './reading.ts';

const bound = { type: ['string', 'number'], pattern: '^-?\\d+(\\.\\d+)?$' };

/** Of 60 digits, 30 of them after the point: longer than any number of any size. */
const longest = 92;

interface Size {
  readonly precision: number;
  readonly scale: number;
}

/**
 * Makes a kind of exact number (decimal, money, percent), kept as canonical text; they differ in size and spelling.
 * `usual`: of a field that states no size, where not all are alike.
 */
export function exactNumber(
  size: Size,
  own: Pick<Kind, 'name'> & Partial<Kind>,
  usual: (field: Field) => Size = () => size,
): Kind {
  const properties: Record<string, JsonSchema> = {
    precision: {
      type: 'integer',
      minimum: 1,
      maximum: 60,
      description: `Digits in all. Default: ${size.precision}.`,
    },
    scale: {
      type: 'integer',
      minimum: 0,
      maximum: 30,
      description: `Digits after the point. Default: ${size.scale}.`,
    },
    min: { ...bound, description: 'Smallest value. Default: none.' },
    max: { ...bound, description: 'Greatest value. Default: none.' },
    length: {
      type: 'integer',
      minimum: 1,
      maximum: 92,
      description: 'Longest number as it is written, point and sign counted. Default: what its digits allow.',
    },
  };
  const sized = (field: Field): Size => ({
    precision: wholeProp(field, 'precision', usual(field).precision),
    scale: wholeProp(field, 'scale', usual(field).scale),
  });
  return plain({
    properties,
    column: (field) => ({ type: 'decimal', ...sized(field) }),
    schema: () => ({ type: ['string', 'number'], maxLength: 402, pattern: bound.pattern }),
    read: (value, field) => {
      const number = readExact(value, sized(field), limits(field));
      return number.ok ? withinLength(number.value, wholeProp(field, 'length', longest)) : number;
    },
    parse: (text) => parseNumber(text),
    format: (value) => String(value),
    comparison: () => 'number',
    operators: () => orderedOperators,
    range: (field) => {
      const { min, max } = limits(field);
      const { scale } = sized(field);
      return {
        step: scale === 0 ? '1' : `0.${'0'.repeat(scale - 1)}1`,
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
      };
    },
    flaws: (field) => flaws(sized(field), limits(field)),
    ...own,
  });
}

interface Limits {
  readonly min: string | undefined;
  readonly max: string | undefined;
}

function limits(field: Field): Limits {
  return { min: limit(field.props['min']), max: limit(field.props['max']) };
}

function limit(stated: Json | undefined): string | undefined {
  return typeof stated === 'string' || typeof stated === 'number'
    ? (parseDecimal(stated) ?? undefined)
    : undefined;
}

function readExact(value: Json, size: Size, { min, max }: Limits): Result<string> {
  if (typeof value !== 'string' && typeof value !== 'number') return refused('not-decimal');
  const number = parseDecimal(value);
  if (number === null) return refused('not-decimal');
  if (scaleOf(number) > size.scale) return refused('too-many-decimals', { scale: size.scale });
  if (!fits(number, size.precision, size.scale)) {
    return refused('too-many-digits', { digits: size.precision - size.scale, actual: integerDigits(number) });
  }
  if (min !== undefined && compare(number, min) < 0) return refused('too-small', { min });
  if (max !== undefined && compare(number, max) > 0) return refused('too-great', { max });
  return accepted(number);
}

/** As people write numbers in sheets: `1,234.50`, `+3`, `.5`, full-width comma and minus. */
export function parseNumber(text: string): Result<string> {
  const tidy = ungrouped(halfWidth(text).trim())
    .replace(/^−/, '-')
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '');
  const number = parseDecimal(tidy);
  return number === null ? refused('not-decimal') : accepted(number);
}

function flaws(size: Size, { min, max }: Limits): readonly Problem[] {
  const found: Problem[] = [];
  if (size.scale > size.precision) found.push(problem('scale-above-precision', { ...size }, '/scale'));
  if (min !== undefined && max !== undefined && compare(min, max) > 0) {
    found.push(problem('range-empty', { min, max }, '/min'));
  }
  return found;
}
