import type { Audit } from './audit.ts';
import type { DeviceProofs } from './device-proof.ts';
import { type Gate, signInFailed, tooManyAttempts } from './gate.ts';
import { networkOf } from './known-networks.ts';
import type { PasswordStore } from './password.ts';
import type { People } from './people.ts';
import type { PolicyKeeper } from './policy.ts';
import type { Principals } from './principals.ts';
import type { SessionStore } from './session-store.ts';
import type { Attempt, Throttles } from './throttles.ts';

export interface SignInParts {
  readonly audit: Audit;
  readonly people: People;
  readonly passwords: PasswordStore;
  readonly sessions: SessionStore;
  readonly policy: PolicyKeeper;
  readonly throttles: Throttles;
  readonly principals: Principals;
  readonly devices: DeviceProofs;
}

const longestUser = 100;
/** Entries an hour about what strangers choose: names nobody has, networks they come from. */
const mostOfStrangers = 200;

/** Refuses alike whether user or password is wrong, and slows down guessing. */
export function createSignIn(parts: SignInParts): Gate['signIn'] {
  const { audit, people, passwords, sessions, policy, throttles, principals, devices } = parts;

  return async (user, password, { address, agent, requestId, proofs = null }) => {
    const { attempts, idle } = await policy.current();
    const known = user.length <= longestUser ? await people.idOf(user) : null;
    const attempt: Attempt = {
      account: user.slice(0, 255),
      user: known,
      network: networkOf(address),
      device: known === null ? null : devices.deviceOf(proofs, known),
    };
    const detail = { address, requestId, ...(agent === null ? {} : { agent }) };
    const pause = await throttles.enter(attempt, attempts);
    if (pause) {
      await held(attempt, pause.by, detail);
      throw tooManyAttempts({ seconds: pause.seconds });
    }
    const right = await passwords.verify(known, password);
    if (!known || right === null) {
      await failed(attempt, detail);
      throw signInFailed();
    }
    const { token, session } = await sessions.open(known, idle);
    // Between the two somebody may have set another password and ended all sessions; this one came too late for that.
    const stands = await passwords.stands(known, right);
    const principal = stands ? await principals.ofSession(session.hash) : null;
    if (!principal) {
      await sessions.close(session.hash);
      await failed(attempt, { ...detail, ...(stands ? { disabled: true } : {}) });
      throw signInFailed();
    }
    await throttles.succeeded(attempt);
    audit.end(keyOf(attempt));
    const signedIn = { action: 'sign-in', actor: principal.user, target: user, org: principal.org };
    // Each is an entry of its own, but for whoever signs in all the time.
    await audit.count({
      key: `sign-in\n${session.hash}`,
      group: `sign-in\n${known}`,
      entry: { ...signedIn, detail },
      rest: { ...signedIn, detail: {} },
    });
    return { token, principal, idle, proofs: devices.proven(proofs, known) };
  };

  type Detail = Readonly<Record<string, string | boolean>>;

  /** Names that nobody has are anybody's to make up: what is told of those has its end for all together. */
  function failed(attempt: Attempt, detail: Detail): Promise<void> {
    const { account, user } = attempt;
    const about = { action: 'sign-in-failed' };
    const entry = { ...about, target: account, detail };
    const key = keyOf(attempt);
    if (user === null)
      return audit.count({ key, group: 'sign-in-failed', most: mostOfStrangers, entry, rest: about });
    const rest = { ...about, target: account };
    return audit.count({ key, group: `sign-in-failed\n${account}`, entry, rest });
  }

  /** Who has to wait is told apart: by whose guesses. */
  function held({ account, network }: Attempt, by: 'network' | 'account', detail: Detail): Promise<void> {
    const target = by === 'account' ? account : network;
    const group = `sign-in-held\n${by}`;
    const about = { action: 'sign-in-held' };
    const entry = { ...about, target, detail };
    return audit.count({ key: `${group}\n${target}`, group, most: mostOfStrangers, entry, rest: about });
  }
}

function keyOf({ account, network }: Attempt): string {
  return `sign-in-failed\n${account}\n${network}`;
}
