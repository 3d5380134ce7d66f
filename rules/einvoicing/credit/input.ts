import { type Moment, monthOf } from '../../calendar.ts';
import { textIn } from '../../decisions/given.ts';
import { numberOf, rowsIn } from '../../decisions/rules.ts';
import { day, decimal, listOf, object, oneOf, recordOf } from '../../decisions/schema.ts';
import { Trace } from '../../decisions/trace.ts';
import { businessOf } from '../business/business-of.ts';
import { type Configuration, decision } from '../forms/configuration.ts';
import { CreditLedger, type CreditLimits } from './credit.ts';

interface Event {
  readonly do: 'reserve' | 'confirm' | 'release';
  readonly id: string;
  readonly amount?: string;
  readonly roles?: readonly string[];
  readonly day?: string;
  /** Default: that of the question. */
  readonly businessType?: string;
}

interface CreditInput {
  readonly businessType: string;
  readonly events: readonly Event[];
}

/** Returns the limits of a business type, as its control has them; without a control nothing is limited. */
function creditLimits(businessType: string, configuration: Configuration): CreditLimits {
  const record = businessOf({ businessType }, configuration)?.record;
  if (!record) return {};
  return {
    dayCredit: textIn(record, 'dayCredit'),
    monthCredit: textIn(record, 'monthCredit'),
    roles: rowsIn(record, 'roles').map((row) => ({
      role: numberOf(row.role) ?? '',
      dayCredit: textIn(row, 'dayCredit'),
      monthCredit: textIn(row, 'monthCredit'),
    })),
  };
}

export const creditDecision = decision<CreditInput>({
  name: 'credit',
  label: { zh: '授信额度', en: 'Credit' },
  summary: {
    zh: '依次预占、确认、释放时每一步能否成功，以及最后一日和当月已用多少；不占用真实额度',
    en: 'Whether each of a series of reservations, confirmations and releases succeeds, and how much of the day’s and the month’s credit is used afterwards; uses no real credit',
  },
  input: object(
    {
      businessType: recordOf('business-type'),
      events: listOf(
        object(
          {
            do: oneOf('reserve', 'confirm', 'release'),
            id: { type: 'string' },
            amount: decimal,
            roles: listOf({ type: 'string' }),
            day,
            businessType: recordOf('business-type'),
          },
          ['do', 'id'],
        ),
      ),
    },
    ['businessType', 'events'],
  ),
  reads: { records: ['business-type', 'business-control'] },
  decide({ businessType, events }, configuration, level) {
    const trace = new Trace(level);
    const ledger = new CreditLedger();
    const now = configuration.now;
    const results = events.map((event) => {
      const type = event.businessType ?? businessType;
      const business = businessOf({ businessType: type }, configuration);
      for (const one of business?.used ?? []) trace.use(one);
      const limits = creditLimits(type, configuration);
      return outcome(event, { businessType: type, limits, ledger, trace, now });
    });
    const last = events.at(-1)?.day ?? now.localDate;
    return trace.decided({
      results,
      day: ledger.used(businessType, { day: last }),
      month: ledger.used(businessType, { month: monthOf(last) }),
    });
  },
});

interface Books {
  readonly businessType: string;
  readonly limits: CreditLimits;
  readonly ledger: CreditLedger;
  readonly trace: Trace;
  readonly now: Moment;
}

function outcome(event: Event, { businessType, limits, ledger, trace, now }: Books): string {
  const { id, amount = '0', roles = [], day: on = now.localDate } = event;
  if (event.do !== 'reserve') return ledger[event.do](id) ? 'ok' : 'unknown';
  const {
    refused,
    limit = '',
    used = '',
  } = ledger.reserve({ id, amount, roles, businessType, day: on }, limits);
  if (refused === null) trace.step('credit-reserved', { params: { id, amount } });
  else trace.warns(refused, undefined, { amount, limit, used });
  return refused ?? 'ok';
}
