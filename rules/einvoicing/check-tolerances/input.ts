import { decimal, documentOf, object } from '../../decisions/schema.ts';
import { Trace } from '../../decisions/trace.ts';
import { decision } from '../forms/configuration.ts';
import { checkLines, checkWhole, type ToleranceDocument, toleranceSwitches } from './check-tolerances.ts';
import { toleranceParameters } from './parameters.ts';

export const tolerancesDecision = decision<{ readonly application: ToleranceDocument }>({
  name: 'check-tolerances',
  label: { zh: '检查尾差', en: 'Check tolerances' },
  summary: {
    zh: '明细的数量 × 单价、金额 × 税率、折扣行和整张单据是否在允许的误差内',
    en: 'Whether quantity × price, amount × rate, discounts and the whole document are within the tolerances',
  },
  input: object(
    { application: documentOf('invoice-application', { amount: decimal, tax: decimal, gross: decimal }) },
    ['application'],
  ),
  reads: { parameters: [...toleranceParameters] },
  decide: ({ application }, { parameter }, level) => {
    const trace = new Trace(level);
    const document = { ...application, lines: application.lines ?? [] };
    const off = toleranceSwitches(document.sellerTaxNo, parameter);
    for (const { code, line, expected, actual } of [...checkLines(document, off), ...checkWhole(document)])
      trace.stops(code, line === undefined ? undefined : { line }, {
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
      });
    return trace.decided({ within: !trace.stopped });
  },
});
