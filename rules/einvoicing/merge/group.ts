import { compare, sum } from '../../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { compareText } from '../../condition/value.ts';
import type { Text } from '../../decisions/given.ts';
import { keyOf } from '../../decisions/key.ts';
import type { Line } from '../common/line.ts';
import type { Application } from '../forms/documents.ts';
import { specialKey } from '../special-business/merge-key.ts';

/** An application, as far as merging looks at it, and what its red invoices are linked to. */
export interface MergeDocument
  extends Pick<Application, 'redReason' | 'redConfirmation' | 'redInformation' | 'blueInvoice'> {
  readonly number: string;
  readonly dataSource?: Text;
  readonly sourceBill?: Text;
  readonly billType?: Text;
  readonly taxMethod?: Text;
  readonly remark?: Text;
  readonly lines: readonly Line[];
  readonly [member: string]: Json | undefined | readonly Line[];
}

/** A document with its place among those given. */
export interface Placed {
  readonly at: number;
  readonly document: MergeDocument;
  readonly gross: string;
}

/** The members in which every two documents of one invoice agree, whatever the rule adds. */
const forcedKeys = [
  ...['buyerName', 'buyerTaxNo', 'invoiceType'],
  ...['taxMethod', 'taxIncluded', 'sourceSystem'],
];

export type Exclusion =
  | 'receivable'
  | 'issue-bill'
  | 'sales-invoice'
  | 'customs'
  | 'void'
  | 'red'
  | 'difference';

/** Returns the reasons why a document is never merged: its source, its type, its tax method; none: it may be. */
export function exclusionsOf({
  dataSource,
  sourceBill,
  billType,
  taxMethod,
}: MergeDocument): readonly Exclusion[] {
  const reasons: Exclusion[] = [];
  if (sourceBill === 'issue-bill' || sourceBill === 'sales-invoice') reasons.push(sourceBill);
  if (dataSource === 'customs' || sourceBill === 'customs') reasons.push('customs');
  if (dataSource === 'receivable' || sourceBill === 'receivable') reasons.push('receivable');
  if (billType === 'void' || billType === 'red') reasons.push(billType);
  if (taxMethod?.startsWith('difference')) reasons.push('difference');
  return reasons;
}

/** Tells whether a document is never merged. */
export function isAlone(document: MergeDocument): boolean {
  return exclusionsOf(document).length > 0;
}

export function placed(document: MergeDocument, at: number): Placed {
  return { at, document, gross: grossOf(document.lines) };
}

function grossOf(lines: readonly Line[]): string {
  return sum(lines.map(({ gross }) => gross || '0'));
}

/** Equal for documents that would become one, were it not for their special business; null: it is never merged. */
function plainKey(document: MergeDocument, keys: readonly string[]): string | null {
  if (isAlone(document)) return null;
  return keyOf(document as JsonObject, [...new Set([...forcedKeys, ...keys])]);
}

/** Equal for documents that may become one; null: it is never merged. */
export function groupKey(document: MergeDocument, keys: readonly string[]): string | null {
  const key = plainKey(document, keys);
  return key === null ? null : key + specialKey(document as JsonObject);
}

/** Finds the documents that only their special business keeps apart from others. */
export function apartByBusiness(documents: readonly Placed[], keys: readonly string[]): readonly Placed[] {
  if (!documents.some(({ document }) => document['specialKind'])) return [];
  const byKey = Map.groupBy(documents, ({ document }) => plainKey(document, keys));
  return [...byKey].flatMap(([key, group]) => {
    const businesses = new Set(group.map(({ document }) => specialKey(document as JsonObject)));
    return key === null || businesses.size < 2 ? [] : group;
  });
}

/** Documents that would become one, by first appearance; what is not merged stands alone. */
export function groupsOf(
  documents: readonly Placed[],
  keys: readonly string[],
): readonly (readonly Placed[])[] {
  const groups = new Map<string, Placed[]>();
  for (const one of documents) {
    const key = groupKey(one.document, keys) ?? `alone ${one.at}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/**
 * By number, those that are taken back after those they are taken back from: the order in which they were given does not
 * matter.
 */
export function inOrder(documents: readonly Placed[]): readonly Placed[] {
  return [...documents].sort(
    (a, b) =>
      Number(isNegative(a)) - Number(isNegative(b)) ||
      compareText(a.document.number, b.document.number) ||
      a.at - b.at,
  );
}

export function isNegative({ gross }: Placed): boolean {
  return compare(gross, '0') < 0;
}
