import { nearNames } from '../../common/near-names.ts';
import { currencies, isCurrency } from '../../currency/currencies.ts';
import { currencyPath, currencySaid } from '../../currency/currency-of.ts';
import type { Field } from '../../field.ts';
import { statedCompute } from '../../kinds/computed.ts';
import { upperOf } from '../forms/field-builder.ts';
import { fieldAt, placeOfField } from '../layers/layered.ts';
import type { IssueParams } from '../layers/report.ts';
import type { Checking } from './checking.ts';

/** Amounts are in a currency there is, told by a field beside them; what is added up is in one. */
export function checkCurrency(checking: Checking, field: Field, upper: string): void {
  const said = field.props['currency'];
  if (typeof said === 'string') checkSaid(checking, field, upper, said);
  if (field.props['compute'] !== undefined) checkAdded(checking, field, upper);
}

function checkSaid(checking: Checking, field: Field, upper: string, said: string): void {
  const { form, layered, builder } = checking;
  const own = field.inner ?? field;
  const steps = said.split('.').length - (upper !== '' && said.startsWith('parent.') ? 1 : 0);
  const found = steps === 1 ? builder.look(layered, upper, said) : undefined;
  const source = found?.inner ?? found;
  if (!('currency' in own.kind.properties)) report(checking, field, 'currency-of-nothing', {});
  else if (isCurrency(said)) return;
  else if (!found && /^[A-Z]+$/.test(said))
    report(checking, field, 'not-currency', { value: said, near: nearNames(said, currencies) });
  else if (!found || !source?.kind.namesCurrency)
    report(checking, field, 'currency-field', { field: said, near: nearNames(said, form.byId.keys()) });
}

/** A sum of rows, each of which has a currency of its own, or of amounts whose currencies differ, says nothing. */
function checkAdded(checking: Checking, field: Field, upper: string): void {
  const { op, of } = statedCompute(field);
  if (op !== 'sum' && op !== 'difference') return;
  const own = currencySaid(field);
  const sources = new Set(own === undefined ? [] : [sourceOf(checking, field, upper)]);
  for (const operand of of) {
    if (typeof operand !== 'string') continue;
    const { builder, layered } = checking;
    const found = builder.look(layered, upper, operand);
    if (!found || currencySaid(found) === undefined) continue;
    const segments = operand.split('.');
    const base = segments[0] === 'parent' && upper !== '' ? segments.slice(1) : inside(upper, segments);
    const source = sourceOf(checking, found, upperOf(base.join('.')));
    sources.add(source);
    const isOfRow =
      currencyPath(found) !== undefined && builder.look(layered, upper, segments[0] ?? '')?.rows;
    if (sources.size > 1 || (isOfRow && source.startsWith(`${upperOf(base.join('.'))}.`)))
      report(checking, field, 'currency-mixed', { operand });
  }
}

/** The place that the currency of amounts comes from, as a path from the record: the same place reads the same. */
function sourceOf({ builder, layered }: Checking, field: Field, upper: string): string {
  const said = currencySaid(field) ?? '';
  if (isCurrency(said)) return said;
  const path = said.startsWith('parent.') ? said.slice('parent.'.length) : inside(upper, [said]).join('.');
  const source = builder.look(layered, '', path);
  const { from, field: carried } = source?.props ?? {};
  if (typeof from !== 'string' || typeof carried !== 'string') return path;
  const start = from.startsWith('parent.')
    ? from.slice('parent.'.length)
    : inside(upperOf(path), [from]).join('.');
  return `${start}.${carried}`;
}

const inside = (upper: string, segments: readonly string[]) =>
  upper === '' ? segments : [...upper.split('.'), ...segments];

function report({ layered, report: to }: Checking, field: Field, code: string, params: IssueParams): void {
  const source = fieldAt(layered, field.path);
  const property = code === 'currency-mixed' ? '/compute' : '/currency';
  if (source) to.error(code, placeOfField(layered, source, property), params);
}
