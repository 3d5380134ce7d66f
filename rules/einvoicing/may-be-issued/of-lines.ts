import { abs, compare, sign, sum } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isGiven } from '../../decisions/given.ts';
import { checkRate } from '../check-rate/check-rate.ts';
import { type ToleranceCode, toleranceFields } from '../check-tolerances/check-tolerances.ts';
import { type Line, untaxed } from '../common/line.ts';
import { isTaxCode } from '../common/tax-code.ts';
import { specialBusiness } from '../special-business/special-business.ts';
import { lastDayOf } from './ended-rates.ts';
import { eachLine, type Finder, isAskedOfBlue, signed } from './judged.ts';
import type { CodeRecord } from './question.ts';

function isCode({ taxCode }: Line): boolean {
  return isTaxCode(taxCode ?? '');
}

export const illFormedCode = eachLine('taxCode', (line) => isGiven(line.taxCode) && !isCode(line));

/** By the tax category of a code that is well formed; null: there is none. `saying`: what a sentence about it names. */
function category(saying: (record: CodeRecord | null, today: string) => JsonObject | null): Finder {
  return ({ lines, codeOf, config: { today } }) =>
    lines.flatMap((own, line) => {
      const record = isCode(own) ? codeOf(own.taxCode ?? '') : undefined;
      const params = record === undefined ? null : saying(record, today);
      return params ? [{ field: 'taxCode', line, params: { taxCode: own.taxCode ?? '', ...params } }] : [];
    });
}

export const unknownCode = category((record) => (record === null ? {} : null));
export const summaryCode = category((record) => (record?.summary === true ? {} : null));

export const earlyCode = category((record, today) => {
  const firstDay = record?.firstDay;
  return isGiven(firstDay) && firstDay > today ? { firstDay } : null;
});

export const endedCode = category((record, today) => {
  const { lastDay = null, successor = null } = record ?? {};
  if (!isGiven(lastDay) || lastDay >= today) return null;
  const instead = isGiven(successor)
    ? { zh: `编码 ${successor}`, en: `the code ${successor}` }
    : { zh: '现行编码', en: 'the current code' };
  return { lastDay, instead };
});

/** By the last day of a rate. */
export const endedRate: Finder = ({ lines, config: { today } }) =>
  lines.flatMap(({ rate }, line) => {
    const lastDay = isGiven(rate) ? lastDayOf(rate) : null;
    return lastDay !== null && lastDay < today
      ? [{ field: 'rate', line, params: { rate: rate ?? '', lastDay } }]
      : [];
  });

export function isUntaxed({ preferenceText, rate }: Line): boolean {
  return untaxed.includes(preferenceText ?? '') || isNothing(rate);
}

/** Rate 0 with no word that says why. */
export const zeroWithoutText = eachLine(
  'preferenceText',
  ({ rate, preferenceText }) => isNothing(rate) && !isGiven(preferenceText),
);

export const untaxedElsewhere = eachLine(
  'taxCode',
  (line) => line.preferenceText === '不征税' && isCode(line) && line.taxCode?.startsWith('6') === false,
);

function isNothing(rate: Line['rate']): boolean {
  return isGiven(rate) && sign(rate) === 0;
}

/** One of the two is given. */
export const halfPriced: Finder = ({ lines }) =>
  lines.flatMap(({ quantity, price }, line) => {
    if (isGiven(quantity) === isGiven(price)) return [];
    return [{ field: isGiven(quantity) ? 'price' : 'quantity', line }];
  });

export const nothing = eachLine('amount', (line) => line.kind !== 'discount' && signed(line.amount) === 0);

export const otherSign = eachLine('amount', (line, judged) => {
  const own = signed(line.amount);
  return line.kind !== 'discount' && own !== 0 && own !== (judged.sign === 'red' ? -1 : 1);
});

/** A line and its discount add up to the sign of the document. */
export const pairOfOtherSign: Finder = ({ lines, sign: own }) =>
  lines.flatMap((line, at) => {
    const above = lines[at - 1];
    if (line.kind !== 'discount' || above?.kind !== 'discounted') return [];
    const pair = sum([above.amount || '0', line.amount || '0']);
    return sign(pair) === (own === 'red' ? -1 : 1) ? [] : [{ field: 'amount', line: at, params: { pair } }];
  });

/** The tolerance of that code. */
export function tolerance(which: ToleranceCode): Finder {
  const field = toleranceFields[which];
  return ({ offTolerance }) =>
    offTolerance.flatMap(({ code: found, line, expected, actual }) =>
      found === which && line !== undefined
        ? [{ field, line, params: expected === undefined ? {} : { expected, actual: actual ?? '' } }]
        : [],
    );
}

/** A deduction takes away less than there is. */
export const largeDeduction: Finder = ({ invoice: { taxMethod }, lines }) =>
  lines.flatMap(({ deduction, gross }, line) =>
    taxMethod === 'difference' &&
    isGiven(deduction) &&
    isGiven(gross) &&
    compare(abs(deduction), abs(gross)) >= 0
      ? [{ field: 'deduction', line, params: { deduction, gross } }]
      : [],
  );

/** Where vehicles are sold each line says which. */
export const noVehicle = eachLine('vehicle', ({ vehicle, kind }, judged) => {
  const isAsked = specialBusiness(judged.invoice.specialKind).vehicles === true && kind !== 'discount';
  return isAsked && !isAskedOfBlue(judged) && (vehicle === null || vehicle === undefined || vehicle === '');
});

export const unfitCode = eachLine('taxCode', (line, { invoice: { specialKind } }) => {
  const fitting = specialBusiness(specialKind).codes;
  return fitting !== undefined && isCode(line) && line.taxCode?.startsWith(fitting) === false;
});

/** Asked last: it is silent where anything else was said of the code or the rate. */
export const doubtedRate: Finder = ({ lines, config, codeOf, isDoubted }) =>
  lines.flatMap((line, at) => {
    if (isDoubted(at) || !isGiven(line.taxCode) || !isGiven(line.rate)) return [];
    const { corrections, rateRules: rules } = config;
    const allowed = codeOf(line.taxCode)?.allowed;
    const { risk, stops, rate } = checkRate(
      line,
      { corrections, rules, category: allowed && { rates: allowed } },
      'none',
    ).result;
    if (!risk) return [];
    const params = { given: line.rate, proposed: rate };
    return [{ field: 'rate', line: at, severity: stops ? ('error' as const) : ('warning' as const), params }];
  });
