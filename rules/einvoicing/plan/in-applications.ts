import { sign } from '../../../metadata/common/decimal.ts';
import { isGiven } from '../../decisions/given.ts';
import type { DecisionIssue } from '../../decisions/trace.ts';
import type { Application, ApplicationLine } from '../forms/documents.ts';
import type { Flaw } from '../may-be-issued/flaw.ts';
import type { PendingInvoice } from './plan.ts';
import { isLinked } from './taking.ts';

/** A flaw where somebody mends it: in an application that the invoice is made of. */
export interface PlacedFlaw {
  /** Place of the application among those that were asked. */
  readonly document: number;
  /** Of the application: its path leads to a field by its id, or to one of a line. */
  readonly flaw: Flaw;
}

const ofLine = /^\/lines\/(\d+)\/(\w+)$/;

/**
 * Leads each flaw of a planned invoice back to its applications: a line of the invoice to the lines that went into it,
 * of each application the first. What is wrong with the real estate stands at the field that names it.
 */
export function inApplications({
  of,
  uses,
  mayBeIssued,
}: Pick<PendingInvoice, 'of' | 'uses' | 'mayBeIssued'>): readonly PlacedFlaw[] {
  const byLine = Map.groupBy(uses, ({ invoiceLine }) => invoiceLine);
  return mayBeIssued.flatMap((flaw) => {
    const [, line, field] = ofLine.exec(flaw.path) ?? [];
    if (line === undefined) {
      const path = `/${flaw.path.split('/')[1]}`;
      return of.map((document) => ({ document, flaw: { ...flaw, path } }));
    }
    const firstOf = new Map(
      (byLine.get(Number(line)) ?? []).toReversed().map((use) => [use.document, use.line] as const),
    );
    return [...firstOf].map(([document, own]) => ({
      document,
      flaw: { ...flaw, path: `/lines/${own}/${field}` },
    }));
  });
}

/** The application with a line that nothing is wrong with, to find out what else would keep it from being issued. */
export function withSampleLine(application: Application): Application {
  return { ...application, lines: [sampleLine] };
}

const sampleLine: ApplicationLine = {
  id: 'sample',
  itemName: '-',
  taxCode: '3040000000000000000',
  rate: '0.06',
  amount: '100',
  tax: '6',
  gross: '106',
};

/** What is wrong with the heads of applications that were planned with such a line; `at`: their places among all. */
export function headFlaws(planned: readonly PendingInvoice[], at: readonly number[]): readonly PlacedFlaw[] {
  return planned
    .flatMap(inApplications)
    .filter(({ flaw }) => !flaw.path.startsWith('/lines'))
    .map(({ document, flaw }) => ({ document: at[document] ?? document, flaw }));
}

const broughtByItems = [
  ['itemName', 'item-name-missing'],
  ['taxCode', 'tax-code-missing'],
  ['rate', 'rate-missing'],
] as const;

/** A line that stops the plan of its application for want of an item, as the values that it lacks. */
export function lackedValues(
  issues: readonly DecisionIssue[],
  applications: readonly Application[],
): readonly PlacedFlaw[] {
  return issues.flatMap(({ code, severity, at }) => {
    const { document = 0, line } = at ?? {};
    if (code !== 'item-missing' || severity !== 'stops' || line === undefined) return [];
    return lackedBy(applications[document]?.lines?.[line], `/lines/${line}`).map((flaw) => ({
      document,
      flaw,
    }));
  });
}

const ofNothing: ReadonlySet<string> = new Set(['invoice-of-nothing', 'line-amount-missing']);

/**
 * What keeps any invoice from being made of an application: it has no line, or lines of nothing. Lines that offset each
 * other are no such lines: others may be issued with them.
 */
export function nothingToIssue(
  issues: readonly DecisionIssue[],
  applications: readonly Application[],
): readonly PlacedFlaw[] {
  const empty = new Set(issues.flatMap(({ code, at }) => (ofNothing.has(code) ? (at?.document ?? 0) : [])));
  return applications.flatMap((application, document) => {
    const lines = application.lines ?? [];
    if (lines.length === 0)
      return isLinked(application)
        ? []
        : [
            {
              document,
              flaw: { code: 'lines-missing' as const, path: '/lines', severity: 'error' as const },
            },
          ];
    if (!empty.has(document)) return [];
    return lines.flatMap((line, at) => {
      if (line.kind === 'discount' || sign(line.amount ?? '0') !== 0) return [];
      const path = `/lines/${at}`;
      const zero = { code: 'line-amount-zero' as const, path: `${path}/amount`, severity: 'error' as const };
      return [...lackedBy(line, path), zero].map((flaw) => ({ document, flaw }));
    });
  });
}

function lackedBy(line: ApplicationLine | undefined, path: string): readonly Flaw[] {
  return broughtByItems
    .filter(([field]) => !isGiven(line?.[field]))
    .map(([field, missing]) => ({ code: missing, path: `${path}/${field}`, severity: 'error' }));
}
