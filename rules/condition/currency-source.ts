import { isCurrency } from '../../metadata/currency/currencies.ts';
import { currencyPath, currencySaid } from '../../metadata/currency/currency-of.ts';
import type { FieldSet } from '../../metadata/field.ts';
import { type Fact, type Scope, targetOf } from './scope.ts';

/**
 * The place that tells the currency of an amount: two that are always in the same one have the same place. Undefined: no
 * currency is told.
 */
export function currencySource(fact: Fact, scope: Scope): string | undefined {
  const { root, entries, via, setting, member } = fact.line?.whole ?? fact;
  const said = 'field' in member ? currencySaid(member.field) : undefined;
  if (said === undefined || isCurrency(said)) return said;
  const top = root === 'record' && scope.parent === undefined ? 'record' : 'parent';
  const rows = [setting ?? root, ...entries.map(({ id }) => id)];
  const place = said.startsWith(above) ? [setting ?? top] : [...rows, ...(via ? [via.id] : [])];
  const id = said.startsWith(above) ? said.slice(above.length) : said;
  const beside = (path: string) => (path.startsWith(above) ? shapes(scope)[top] : shapeOf(fact, scope));
  const startOf = (from: string) =>
    from.startsWith(above) ? [top, from.slice(above.length)] : [...place, from];
  const { from: other, field: amount } = 'field' in member ? member.field.props : {};
  if (said === '' && typeof other === 'string' && typeof amount === 'string') {
    // An amount that is carried is in what that of the other record is in.
    const reference = beside(other)?.byId.get(other.startsWith(above) ? other.slice(above.length) : other);
    const there = scope.target?.((reference && targetOf(reference)) ?? '')?.byId.get(amount);
    return [...startOf(other), (there && currencyPath(there)) || amount].join('.');
  }
  const { from, field } = beside(said)?.byId.get(id)?.props ?? {};
  // What is carried is what it is carried from.
  if (typeof from !== 'string' || typeof field !== 'string') return [...place, id].join('.');
  return [...startOf(from), field].join('.');
}

/** Whether each of the rows over which a fact is taken tells a currency of its own. */
export function hasCurrencyByRow(fact: Fact, scope: Scope): boolean {
  const { root, entries } = fact.line?.whole ?? fact;
  const rows = [root, ...entries.map(({ id }) => id), ''].join('.');
  return entries.length > 0 && (currencySource(fact, scope) ?? '').startsWith(rows);
}

const above = 'parent.';

const shapes = ({ shape, parent, row }: Scope): Readonly<Record<string, FieldSet | undefined>> => ({
  record: shape,
  parent,
  row,
});

/** The fields beside the amount. */
function shapeOf(fact: Fact, scope: Scope): FieldSet | undefined {
  const { root, entries, via, setting } = fact.line?.whole ?? fact;
  if (via) return scope.target?.(targetOf(via) ?? '');
  if (setting !== undefined) return scope.setting?.(setting);
  return entries.at(-1)?.rows ?? shapes(scope)[root];
}
