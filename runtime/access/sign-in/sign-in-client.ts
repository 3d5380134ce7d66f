import type { JsonObject } from '../../../metadata/common/json.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Egress } from '../egress/egress.ts';
import type { SignInProvider } from './provider.ts';

/** The secrets of a sign-in under way, by which the answer to it is known. */
export interface Checks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What a provider said of whoever signed in there, proven. */
export interface Proven {
  readonly subject: string;
  readonly claims: JsonObject;
  /** By which the session there can be ended; empty: it cannot. */
  readonly idToken: string;
}

/** Somebody signed out at the provider, as it said, proven. */
export interface SignedOutThere {
  readonly subject: string;
  /** The session there, as ID tokens of it name it; null: all of his. */
  readonly session: string | null;
  /** Of what it said: it is heard once. */
  readonly id: string;
}

export interface SignInClient {
  /** The address at which somebody signs in there. */
  begin(provider: SignInProvider, redirect: string, checks: Checks): Promise<string>;
  /** `answer`: the query that the browser came back with. */
  finish(provider: SignInProvider, redirect: string, answer: string, checks: Checks): Promise<Proven>;
  /** The address at which a session there is ended; null: it has none. */
  end(provider: SignInProvider, idToken: string, back: string): Promise<string | null>;
}

export interface ClientParts {
  /** The door out, which lets through to this provider what its record says. */
  doorTo(provider: SignInProvider): Egress;
  clock(): number;
  /** Told what went wrong, for the log. */
  failed(error: unknown, provider: SignInProvider): void;
}

/** A code of the protocol; whatever else came by the address of the page is nobody's to be shown here. */
export function wordIn(error: string): string {
  return /^\w{1,60}$/.test(error) ? error : 'error';
}

/** The refusal of the door out, where that was in the way. */
export function refusalBehind(error: unknown): Refusal | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof Refusal) return at;
  return undefined;
}
