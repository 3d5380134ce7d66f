import { me, users } from '../../../metadata/contract/people/credentials.ts';
import type { Gate, OwnAuthenticators } from '../../access/auth/gate.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { recordUnknown, sessionNeeded } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { userOf } from './users.ts';

/** Makes the calls about what people show beside a password, for themselves and for administrators. */
export function authenticatorEndpoints({
  authenticators,
}: Pick<Gate, 'authenticators'>): readonly Endpoint[] {
  return [
    serveCall(me.authenticators, async ({ ask }) => ({
      body: await shown(authenticators, ask.principal.user.id),
    })),
    serveCall(me.newAuthenticator, async ({ ask, body }) => ({
      body: await authenticators.begin(personOf(ask), { ...(await body()), address: ask.address }),
    })),
    serveCall(me.newPasskey, async ({ ask, body }) => ({
      body: await authenticators.beginPasskey(personOf(ask), { ...(await body()), address: ask.address }),
    })),
    serveCall(me.addAuthenticator, async ({ ask, body }) => ({
      status: 201,
      body: { codes: await authenticators.add(personOf(ask), await body()) },
    })),
    serveCall(me.removeAuthenticator, async ({ ask, body }) => {
      const id = ask.recordId;
      const confirmed = { ...(await body()), address: ask.address };
      if (!(await authenticators.remove(personOf(ask), id, confirmed))) throw recordUnknown({ id });
      return { status: 204 };
    }),
    serveCall(me.renewCodes, async ({ ask, body }) => ({
      body: {
        codes: await authenticators.renewCodes(personOf(ask), { ...(await body()), address: ask.address }),
      },
    })),
    serveCall(users.authenticators, async ({ ask }) => {
      const { id } = await userOf(ask);
      return { body: await shown(authenticators, id) };
    }),
    serveCall(users.removeAuthenticators, async ({ ask }) => {
      const user = await userOf(ask);
      const named = { id: user.id, number: String(user['number']) };
      return { body: { removed: await authenticators.removeAll(named, ask.principal.user) } };
    }),
  ];
}

/** Whoever holds a token that leaked must not change what its owner signs in by. */
function personOf({ principal }: Ask) {
  if (principal.credential !== 'session') throw sessionNeeded();
  return principal;
}

async function shown(authenticators: OwnAuthenticators, user: string) {
  const at = (moment: number) => new Date(moment).toISOString();
  const own = await authenticators.list(user);
  return {
    items: own.map(({ id, kind, name, createdAt, usedAt }) => ({
      id,
      kind,
      name,
      createdAt: at(createdAt),
      lastUsedAt: usedAt === null ? null : at(usedAt),
    })),
    codesLeft: await authenticators.codesLeft(user),
    needed: await authenticators.isNeeded(user),
    passkeysAt: authenticators.passkeysAt,
  };
}
