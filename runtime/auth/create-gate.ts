import type { Change } from '../change.ts';
import type { Database } from '../database/database.ts';
import { createAudit } from './audit.ts';
import { createDeviceProofs } from './device-proof.ts';
import { type Gate, passwordRefused, tooManyAttempts } from './gate.ts';
import { networkOf } from './known-networks.ts';
import { checkPassword, createPasswordStore, type PasswordCost } from './password.ts';
import { createPeople, type PeopleParts } from './people.ts';
import { createPolicy, settingsForm } from './policy.ts';
import { Principals } from './principals.ts';
import { hashToken } from './secret-token.ts';
import { createSessionStore } from './session-store.ts';
import { createSignIn } from './sign-in.ts';
import { createThrottles } from './throttles.ts';
import { createTokenStore } from './token-store.ts';

export interface GateParts extends PeopleParts {
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

  const devices = createDeviceProofs({ key: parts.deviceKey, clock, random });
  const signIn = createSignIn({
    ...{ audit, people, passwords, sessions, policy, throttles, principals, devices },
  });
  return {
    audit,
    authenticate: (token) => principals.find(token),

    signIn,

    async signOut(token) {
      const hash = hashToken(token);
      await sessions.close(hash);
      principals.forget(hash);
    },

    async changePassword(principal, present, next, address) {
      const { attempts, shortest } = await policy.current();
      const { id: user, number: account } = principal.user;
      // Whoever is signed in waits for nobody's guesses but those made by who is signed in as he is.
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
      return person && JSON.stringify([person.enabled, person.roles]);
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
