import type { Problem, Result } from '../common/issue.ts';
import type { JsonObject } from '../common/json.ts';
import type { Field } from '../field.ts';
import { orderedOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { accepted, halfWidth, problem, refused, ungrouped } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';

const bound = { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };

export const integer = plain({
  name: 'integer',
  properties: {
    min: { ...bound, description: 'Smallest value. Default: none.' },
    max: { ...bound, description: 'Greatest value. Default: none.' },
  },
  column: () => ({ type: 'integer' }),
  schema: (field) => {
    const schema: Record<string, string | number> = { type: 'integer' };
    schema['minimum'] = limit(field, 'min') ?? Number.MIN_SAFE_INTEGER;
    schema['maximum'] = limit(field, 'max') ?? Number.MAX_SAFE_INTEGER;
    return schema satisfies JsonObject;
  },
  read: (value, field) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return refused('not-integer');
    return within(value === 0 ? 0 : value, field);
  },
  parse: (text) => {
    const digits = ungrouped(halfWidth(text).trim())
      .replace(/^−/, '-')
      .replace(/^\+/, '')
      .replace(/\.0*$/, '');
    if (!/^-?\d+$/.test(digits)) return refused('not-integer');
    const value = Number(digits) || 0;
    if (value > bound.maximum) return refused('too-great', { max: bound.maximum });
    if (value < bound.minimum) return refused('too-small', { min: bound.minimum });
    return accepted(value);
  },
  format: (value) => String(value),
  comparison: () => 'number',
  operators: () => orderedOperators,
  range: (field) => {
    const [min, max] = [limit(field, 'min'), limit(field, 'max')];
    return {
      step: '1',
      ...(min === undefined ? {} : { min: String(min) }),
      ...(max === undefined ? {} : { max: String(max) }),
    };
  },
  flaws: (field): readonly Problem[] => {
    const [min, max] = [limit(field, 'min'), limit(field, 'max')];
    return min !== undefined && max !== undefined && min > max
      ? [problem('range-empty', { min, max }, '/min')]
      : [];
  },
});

function within(value: number, field: Field): Result<number> {
  const [min, max] = [limit(field, 'min'), limit(field, 'max')];
  if (min !== undefined && value < min) return refused('too-small', { min });
  if (max !== undefined && value > max) return refused('too-great', { max });
  return accepted(value);
}

function limit(field: Field, name: 'min' | 'max'): number | undefined {
  const value = field.props[name];
  return typeof value === 'number' ? value : undefined;
}

export const sample: KindSample = {
  props: {},
  value: 7,
  asks: { operator: 'greaterThan', value: 6 },
  others: [1],
};
