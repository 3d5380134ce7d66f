import type { Change } from '../../common/change.ts';
import type { Vault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import { createAuthenticatorStore } from '../credentials/authenticator-store.ts';
import { createPasskeys } from '../credentials/passkeys.ts';
import { checkPassword, createPasswordStore, type PasswordCost } from '../credentials/password.ts';
import { hashToken } from '../credentials/secret-token.ts';
import { createTickets } from '../credentials/sign-in-ticket.ts';
import { createAudit } from './audit.ts';
import { createConfirmation, createConfirmed } from './confirmation.ts';
import { createDeviceProofs } from './device-proof.ts';
import { type Gate, passwordRefused, type UserName } from './gate.ts';
import { createOwnAuthenticators } from './own-authenticators.ts';
import { createPeople, type PeopleParts } from './people.ts';
import { createPolicy, settingsForm } from './policy.ts';
import { Principals, type Seeing, seeingPrefix } from './principals.ts';
import { createSessionStore } from './session-store.ts';
import { createAdmit, createConfirm, createSignIn, resetMinutes } from './sign-in.ts';
import { createThrottles } from './throttles.ts';
import { createTokenStore } from './token-store.ts';

interface GateParts extends PeopleParts {
  readonly database: Database;
  clock(): number;
  random(size: number): Uint8Array;
  newId(): string;
  /** Every committed change, soon after it was made. */
  follow(listener: (changes: readonly Change[]) => void): () => void;
  /** Seals what browsers bring to show that somebody signed in there before. */
  readonly deviceKey: Uint8Array;
  /** Seals the secrets of apps, and sign-ins on their way. */
  readonly vault: Pick<Vault, 'seal' | 'open'>;
  /** The address at which people reach this server. */
  readonly url: string;
  readonly passwordCost?: PasswordCost;
  /** Told what went wrong beside a request. Default: nobody is told. */
  readonly failed?: (error: unknown) => void;
}

/** Forms by id whose changes change who somebody is or what he may do. */
const decisive: ReadonlySet<string> = new Set(['user', 'role', 'token', 'organisation']);

/** An administrator who sees as another is reminded after so long that he does. */
const seeingMinutes = 60;

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
  const authenticators = createAuthenticatorStore(parts);
  const seeing = createTickets<Seeing>(parts.vault, clock, 'seeing', seeingMinutes);
  const principals = new Principals({
    people,
    sessions,
    tokens,
    clock,
    orgs: () => parts.served().orgs,
    idle: async () => (await policy.current()).idle,
    today: (org) => parts.now(org).localDate,
    confirmed: createConfirmed({ authenticators, sessions, clock }),
    seeing,
    failed,
  });
  parts.follow((changes) => {
    if (changes.some(({ form }) => decisive.has(form))) principals.peopleChanged();
    if (changes.some(({ form }) => form === settingsForm)) policy.changed();
  });

  const sessionsEnded = ({ number }: UserName, actor: UserName, count: number) =>
    audit.record({ action: 'sessions-ended', actor, target: number, detail: { sessions: count } });

  const devices = createDeviceProofs({ key: parts.deviceKey, clock, random });
  const passkeys = createPasskeys({ store: authenticators, database, url: parts.url });
  const known = { audit, people, passwords, sessions, policy, throttles, principals, devices, passkeys };
  const confirm = createConfirm(known);
  return {
    audit,
    ...createSignIn({
      ...known,
      authenticators,
      tickets: createTickets(parts.vault, clock, 'sign-in'),
      passkeyTickets: createTickets(parts.vault, clock, 'passkey'),
      resetTickets: createTickets(parts.vault, clock, 'reset', resetMinutes),
      database,
      clock,
    }),
    authenticators: createOwnAuthenticators({
      ...known,
      store: authenticators,
      tickets: createTickets(parts.vault, clock, 'new-app'),
      confirm,
    }),
    confirmation: createConfirmation({
      ...known,
      authenticators,
      clock,
      tickets: createTickets(parts.vault, clock, 'confirmation'),
    }),
    authenticate: (token) => principals.find(token),
    readerFor: (user, id) => principals.readerFor(user, id),

    async seeAs({ id: session, user: by }, user) {
      const person = await people.find(user);
      if (!person?.enabled) return null;
      await audit.record({ action: 'seeing-began', actor: by, target: person.number });
      const ends = clock() + seeingMinutes * 60_000;
      return { token: seeingPrefix + seeing.seal({ session, user }), ends };
    },

    async endSeeing(token) {
      const principal = await principals.find(token);
      const { seenBy, number } = principal?.user ?? {};
      if (seenBy) await audit.record({ action: 'seeing-ended', actor: seenBy, target: number ?? '' });
    },

    admit: createAdmit(known),

    async signOut(token) {
      const hash = hashToken(token);
      const origin = await sessions.origin(hash);
      await sessions.close(hash);
      principals.forget(hash);
      return origin;
    },

    async endBegunBy(user, provider, isMeant) {
      const meant = (await sessions.begunBy(user, provider)).filter(({ hint }) => isMeant(hint));
      for (const { hash } of meant) {
        await sessions.close(hash);
        principals.forget(hash);
      }
      const person = meant.length > 0 ? await people.find(user) : null;
      if (person) await sessionsEnded(person, person, meant.length);
      return meant.length;
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
      await confirm(principal, present, address);
      const { shortest } = await policy.current();
      const problems = [
        ...(await checkPassword(next, '/next', principal.user.number, shortest)),
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

    leastPassword: async () => (await policy.current()).shortest,

    async passwordProblems(user, password, path) {
      return checkPassword(password, path, user, (await policy.current()).shortest);
    },

    async rightsMark(user) {
      const person = await people.find(user);
      return person && JSON.stringify([person.enabled, person.roles, person.records]);
    },

    rightsOf: (user) => principals.rightsOf(user),

    hasPassword: passwords.has,

    async setPassword(user, password, temporary) {
      const { shortest } = await policy.current();
      const problems = await checkPassword(password, '/password', user.number, shortest);
      if (problems.length > 0) throw passwordRefused({}, problems);
      await passwords.set(user.id, password, temporary);
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
