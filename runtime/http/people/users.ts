import { users } from '../../../metadata/contract/people/credentials.ts';
import { type Gate, passwordRefused } from '../../access/auth/gate.ts';
import { platformForm } from '../../call/system-call.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { seeingCookie } from '../pipeline/headers.ts';
import { sessionNeeded, userDisabled } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { sessionsOf } from './me.ts';
import { chosenTokens, endChosen, openTokens, shownToken } from './open-tokens.ts';

/** Makes the calls that administrators make for other users. */
export function userEndpoints(gate: Gate, https: boolean): readonly Endpoint[] {
  return [
    serveCall(users.seeAs, async ({ ask }) => {
      if (ask.principal.credential !== 'session') throw sessionNeeded();
      const { id, number } = await userOf(ask);
      const seeing = await gate.seeAs(ask.principal, id);
      if (!seeing) throw userDisabled({ number: String(number) });
      const seconds = Math.round((seeing.ends - Date.parse(ask.call.now.instant)) / 1000);
      return {
        body: { ends: new Date(seeing.ends).toISOString() },
        headers: { 'set-cookie': seeingCookie(seeing.token, seconds, https) },
      };
    }),
    serveCall(users.sessions, async ({ ask }) => {
      const { id } = await userOf(ask);
      return { body: { items: await sessionsOf(gate, ask, id) } };
    }),
    serveCall(users.endSessions, async ({ ask }) => {
      const { id, number } = await userOf(ask);
      const user = { id, number: String(number) };
      return { body: { ended: await gate.endSessions(user, null, ask.principal.user) } };
    }),
    serveCall(users.hasPassword, async ({ ask }) => {
      const { id } = await userOf(ask);
      const tokens = (await openTokens(ask, id)).map(shownToken);
      return { body: { set: await gate.hasPassword(id), tokens } };
    }),
    serveCall(users.setPassword, async ({ ask, body }) => {
      const user = await userOf(ask);
      const { password, temporary, endTokens } = await body();
      const tokens = await openTokens(ask, user.id);
      const chosen = chosenTokens(endTokens, tokens);
      const number = String(user['number']);
      const problems = await gate.passwordProblems(number, password, '/password');
      if (problems.length > 0) throw passwordRefused({}, problems);
      const sessions = await gate.setPassword({ id: user.id, number }, password, temporary);
      await ask.host.audit.record({
        action: 'password-set',
        actor: ask.principal.user,
        target: number,
        ...(temporary === true && { detail: { temporary } }),
      });
      return endChosen(ask, gate, sessions, tokens, chosen);
    }),
  ];
}

/** The user that the path names, as the caller may see him. */
export async function userOf({ served, host, call, recordId }: Ask): Promise<WireRecord> {
  return host.store.read(call, platformForm(served.model, 'user'), recordId, 'manage');
}
