import { isGiven } from '../../decisions/given.ts';
import type { DecisionIssue } from '../../decisions/trace.ts';
import type { Application } from '../forms/documents.ts';
import type { Flaw } from '../may-be-issued/flaw.ts';
import type { PendingInvoice } from './plan.ts';

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
    const own = applications[document]?.lines?.[line];
    return broughtByItems
      .filter(([field]) => !isGiven(own?.[field]))
      .map(([field, missing]) => ({
        document,
        flaw: { code: missing, path: `/lines/${line}/${field}`, severity: 'error' as const },
      }));
  });
}
