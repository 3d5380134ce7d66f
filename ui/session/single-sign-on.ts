import { answerPath } from '../../metadata/common/answer-path.ts';
import type { SigningCertificate } from '../../metadata/contract/people/single-sign-on.ts';
import type { RouteAnswer } from './route.ts';
import { session } from './session.ts';

/** The providers that people may sign in by. */
export type OfferedProviders = RouteAnswer<'GET /api/session/providers'>;

export function offeredProviders(): Promise<OfferedProviders> {
  return session.api.call('GET /api/session/providers');
}

/** The certificates by which a provider of SAML signs. */
export async function signingCertificates(provider: string): Promise<readonly SigningCertificate[]> {
  const path = { provider };
  return (await session.api.call('GET /api/session/providers/:provider/certificates', { path })).items;
}

/** Makes the key by which this system says who it is to a provider. */
export async function makeClientKey(provider: string): Promise<void> {
  await session.api.call('POST /api/session/providers/:provider/keys', { path: { provider } });
}

/** Answers the address at which one signs in there; afterwards one comes back to `to`. */
export async function beginSignIn(provider: string, to: string): Promise<string> {
  const path = { provider };
  const { address } = await session.api.call('POST /api/session/providers/:provider', { path, body: { to } });
  return address;
}

/** Whether the page was opened by a provider, which sent somebody back. */
export function isSentBack(): boolean {
  return location.pathname === answerPath;
}

/** Makes a session of what the provider answered; answers where the person wanted to go. */
export async function takeAnswer(): Promise<string> {
  const answer = location.search.slice(1);
  const { to } = await session.api.call('PUT /api/session/providers', { body: { answer } });
  return to;
}
