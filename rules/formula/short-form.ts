import { isObject } from '../../metadata/common/json.ts';
import type { Formula, PairSign } from '../../metadata/formula/formula.ts';
import type { Compute } from '../../metadata/kinds/computed.ts';
import { resolveFact, type Scope } from '../condition/scope.ts';

const signs: Readonly<Record<Compute['op'], PairSign>> = {
  sum: '+',
  difference: '-',
  product: '*',
  quotient: '/',
};
const at = { from: 0, to: 0 };

/** What a computed field says in short as the formula that it is: `{ op: 'sum', of: ['a', 'lines.b'] }` is a + sum(lines.b). */
export function shortForm(
  { op, of }: Pick<Compute, 'op' | 'of'>,
  scope: Scope,
): { readonly formula: Formula; readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  const operands = of.flatMap((operand): Formula[] => {
    if (typeof operand !== 'string') {
      const value = isObject(operand) ? String(operand['value'] ?? '0') : '0';
      return [{ type: 'number', value, at }];
    }
    const fact = resolveFact(operand, scope);
    if (fact?.comparison !== 'number') unknown.push(operand);
    if (!fact) return [];
    const path: Formula = { type: 'path', path: operand, at };
    return fact.entries.length > 0 ? [{ type: 'call', name: 'sum', args: [path], at }] : [path];
  });
  const [first = { type: 'empty', at } as const, ...rest] = operands;
  const formula = rest.reduce<Formula>(
    (left, right) => ({ type: 'pair', sign: signs[op], left, right, at }),
    first,
  );
  return { formula, unknown };
}
