import type { Change } from '../../common/change.ts';
import type { Database } from '../../database/database.ts';
import { type Audit, createAudit } from './audit.ts';
import { createDeviceProofs, type DeviceProofs } from './device-proof.ts';
import {
  type Gate,
  type Principal,
  passwordRefused,
  signInFailed,
  tooManyAttempts,
  type UserName,
} from './gate.ts';
import { networkOf } from './known-networks.ts';
import { checkPassword, createPasswordStore, type PasswordCost, type PasswordStore } from './password.ts';
import { createPeople, type People, type PeopleParts } from './people.ts';
import { createPolicy, type PolicyKeeper, settingsForm } from './policy.ts';
import { Principals } from './principals.ts';
import { hashToken } from './secret-token.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';
import { type Attempt, createThrottles, type Throttles } from './throttles.ts';
import { createTokenStore } from './token-store.ts';

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

const longestUser = 100;
/** Entries an hour about what strangers choose: names nobody has, networks they come from. */
const mostOfStrangers = 200;

/** Refuses alike whether user or password is wrong, and slows down guessing. */
function createSignIn(parts: SignInParts): Gate['signIn'] {
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
    const { token, session } = await sessions.open(known, idle, null, { agent, address });
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
    await noteSignIn(audit, principal, user, detail);
    return { token, principal, idle, proofs: devices.proven(proofs, known) };
  };

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
function createAdmit(
  parts: Pick<SignInParts, 'audit' | 'sessions' | 'policy' | 'principals' | 'devices'>,
): Gate['admit'] {
  const { audit, sessions, policy, principals, devices } = parts;
  return async (user, { number, ...origin }, { address, agent, requestId, proofs = null }) => {
    const { idle } = await policy.current();
    const { token, session } = await sessions.open(user, idle, origin, { agent, address });
    const principal = await principals.ofSession(session.hash);
    if (!principal) {
      await sessions.close(session.hash);
      return null;
    }
    const detail = { address, requestId, provider: number, ...(agent === null ? {} : { agent }) };
    await noteSignIn(audit, principal, principal.user.number, detail);
    return { token, principal, idle, proofs: devices.proven(proofs, user) };
  };
}

function keyOf({ account, network }: Attempt): string {
  return `sign-in-failed\n${account}\n${network}`;
}

interface GateParts extends PeopleParts {
  readonly database: Database;
  clock(): number;
  random(size: number): Uint8Array;
  newId(): string;
  /** Every committed change, soon after it was made. */
  follow(listener: (changes: readonly Change[]) => void): () => void;
  /** Seals what browsers bring to show that somebody signed in there before. */
  readonly deviceKey: Uint8Array;
  readonly passwordCost?: PasswordCost;
  /** Told what went wrong beside a request. Default: nobody is told. */
  readonly failed?: (error: unknown) => void;
}

/** Forms by id whose changes change who somebody is or what he may do. */
const decisive: ReadonlySet<string> = new Set(['user', 'role', 'token', 'organisation']);

export function createGate(parts: GateParts): Gate {
  const { database, clock, random, passwordCost: cost } = parts;
  const failed = parts.failed ?? (() => {});
  const audit = createAudit({ database, clock, newId: parts.newId, failed });
  const people = createPeople(parts);
  const passwords = createPasswordStore({ database, clock, random, ...(cost && { cost }) });
  const sessions = createSessionStore({ database, clock, random });
  const tokens = createTokenStore(parts);
  const policy = createPolicy(parts);
  const throttles = createThrottles(database, clock);
  const principals = new Principals({
    people,
    sessions,
    tokens,
    clock,
    orgs: () => parts.served().orgs,
    idle: async () => (await policy.current()).idle,
    today: (org) => parts.now(org).localDate,
    failed,
  });
  parts.follow((changes) => {
    if (changes.some(({ form }) => decisive.has(form))) principals.peopleChanged();
    if (changes.some(({ form }) => form === settingsForm)) policy.changed();
  });

  const sessionsEnded = ({ number }: UserName, actor: UserName, count: number) =>
    audit.record({ action: 'sessions-ended', actor, target: number, detail: { sessions: count } });

  const devices = createDeviceProofs({ key: parts.deviceKey, clock, random });
  const signIn = createSignIn({
    audit,
    people,
    passwords,
    sessions,
    policy,
    throttles,
    principals,
    devices,
  });
  return {
    audit,
    authenticate: (token) => principals.find(token),
    readerFor: (user, id) => principals.readerFor(user, id),

    signIn,
    admit: createAdmit({ audit, sessions, policy, principals, devices }),

    async signOut(token) {
      const hash = hashToken(token);
      const origin = await sessions.origin(hash);
      await sessions.close(hash);
      principals.forget(hash);
      return origin;
    },

    sessions: (user, reader) => sessions.listed(user, reader),

    async endSession(user, id) {
      const found = (await sessions.listed(user.id)).find((one) => one.id === id);
      if (!found) return false;
      await sessions.close(found.hash);
      principals.forget(found.hash);
      await sessionsEnded(user, user, 1);
      return true;
    },

    async endSessions(user, kept, by) {
      const ended = await sessions.closeOthers(user.id, kept);
      principals.forgetAll();
      if (ended > 0) await sessionsEnded(user, by, ended);
      return ended;
    },

    async changePassword(principal, present, next, address) {
      const { attempts, shortest } = await policy.current();
      const { id: user, number: account } = principal.user;
      // A signed-in user waits for nobody's guesses but those made by who is signed in as he is.
      const attempt = { account, user, network: networkOf(address), device: `signed in ${user}` };
      const pause = await throttles.enter(attempt, attempts);
      if (pause) throw tooManyAttempts({ seconds: pause.seconds });
      if ((await passwords.verify(user, present)) === null)
        throw passwordRefused({}, [{ path: '/present', code: 'password-wrong' }]);
      await throttles.succeeded(attempt);
      const problems = [
        ...checkPassword(next, '/next', principal.user.number, shortest),
        ...(next === present ? [{ path: '/next', code: 'password-same' }] : []),
      ];
      if (problems.length > 0) throw passwordRefused({}, problems);
      await passwords.set(principal.user.id, next);
      const kept = principal.credential === 'session' ? principal.id : null;
      const ended = await sessions.closeOthers(principal.user.id, kept);
      principals.forgetAll();
      await audit.record({
        action: 'password-changed',
        actor: principal.user,
        target: principal.user.number,
      });
      return ended;
    },

    async passwordProblems(user, password, path) {
      return checkPassword(password, path, user, (await policy.current()).shortest);
    },

    async rightsMark(user) {
      const person = await people.find(user);
      return person && JSON.stringify([person.enabled, person.roles, person.records]);
    },

    rightsOf: (user) => principals.rightsOf(user),

    hasPassword: passwords.has,

    async setPassword(user, password) {
      const problems = checkPassword(password, '/password', user.number, (await policy.current()).shortest);
      if (problems.length > 0) throw passwordRefused({}, problems);
      await passwords.set(user.id, password);
      const ended = await sessions.closeOthers(user.id, null);
      principals.forgetAll();
      return ended;
    },

    prepareToken: () => tokens.make(),
    issueToken: (token, record, user) => tokens.remember(token, record, user),

    async revokeToken(record) {
      await tokens.revoke(record);
      principals.forgetAll();
    },
  };
}
