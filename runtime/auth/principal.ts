import type { Rights } from '../call/rights.ts';

/** Who a request speaks for, as its credential says. */
export interface Principal {
  readonly credential: 'session' | 'token';
  /** Stable for the credential's life, and no secret: the hash of a session, the record of a token. */
  readonly id: string;
  readonly user: { readonly id: string; readonly number: string; readonly name: string };
  /** Id of the organisation calls are for that name none. */
  readonly org: string;
  readonly rights: Rights;
  /** Whether the credential may change anything at all; tokens for reading may not. */
  readonly writes: boolean;
  /** Whether the credential may administer, if its user does; of tokens, their scope says. */
  readonly administering: boolean;
  /** What writes have to bring when the credential came by cookie; empty for tokens. */
  readonly csrf: string;
  /** Milliseconds since 1970. Tokens are looked at again every other second, and end by their record. */
  readonly expires: number;
}
