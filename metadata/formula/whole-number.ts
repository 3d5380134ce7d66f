import type { Field } from '../field.ts';
import { type Formula, partsOf } from './formula.ts';

type Look = (path: string) => Field | undefined;

/** Answers whether the values of a field are numbers without digits after the point. */
export function isWhole(field: Field | undefined): boolean {
  if (!field) return false;
  const own = field.inner ?? field;
  const { kind, props } = own;
  return (
    props['whole'] === true || (kind.comparison(own) === 'number' && kind.column(own)?.type === 'integer')
  );
}

/** Functions that answer one of the numbers that they are given. */
const picking: ReadonlySet<string> = new Set(['abs', 'min', 'max']);
/** The same of the rows that their first argument leads to. */
const overRows: ReadonlySet<string> = new Set(['sum', 'lowest', 'highest', 'first', 'last']);
const counting: ReadonlySet<string> = new Set(['count', 'length']);

/** Answers whether a formula can come to nothing but whole numbers. */
export function isWholeFormula(formula: Formula, look: Look): boolean {
  const isAll = (parts: readonly Formula[]) => parts.every((part) => isWholeFormula(part, look));
  switch (formula.type) {
    case 'number':
      return !formula.value.includes('.');
    case 'path':
      return isWhole(look(formula.path));
    case 'sign':
    case 'pair':
      return ['+', '-', '*'].includes(formula.sign) && isAll(partsOf(formula));
    case 'call':
      if (counting.has(formula.name)) return true;
      if (overRows.has(formula.name)) return isAll(formula.args.slice(0, 1));
      if (formula.name === 'if') return isAll(formula.args.slice(1));
      return picking.has(formula.name) && isAll(formula.args);
    default:
      return formula.type === 'empty';
  }
}
