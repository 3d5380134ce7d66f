import type { JsonObject } from '../../../metadata/common/json.ts';
import { withBreaks } from '../../decisions/steps.ts';
import {
  accountRulesFor,
  accountsOf,
  businessForms,
  businessOf,
  devicesOf,
} from '../business/business-of.ts';
import { channelKind, issuersFor } from '../choose-channel/choose-channel.ts';
import type { Configuration } from '../forms/configuration.ts';
import type { Flaw } from '../may-be-issued/flaw.ts';
import { leavingBook, leavingConfig } from '../may-be-issued/input.ts';
import { leavingFlaws } from '../may-be-issued/may-be-issued.ts';
import { leavingReads } from '../may-be-issued/reads.ts';
import type { PushConfig, PushQuestion } from './push.ts';

/** The parts of a configuration that the push reads. */
export const pushReads = {
  rules: [...leavingReads.rules, 'channel-strategy'],
  records: [...leavingReads.records, ...businessForms],
  parameters: [...leavingReads.parameters, 'hw_config'],
} as const;

/** Reads what is asked about one pending invoice; what is left of credit and quota is counted elsewhere. */
export async function pushConfig(
  { invoice }: Pick<PushQuestion, 'invoice'>,
  configuration: Configuration,
): Promise<Omit<PushConfig, 'credit' | 'quotaLeft' | 'needsAccount'>> {
  const document = invoice as JsonObject;
  const business = businessOf(document, configuration);
  return {
    leaving: await leavingConfig(leavingBook(configuration), invoice),
    business: business?.type ?? null,
    control: business?.control ?? null,
    rules: await accountRulesFor(document, business, configuration.rules),
    accounts: issuersFor(invoice, accountsOf(configuration), devicesOf(configuration)),
    parameter: configuration.parameter,
  };
}

/** Everything that speaks against its leaving, with breaks: of thousands of lines it takes a while. */
export function pushFlaws(
  { invoice, blue = null, channelKind: named }: Omit<PushQuestion, 'now' | 'zone'>,
  { leaving, control, accounts }: Pick<PushConfig, 'leaving' | 'control' | 'accounts'>,
  pause?: () => Promise<void> | undefined,
): Promise<readonly Flaw[]> {
  const kind = named ?? channelKind({ invoiceType: invoice.invoiceType ?? null }, { control, accounts });
  return withBreaks(leavingFlaws({ invoice, at: 'push', channelKind: kind, blue }, leaving), pause);
}
