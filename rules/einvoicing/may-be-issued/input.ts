import type { JsonObject } from '../../../metadata/common/json.ts';
import { isGiven } from '../../decisions/given.ts';
import { through, used } from '../../decisions/rules.ts';
import { decimal, documentOf, object, oneOf, yes } from '../../decisions/schema.ts';
import { withBreaks } from '../../decisions/steps.ts';
import { Trace } from '../../decisions/trace.ts';
import type { RateRule } from '../check-rate/check-rate.ts';
import { categoryOf, correctionsOf } from '../check-rate/input.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import type { RealEstate } from '../forms/forms.ts';
import { saidInPlace } from '../special-business/elements.ts';
import { issueOf, mayLeave } from './flaw.ts';
import { leavingFlaws } from './may-be-issued.ts';
import type { CodeRecord, Leaving, LeavingConfig, LeavingQuestion } from './question.ts';
import { leavingReads } from './reads.ts';

/** Of an organisation, whatever the invoice is. */
export type LeavingBook = Omit<LeavingConfig, 'realEstate' | 'rateRules'> & {
  readonly realEstateOf: (invoice: Leaving) => Partial<RealEstate> | null | undefined;
  readonly rateRulesFor: (invoice: Leaving) => Promise<readonly RateRule[]>;
};

/** Reads the part of a configuration that is asked. */
export function leavingBook(configuration: Configuration): LeavingBook {
  return {
    today: configuration.now.localDate,
    licences: configuration.sees('licence')
      ? configuration.records('licence').filter(({ service }) => service === 'issuing')
      : null,
    codeOf: (taxCode) =>
      configuration.sees('tax-category') ? codeRecord(taxCode, configuration) : undefined,
    codesComplete: areCodesComplete(configuration),
    corrections: correctionsOf(configuration),
    parameter: configuration.parameter,
    realEstateOf: ({ realEstate }) =>
      (saidInPlace(realEstate) as Partial<RealEstate> | null) ??
      (configuration.sees('real-estate') ? configuration.record('real-estate', realEstate) : undefined),
    async rateRulesFor(invoice) {
      const hits = await configuration.rules.hits('company-rate-rule', invoice as JsonObject);
      return hits.map(({ record }) => ({ ...record, used: used('company-rate-rule', record) }));
    },
  };
}

/** Of one invoice. */
export async function leavingConfig(book: LeavingBook, invoice: Leaving): Promise<LeavingConfig> {
  const { realEstateOf, rateRulesFor, ...config } = book;
  return { ...config, realEstate: realEstateOf(invoice), rateRules: await rateRulesFor(invoice) };
}

/** Whether tax categories are all the codes there are: as the table that came into force last says of itself. */
function areCodesComplete(configuration: Configuration): boolean {
  const { localDate } = configuration.now;
  const tables = configuration
    .records('tax-code-edition')
    .filter(({ firstDay }) => !isGiven(firstDay) || firstDay <= localDate);
  const latest = tables.toSorted((a, b) => ((a.firstDay ?? '') < (b.firstDay ?? '') ? 1 : -1))[0];
  return latest?.complete === true;
}

function codeRecord(taxCode: string, configuration: Configuration): CodeRecord | null {
  const record = isGiven(taxCode) ? configuration.record('tax-category', { number: taxCode }) : null;
  if (!record) return null;
  const { summary = null, firstDay = null, lastDay = null } = record;
  const successor = through(record, 'successor', 'number');
  return { summary, firstDay, lastDay, successor, allowed: categoryOf(taxCode, configuration)?.rates ?? [] };
}

type LeavingInput = LeavingQuestion & { readonly codesComplete?: boolean | null };

export const leavingDecision = decision<LeavingInput>({
  name: 'may-be-issued',
  label: { zh: '检查能否开具', en: 'Check if it can be issued' },
  summary: {
    zh: '一张发票能否开具：销方许可、票种、购方、明细、税收编码、税率、尾差、特定业务；错误不能开具，提醒请核对',
    en: 'Whether an invoice can be issued: the seller’s licence, type, buyer, lines, tax codes, rates, tolerances and special business; errors prevent issuing, warnings should be checked',
  },
  input: object(
    {
      invoice: documentOf('pending-invoice', {
        sign: oneOf('blue', 'red'),
        amount: decimal,
        tax: decimal,
        gross: decimal,
      }),
      at: oneOf('submit', 'push'),
      channelKind: oneOf('leqi', 'rpa', 'tax-control'),
      blue: documentOf('invoice'),
      codesComplete: yes,
    },
    ['invoice'],
  ),
  reads: leavingReads,
  async decide({ codesComplete, ...question }, configuration, level) {
    const trace = new Trace(level);
    const book = leavingBook(configuration);
    const asked = codesComplete == null ? book : { ...book, codesComplete };
    const config = await leavingConfig(asked, question.invoice);
    const flaws = await withBreaks(leavingFlaws(question, config), configuration.pause);
    trace.tell(flaws.map(issueOf));
    return trace.decided({ allowed: mayLeave(flaws), mayBeIssued: flaws });
  },
});
