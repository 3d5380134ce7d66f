import { compare, parseDecimal } from '../../../metadata/common/decimal.ts';
import { textIn } from '../../decisions/given.ts';
import { rowsIn, used } from '../../decisions/rules.ts';
import { decimal, documentOf, instant, listOf, object } from '../../decisions/schema.ts';
import { withBreaks } from '../../decisions/steps.ts';
import type { Decided, TraceLevel } from '../../decisions/trace.ts';
import type { Line } from '../common/line.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { Forms } from '../forms/forms.ts';
import {
  type BlueQuestion,
  type BlueRule,
  type MatchedBlue,
  matchingBlue,
  rulesToTry,
} from './match-blue.ts';
import type { BlueInvoice } from './remaining.ts';

interface BlueInput {
  readonly application: Application;
  readonly invoices: readonly BlueInvoice[];
}

const blue = documentOf(
  'invoice',
  { number: { type: 'string' }, issuedAt: instant, amount: decimal, tax: decimal, gross: decimal },
  { returnedQuantity: decimal },
);

export const blueDecision = decision<BlueInput>({
  name: 'match-blue',
  label: { zh: '负数匹配原蓝票', en: 'Match blue invoices' },
  summary: {
    zh: '负数申请单的每一行红冲哪些蓝票的哪些行，剩余多少没有匹配',
    en: 'Which lines of which blue invoices each negative line reverses, and how much remains unmatched',
  },
  input: object({ application: documentOf('invoice-application'), invoices: listOf(blue) }, [
    'application',
    'invoices',
  ]),
  reads: {
    rules: ['blue-match-rule'],
    records: ['blue-match-rule'],
    parameters: ['sim_invoice_discount_rate'],
  },
  decide: ({ application, invoices }, configuration, level) =>
    decideBlue({ application, lines: rowsIn(application, 'lines'), invoices }, configuration, level),
});

export interface DecideBlue {
  readonly application: Application;
  readonly lines: readonly Line[];
  readonly invoices: readonly BlueInvoice[];
  /** The application names them itself: no rule is asked. Default: no. */
  readonly linked?: boolean;
  /** Rules that match quantities are for interfaces alone. Default: they count. */
  readonly byAmount?: boolean;
}

/** Nothing but the goods and the rate has to agree where somebody has named the blue invoice. */
const whenLinked: BlueRule = { headerFields: [], ignorePrice: true, range: 1200, rangeUnit: 'months' };

export async function decideBlue(
  { application, lines, invoices, linked = false, byAmount = false }: DecideBlue,
  configuration: Configuration,
  level: TraceLevel,
): Promise<Decided<MatchedBlue>> {
  const reason = textIn(application, 'redReason') || null;
  const question: BlueQuestion = {
    today: configuration.now.localDate,
    zone: configuration.zone,
    application,
    invoices,
    redReason: reason,
    lines,
    discountRate: ratio(configuration.parameter('sim_invoice_discount_rate', 'discount_rate')),
  };
  const rules = linked ? [whenLinked] : await blueRules(application, configuration, byAmount);
  return withBreaks(matchingBlue(question, rules, level), configuration.pause);
}

/** The rules that are tried for an application, one after another. */
export async function blueRules(
  application: Application,
  configuration: Configuration,
  byAmount = false,
): Promise<readonly BlueRule[]> {
  const ruleOf = (record: Forms['blue-match-rule']): BlueRule => ({
    ...record,
    used: used('blue-match-rule', record),
  });
  const counts = ({ basis }: BlueRule) => !byAmount || basis !== 'quantity';
  const hits = await configuration.rules.hits('blue-match-rule', application);
  return rulesToTry(
    hits.map(({ record }) => ruleOf(record)).filter(counts),
    configuration.records('blue-match-rule').map(ruleOf).filter(counts),
    textIn(application, 'redReason') || null,
  );
}

/** Reads a ratio: a text that is none between 0 and 1 means 1. */
function ratio(text: string | null): string {
  const value = parseDecimal(text ?? '');
  return value !== null && compare(value, '0') >= 0 && compare(value, '1') <= 0 ? value : '1';
}
