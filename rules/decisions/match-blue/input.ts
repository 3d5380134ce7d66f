import { compare, parseDecimal } from '../../../metadata/decimal.ts';
import type { JsonObject } from '../../../metadata/json.ts';
import { decision } from '../common/decision.ts';
import { rowsIn, used } from '../common/rules.ts';
import { decimal, documentOf, instant, listOf, object } from '../common/schema.ts';
import { type BlueInvoice, type BlueQuestion, type BlueRule, matchBlue, rulesToTry } from './match-blue.ts';

interface Asked {
  readonly application: JsonObject;
  readonly invoices: readonly BlueInvoice[];
}

const blue = documentOf(
  'invoice',
  { number: { type: 'string' }, issuedAt: instant, amount: decimal, tax: decimal, gross: decimal },
  { returnedQuantity: decimal },
);

export const blueDecision = decision<Asked>({
  name: 'match-blue',
  label: { zh: '负数匹配原蓝票', en: 'Match blue invoices' },
  summary: {
    zh: '负数申请单的每一行红冲哪些蓝票的哪些行，剩余多少没有匹配',
    en: 'Which lines of which blue invoices each negative line is taken back from, and what is left',
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
  async decide({ application, invoices }, configuration, level) {
    const reason = application['redReason'];
    const ruleOf = (record: JsonObject): BlueRule => ({ ...record, used: used('blue-match-rule', record) });
    const hits = await configuration.rules.hits('blue-match-rule', application);
    const rules = rulesToTry(
      hits.map(({ record }) => ruleOf(record)),
      configuration.records('blue-match-rule').map(ruleOf),
      typeof reason === 'string' ? reason : null,
    );
    const question: BlueQuestion = {
      ...{ today: configuration.now.localDate, zone: configuration.zone, application, invoices },
      redReason: typeof reason === 'string' ? reason : null,
      lines: rowsIn(application, 'lines'),
      discountRate: ratio(configuration.parameter('sim_invoice_discount_rate', 'discount_rate')),
    };
    return matchBlue(question, rules, level);
  },
});

/** What is no ratio between 0 and 1 means 1. */
function ratio(text: string | null): string {
  const value = parseDecimal(text ?? '');
  return value !== null && compare(value, '0') >= 0 && compare(value, '1') <= 0 ? value : '1';
}
