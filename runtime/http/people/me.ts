import {
  documentedToken,
  me,
  type OwnSession,
  type WantedToken,
} from '../../../metadata/contract/people/credentials.ts';
import { addDays } from '../../../rules/calendar.ts';
import { usualTokenDays } from '../../../rules/token-days.ts';
import type { Gate } from '../../access/auth/gate.ts';
import { scopesRefused } from '../../call/token-scopes.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import { ownCall } from '../pipeline/authorise.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { bodyWrong, recordUnknown, sessionNeeded, sessionUnknown } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import {
  chosenTokens,
  endChosen,
  endTokens,
  openTokens,
  shownToken,
  tokenForm,
  tokensOf,
} from './open-tokens.ts';

/** Makes the calls that everybody may make for himself, whatever his roles say. */
export function meEndpoints(gate: Gate): readonly Endpoint[] {
  return [
    serveCall(me.password, async ({ ask, body }) => {
      const { present, next, endTokens: wanted } = await body();
      const tokens = await openTokens(ask, ask.principal.user.id);
      const chosen = chosenTokens(wanted, tokens);
      const sessions = await gate.changePassword(ask.principal, present, next, ask.address);
      return endChosen(ask, gate, sessions, tokens, chosen);
    }),
    serveCall(me.sessions, async ({ ask }) => ({
      body: { items: await sessionsOf(gate, ask, ask.principal.user.id) },
    })),
    serveCall(me.endSession, async ({ ask }) => {
      const { user } = ask.principal;
      const id = ask.param('session');
      if (!(await gate.endSession(user, id))) throw sessionUnknown({ session: id });
      return { status: 204 };
    }),
    serveCall(me.endOtherSessions, async ({ ask }) => {
      const { credential, id, user } = ask.principal;
      const kept = credential === 'session' ? id : null;
      return { body: { ended: await gate.endSessions(user, kept, user) } };
    }),
    serveCall(me.tokens, async ({ ask }) => ({
      body: { items: (await tokensOf(ask, ask.principal.user.id)).map(shownToken) },
    })),
    serveCall(
      me.createToken,
      async ({ ask, body }) => {
        // Only a person who signed in makes tokens: a token that leaked must not beget others.
        if (ask.principal.credential !== 'session') throw sessionNeeded();
        return createToken(ask, gate, await body());
      },
      { documented: documentedToken },
    ),
    serveCall(me.revokeToken, async ({ ask }) => {
      const id = ask.recordId;
      const token = (await tokensOf(ask, ask.principal.user.id)).find((own) => own.id === id);
      if (!token) throw recordUnknown({ id });
      const revision = await endTokens(ask, gate, [token]);
      return { status: 204, revision };
    }),
  ];
}

/** The sessions of a user, by id, as they are answered. */
export async function sessionsOf(
  gate: Gate,
  { principal, reader }: Ask,
  user: string,
): Promise<readonly OwnSession[]> {
  const at = (moment: number) => new Date(moment).toISOString();
  return (await gate.sessions(user, reader)).map(({ hash, created, seen, expires, ...shown }) => ({
    ...shown,
    current: hash === principal.id,
    signedInAt: at(created),
    lastUsedAt: at(seen),
    expiresAt: at(expires),
  }));
}

/** A try before this one made the record and was cut off: nobody was told the text it had. */
async function anotherText(ask: Ask, gate: Gate, { id }: WireRecord, hint: string) {
  await gate.revokeToken(id);
  return ask.host.store.patch(ownCall(ask), tokenForm(ask), id, { hint });
}

async function createToken(ask: Ask, gate: Gate, { name, scopes, ...asked }: WantedToken) {
  const { localDate } = ask.call.now;
  const { expiresOn = addDays(localDate, usualTokenDays) } = asked;
  if (expiresOn !== null && expiresOn < localDate)
    throw bodyWrong({}, [{ path: '/expiresOn', code: 'expiry-past' }]);
  const { user, rights } = ask.principal;
  const refused = scopesRefused(rights, ask.served.model, scopes ?? []);
  if (refused.length > 0) throw bodyWrong({}, refused);
  const prepared = gate.prepareToken();
  const hint = prepared.slice(0, 8);
  const { once } = ask.writeCall;
  const made = await ask.host.store.create({ ...ownCall(ask), ...(once && { once }) }, tokenForm(ask), {
    name,
    ...(scopes === undefined ? {} : { scopes }),
    expiresOn,
    user: { id: user.id },
    hint,
  });
  const { record, revision } =
    made.record['hint'] === hint ? made : await anotherText(ask, gate, made.record, hint);
  await gate.issueToken(prepared, record.id, user.id);
  await ask.host.audit.record({
    action: 'token-created',
    actor: user,
    target: record.id,
    org: ask.call.org,
    detail: { name: record['name'] ?? null },
  });
  return { status: 201, body: { ...shownToken(record), token: prepared }, revision };
}
