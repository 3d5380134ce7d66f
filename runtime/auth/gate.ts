import type { Problem } from '../../metadata/issue.ts';
import type { Audit } from './audit.ts';
import type { Principal } from './principal.ts';

/** Who is behind a credential, and what they may do; the HTTP floor's only view of sign-in. */
export interface Gate {
  /** Where sign-ins are written down; others write there, too. */
  readonly audit: Audit;
  /** Answers at once for those it has seen lately: a request then costs microseconds. Null: nobody. */
  authenticate(token: string): Principal | null | Promise<Principal | null>;
  /** A new session. Refuses alike whether user or password is wrong, and slows down guessing. */
  signIn(user: string, password: string, from: SignInFrom): Promise<SignedIn>;
  signOut(token: string): Promise<void>;
  /** Checks the present password, sets the new one and ends the user's other sessions. */
  changePassword(principal: Principal, present: string, next: string, address: string): Promise<void>;
  /** What the tenant's rules say against a password somebody chose. */
  passwordProblems(user: string, password: string, path: string): Promise<readonly Problem[]>;
  /** Whether the user, by id, has a password. */
  hasPassword(user: string): Promise<boolean>;
  /** For administrators and the first start: sets a password without knowing the old one, and ends the user's sessions. */
  setPassword(user: UserName, password: string): Promise<void>;
  /** The text of a new token; it opens nothing before it is issued. */
  prepareToken(): string;
  /** From now on the token speaks for the user, as its record says. Only its hash is kept. */
  issueToken(token: string, record: string, user: string): Promise<void>;
  /** The token is refused from now on, on every node within seconds. */
  revokeToken(record: string): Promise<void>;
}

interface UserName {
  readonly id: string;
  readonly number: string;
}

interface SignInFrom {
  readonly address: string;
  readonly agent: string | null;
  readonly requestId: string;
}

interface SignedIn {
  readonly token: string;
  readonly principal: Principal;
  /** Seconds the session lasts without use. */
  readonly idle: number;
}
