import { sign as signOf } from '../../../metadata/common/decimal.ts';
import { isGiven } from '../../decisions/given.ts';
import { atOnce, type Steps } from '../../decisions/steps.ts';
import { checkLines, checkWhole, toleranceSwitches } from '../check-tolerances/check-tolerances.ts';
import { isEnforced } from '../common/goods-enforced.ts';
import { type Check, checks, type Switch } from './checks.ts';
import type { Flaw } from './flaw.ts';
import { type Found, isGivenPointer, type Judged } from './judged.ts';
import type { Leaving, LeavingConfig, LeavingQuestion } from './question.ts';

/** Everything that speaks against an invoice's leaving, or should be looked at before it does: it changes nothing. */
export function mayBeIssued(question: LeavingQuestion, config: LeavingConfig): readonly Flaw[] {
  return atOnce(leavingFlaws(question, config));
}

/** The same with breaks: of thousands of lines it takes a while. */
export function* leavingFlaws(question: LeavingQuestion, config: LeavingConfig): Steps<readonly Flaw[]> {
  const { invoice, at = 'push' } = question;
  const lines = invoice.lines ?? [];
  const { taxMethod = null, amount = null, tax = null } = invoice;
  const document = { taxMethod, amount, tax, lines };
  const flaws: Flaw[] = [];
  const doubted = new Set<number>();
  const judged: Judged = {
    ...question,
    at,
    config,
    lines,
    offTolerance: [...checkLines(document, {}), ...checkWhole(document)],
    sign: signOfLeaving(invoice),
    codeOf: remembered(config.codeOf),
    isDoubted: (line) => doubted.has(line),
  };
  const off = at === 'submit' ? switchesOf(invoice, config) : new Set<Switch>();
  for (const check of checks) {
    yield;
    if (!isAsked(check, judged)) continue;
    const own = typeof check.severity === 'function' ? check.severity(judged) : check.severity;
    const severity = check.off && off.has(check.off) ? 'warning' : own;
    for (const found of check.find(judged)) {
      if (found.line !== undefined && (found.field === 'taxCode' || found.field === 'rate'))
        doubted.add(found.line);
      const { params } = found;
      flaws.push({
        code: check.flaw,
        path: pathOf(found),
        severity: found.severity ?? severity,
        ...(params && Object.keys(params).length > 0 ? { params } : {}),
      });
    }
  }
  return flaws;
}

function isAsked({ types, sign }: Check, judged: Judged): boolean {
  if (sign !== undefined && sign !== judged.sign) return false;
  return types === undefined || types.includes(judged.invoice.invoiceType ?? '');
}

function pathOf({ field, line }: Found): string {
  return line === undefined ? `/${field}` : `/lines/${line}/${field}`;
}

function signOfLeaving({ sign, billType, blueInvoice, amount }: Leaving): 'blue' | 'red' {
  if (sign) return sign;
  const isRed = billType === 'red' || isGivenPointer(blueInvoice) || (isGiven(amount) && signOf(amount) < 0);
  return isRed ? 'red' : 'blue';
}

/** The checks of the application that parameters turn off; that of goods is asked of receivables alone. */
function switchesOf({ sellerTaxNo, dataSource }: Leaving, { parameter }: LeavingConfig): ReadonlySet<Switch> {
  const { amount, tax, discount } = toleranceSwitches(sellerTaxNo, parameter);
  const goods = dataSource === 'receivable' && !isEnforced(parameter);
  const all: readonly (readonly [Switch, boolean])[] = [
    ['amount', amount === true],
    ['tax', tax === true],
    ['discount', discount === true],
    ['goods', goods],
  ];
  return new Set(all.filter(([, isOff]) => isOff).map(([name]) => name));
}

/** Lines share their codes. */
function remembered<T>(find: (code: string) => T): (code: string) => T {
  const known = new Map<string, T>();
  return (code) => {
    const before = known.get(code);
    if (before !== undefined || known.has(code)) return before as T;
    const found = find(code);
    known.set(code, found);
    return found;
  };
}
