import type { Problem } from '../common/issue.ts';
import { isObject, type Json } from '../common/json.ts';
import { mostDigits } from '../currency/currencies.ts';
import type { Field } from '../field.ts';
import { upperOf } from '../field-of-path.ts';
import { isWhole } from '../formula/whole-number.ts';
import { isVirtual, unkeptOn } from '../virtual.ts';
import { wholeProp } from './common/prop.ts';
import { accepted, isList, problem } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';
import { through } from './common/through.ts';
import { decimal } from './decimal.ts';
import { currencyProperty, money } from './money.ts';

/** What can be computed of several numbers. */
export const computeOps = ['sum', 'difference', 'product', 'quotient'] as const;

/** Computed by the platform on every save; a decimal of `scale` digits. No expression language, on purpose. */
export const computed = through({
  name: 'computed',
  properties: {
    compute: {
      type: 'object',
      properties: {
        op: {
          enum: computeOps,
          description: 'What is done, from left to right.',
        },
        of: {
          type: 'array',
          minItems: 1,
          maxItems: 50,
          items: {
            anyOf: [
              {
                type: 'string',
                minLength: 1,
                description:
                  'A field of the row, `parent.x`, `reference.x`, or `entries.x`, which only sum takes.',
              },
              {
                type: 'object',
                properties: { value: { type: 'string', pattern: '^-?\\d{1,30}(\\.\\d{1,30})?$' } },
                required: ['value'],
                additionalProperties: false,
              },
            ],
          },
        },
        scale: {
          type: 'integer',
          minimum: 0,
          maximum: 30,
          description: 'Digits kept after the point, half up. Default: those of the currency, else 2.',
        },
      },
      required: ['op', 'of'],
      additionalProperties: false,
    },
    precision: { type: 'integer', minimum: 1, maximum: 60, description: 'Digits in all. Default: 25.' },
    currency: currencyProperty,
  },
  requires: ['compute'],
  inner: (field, look) => {
    const { op, of, scale } = statedCompute(field);
    const problems: Problem[] = [];
    for (const [index, operand] of of.entries()) {
      if (typeof operand !== 'string') continue;
      const found = look(operand);
      const path = `/compute/of/${index}`;
      if (!found) problems.push(problem('compute-operand', { operand }, path));
      else if (unkeptOn(operand, look, isVirtual(field) ? 'when read' : 'kept'))
        problems.push(problem('made-of-virtual', { field: operand }, path));
      else if (found.kind.comparison(found) !== 'number')
        problems.push(problem('compute-number', { operand }, path));
      else if (isDown(found, field) && op !== 'sum') {
        problems.push(problem('compute-rows', { operand, op }, path));
      }
    }
    const props = { precision: wholeProp(field, 'precision', 25), scale };
    problems.push(
      ...(decimal.flaws?.({ ...field, props }) ?? []).map((p) => ({ ...p, path: '/compute/scale' })),
    );
    const isStated = isObject(field.props['compute']) && field.props['compute']['scale'] !== undefined;
    const isWholly = !isStated && op !== 'quotient' && of.every((one) => isWholeOperand(one, look));
    return problems.length > 0
      ? { ok: false, problems }
      : accepted(innerOf(field, isWholly ? { ...props, whole: true } : props));
  },
});

/** An amount where it says a currency, else a number. */
function innerOf(field: Field, props: Size): Field {
  const { precision, scale } = props;
  const currency = field.props['currency'];
  if (currency === undefined) return { ...field, kind: decimal, props: { ...props } };
  const own = statedCompute(field).byCurrency ? {} : { scale };
  return { ...field, kind: money, props: { precision, ...own, currency } };
}

interface Size {
  readonly precision: number;
  readonly scale: number;
  /** There are only whole numbers, and nobody said how many digits stand after the point. Default: no. */
  readonly whole?: true;
}

function isWholeOperand(operand: Json, look: (path: string) => Field | undefined): boolean {
  if (typeof operand === 'string') return isWhole(look(operand));
  return isObject(operand) && !String(operand['value']).includes('.');
}

export interface Compute {
  readonly op: (typeof computeOps)[number];
  /** Paths of fields, or `{ value }` for a literal. */
  readonly of: readonly Json[];
  readonly scale: number;
  /** Rounded to what the currency of the amount has, of which `scale` is the most. */
  readonly byCurrency: boolean;
}

/** Returns the computation of a computed field, with defaults for the members it may leave out. */
export function statedCompute(field: Field): Compute {
  const compute = field.props['compute'];
  if (!isObject(compute)) throw new Error(`computed ${field.path} was compiled without compute`);
  const { op, of, scale } = compute as { [member: string]: Json };
  const inCurrency = field.props['currency'] !== undefined;
  return {
    op: op as Compute['op'],
    of: isList(of) ? of : [],
    scale: typeof scale === 'number' ? scale : inCurrency ? mostDigits : 2,
    byCurrency: inCurrency && typeof scale !== 'number',
  };
}

/** Tells whether an operand goes down into rows, of which there are many. */
function isDown(operand: Field, field: Field): boolean {
  const [rows, own] = [upperOf(operand.path), upperOf(field.path)];
  return rows !== '' && rows !== own;
}

export const sample: KindSample = {
  props: { compute: { op: 'product', of: ['decimal', 'money'], scale: 2 } },
  value: '90.63',
  asks: { operator: 'greaterThan', value: '90' },
  made: true,
};
