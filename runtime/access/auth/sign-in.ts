import type { Database } from '../../database/database.ts';
import type { AuthenticatorStore } from '../credentials/authenticator-store.ts';
import type { PasskeyAsked, Passkeys } from '../credentials/passkeys.ts';
import { checkPassword, type PasswordStore } from '../credentials/password.ts';
import type { BegunSignIn, SignInTickets, Tickets } from '../credentials/sign-in-ticket.ts';
import { useOnce } from '../credentials/used-once.ts';
import type { Audit } from './audit.ts';
import type { DeviceProofs } from './device-proof.ts';
import {
  appCodeWrong,
  codeWrong,
  type Gate,
  type Principal,
  passkeyRefused,
  passkeysNotHere,
  passkeyWrong,
  passwordRefused,
  resetEnded,
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
  readonly passkeys: Passkeys;
  readonly tickets: SignInTickets;
  /** Of sign-ins by a passkey alone. */
  readonly passkeyTickets: Tickets<{ readonly challenge: string }>;
  /** Of links to choose another password. */
  readonly resetTickets: SignInTickets;
  readonly database: Pick<Database, 'run' | 'dialect'>;
  clock(): number;
}

const longestUser = 100;
/** Minutes that a link to choose another password opens anything. */
export const resetMinutes = 30;
/** Milliseconds between two links for one user. */
const betweenResets = 5 * 60_000;
/** Entries an hour about what strangers choose: names nobody has, networks they come from. */
const mostOfStrangers = 200;

/** The names of an app and of a passkey that a program adds without one. */
const firstApp = 'App';
const firstPasskey = 'Passkey';

/** A password that was right, or a step after it, with all that its entry in the trail tells. */
interface Entering {
  readonly begun: BegunSignIn & { readonly ends?: number };
  readonly attempt: Attempt;
  readonly from: SignInFrom;
  /** Recovery codes that it made. Default: none. */
  readonly codes?: readonly string[];
}

/**
 * Refuses alike whether user or password is wrong, and slows down guessing. A right password is not always enough: a
 * person who has an app or a passkey shows it, one whose password is temporary chooses another, and one whose role asks
 * for two steps adds an app or a passkey. A passkey that asked for finger, face or PIN is enough by itself.
 */
export function createSignIn(
  parts: StepParts,
): Pick<Gate, 'signIn' | 'continueSignIn' | 'askForPasskey' | 'passkeySite' | 'forgotten' | 'beginReset'> {
  const { audit, people, passwords, sessions, policy, throttles, principals, devices } = parts;
  const { authenticators, passkeys, tickets, passkeyTickets, resetTickets, database, clock } = parts;

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

    async askForPasskey() {
      const asked = await passkeys.ask(null);
      if (!asked) throw passkeysNotHere();
      const { options: passkey, challenge } = asked;
      return { step: 'passkey', passkey, ticket: passkeyTickets.seal({ challenge }) };
    },
    passkeySite: async () => ((await passkeys.inUse()) ? passkeys.site : null),

    async forgotten(user, from) {
      const known = user.length <= longestUser ? await people.idOf(user) : null;
      const person = known === null ? null : await people.find(known);
      const kept = person && (await passwords.current(person.id));
      if (!person?.enabled || !kept || person.email === '') return null;
      const { id, number, name, email } = person;
      // By turns of the clock: whoever asks again and again fills nobody's mailbox.
      const turn = Math.floor(clock() / betweenResets);
      if (!(await useOnce(database, `reset ${id} ${turn}`, clock() + betweenResets))) return null;
      await audit.record({ action: 'password-forgotten', target: number, detail: detailOf(from) });
      const begun = { user: id, account: number, mark: kept.mark, coded: false, resets: true } as const;
      return { number, name, email, ticket: resetTickets.seal(begun), minutes: resetMinutes };
    },

    async beginReset(ticket, from) {
      const begun = resetTickets.open(ticket);
      if (!begun || begun.mark !== (await markOf(begun.user))) throw resetEnded();
      return goOn({ begun, attempt: attemptOf(begun.account, begun.user, from), from });
    },

    async continueSignIn(ticket, given, from) {
      const asked = passkeyTickets.open(ticket);
      if (asked) return byPasskey(asked, given, from);
      const begun = tickets.open(ticket);
      if (!begun || begun.mark !== (await markOf(begun.user))) throw signInStepEnded();
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
    const hasOwn = await authenticators.has(begun.user);
    if (hasOwn && !begun.coded) return 'code';
    if (begun.resets || (await passwords.current(begun.user))?.temporary) return 'new-password';
    return person.asksCode && !hasOwn ? 'set-up' : null;
  }

  /** Another one, or none, once the password is another. */
  async function markOf(user: string): Promise<string> {
    return (await passwords.current(user))?.mark ?? '';
  }

  async function goOn(entering: Entering): Promise<SignedIn | SignInStep> {
    const { begun } = entering;
    const step = await neededOf(entering);
    if (step === null) return open(entering);
    if (step === 'new-password')
      return { step, ticket: tickets.seal(begun), least: (await policy.current()).shortest };
    const { user, account } = begun;
    if (step === 'code') {
      const asked = await passkeys.ask(user);
      return { step, app: await authenticators.hasApp(user), ...sealed(begun, asked) };
    }
    const made = authenticators.newSecret(account);
    const name = (await people.find(user))?.name ?? account;
    const asked = await passkeys.askForNew({ id: user, number: account, name });
    return { step, ...made, ...sealed({ ...begun, secret: made.secret }, asked) };
  }

  /** The ticket, with what a passkey has to sign where one may be shown or added. */
  function sealed(begun: BegunSignIn, asked: PasskeyAsked | null) {
    if (!asked) return { ticket: tickets.seal(begun) };
    const { options: passkey, challenge } = asked;
    return { ticket: tickets.seal({ ...begun, challenge }), passkey };
  }

  async function byPasskey(
    { challenge, ends }: { readonly challenge: string; readonly ends: number },
    { passkey = {} }: StepGiven,
    from: SignInFrom,
  ) {
    const user = await passkeys.accepts({ answer: passkey, challenge, ends }, null);
    const person = user === null ? null : await people.find(user);
    if (!person) {
      await failed(attemptOf('', null, from), { ...detailOf(from), passkey: true });
      throw passkeyRefused();
    }
    const { id, number: account } = person;
    const begun = { user: id, account, mark: await markOf(id), coded: true };
    return goOn({ begun, attempt: attemptOf(account, id, from), from });
  }

  async function withCode(entering: Entering, { code = '', passkey }: StepGiven) {
    const { begun, attempt, from } = entering;
    const { user, challenge = '', ends = 0 } = begun;
    await enter(attempt, from);
    const by = passkey
      ? (await passkeys.accepts({ answer: passkey, challenge, ends }, user)) && 'passkey'
      : await authenticators.accepts(user, code);
    if (by === null) {
      await failed(attempt, { ...detailOf(from), [passkey ? 'passkey' : 'code']: true });
      throw passkey ? passkeyWrong() : codeWrong();
    }
    if (by === 'recovery') await note('recovery-code-used', begun);
    return goOn({ ...entering, begun: { ...begun, coded: true } });
  }

  async function withPassword(entering: Entering, { password = '' }: StepGiven) {
    const { resets, ...begun } = entering.begun;
    const { user, account } = begun;
    const isSame = !resets && (await passwords.verify(user, password)) !== null;
    const problems = [
      ...(await checkPassword(password, '/password', account, (await policy.current()).shortest)),
      ...(isSame ? [{ path: '/password', code: 'password-same' }] : []),
    ];
    if (problems.length > 0) throw passwordRefused({}, problems);
    await passwords.set(user, password);
    await sessions.closeOthers(user, null);
    principals.forgetAll();
    await note(resets ? 'password-reset' : 'password-changed', begun);
    return goOn({ ...entering, begun: { ...begun, mark: await markOf(user) } });
  }

  async function withApp(entering: Entering, { code = '', passkey, name }: StepGiven) {
    const { begun } = entering;
    const { user, secret, challenge = '', ends = 0 } = begun;
    if (secret === undefined) throw signInStepEnded();
    if (passkey) {
      const shown = { answer: passkey, challenge, ends };
      if (!(await passkeys.add(user, name ?? firstPasskey, shown))) throw passkeyWrong();
    } else if (!(await authenticators.add(user, { name: name ?? firstApp, secret, code })))
      throw appCodeWrong();
    const codes = await authenticators.renewCodes(user);
    await note('authenticator-added', begun);
    return goOn({ ...entering, begun: { ...begun, coded: true }, codes });
  }

  async function open({ begun, attempt, from, codes }: Entering): Promise<SignedIn> {
    const { user, account, mark, coded } = begun;
    const { address, agent, proofs = null } = from;
    const { idle } = await policy.current();
    const { token, session } = await sessions.open(user, idle, null, { agent, address }, coded);
    // Between the two somebody may have set another password and ended all sessions; this one came too late for that.
    const stands = (await markOf(user)) === mark;
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
