import { textIn } from '../../decisions/given.ts';
import { ruleOrPreset } from '../../decisions/preset.ts';
import { rowsIn, used } from '../../decisions/rules.ts';
import { count, decimal, documentOf, object, oneOf, recordOf, yes } from '../../decisions/schema.ts';
import { withBreaks } from '../../decisions/steps.ts';
import { Trace } from '../../decisions/trace.ts';
import { withAddedFields } from '../forms/added-keys.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { grossMembers } from './choice.ts';
import { type GrossAsked, grossRuleOf } from './gross-settings.ts';
import { type SplitAsked, splitting } from './split.ts';
import type { SplitDocument } from './split-document.ts';
import { ruleFor, type SplitRule } from './split-rule.ts';

interface SplitInput extends Omit<SplitAsked, 'gross'> {
  readonly document: Application & SplitDocument;
  readonly rule?: string;
  /** The split by gross amounts; the settings fill in what it leaves open. */
  readonly gross?: GrossAsked;
}

/** Returns the most that the tax device of the seller issues of the type; null: no device limits it. */
export function deviceLimit(
  document: Pick<Application, 'sellerTaxNo' | 'invoiceType'>,
  configuration: Configuration,
): string | null {
  const [seller, type] = [textIn(document, 'sellerTaxNo'), textIn(document, 'invoiceType')];
  for (const device of configuration.records('tax-device')) {
    if (seller !== '' && textIn(device, 'taxNo') !== seller) continue;
    const limit = rowsIn(device, 'limits').find((row) => textIn(row, 'invoiceType') === type);
    if (limit && textIn(limit, 'netLimit') !== '') return textIn(limit, 'netLimit');
  }
  return null;
}

export const splitDecision = decision<SplitInput>({
  name: 'split',
  label: { zh: '拆分', en: 'Split' },
  summary: {
    zh: '一张单据拆成几张发票：按限额、按明细、按张数，或按价税合计自定义；不指定规则时用预置的',
    en: 'Which invoices a document is split into: by limit, by line, by number of invoices, or by gross amounts; without a rule given, the preset one applies',
  },
  input: object(
    {
      document: documentOf('invoice-application', { amount: decimal, tax: decimal, gross: decimal }),
      rule: recordOf('split-rule'),
      by: oneOf('limit', 'line', 'count'),
      count,
      gross: object({ ...grossMembers, taxIncluded: yes }),
      deviceLimit: decimal,
    },
    ['document'],
  ),
  reads: {
    records: ['split-rule', 'tax-device'],
    parameters: ['bdm_merge_bill', 'sim_invoice_list_config'],
    settings: ['other-settings'],
  },
  decide: ({ document, rule: name, gross: wanted, ...asked }, configuration, level) => {
    const record = ruleOrPreset(
      configuration.record('split-rule', name),
      configuration.records('split-rule'),
    );
    const rule: SplitRule = record
      ? { ...withAddedFields(record, configuration), used: used('split-rule', record) }
      : {};
    const device = rule.deviceLimit === false ? null : deviceLimit(document, configuration);
    const { org } = configuration;
    const gross =
      wanted && grossRuleOf(wanted, document, { setting: configuration.setting('other-settings'), org });
    if (gross === null) {
      const trace = new Trace(level);
      trace.stops('gross-limit-missing', undefined, { invoiceType: document.invoiceType ?? '' });
      return trace.decided({ invoices: [] });
    }
    const how = { ...asked, ...(gross ? { gross } : {}), deviceLimit: asked.deviceLimit ?? device };
    const whole = { ...document, lines: document.lines ?? [] };
    const steps = splitting(whole, ruleFor(rule, whole, configuration.parameter), how, level);
    return withBreaks(steps, configuration.pause);
  },
});
