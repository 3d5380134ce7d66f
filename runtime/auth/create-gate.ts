import type { Change } from '../change.ts';
import type { Database } from '../database/database.ts';
import { createAudit } from './audit.ts';
import type { Gate } from './gate.ts';
import type { PasswordCost } from './password.ts';
import { checkPassword } from './password-rules.ts';
import { createPasswordStore } from './password-store.ts';
import { createPeople, type PeopleParts } from './people.ts';
import { createPolicy, settingsForm } from './policy.ts';
import { Principals } from './principals.ts';
import { passwordRefused, signInFailed, tooManyAttempts } from './refusals.ts';
import { hashToken } from './secret-token.ts';
import { createSessionStore } from './session-store.ts';
import { createThrottles } from './throttles.ts';
import { createTokenStore } from './token-store.ts';

export interface GateParts extends PeopleParts {
  readonly database: Database;
  clock(): number;
  random(size: number): Uint8Array;
  newId(): string;
  /** Every committed change, soon after it was made. */
  follow(listener: (changes: readonly Change[]) => void): () => void;
  readonly passwordCost?: PasswordCost;
  /** Told what went wrong beside a request. Default: nobody is told. */
  readonly failed?: (error: unknown) => void;
}

/** Forms by id whose changes change who somebody is or what he may do. */
const decisive: ReadonlySet<string> = new Set(['user', 'role', 'token', 'organisation']);
const longestUser = 100;

export function createGate(parts: GateParts): Gate {
  const { database, clock, random, passwordCost: cost } = parts;
  const audit = createAudit({ database, clock, newId: parts.newId });
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
    failed: parts.failed ?? (() => {}),
  });
  parts.follow((changes) => {
    if (changes.some(({ form }) => decisive.has(form))) principals.peopleChanged();
    if (changes.some(({ form }) => form === settingsForm)) policy.changed();
  });

  return {
    audit,
    authenticate: (token) => principals.find(token),

    async signIn(user, password, { address, agent, requestId }) {
      const { attempts, idle } = await policy.current();
      const seconds = await throttles.enter(user, address, attempts);
      const detail = { address, requestId, ...(agent === null ? {} : { agent }) };
      if (seconds > 0) throw tooManyAttempts({ seconds });
      const known = user.length <= longestUser ? await people.idOf(user) : null;
      const right = await passwords.verify(known, password);
      if (!known || !right) {
        await audit.record({ action: 'sign-in-failed', target: user, detail });
        throw signInFailed();
      }
      const { token, session } = await sessions.open(known, idle);
      const principal = await principals.ofSession(session.hash);
      if (!principal) {
        await sessions.close(session.hash);
        await audit.record({ action: 'sign-in-failed', target: user, detail: { ...detail, disabled: true } });
        throw signInFailed();
      }
      throttles.succeeded(user, address);
      await audit.record({
        action: 'sign-in',
        actor: principal.user,
        target: user,
        org: principal.org,
        detail,
      });
      return { token, principal, idle };
    },

    async signOut(token) {
      const hash = hashToken(token);
      await sessions.close(hash);
      principals.forget(hash);
    },

    async changePassword(principal, present, next, address) {
      const { attempts, shortest } = await policy.current();
      const seconds = await throttles.enter(principal.user.number, address, attempts);
      if (seconds > 0) throw tooManyAttempts({ seconds });
      if (!(await passwords.verify(principal.user.id, present)))
        throw passwordRefused({}, [{ path: '/present', code: 'password-wrong' }]);
      throttles.succeeded(principal.user.number, address);
      const problems = [
        ...checkPassword(next, '/next', principal.user.number, shortest),
        ...(next === present ? [{ path: '/next', code: 'password-same' }] : []),
      ];
      if (problems.length > 0) throw passwordRefused({}, problems);
      await passwords.set(principal.user.id, next);
      await sessions.closeOthers(principal.user.id, principal.credential === 'session' ? principal.id : null);
      principals.forgetAll();
      await audit.record({
        action: 'password-changed',
        actor: principal.user,
        target: principal.user.number,
      });
    },

    async passwordProblems(user, password, path) {
      return checkPassword(password, path, user, (await policy.current()).shortest);
    },

    hasPassword: passwords.has,

    async setPassword(user, password) {
      const problems = checkPassword(password, '/password', user.number, (await policy.current()).shortest);
      if (problems.length > 0) throw passwordRefused({}, problems);
      await passwords.set(user.id, password);
      await sessions.closeOthers(user.id, null);
      principals.forgetAll();
    },

    prepareToken: () => tokens.make(),
    issueToken: (token, record, user) => tokens.keep(token, record, user),

    async revokeToken(record) {
      await tokens.revoke(record);
      principals.forgetAll();
    },
  };
}
