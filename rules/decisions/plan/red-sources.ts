import type { JsonObject } from '../../../metadata/json.ts';
import type { Line } from '../common/line.ts';
import type { Decided } from '../common/trace.ts';
import type { BlueInvoice, MatchedBlue } from '../match-blue/match-blue.ts';
import type { RedConfirmation } from '../match-red-confirmation/match-red-confirmation.ts';

/** A blue invoice that is stored. */
export interface StoredBlue extends BlueInvoice {
  readonly id: string;
  /** Ids of its lines. */
  readonly rows: readonly string[];
  /** It may be taken back only once a red confirmation of it is agreed to. */
  readonly waits: boolean;
}

/** A red confirmation that is stored. */
export interface StoredConfirmation extends RedConfirmation {
  readonly id: string;
  /** Id of its blue invoice; null: one that was issued elsewhere. */
  readonly blue: string | null;
}

/** Where negative documents look for what they are taken back from. */
export interface RedSources {
  /** What is done where a document names neither a blue invoice nor a confirmation. */
  readonly unlinked: 'blue' | 'confirmation-then-blue';
  /** Nobody is there to choose: rules without a panel count as well. */
  readonly automatic: boolean;
  /** Somebody sits before a page, for whom quantities are not matched. */
  readonly byPage: boolean;
  /** Of the buyer of a document, with what is left of them now. */
  blues(document: JsonObject): Promise<readonly StoredBlue[]>;
  blue(id: string): Promise<StoredBlue | null>;
  /** Of the buyer of a document, those that nothing goes by yet. */
  confirmations(document: JsonObject): Promise<readonly StoredConfirmation[]>;
  /** Null: it is used, or gone. */
  confirmation(id: string): Promise<StoredConfirmation | null>;
}

export interface BlueAsked {
  readonly application: JsonObject;
  readonly lines: readonly Line[];
  readonly invoices: readonly BlueInvoice[];
  /** They are named by the document: no rule is asked. */
  readonly linked: boolean;
}

export interface ConfirmationAsked {
  readonly application: JsonObject;
  readonly lines: readonly Line[];
  readonly confirmations: readonly RedConfirmation[];
  readonly linked: boolean;
}

/** The same with the decisions that choose among them. */
export interface Reds extends RedSources {
  matchBlue(asked: BlueAsked): Promise<Decided<MatchedBlue>>;
  matchConfirmation(asked: ConfirmationAsked): Promise<Decided<{ readonly confirmation: string | null }>>;
}
