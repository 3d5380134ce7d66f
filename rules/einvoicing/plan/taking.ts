import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Trace } from '../../decisions/trace.ts';
import type { Line } from '../common/line.ts';
import type { Application } from '../forms/documents.ts';
import type { LinkedDifference } from '../red-confirmation/linked.ts';
import type { SplitInvoice } from '../split/split-document.ts';
import type { Reds } from './red-sources.ts';

/** The members by which a red invoice names what it takes back. */
export interface Red extends JsonObject {
  readonly blueInvoice: JsonObject | null;
  readonly redConfirmation: JsonObject | null;
  readonly redInformation: JsonObject | null;
  /** Positive, as the blue invoice says it. */
  readonly blueUses: readonly {
    readonly lineId: string;
    readonly quantity: string | null;
    readonly amount: string;
    /** Null: the line deducts nothing. */
    readonly deduction: string | null;
  }[];
}

export interface RedInvoice {
  readonly invoice: SplitInvoice;
  readonly red: Red;
  /** Members of the header that the document leaves empty and its blue invoice says. */
  readonly header?: JsonObject;
  /** The amounts by which the confirmation that it is linked to made other lines of the document than it says. */
  readonly differences?: readonly LinkedDifference[];
}

/** The tools with which a negative document is taken back. */
export interface Taking {
  readonly reds: Reds;
  readonly trace: Trace;
  /** The invoices of the document, as its rule cuts them; or all of it in one, with such lines instead of its own. */
  readonly invoices: (
    how: 'by-rule' | 'whole',
    lines?: readonly Line[],
  ) => Promise<readonly SplitInvoice[] | null>;
  /** Lets others in where it takes long. Default: nobody waits. */
  readonly pause?: (() => Promise<void> | undefined) | undefined;
}

/** Blue invoices, or red confirmations, that are looked at for one document at most. ◊ */
export const mostLookedAt = 2000;

/** Tells whether a document names a blue invoice or a confirmation. */
export function isLinked(
  document: Pick<Application, 'blueInvoice' | 'redConfirmation' | 'redInformation'>,
): boolean {
  const { blueInvoice, redConfirmation, redInformation } = document;
  return [blueInvoice, redConfirmation, redInformation].some((one) => idOf(one) !== null);
}

/** Null: it points nowhere. */
export function idOf(reference: Json | undefined): string | null {
  const id = isObject(reference) ? reference['id'] : reference;
  return typeof id === 'string' && id !== '' ? id : null;
}
