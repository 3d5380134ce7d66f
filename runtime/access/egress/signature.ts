import { createHmac } from 'node:crypto';

/**
 * The header by which a business system knows that a callback is ours and not an old one: the second it was sent,
 * and an HMAC-SHA256 of that second, a point and the body.
 *
 * @example
 * signatureOf('key', 1700000000, '{}').slice(0, 20) //=> 't=1700000000,v1=9d71'
 */
export function signatureOf(secret: string, second: number, body: string): string {
  const digest = createHmac('sha256', secret).update(`${second}.${body}`).digest('hex');
  return `t=${second},v1=${digest}`;
}
