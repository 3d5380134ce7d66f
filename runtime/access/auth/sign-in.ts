import type { AuthenticatorStore } from '../credentials/authenticator-store.ts';
import { checkPassword, type PasswordStore } from '../credentials/password.ts';
import type { BegunSignIn, SignInTickets } from '../credentials/sign-in-ticket.ts';
import type { Audit } from './audit.ts';
import type { DeviceProofs } from './device-proof.ts';
import {
  appCodeWrong,
  codeWrong,
  type Gate,
  type Principal,
  passwordRefused,
  type SignedIn,
  type SignInFrom,
  type SignInStep,
  type StepGiven,
  signInFailed,
  signInStepEnded,
  tooManyAttempts,
} from './gate.ts';
import { networkOf } from './known-networks.ts';
import type { People } from './people.ts';
import type { PolicyKeeper } from './policy.ts';
import type { Principals } from './principals.ts';
import type { SessionStore } from './session-store.ts';
import type { Attempt, Throttles } from './throttles.ts';

interface SignInParts {
  readonly audit: Audit;
  readonly people: People;
  readonly passwords: PasswordStore;
  readonly sessions: SessionStore;
  readonly policy: PolicyKeeper;
  readonly throttles: Throttles;
  readonly principals: Principals;
  readonly devices: DeviceProofs;
}

interface StepParts extends SignInParts {
  readonly authenticators: AuthenticatorStore;
  readonly tickets: SignInTickets;
}

const longestUser = 100;
/** Entries an hour about what strangers choose: names nobody has, networks they come from. */
const mostOfStrangers = 200;

/** The name of an app that a program adds without one. */
const firstApp = 'App';

/** A password that was right, or a step after it, with all that its entry in the trail tells. */
interface Entering {
  readonly begun: BegunSignIn;
  readonly attempt: Attempt;
  readonly from: SignInFrom;
  /** Recovery codes that it made. Default: none. */
  readonly codes?: readonly string[];
}

/**
 * Refuses alike whether user or password is wrong, and slows down guessing. A right password is not always enough: a
 * person who has an app shows a code of it, one whose password is temporary chooses another, and one whose role asks for
 * codes adds an app.
 */
export function createSignIn(parts: StepParts): Pick<Gate, 'signIn' | 'continueSignIn'> {
  const { audit, people, passwords, sessions, policy, throttles, principals, devices } = parts;
  const { authenticators, tickets } = parts;

  return {
    async signIn(user, password, from) {
      const known = user.length <= longestUser ? await people.idOf(user) : null;
      const attempt = attemptOf(user, known, from);
      await enter(attempt, from);
      const right = await passwords.verify(known, password);
      if (!known || right === null) {
        await failed(attempt, detailOf(from));
        throw signInFailed();
      }
      return goOn({ begun: { user: known, account: user, mark: right.mark, coded: false }, attempt, from });
    },

    async continueSignIn(ticket, given, from) {
      const begun = tickets.open(ticket);
      const kept = begun && (await passwords.current(begun.user));
      if (!begun || begun.mark !== kept?.mark) throw signInStepEnded();
      const entering = { begun, attempt: attemptOf(begun.account, begun.user, from), from };
      const needed = await neededOf(entering);
      if (needed === 'code') return withCode(entering, given);
      if (needed === 'new-password') return withPassword(entering, given);
      return needed === 'set-up' ? withApp(entering, given) : goOn(entering);
    },
  };

  function attemptOf(account: string, user: string | null, { address, proofs = null }: SignInFrom): Attempt {
    return {
      account: account.slice(0, 255),
      user,
      network: networkOf(address),
      device: user === null ? null : devices.deviceOf(proofs, user),
    };
  }

  /** Every try counts as failed until it succeeded, that of a code as well as that of a password. */
  async function enter(attempt: Attempt, from: SignInFrom): Promise<void> {
    const { attempts } = await policy.current();
    const pause = await throttles.enter(attempt, attempts);
    if (!pause) return;
    await held(attempt, pause.by, detailOf(from));
    throw tooManyAttempts({ seconds: pause.seconds });
  }

  /** Null: nothing; the session may begin. */
  async function neededOf({ begun, attempt, from }: Entering): Promise<SignInStep['step'] | null> {
    const person = await people.find(begun.user);
    if (!person?.enabled) {
      await failed(attempt, { ...detailOf(from), disabled: true });
      throw signInFailed();
    }
    const hasApp = await authenticators.has(begun.user);
    if (hasApp && !begun.coded) return 'code';
    if ((await passwords.current(begun.user))?.temporary) return 'new-password';
    return person.asksCode && !hasApp ? 'set-up' : null;
  }

  async function goOn(entering: Entering): Promise<SignedIn | SignInStep> {
    const { begun } = entering;
    const step = await neededOf(entering);
    if (step === null) return open(entering);
    if (step === 'code') return { step, ticket: tickets.seal(begun) };
    if (step === 'new-password')
      return { step, ticket: tickets.seal(begun), least: (await policy.current()).shortest };
    const made = authenticators.newSecret(begun.account);
    return { step, ticket: tickets.seal({ ...begun, secret: made.secret }), ...made };
  }

  async function withCode(entering: Entering, { code = '' }: StepGiven) {
    const { begun, attempt, from } = entering;
    await enter(attempt, from);
    const by = await authenticators.accepts(begun.user, code);
    if (by === null) {
      await failed(attempt, { ...detailOf(from), code: true });
      throw codeWrong();
    }
    if (by === 'recovery') await note('recovery-code-used', begun);
    return goOn({ ...entering, begun: { ...begun, coded: true } });
  }

  async function withPassword(entering: Entering, { password = '' }: StepGiven) {
    const { begun } = entering;
    const { user, account } = begun;
    const problems = [
      ...(await checkPassword(password, '/password', account, (await policy.current()).shortest)),
      ...((await passwords.verify(user, password)) ? [{ path: '/password', code: 'password-same' }] : []),
    ];
    if (problems.length > 0) throw passwordRefused({}, problems);
    await passwords.set(user, password);
    await sessions.closeOthers(user, null);
    principals.forgetAll();
    await note('password-changed', begun);
    const mark = (await passwords.current(user))?.mark ?? '';
    return goOn({ ...entering, begun: { ...begun, mark } });
  }

  async function withApp(entering: Entering, { code = '', name = firstApp }: StepGiven) {
    const { begun } = entering;
    const { user, secret } = begun;
    if (secret === undefined) throw signInStepEnded();
    if (!(await authenticators.add(user, { name, secret, code }))) throw appCodeWrong();
    const codes = await authenticators.renewCodes(user);
    await note('authenticator-added', begun);
    return goOn({ ...entering, begun: { ...begun, coded: true }, codes });
  }

  async function open({ begun, attempt, from, codes }: Entering): Promise<SignedIn> {
    const { user, account, mark } = begun;
    const { address, agent, proofs = null } = from;
    const { idle } = await policy.current();
    const { token, session } = await sessions.open(user, idle, null, { agent, address });
    // Between the two somebody may have set another password and ended all sessions; this one came too late for that.
    const stands = (await passwords.current(user))?.mark === mark;
    const principal = stands ? await principals.ofSession(session.hash) : null;
    if (!principal) {
      await sessions.close(session.hash);
      await failed(attempt, { ...detailOf(from), ...(stands ? { disabled: true } : {}) });
      throw signInFailed();
    }
    await throttles.succeeded(attempt);
    audit.end(keyOf(attempt));
    await noteSignIn(audit, principal, account, detailOf(from));
    return { token, principal, idle, proofs: devices.proven(proofs, user), ...(codes && { codes }) };
  }

  async function note(action: string, { user }: BegunSignIn): Promise<void> {
    const person = await people.find(user);
    if (!person) return;
    const { id, number } = person;
    await audit.record({ action, actor: { id, number }, target: number });
  }

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

  /** Notes that somebody has to wait; one entry for each account or network whose guesses caused it. */
  function held({ account, network }: Attempt, by: 'network' | 'account', detail: Detail): Promise<void> {
    const target = by === 'account' ? account : network;
    const group = `sign-in-held\n${by}`;
    const about = { action: 'sign-in-held' };
    const entry = { ...about, target, detail };
    return audit.count({ key: `${group}\n${target}`, group, most: mostOfStrangers, entry, rest: about });
  }
}

type Detail = Readonly<Record<string, string | boolean>>;

function detailOf({ address, requestId, agent }: SignInFrom): Detail {
  return { address, requestId, ...(agent === null ? {} : { agent }) };
}

/** Each is an entry of its own, but for whoever signs in all the time. */
function noteSignIn(
  audit: Audit,
  { id, user, org }: Principal,
  target: string,
  detail: Detail,
): Promise<void> {
  const signedIn = { action: 'sign-in', actor: user, target, org };
  return audit.count({
    key: `sign-in\n${id}`,
    group: `sign-in\n${user.id}`,
    entry: { ...signedIn, detail },
    rest: { ...signedIn, detail: {} },
  });
}

/** Lets in whom a provider vouches for: there is no password to guess, so nothing is slowed down here. */
export function createAdmit(
  parts: Pick<SignInParts, 'audit' | 'sessions' | 'policy' | 'principals' | 'devices'>,
): Gate['admit'] {
  const { audit, sessions, policy, principals, devices } = parts;
  return async (user, { number, ...origin }, from) => {
    const { address, agent, proofs = null } = from;
    const { idle } = await policy.current();
    const { token, session } = await sessions.open(user, idle, origin, { agent, address });
    const principal = await principals.ofSession(session.hash);
    if (!principal) {
      await sessions.close(session.hash);
      return null;
    }
    await noteSignIn(audit, principal, principal.user.number, { ...detailOf(from), provider: number });
    return { token, principal, idle, proofs: devices.proven(proofs, user) };
  };
}

function keyOf({ account, network }: Attempt): string {
  return `sign-in-failed\n${account}\n${network}`;
}

/** Checks that whoever is signed in knows the present password. */
export type ConfirmPassword = (principal: Principal, present: string, address: string) => Promise<void>;

export function createConfirm({
  passwords,
  policy,
  throttles,
}: Pick<SignInParts, 'passwords' | 'policy' | 'throttles'>): ConfirmPassword {
  return async (principal, present, address) => {
    const { attempts } = await policy.current();
    const { id: user, number: account } = principal.user;
    // A signed-in user waits for nobody's guesses but those made by who is signed in as he is.
    const attempt = { account, user, network: networkOf(address), device: `signed in ${user}` };
    const pause = await throttles.enter(attempt, attempts);
    if (pause) throw tooManyAttempts({ seconds: pause.seconds });
    if ((await passwords.verify(user, present)) === null)
      throw passwordRefused({}, [{ path: '/present', code: 'password-wrong' }]);
    await throttles.succeeded(attempt);
  };
}
