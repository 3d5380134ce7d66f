import type { Text } from '../../decisions/given.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';
import type { RateCorrection, RateRule } from '../check-rate/check-rate.ts';
import type { Line } from '../common/line.ts';
import type { Forms, PendingInvoice, RealEstate } from '../forms/forms.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';

type Header = Pick<
  PendingInvoice,
  | ('invoiceType' | 'taxMethod' | 'dataSource' | 'billType' | 'withList' | 'specialKind' | 'lateIssueReason')
  | ('buyerName' | 'buyerTaxNo' | 'buyerKind' | 'buyerAddress' | 'buyerPhone' | 'buyerBank' | 'buyerAccount')
  | ('sellerTaxNo' | 'drawer' | 'amount' | 'tax' | 'gross' | 'blueInvoice' | 'realEstate')
  | ('travellers' | 'freights' | 'vouchers' | 'specialElements')
>;

/** An invoice before it leaves: a pending one, or a piece that a plan makes. */
export type Leaving = Header & {
  /** Default: red where it is a red document, names a blue invoice or its amount is negative. */
  readonly sign?: 'blue' | 'red' | null;
  readonly lines?: readonly Line[] | null;
};

/** The door at which it is asked: before anything is made of an application, or before the channel is called. */
export type Door = 'submit' | 'push';

/** A tax category, as far as a code on an invoice is asked about it. */
export type CodeRecord = Pick<Forms['tax-category'], 'summary' | 'firstDay' | 'lastDay'> & {
  /** The code that takes its place. */
  readonly successor?: Text;
  /** The rates it allows. */
  readonly allowed: readonly string[];
};

export interface LeavingQuestion {
  readonly invoice: Leaving;
  /** Default: at the push. */
  readonly at?: Door;
  /** The kind of channel that is to issue it; none: it is not known yet. */
  readonly channelKind?: ChannelKind | null;
  /** The blue invoice that a red one takes back, where it is known. */
  readonly blue?: { readonly invoiceStatus?: Text } | null;
}

/** The configuration that is asked. */
export interface LeavingConfig {
  /** The local day. */
  readonly today: string;
  /** Licences for issuing; null: whoever asks may not see them. */
  readonly licences: readonly Pick<Forms['licence'], 'taxNo' | 'status'>[] | null;
  /** The tax category of a code; null: there is none; undefined: whoever asks may not see any. */
  readonly codeOf: (taxCode: string) => CodeRecord | null | undefined;
  /** Whether a code that is in no tax category does not exist. */
  readonly codesComplete: boolean;
  /** The elements of its special business; null: it names none; undefined: whoever asks may not see them. */
  readonly realEstate: Partial<RealEstate> | null | undefined;
  readonly corrections: readonly RateCorrection[];
  /** Company rules whose condition holds for the invoice. */
  readonly rateRules: readonly RateRule[];
  readonly parameter: ParameterText;
}
