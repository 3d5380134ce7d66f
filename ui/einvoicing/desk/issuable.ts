import type { IssuePreview } from '../../../rules/einvoicing/contract/issued.ts';

/** The part of a previewed plan that can be carried out. */
export interface Issuable {
  /** Those of which every invoice may leave, as they were seen. */
  readonly applications: IssuePreview['applications'];
  /** How many invoices they become. */
  readonly invoices: number;
}

/** Answers the places of invoices that may not leave. */
export function unfitIn({ flaws }: Pick<IssuePreview, 'flaws'>): ReadonlySet<number> {
  return new Set(flaws.filter(({ severity }) => severity === 'stops').map(({ invoice }) => invoice));
}

/**
 * Leaves out the applications of an invoice that may not leave, and with them whatever shares an invoice with these:
 * what is left becomes the same invoices without them.
 */
export function issuableIn({
  applications,
  result: { pendingInvoices },
  flaws,
}: Pick<IssuePreview, 'applications' | 'flaws'> & {
  readonly result: { readonly pendingInvoices: readonly { readonly of: readonly number[] }[] };
}): Issuable {
  const unfit = unfitIn({ flaws });
  const stays = new Set([...unfit].flatMap((at) => pendingInvoices[at]?.of ?? []));
  const touched = () => pendingInvoices.filter(({ of }) => of.some((place) => stays.has(place)));
  for (let before = -1; before !== stays.size; ) {
    before = stays.size;
    for (const { of } of touched()) for (const place of of) stays.add(place);
  }
  return {
    applications: applications.filter((_one, at) => !stays.has(at)),
    invoices: pendingInvoices.length - touched().length,
  };
}
