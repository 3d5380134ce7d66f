import { parseInstant } from '../../calendar.ts';
import type { Decision } from '../../decisions/decision.ts';
import { textIn } from '../../decisions/given.ts';
import { numberOf, rowsIn } from '../../decisions/rules.ts';
import { decimal, documentOf, instant, object } from '../../decisions/schema.ts';
import { Trace, type TraceLevel } from '../../decisions/trace.ts';
import { checkBusiness } from '../check-business/check-business.ts';
import { chooseChannel, issuersFor } from '../choose-channel/choose-channel.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import type { PendingInvoice } from '../forms/forms.ts';
import { accountRulesFor, accountsOf, businessForms, businessOf, devicesOf } from './business-of.ts';

const pendingInvoice = documentOf('pending-invoice', { amount: decimal, tax: decimal, gross: decimal });

interface Checking {
  readonly pendingInvoice: PendingInvoice;
  readonly createdAt?: string;
}

function check(
  { pendingInvoice: document, createdAt }: Checking,
  configuration: Configuration,
  level: TraceLevel,
) {
  const trace = new Trace(level);
  const business = businessOf(document, configuration);
  if (!business) {
    trace.look('business-none');
    return trace.decided({ notBefore: null });
  }
  for (const one of business.used ?? []) trace.use(one);
  const amount = textIn(document, 'amount');
  const question = {
    now: configuration.now,
    zone: configuration.zone,
    amount,
    createdAt: createdAt === undefined ? null : parseInstant(createdAt),
    sign: amount.startsWith('-') ? ('red' as const) : ('blue' as const),
    lines: rowsIn(document, 'lines').map((line) => ({ taxCode: textIn(line, 'taxCode') })),
  };
  return trace.decided(trace.take(checkBusiness(question, business.type, level)));
}

async function choose(document: PendingInvoice, configuration: Configuration, level: TraceLevel) {
  const trace = new Trace(level);
  const business = businessOf(document, configuration);
  for (const one of business?.used ?? []) trace.use(one);
  const question = {
    invoiceType: textIn(document, 'invoiceType'),
    drawer: textIn(document, 'drawer'),
    taxAccount: numberOf(document.taxAccount),
  };
  const config = {
    control: business?.control ?? null,
    rules: await accountRulesFor(document, business, configuration.rules),
    accounts: issuersFor(document, accountsOf(configuration), devicesOf(configuration)),
  };
  return trace.decided(trace.take(chooseChannel(question, config, level)));
}

export const businessDecisions: readonly Decision[] = [
  decision<Checking>({
    name: 'check-business',
    label: { zh: '检查业务管控', en: 'Check the business type' },
    summary: {
      zh: '待开发票是否符合业务类型的限额、税收编码、开票时间和延迟',
      en: 'Whether a pending invoice is within the limit, tax codes, hours and delay of its business type',
    },
    input: object({ pendingInvoice, createdAt: instant }, ['pendingInvoice']),
    reads: { records: ['business-type', 'business-control'] },
    decide: check,
  }),
  decision<Pick<Checking, 'pendingInvoice'>>({
    name: 'choose-channel',
    label: { zh: '选择通道和账号', en: 'Choose channel and account' },
    summary: {
      zh: '待开发票由哪个通道、哪个账号开具',
      en: 'Which channel and which of its accounts issue a pending invoice',
    },
    input: object({ pendingInvoice }, ['pendingInvoice']),
    reads: { rules: ['channel-strategy'], records: businessForms },
    decide: ({ pendingInvoice: document }, configuration, level) => choose(document, configuration, level),
  }),
];
