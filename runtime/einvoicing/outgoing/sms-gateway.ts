import type { Egress } from '../../access/egress/egress.ts';
import { reasonOf } from '../../access/egress/reason-of.ts';
import { failureByAnswer } from './common/answered.ts';
import type { Outcome } from './common/sender.ts';
import type { SmsAddress } from './sms-address.ts';

export interface Sms {
  /** The same for every attempt: a gateway that knows it sends once. */
  readonly id: string;
  readonly to: string;
  readonly text: string;
  /** The text in brackets before the message, where the gateway adds it; null: none. */
  readonly signature: string | null;
}

/** Hands text messages over. A provider whose interface is another one is one more file. */
export interface SmsGateway {
  send(sms: Sms, signal: AbortSignal): Promise<Outcome>;
}

/**
 * A gateway that takes `POST { id, to, text, signature }` and answers 2xx once it has the message. 429 and 5xx are
 * tried again, other answers are refusals for good. Where the connection breaks nobody knows what became of it.
 */
export function httpGateway({ url, token }: SmsAddress, egress: Egress): SmsGateway {
  return {
    async send(sms, signal) {
      try {
        const response = await egress.request(url, {
          by: 'operator',
          method: 'POST',
          signal,
          headers: {
            'content-type': 'application/json',
            'idempotency-key': sms.id,
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify(sms),
        });
        const { status } = response;
        if (response.ok) {
          response.body.destroy();
          return { state: 'sent' };
        }
        const failure = await failureByAnswer('sms-refused', response);
        return { state: status === 429 || status >= 500 ? 'again' : 'failed', failure };
      } catch (error) {
        const reason = reasonOf(error);
        // Nothing was sent where nobody answered the door.
        const isOutside = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(reason);
        if (isOutside) return { state: 'again', failure: { code: 'sms-unreachable', detail: reason } };
        return { state: 'unclear', failure: { code: 'sms-unclear', detail: reason } };
      }
    },
  };
}
