import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { PartialWire } from '../../../rules/einvoicing/forms/wire.ts';
import type { NamedAccount } from '../../../rules/einvoicing/tax-accounts/taken-over.ts';
import type { Call } from '../../call/call.ts';
import type { Reason } from '../../common/messages/reasons.ts';

/** An invoice that is to be issued. */
export interface IssueRequest {
  /** Ours: asked twice with the same one, a channel issues once. */
  readonly id: string;
  readonly sellerTaxNo: string;
  readonly invoiceType: string;
  /** Number of the account that issues; null: the channel needs none. */
  readonly account: string | null;
  /** The pending invoice, as callers read it. */
  readonly document: JsonObject;
}

/** A red confirmation, as much as a bureau is asked about it. */
export interface ConfirmationAsked {
  readonly id: string;
  readonly status: string;
  readonly invoiceType: string;
  readonly sellerTaxNo: string;
  /** Instant; null: it was not entered. */
  readonly enteredAt: string | null;
  /** What the buyer has done with the blue invoice, as far as it is known. */
  readonly blue: BuyersUse;
  /** The confirmation, as callers read it. */
  readonly document: JsonObject;
}

/** The part of a channel that is about red confirmations. Asked twice about the same one, it acts once. */
export interface Confirmations {
  /** Enters one; the buyer has to agree to it, or nobody. */
  enter(asked: ConfirmationAsked): Promise<{ readonly status: string; readonly number: string }>;
  /** Agrees to one that the other side entered; answers its status. */
  confirm(asked: ConfirmationAsked): Promise<string>;
  /** Refuses one that the other side entered; answers its status. */
  refuse(asked: ConfirmationAsked): Promise<string>;
  /** Takes one back that we entered; answers its status. */
  withdraw(asked: ConfirmationAsked): Promise<string>;
  status(asked: ConfirmationAsked): Promise<string>;
  /** Reads the confirmations that others entered against a tax number, as bodies of the form. */
  entered(sellerTaxNo: string): Promise<readonly PartialWire<'red-confirmation'>[]>;
}

/** An invoice that is to be voided. */
export interface VoidRequest {
  /** Ours: asked twice with the same one, a channel voids once. */
  readonly id: string;
  readonly sellerTaxNo: string;
  readonly invoiceType: string;
  /** Of the invoice, as it was issued. */
  readonly number: string;
  readonly code: string | null;
}

/** What became of it. */
export type VoidResult =
  | {
      readonly state: 'voided';
      /** Instant. */
      readonly voidedAt: string;
    }
  /** Refused for good: the invoice stands. */
  | { readonly state: 'failed'; readonly code: string; readonly message: Label }
  /** It is at it: asked again later. */
  | { readonly state: 'processing' };

/** The part of a channel that takes back whole invoices within their month. */
export interface Voids {
  ask(request: VoidRequest): Promise<VoidResult>;
  /** Null: it never heard of it. */
  query(id: string): Promise<VoidResult | null>;
}

/** A red-letter information form, as much as a bureau is asked about it. */
export interface InformationRequest {
  /** Ours: asked twice with the same one, a bureau numbers once. */
  readonly id: string;
  readonly sellerTaxNo: string;
  readonly invoiceType: string;
  /** The form, as callers read it. */
  readonly document: JsonObject;
}

/** What became of it. */
export type InformationResult =
  | {
      readonly state: 'numbered';
      /** 16 digits. */
      readonly number: string;
    }
  /** Refused for good: it has no number, and will have none under this request. */
  | { readonly state: 'failed'; readonly code: string; readonly message: Label }
  /** It is at it: asked again later. */
  | { readonly state: 'processing' };

/** The part of a channel that is about red-letter information forms. */
export interface InformationForms {
  ask(request: InformationRequest): Promise<InformationResult>;
  /** Null: it never heard of it. */
  query(id: string): Promise<InformationResult | null>;
  /** Takes back a number that nothing was issued by; again it answers the same. */
  revoke(
    number: string,
  ): Promise<Exclude<InformationResult, { readonly state: 'numbered' }> | { readonly state: 'revoked' }>;
}

/** An account that a channel keeps. The kind is by default its own; of a tax-control cloud it is the bureau's. */
export type ListedAccount = Omit<NamedAccount, 'channel'> & Partial<Pick<NamedAccount, 'channel'>>;

/** What a buyer has done with an invoice. */
export interface BuyersUse {
  readonly deducted: boolean;
  readonly entered: boolean;
}

/** The formats in which files of an invoice come. */
export const fileFormats = ['pdf', 'ofd', 'xml'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** The part of a channel that hands out the files of what it issued. */
export interface ChannelFiles {
  /** Null: the file of a request is not there yet. */
  fetch(request: string, format: FileFormat): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** The outcome of a request. */
export type IssueResult =
  | {
      readonly state: 'issued';
      readonly number: string;
      readonly code?: string;
      /** Of the tax device that issued it. Default: none did. */
      readonly machineNo?: string;
      /** Instant. */
      readonly issuedAt: string;
      /** The files that there are of it, or will be. */
      readonly files: Readonly<Record<FileFormat, boolean>>;
    }
  /** Refused for good: nothing was issued under this request, and nothing will be. */
  | { readonly state: 'failed'; readonly code: string; readonly message: Label }
  /** It is at it: asked again later. */
  | { readonly state: 'processing' };

/**
 * A way to issue invoices: one file an implementation. It may fail in any way and at any moment; whoever calls it asks
 * with `query` what became of a request whose answer was lost, before it is sent again.
 */
export interface Channel {
  readonly name: string;
  /** Whether what it issues has no legal effect. */
  readonly simulated: boolean;
  /** Whether it is a test environment, of which the same is true. Default: no. */
  readonly testing?: boolean;
  /** Whether what is simulated counts towards the quota all the same, so that a ledger can be looked at. Default: no. */
  readonly countsQuota?: boolean;
  issue(request: IssueRequest): Promise<IssueResult>;
  /** Null: it never heard of it. */
  query(id: string): Promise<IssueResult | null>;
  /** Reads the amount that the bureau still allows a tax number; null: it does not say. */
  credit(sellerTaxNo: string): Promise<string | null>;
  /** Reads the net amount that a tax number is given for this month; null: it does not say. Default: it never does. */
  quota?(sellerTaxNo: string): Promise<string | null>;
  /** Reads all accounts that it keeps of a tax number; null: it keeps none. Default: it never does. */
  accounts?(sellerTaxNo: string): Promise<readonly ListedAccount[] | null>;
  /** Default: it knows nothing of red confirmations. */
  readonly confirmations?: Confirmations;
  /** Default: what it issues is never voided. */
  readonly voids?: Voids;
  /** Default: it numbers no red-letter information forms. */
  readonly informationForms?: InformationForms;
  /** Reads what the buyer has done with an issued invoice; null: it does not say. Default: it never says. */
  readonly use?: (invoice: Omit<VoidRequest, 'id'>) => Promise<BuyersUse | null>;
  /** Default: its files stay where it says that they are. */
  readonly files?: ChannelFiles;
}

/**
 * Nobody knows what became of a request: its channel was not reached, or what it said was no answer. What waits for it
 * says why, and is asked about before anything is sent again.
 */
export class ChannelAway extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, cause?: unknown) {
    super(reason.code, { cause });
    this.reason = reason;
  }
}

/** Chosen by what a document says; null: nothing that could issue it is connected. */
export type ChooseChannel = (asked: ChannelQuestion) => Promise<Channel | null>;

export interface ChannelQuestion {
  /** For the organisation whose document it is. */
  readonly call: Call;
  readonly channel: string | null;
  readonly invoiceType: string;
  readonly simulated: boolean;
  /** Whether its test environment is meant. */
  readonly testing: boolean;
}
