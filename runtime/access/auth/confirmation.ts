import type { AuthenticatorStore } from '../credentials/authenticator-store.ts';
import type { Passkeys } from '../credentials/passkeys.ts';
import type { Tickets } from '../credentials/sign-in-ticket.ts';
import type { Audit } from './audit.ts';
import {
  codeWrong,
  confirmationNeeded,
  type Gate,
  type Principal,
  passkeyWrong,
  signInStepEnded,
  tooManyAttempts,
} from './gate.ts';
import { networkOf } from './known-networks.ts';
import type { PolicyKeeper } from './policy.ts';
import type { SessionStore } from './session-store.ts';
import type { Throttles } from './throttles.ts';

interface ConfirmationParts {
  readonly authenticators: AuthenticatorStore;
  readonly passkeys: Passkeys;
  readonly sessions: SessionStore;
  readonly tickets: Tickets<{ readonly user: string; readonly challenge?: string }>;
  readonly policy: PolicyKeeper;
  readonly throttles: Throttles;
  readonly audit: Audit;
  clock(): number;
}

/** Minutes for which a session that was confirmed is not asked again. */
const minutes = 15;

/** Refuses where a session has to be confirmed before it writes something dangerous. */
export function createConfirmed({
  authenticators,
  sessions,
  clock,
}: Pick<ConfirmationParts, 'authenticators' | 'sessions' | 'clock'>) {
  return async (session: string, user: string): Promise<void> => {
    const at = await sessions.confirmedAt(session);
    const isLately = at !== null && clock() - at < minutes * 60_000;
    if (!isLately && (await authenticators.has(user))) throw confirmationNeeded();
  };
}

/** Confirms a session by the code or the passkey of its person: whoever sits down at an open page has neither. */
export function createConfirmation(parts: ConfirmationParts): Gate['confirmation'] {
  const { authenticators, passkeys, sessions, tickets, policy, throttles, audit } = parts;
  return {
    async begin({ user: { id: user } }) {
      const asked = await passkeys.ask(user);
      const challenge = asked && { challenge: asked.challenge };
      return {
        step: 'code',
        ticket: tickets.seal({ user, ...challenge }),
        app: await authenticators.hasApp(user),
        ...(asked && { passkey: asked.options }),
      };
    },

    async finish(principal, { ticket, code = '', passkey }, address) {
      const { id: user, number: account } = principal.user;
      const begun = tickets.open(ticket);
      if (begun?.user !== user) throw signInStepEnded();
      const { challenge = '', ends } = begun;
      const attempt = { account, user, network: networkOf(address), device: `signed in ${user}` };
      const pause = await throttles.enter(attempt, (await policy.current()).attempts);
      if (pause) throw tooManyAttempts({ seconds: pause.seconds });
      const by = passkey
        ? await passkeys.accepts({ answer: passkey, challenge, ends }, user)
        : await authenticators.accepts(user, code);
      if (by === null) throw passkey ? passkeyWrong() : codeWrong();
      await throttles.succeeded(attempt);
      await sessions.confirm(principal.id);
      if (by === 'recovery') await note('recovery-code-used', principal);
    },
  };

  function note(action: string, { user }: Principal): Promise<void> {
    return audit.record({ action, actor: user, target: user.number });
  }
}
