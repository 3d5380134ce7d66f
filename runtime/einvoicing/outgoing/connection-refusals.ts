import type { Form } from '../../../metadata/model.ts';
import { type Refusal, refusal } from '../../common/refusal.ts';

const refusals = {
  unknown: refusal('connection-host-unknown', 422),
  refused: refusal('connection-refused', 422),
  signIn: refusal('connection-sign-in', 422),
  // The words of a mail server are the administrators' to read.
  signInWrong: refusal('connection-account', 422),
  tls: refusal('connection-tls', 422),
  timeout: refusal('connection-timeout', 422),
  other: refusal('connection-failed', 422),
  // Not everybody is to learn whether anything listens there.
  notMade: refusal('connection-not-made', 422),
};

export const noAddress = refusal('connection-without-address', 422);
export const triedOften = refusal('connection-tried-often', 429);

/** The words of failed attempts, with the refusal of each and the field of the settings that it is about. */
const causes: readonly (readonly [RegExp, keyof typeof refusals, string])[] = [
  [/ENOTFOUND|EAI_AGAIN|EDNS/, 'unknown', 'host'],
  [/ECONNREFUSED/, 'refused', 'port'],
  [/EAUTH/, 'signIn', 'password'],
  [/SSL|TLS|certificate|self.signed|UNABLE_TO/i, 'tls', 'ssl'],
  [/timeout|ETIMEDOUT|Greeting never received|EHOSTUNREACH|ENETUNREACH/i, 'timeout', 'host'],
];

interface Tried {
  readonly host: string;
  readonly port: number;
  /** The words of the system or the other side. */
  readonly reason: string;
  /** Whether the caller administers the platform, and is told how the address answered. */
  readonly administers: boolean;
}

/**
 * Answers why a connection could not be made, at the field that would have to change. `names`: where a form calls it
 * otherwise.
 */
export function connectionRefusal(
  form: Form,
  { host, port, reason, administers }: Tried,
  names: Readonly<Record<string, string>> = {},
): Refusal {
  const [, cause, field] = causes.find(([pattern]) => pattern.test(reason)) ?? [null, 'other' as const, ''];
  if (!administers && cause === 'signIn') {
    const name = form.byId.get('password')?.name;
    const { code } = refusals.signInWrong();
    return refusals.signInWrong({ host }, name ? [{ path: `/${name}`, code, params: { host } }] : []);
  }
  if (!administers) {
    const name = form.byId.get(names['host'] ?? 'host')?.name;
    const { code } = refusals.notMade();
    return refusals.notMade({ host, port }, name ? [{ path: `/${name}`, code, params: { host, port } }] : []);
  }
  const params = { host, port, reason };
  const name = form.byId.get(names[field] ?? field)?.name;
  const { code } = refusals[cause]();
  return refusals[cause](params, name ? [{ path: `/${name}`, code, params }] : []);
}
