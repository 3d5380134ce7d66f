import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import { reasonText } from '../../../common/messages/reasons.ts';
import type { OutgoingCode } from '../../messages/outgoing.ts';

/** The outcome of one attempt. */
export type Outcome =
  | { readonly state: 'sent'; readonly values?: JsonObject }
  /** Tried again later, as long as there are pauses left. */
  | { readonly state: 'again'; readonly failure: Failure; readonly values?: JsonObject }
  /** Trying again would not help: somebody has to look at it. */
  | { readonly state: 'failed'; readonly failure: Failure; readonly values?: JsonObject }
  /** Something it needs is not there yet. */
  | { readonly state: 'held'; readonly failure: Failure; readonly values?: JsonObject }
  /** The news that it was to tell does not hold any more. */
  | { readonly state: 'dropped'; readonly failure: Failure; readonly values?: JsonObject }
  /** Nobody knows whether it arrived. */
  | { readonly state: 'unclear'; readonly failure: Failure; readonly values?: JsonObject };

export interface Failure {
  readonly code: OutgoingCode;
  readonly params?: JsonObject;
  /** How the other side answered, in its own words: for administrators alone. Default: it said nothing. */
  readonly detail?: string;
}

/** Renders a failure for its record, which readers of both languages open. */
export function failureText({ code, params = {} }: Failure): string {
  return reasonText([{ code, params }]);
}

/** Forms whose records go out of the house, or are files that come into it in the same way. */
export type SentForm =
  | 'callback'
  | 'invoice-mail'
  | 'confirmation-mail'
  | 'invoice-sms'
  | 'invoice-file'
  | 'cloud-message'
  | 'image-push';

/** One kind of thing that goes out: its records say how far each is. */
export interface Sender<Id extends SentForm = SentForm> {
  /** Id of the form of its records. */
  readonly form: Id;
  /** Those of one document go out one after another. Default: each goes by itself. */
  readonly inOrder?: boolean;
  /** The fate of one whose node was gone in the middle of it: sent once more, or left to people. */
  readonly interrupted: 'waiting' | 'unclear';
  /** Longest time one attempt may take, in milliseconds. */
  readonly patience: number;
  /** An instant before which nothing of it goes out; null: now. Default: now. */
  waitUntil?(call: Call): string | null;
  /** Makes one attempt. An answer of the other side is an outcome and no error. */
  send(call: Call, record: Wire<Id>, signal: AbortSignal): Promise<Outcome>;
}
