import { isGiven, textIn } from '../../decisions/given.ts';
import { used } from '../../decisions/rules.ts';
import { documentOf, object } from '../../decisions/schema.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { checkRate, type RateCorrection, type RateLine } from './check-rate.ts';

interface RateInput {
  readonly line: RateLine;
  readonly application?: Application;
}

/** Corrections that people made, each with the record it stands in. */
export function correctionsOf(configuration: Configuration): readonly RateCorrection[] {
  return configuration
    .records('rate-correction')
    .map((record) => ({ ...record, used: used('rate-correction', record) }));
}

/** Returns the rates that a tax category allows: its list, else its one rate. */
export function categoryOf(taxCode: string, configuration: Configuration) {
  const record = isGiven(taxCode) ? configuration.record('tax-category', { number: taxCode }) : null;
  if (!record) return undefined;
  const { rates } = record;
  const own: readonly string[] = rates ?? [];
  const only = textIn(record, 'rate');
  return { used: used('tax-category', record), rates: own.length > 0 || only === '' ? own : [only] };
}

export const rateDecision = decision<RateInput>({
  name: 'check-rate',
  label: { zh: '智能赋码', en: 'Check rates and tax codes' },
  summary: {
    zh: '明细的税率和税收编码是否可开：人工纠偏、企业规则、税收分类依次判断，只提醒不阻止',
    en: 'Whether a line’s rate and tax code may be issued: corrections first, then company rules, then the tax category; it only warns',
  },
  input: object(
    { line: documentOf('invoice-application/lines'), application: documentOf('invoice-application') },
    ['line'],
  ),
  reads: { rules: ['company-rate-rule'], records: ['rate-correction', 'tax-category'] },
  async decide({ line, application = {} }, configuration, level) {
    const hits = await configuration.rules.hits('company-rate-rule', application);
    const rules = hits.map(({ record }) => ({
      rates: Array.isArray(record.rates) ? record.rates.map(String) : [],
      preferenceText: textIn(record, 'preferenceText'),
      used: used('company-rate-rule', record),
    }));
    const corrections = correctionsOf(configuration);
    return checkRate(
      line,
      { corrections, rules, category: categoryOf(line.taxCode ?? '', configuration) },
      level,
    );
  },
});
