import type { Condition } from '../../../metadata/condition.ts';
import type { Report, ReportAsked } from '../../../metadata/contract/reports/calls.ts';
import type { Overview } from '../../../rules/einvoicing/contract/overview.ts';
import type { ChartData, NamedCell } from '../../kit/chart/chart-data.ts';
import { session } from '../../session/session.ts';

/** Days that the pictures tell of, today among them. */
const days = 30;

/** The calendar days up to today, as the reader's clock has them, the first of them first. */
export function lastDays(now: Date, count = days): readonly string[] {
  return Array.from({ length: count }, (_, at) => {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (count - 1 - at));
    const two = (number: number) => String(number).padStart(2, '0');
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  });
}

/** The same chart with every one of the days, in their order: what nothing happened on has no number. */
export function overDays({ categories, series }: ChartData, all: readonly string[]): ChartData {
  const places = all.map((day) => categories.indexOf(day));
  return {
    categories: all.map((day) => day.slice(5)),
    series: series.map(({ name, cells }) => ({ name, cells: places.map((at) => cells[at] ?? null) })),
  };
}

/** What is asked of a form, by its id. */
export interface Asked {
  readonly form: string;
  readonly filter: Condition;
  readonly body: ReportAsked;
}

/** What is asked of the invoices of these days: their amounts day by day, blue beside red. */
export function askIssued({ within }: Overview, from: Date): Asked {
  const since: Condition = { fact: 'issuedAt', operator: 'greaterThanOrEqual', value: from.toISOString() };
  const real: Condition = { fact: 'testing', operator: 'notEqual', value: true };
  return {
    form: 'invoice',
    filter: { all: [since, real, ...within] },
    body: {
      groups: [{ field: 'issuedAt', by: 'day' }],
      across: { field: 'sign' },
      values: [{ of: 'sum', field: 'gross' }],
    },
  };
}

/** What is asked of each step from an application to its delivery, of these days; the names of the steps in their order. */
export function askSteps(
  { within }: Overview,
  from: string,
  names: readonly string[],
): readonly (Asked & { name: string })[] {
  const since = (fact: string, value: string): Condition => ({ fact, operator: 'greaterThanOrEqual', value });
  const is = (fact: string, value: string): Condition => ({ fact, operator: 'equal', value });
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  const moment = new Date(year, month - 1, day).toISOString();
  const notVoid: Condition = { fact: 'billStatus', operator: 'notEqual', value: 'voided' };
  const steps: readonly (readonly [string, readonly Condition[], string?])[] = [
    ['invoice-application', [since('billDate', from), notVoid]],
    ['pending-invoice', [since('billDate', from), notVoid]],
    ['pending-invoice', [since('billDate', from), notVoid, is('issueStatus', 'issued')]],
    ['invoice-mail', [since('sentAt', moment), is('state', 'sent')], 'invoices'],
  ];
  return steps.map(([form, conditions, entries], at) => ({
    name: names[at] ?? '',
    form,
    filter: { all: [...conditions, ...within] },
    body: { groups: [], values: [{ of: 'count' }], ...(entries !== undefined && { entries }) },
  }));
}

/** Asks for a report; null: the form is not there for this person, or a field of it. */
export async function askReport({ form, filter, body }: Asked, signal: AbortSignal): Promise<Report | null> {
  const name = session.formById(form)?.name;
  if (name === undefined) return null;
  const query = { filter: JSON.stringify(filter) };
  const asked = { path: { form: name }, query, body, signal };
  return session.api.call('POST /api/forms/:form/reports', asked).catch(() => null);
}

/** The list of the records that a number is made of. */
export function listOfAsked({ form, filter }: Asked, conditions: readonly Condition[] = []): string {
  const name = session.formById(form)?.name ?? form;
  const condition: Condition = { all: [filter, ...conditions] };
  return `/forms/${name}?${new URLSearchParams({ view: 'manage', filter: JSON.stringify(condition) })}`;
}

/** A step with how many there are. */
export function stepOf(asked: Asked & { readonly name: string }, report: Report): NamedCell {
  const count = report.lines.at(-1)?.cells[0]?.[0];
  const value = typeof count === 'string' ? count : '0';
  return {
    name: asked.name,
    value,
    text: Number(value).toLocaleString(),
    ...(value !== '0' && { href: listOfAsked(asked) }),
  };
}
