import type { Condition } from '../../../metadata/condition.ts';
import { addDays, toInstant } from '../../../rules/calendar.ts';
import type { LastDays } from '../../../rules/einvoicing/contract/last-days.ts';
import type { Call } from '../../call/call.ts';
import { mayAnywhere } from '../../call/rights.ts';
import { Refusal } from '../../common/refusal.ts';
import type { ReportQuery } from '../../storage/store/record/store.ts';
import { knownForm } from '../forms/forms.ts';
import { type OverviewParts, OwnNumbers } from './overview.ts';
import { equal } from './overview-limits.ts';

/** Today among them. */
const mostDays = 30;

type Step = LastDays['steps'][number];
type Read = 'invoice' | 'invoice-application' | 'pending-invoice' | 'invoice-mail';

/** What came of the last thirty days: what was issued day by day, and how far applications came. */
export async function lastDaysOf(parts: OverviewParts, call: Call): Promise<LastDays> {
  const { localDate } = call.now;
  const days = Array.from({ length: mostDays }, (_, at) => addDays(localDate, at + 1 - mostDays));
  const [first = localDate] = days;
  const moment = toInstant(first, '00:00:00', parts.zone(call.org));
  const since = (fact: string, value: string): Condition => ({ fact, operator: 'greaterThanOrEqual', value });
  const applied: readonly Condition[] = [since('billDate', first), differs('billStatus', 'voided')];
  const steps: readonly (readonly [Step['key'], Read, readonly Condition[], entries?: string])[] = [
    ['applied', 'invoice-application', applied],
    ['pending', 'pending-invoice', applied],
    ['issued', 'pending-invoice', [...applied, equal('issueStatus', 'issued')]],
    ['delivered', 'invoice-mail', [since('sentAt', moment), equal('state', 'sent')], 'invoices'],
  ];
  const own = new Days(parts, call);
  const counted: Step[] = [];
  for (const [key, id, conditions, entries] of steps) {
    const found = await own.report(id, conditions, {
      groups: [],
      values: [{ of: 'count' }],
      ...(entries !== undefined && { entries }),
    });
    if (!found) continue;
    const { report, ...listed } = found;
    counted.push({ ...listed, key, count: Number(report.lines.at(-1)?.cells[0]?.[0] ?? 0) });
  }
  return {
    days,
    issued: await own.report('invoice', [since('issuedAt', moment), differs('testing', true)], {
      groups: [{ field: 'issuedAt', by: 'day' }],
      across: { field: 'sign' },
      values: [{ of: 'sum', field: 'gross' }],
    }),
    steps: counted,
  };
}

const differs = (fact: string, value: string | boolean): Condition => ({ fact, operator: 'notEqual', value });

class Days {
  readonly #parts: OverviewParts;
  readonly #call: Call;
  readonly #own: OwnNumbers;

  constructor(parts: OverviewParts, call: Call) {
    this.#parts = parts;
    this.#call = call;
    this.#own = new OwnNumbers(parts, call);
  }

  /** Null: the form is not there for the caller, or a field of it. */
  async report(id: Read, conditions: readonly Condition[], asked: Omit<ReportQuery, 'filter' | 'view'>) {
    const form = knownForm(this.#call, id);
    if (!form || !mayAnywhere(this.#call.rights, form, 'report')) return null;
    const filter = this.#own.within(conditions);
    try {
      const report = await this.#parts.store.report(this.#call, form, {
        ...asked,
        filter,
        rights: ['report'],
      });
      return { form: form.name, filter, report };
    } catch (error) {
      if (error instanceof Refusal && (error.status === 403 || error.status === 404)) return null;
      throw error;
    }
  }
}
