import { nearNames } from '../../common/near-names.ts';
import { currencies, isCurrency } from '../../currency/currencies.ts';
import { currencyCode, currencyPath, currencySaid } from '../../currency/currency-of.ts';
import type { Field } from '../../field.ts';
import { upperOf } from '../../field-of-path.ts';
import { type Formula, partsOf, pathsIn } from '../../formula/formula.ts';
import { parseFormula } from '../../formula/parse-formula.ts';
import { statedCompute } from '../../kinds/computed.ts';
import { isVirtual } from '../../virtual.ts';
import { fieldAt, placeOfField } from '../layers/layered.ts';
import type { IssueParams } from '../layers/report.ts';
import type { Checking } from './checking.ts';

/** Amounts are in a currency there is, told by a field beside them; what is added up is in one. */
export function checkCurrency(checking: Checking, field: Field, upper: string): void {
  const said = field.props['currency'];
  if (typeof said === 'string') checkSaid(checking, field, upper, said);
  if (field.props['compute'] !== undefined) checkAdded(checking, field, upper);
  const { formula } = field.props;
  if (field.kind.name === 'formula' && typeof formula === 'string')
    checkFormula(checking, field, upper, formula);
}

function checkSaid(checking: Checking, field: Field, upper: string, said: string): void {
  const { form, layered, builder } = checking;
  const own = field.inner ?? field;
  const steps = said.split('.').length - (upper !== '' && said.startsWith('parent.') ? 1 : 0);
  const found = steps === 1 ? builder.look(layered, upper, said) : undefined;
  const source = found?.inner ?? found;
  if (!('currency' in own.kind.properties)) report(checking, field, 'currency-of-nothing', {});
  else if (isCurrency(said)) checkCarried(checking, field, upper, said);
  else if (!found && /^[A-Z]+$/.test(said))
    report(checking, field, 'not-currency', { value: said, near: nearNames(said, currencies) });
  else if (!found || isVirtual(found) || !source?.kind.namesCurrency)
    report(checking, field, 'currency-field', { field: said, near: nearNames(said, form.byId.keys()) });
}

/** An amount that is carried does not become one in another currency by being called so. */
function checkCarried(checking: Checking, field: Field, upper: string, said: string): void {
  const { from, field: amount } = field.props;
  if (typeof from !== 'string' || typeof amount !== 'string') return;
  const there = checking.builder.look(checking.layered, upper, `${from}.${amount}`);
  const currency = there && currencyCode(there);
  if (currency !== undefined && currency !== said)
    report(checking, field, 'currency-carried', { currency, said });
}

/** A sum of rows, each of which has a currency of its own, or of amounts whose currencies differ, says nothing. */
function checkAdded(checking: Checking, field: Field, upper: string): void {
  const { op, of } = statedCompute(field);
  if (op !== 'sum' && op !== 'difference') return;
  const own = currencySaid(field);
  const sources = new Set(own === undefined ? [] : [sourceOf(checking, field, upper)]);
  for (const operand of of) {
    const found = typeof operand === 'string' ? currencyAt(checking, upper, operand) : null;
    if (!found) continue;
    sources.add(found.source);
    if (sources.size === 1 && !found.isOfRow) continue;
    // Once, as of a formula: whoever mends it looks at all operands.
    report(checking, field, 'currency-mixed', { operand: String(operand) }, '/compute');
    return;
  }
}

/** The same of what a formula adds, compares or picks from. What is multiplied may be converted by that. */
function checkFormula(checking: Checking, field: Field, upper: string, text: string): void {
  const parsed = parseFormula(text);
  if (!parsed.ok) return;
  const mixed = new Set<string>();
  /** Places of which each row has one of its own. */
  const ofEachRow = new Set<string>();
  const together = (parts: readonly Formula[]): ReadonlySet<string> => {
    const sources = new Set<string>();
    for (const part of parts) {
      for (const source of sourcesIn(part)) sources.add(source);
      if (sources.size > 1) mixed.add(pathsIn(part)[0] ?? text);
    }
    return sources;
  };
  const sourcesIn = (one: Formula): ReadonlySet<string> => {
    if (one.type === 'path') {
      const found = currencyAt(checking, upper, one.path);
      if (found?.isOfRow) ofEachRow.add(found.source);
      return new Set(found ? [found.source] : []);
    }
    const parts = partsOf(one);
    if (one.type === 'call' && ofRows.has(one.name)) {
      parts.slice(1).map(sourcesIn);
      const sources = together(parts.slice(0, 1));
      if ([...sources].some((one) => ofEachRow.has(one))) mixed.add(pathsIn(one)[0] ?? text);
      return sources;
    }
    const values = valuesOf(one);
    for (const part of parts) if (!values.includes(part)) sourcesIn(part);
    const sources = together(values);
    return one.type === 'pair' && one.sign !== '+' && one.sign !== '-' ? new Set() : sources;
  };
  sourcesIn(parsed.value);
  const [operand] = mixed;
  if (operand !== undefined) report(checking, field, 'currency-mixed', { operand }, '/formula');
}

/** The parts that are added, compared or picked from; each of the others stands for itself. */
function valuesOf(one: Formula): readonly Formula[] {
  if (one.type === 'pair') return ['*', '/', '&'].includes(one.sign) ? [] : [one.left, one.right];
  if (one.type !== 'call' || picking.has(one.name)) return partsOf(one);
  if (one.name === 'if') return one.args.slice(1);
  if (one.name !== 'switch') return [];
  return one.args.filter((_, at) => at > 0 && (at % 2 === 0 || at === one.args.length - 1));
}

/** Functions that make one amount of those of rows. */
const ofRows: ReadonlySet<string> = new Set(['sum', 'average', 'lowest', 'highest', 'first', 'last']);
/** Functions that give one of the amounts they are given. */
const picking: ReadonlySet<string> = new Set([
  'min',
  'max',
  'firstOf',
  'round',
  'roundUp',
  'roundDown',
  'roundEven',
  'abs',
]);

/** Where an amount has its currency from, and whether each row has its own; null: it is in none. */
function currencyAt({ builder, layered, ...checking }: Checking, upper: string, operand: string) {
  const found = builder.look(layered, upper, operand);
  if (!found || currencySaid(found) === undefined) return null;
  const segments = operand.split('.');
  const [first = ''] = segments;
  const from = first === 'parent' ? '' : first === 'row' && upper.includes('.') ? upperOf(upper) : upper;
  const below = from === upper ? segments : segments.slice(1);
  const rows = upperOf(inside(from, below).join('.'));
  const source = sourceOf({ builder, layered, ...checking }, found, rows);
  const isDown = builder.look(layered, from, below[0] ?? '')?.rows !== undefined;
  return { source, isOfRow: currencyPath(found) !== undefined && isDown && source.startsWith(`${rows}.`) };
}

/** The place that the currency of amounts comes from, as a path from the record: the same place reads the same. */
function sourceOf({ builder, layered }: Checking, field: Field, upper: string): string {
  const said = currencySaid(field) ?? '';
  if (isCurrency(said)) return said;
  const { from: other, field: amount } = field.props;
  if (said === '' && typeof other === 'string' && typeof amount === 'string') {
    // An amount that is carried is in what that of the other record is in.
    const there = builder.look(layered, upper, `${other}.${amount}`);
    return `${fromRecord(upper, other)}.${(there && currencyPath(there)) || amount}`;
  }
  const path = fromRecord(upper, said);
  const source = builder.look(layered, '', path);
  const { from, field: carried } = source?.props ?? {};
  if (typeof from !== 'string' || typeof carried !== 'string') return path;
  return `${fromRecord(upperOf(path), from)}.${carried}`;
}

/** A path that is said in rows, as one from the record. */
function fromRecord(upper: string, said: string): string {
  return said.startsWith('parent.') ? said.slice('parent.'.length) : inside(upper, [said]).join('.');
}

const inside = (upper: string, segments: readonly string[]) =>
  upper === '' ? segments : [...upper.split('.'), ...segments];

function report(
  { layered, report: to }: Checking,
  field: Field,
  code: string,
  params: IssueParams,
  property = '/currency',
): void {
  const source = fieldAt(layered, field.path);
  if (source) to.error(code, placeOfField(layered, source, property), params);
}
