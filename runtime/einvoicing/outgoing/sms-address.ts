/** The address at which text messages are handed over. */
export interface SmsAddress {
  readonly url: string;
  /** Sent along as a bearer token; null: none is asked for. */
  readonly token: string | null;
}

/**
 * `https://gateway.example.com/messages`; null: it is no such address.
 *
 * @example
 * readSms('https://sms.example.com/send', 'secret')?.token //=> 'secret'
 * readSms('sms.example.com', undefined) //=> null
 */
export function readSms(text: string, token: string | undefined): SmsAddress | null {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) return null;
  return { url: text, token: token ?? null };
}
