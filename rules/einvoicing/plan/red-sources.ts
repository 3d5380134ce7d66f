import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Decided } from '../../decisions/trace.ts';
import type { Line } from '../common/line.ts';
import type { Application } from '../forms/documents.ts';
import type { MatchedBlue } from '../match-blue/match-blue.ts';
import type { BlueInvoice } from '../match-blue/remaining.ts';
import type { ConfirmationReach, RedConfirmation } from '../match-red-confirmation/match-red-confirmation.ts';
import type { Held } from '../red-confirmation/held.ts';

/** A blue invoice that is stored. */
export interface StoredBlue extends BlueInvoice {
  readonly id: string;
  /** Ids of its lines. */
  readonly rows: readonly string[];
  /** Red confirmations of it that are agreed to and nothing goes by yet, in the order in which they are used. */
  readonly agreed: readonly { readonly id: string; readonly number: string }[];
  /** Whether it is taken back by one of them alone: none is made for it by itself. */
  readonly waits: boolean;
  /** The parts of its lines that these, and those that somebody has to answer yet, keep for whoever goes by them. */
  readonly held: readonly { readonly id: string; readonly lines: readonly Held[] }[];
}

/** A red confirmation that is stored. */
export interface StoredConfirmation extends RedConfirmation {
  readonly id: string;
  /** Id of its blue invoice; null: one that was issued elsewhere. */
  readonly blue: string | null;
}

/** A red-letter information form that is stored. */
export interface StoredInformation {
  readonly id: string;
  /** Of 16 digits, as the bureau gave it. */
  readonly number: string;
  /** Id of its blue invoice; null: it names none. */
  readonly blue: string | null;
  readonly lines: readonly Line[];
}

/** The blue invoices that are to be read, and their order: by when they were issued. */
export interface BluesWanted {
  /** Local date; a day earlier may be among them. */
  readonly first: string;
  readonly order: 'earliest' | 'latest';
}

export interface BluePage {
  readonly blues: readonly StoredBlue[];
  readonly isLast: boolean;
}

export interface ConfirmationPage {
  readonly confirmations: readonly StoredConfirmation[];
  readonly isLast: boolean;
}

/** The reach of the rules for a document: how far back they look. */
export interface BlueReach {
  /** Local date: none of them looks further back. */
  readonly first: string;
  /** The order in which the first of them takes; null: only who has seen all of them knows. */
  readonly order: BluesWanted['order'] | null;
  /** Id of the first of them. */
  readonly rule: string | null;
}

/** The blue invoices and confirmations that earlier documents take, so that later ones are not promised them again. */
export interface TakenReds {
  /** By id, as it is afterwards. */
  readonly blues: Map<string, StoredBlue>;
  readonly confirmations: Set<string>;
}

/** The sources in which negative documents look for blue invoices and confirmations that they take back. */
export interface RedSources {
  /** The way of a document that names neither a blue invoice nor a confirmation. */
  readonly unlinked: 'blue' | 'confirmation-then-blue';
  /** Nobody is there to choose: rules without a panel count as well. */
  readonly automatic: boolean;
  /** Somebody sits before a page, for whom quantities are not matched. */
  readonly byPage: boolean;
  /** Of the buyer of a document, with what is left of them now, page by page in the order asked. */
  blues(document: JsonObject, asked: BluesWanted): AsyncIterable<BluePage>;
  blue(id: string): Promise<StoredBlue | null>;
  /** Of the buyer of a document, those that nothing goes by yet, page by page: the one entered first is the first. */
  confirmations(document: JsonObject, asked: ConfirmationReach): AsyncIterable<ConfirmationPage>;
  /** Null: it is used, or gone. */
  confirmation(id: string): Promise<StoredConfirmation | null>;
  /** Null: it is not numbered, used, or gone. */
  information(id: string): Promise<StoredInformation | null>;
}

export interface BlueAsked {
  readonly application: Application;
  readonly lines: readonly Line[];
  readonly invoices: readonly BlueInvoice[];
  /** Whether the document names them: no rule is asked then. */
  readonly linked: boolean;
}

export interface ConfirmationAsked {
  readonly application: Application;
  readonly lines: readonly Line[];
  readonly confirmations: readonly RedConfirmation[];
  readonly linked: boolean;
}

/** The same with the decisions that choose among them. */
export interface Reds extends RedSources {
  /** The amount by which the tax of a confirmation that somebody linked may be apart. Default: not at all. */
  readonly linkTolerance?: string | null;
  readonly taken: TakenReds;
  /** Null: no rule is for it. */
  blueReach(application: Application): Promise<BlueReach | null>;
  /** Null: no rule is for it. */
  confirmationReach(application: Application): Promise<ConfirmationReach | null>;
  matchBlue(asked: BlueAsked): Promise<Decided<MatchedBlue>>;
  matchConfirmation(asked: ConfirmationAsked): Promise<Decided<{ readonly confirmation: string | null }>>;
}
