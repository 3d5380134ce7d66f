import type { AuthenticatorStore } from '../credentials/authenticator-store.ts';
import type { Passkeys } from '../credentials/passkeys.ts';
import type { PasswordStore } from '../credentials/password.ts';
import type { SignInTickets } from '../credentials/sign-in-ticket.ts';
import type { Audit } from './audit.ts';
import {
  appCodeWrong,
  authenticatorNeeded,
  type OwnAuthenticators,
  type Principal,
  passkeysNotHere,
  passkeyWrong,
  signInStepEnded,
} from './gate.ts';
import type { People } from './people.ts';
import type { SessionStore } from './session-store.ts';
import type { ConfirmPassword } from './sign-in.ts';

interface OwnParts {
  readonly store: AuthenticatorStore;
  readonly passkeys: Passkeys;
  readonly audit: Audit;
  readonly people: Pick<People, 'find'>;
  readonly passwords: Pick<PasswordStore, 'current'>;
  readonly sessions: Pick<SessionStore, 'confirm'>;
  readonly tickets: SignInTickets;
  readonly confirm: ConfirmPassword;
}

/** What people do about their own apps, passkeys and codes, each step of it after the present password, and told in the trail. */
export function createOwnAuthenticators(parts: OwnParts): OwnAuthenticators {
  const { store, passkeys, audit, people, passwords, sessions, tickets, confirm } = parts;
  const note = (action: string, { user }: Principal) =>
    audit.record({ action, actor: user, target: user.number });
  const begunBy = async ({ user }: Principal) => {
    const kept = await passwords.current(user.id);
    return { user: user.id, account: user.number, mark: kept?.mark ?? '', coded: true };
  };
  const isNeeded = async (user: string) => (await people.find(user))?.asksCode === true;

  return {
    passkeysAt: passkeys.site,
    list: store.list,
    codesLeft: store.codesLeft,
    isNeeded,

    async begin(principal, { present, address }) {
      await confirm(principal, present, address);
      const made = store.newSecret(principal.user.number);
      return { ...made, ticket: tickets.seal({ ...(await begunBy(principal)), secret: made.secret }) };
    },

    async beginPasskey(principal, { present, address }) {
      await confirm(principal, present, address);
      const asked = await passkeys.askForNew(principal.user);
      if (!asked) throw passkeysNotHere();
      const { options: passkey, challenge } = asked;
      return { passkey, ticket: tickets.seal({ ...(await begunBy(principal)), challenge }) };
    },

    async add(principal, { ticket, name, code = '', passkey = {} }) {
      const begun = tickets.open(ticket);
      const { id } = principal.user;
      const kept = await passwords.current(id);
      if (begun?.user !== id || begun.mark !== (kept?.mark ?? '')) throw signInStepEnded();
      const { secret, challenge = '', ends } = begun;
      const isFirst = !(await store.has(id));
      if (secret !== undefined) {
        if (!(await store.add(id, { name, secret, code }))) throw appCodeWrong();
      } else if (!(await passkeys.add(id, name, { answer: passkey, challenge, ends }))) throw passkeyWrong();
      await sessions.confirm(principal.id);
      await note('authenticator-added', principal);
      return isFirst ? store.renewCodes(id) : [];
    },

    async remove(principal, app, { present, address }) {
      await confirm(principal, present, address);
      const { id } = principal.user;
      const apps = await store.list(id);
      if (apps.length === 1 && apps[0]?.id === app && (await isNeeded(id))) throw authenticatorNeeded();
      const removed = await store.remove(id, app);
      if (removed) await note('authenticator-removed', principal);
      return removed;
    },

    async renewCodes(principal, { present, address }) {
      await confirm(principal, present, address);
      if (!(await store.has(principal.user.id))) return [];
      await note('recovery-codes-renewed', principal);
      return store.renewCodes(principal.user.id);
    },

    async removeAll({ id, number }, by) {
      const removed = await store.removeAll(id);
      if (removed > 0)
        await audit.record({
          action: 'authenticators-removed',
          ...(by && { actor: by }),
          target: number,
          detail: { apps: removed },
        });
      return removed;
    },
  };
}
