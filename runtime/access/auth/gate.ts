import type { Problem } from '../../../metadata/common/issue.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Rights } from '../../call/rights.ts';
import { refusal } from '../../common/refusal.ts';
import type { Connection } from '../../database/database.ts';
import type { Authenticator, NewSecret } from '../credentials/authenticator-store.ts';
import type { Audit } from './audit.ts';
import type { OpenSession, SessionOrigin } from './session-store.ts';

/** The person or program that a request speaks for, as its credential says. */
export interface Principal {
  readonly credential: 'session' | 'token';
  /** Stable for the credential's life, and no secret: the hash of a session, the record of a token. */
  readonly id: string;
  readonly user: Speaker;
  /** Empty: the user has none. */
  readonly email?: string;
  /** Id of the organisation calls are for that name none. */
  readonly org: string;
  readonly rights: Rights;
  /** Whether the credential may change anything at all; tokens for reading may not. */
  readonly writes: boolean;
  /** Whether the credential may administer, if its user does; of tokens, their scope says. */
  readonly administering: boolean;
  /** Whether it may keep users and who has which role over SCIM; of tokens, their scope says. */
  readonly provisions: boolean;
  /** The token that writes have to bring when the credential came by cookie; empty for tokens. */
  readonly csrf: string;
  /** Milliseconds since 1970. Tokens are looked at again every other second, and end by their record. */
  readonly expires: number;
  /** Refuses where the session has to be confirmed first. Default: nobody has to confirm anything. */
  confirmed?(): Promise<void>;
}

/** Whose rights a request is judged by. */
interface Speaker extends UserName {
  readonly name: string;
  /** The administrator who sees as the user, and changes nothing. Default: the user speaks for himself. */
  readonly seenBy?: UserName & { readonly name: string };
}

export const signInFailed = refusal('sign-in-failed', 401);
export const tooManyAttempts = refusal('too-many-attempts', 429);
export const passwordRefused = refusal('password-refused', 422);
const codeRefused = refusal('code-refused', 422);
export const codeWrong = () => codeRefused({}, [{ path: '/code', code: 'code-wrong' }]);
export const appCodeWrong = () => codeRefused({}, [{ path: '/code', code: 'app-code-wrong' }]);
export const passkeyWrong = () => codeRefused({}, [{ path: '/passkey', code: 'passkey-wrong' }]);
export const passkeyRefused = refusal('passkey-refused', 401);
/** The address of this server allows none. */
export const passkeysNotHere = refusal('passkeys-not-here', 409);
/** It was begun too long ago, or the password was changed meanwhile. */
export const signInStepEnded = refusal('sign-in-step-ended', 409);
/** What is dangerous is written by a session whose person showed a code or a passkey lately. */
/** A link to choose another password is too old, or was used. */
export const resetEnded = refusal('reset-ended', 409);
export const confirmationNeeded = refusal('confirmation-needed', 403);
export const authenticatorNeeded = refusal('authenticator-needed', 409);

/** Lets callers in and tells what they may do; the HTTP floor's only view of sign-in. */
export interface Gate {
  /** The trail in which sign-ins are written down; others write there, too. */
  readonly audit: Audit;
  /** Answers at once for those it has seen lately: a request then costs microseconds. Null: nobody. */
  authenticate(token: string): Principal | null | Promise<Principal | null>;
  /**
   * What opens the choice of another password, for the address of the user of that number. Null: there is no such user
   * with an address and a password, or he was sent one a moment ago.
   */
  forgotten(user: string, from: SignInFrom): Promise<Forgotten | null>;
  /** Goes on with what opens it: a code first, where the user has an app, and then the new password. */
  beginReset(ticket: string, from: SignInFrom): Promise<SignedIn | SignInStep>;
  /**
   * A token, and when it ends, by which an administrator sees as a user, by id, for as long as his own session lasts.
   * Null: there is no such user, or it is disabled.
   */
  seeAs(
    principal: Principal,
    user: string,
  ): Promise<{ readonly token: string; readonly ends: number } | null>;
  endSeeing(token: string): Promise<void>;
  /**
   * Reads as the user, by id, for a door that lets programs in by other means; `id` is stable for them. Null: there is
   * none, or it is disabled.
   */
  readerFor(user: string, id: string): Promise<Principal | null>;
  /** A new session, or what else is asked for first. Refuses alike whether user or password is wrong, and slows down guessing. */
  signIn(user: string, password: string, from: SignInFrom): Promise<SignedIn | SignInStep>;
  /** Begins one by a passkey alone: whose it is, the passkey tells. */
  askForPasskey(): Promise<PasskeyStep>;
  /** The site that passkeys sign in to; null: nobody has one, or the address of this server allows none. */
  passkeySite(): Promise<string | null>;
  /** Goes on with a sign-in that asked for something. */
  continueSignIn(ticket: string, given: StepGiven, from: SignInFrom): Promise<SignedIn | SignInStep>;
  readonly authenticators: OwnAuthenticators;
  /** Confirms a session that is to write something dangerous. */
  readonly confirmation: {
    begin(principal: Principal): Promise<CodeStep>;
    finish(
      principal: Principal,
      given: StepGiven & { readonly ticket: string },
      address: string,
    ): Promise<void>;
  };
  /**
   * A new session of the user, by id, whom a sign-in provider vouches for. Null: there is none, or it is disabled.
   */
  admit(user: string, by: Vouched, from: SignInFrom): Promise<SignedIn | null>;
  /** Answers which provider the session was begun by; null: none, or it had ended. */
  signOut(token: string): Promise<SessionOrigin | null>;
  /**
   * Ends sessions of a user, by id, that a provider began: those of whose sealed ID token `isMeant` says so. Answers how
   * many.
   */
  endBegunBy(user: string, provider: string, isMeant: (hint: string) => boolean): Promise<number>;
  /** The sessions of a user, by id, the last used first, as the reader of a call sees them. */
  sessions(user: string, reader: Connection): Promise<readonly OpenSession[]>;
  /** Ends one of a person's own, by its id; answers whether there was one. */
  endSession(user: UserName, id: string): Promise<boolean>;
  /** Ends all of a user but the one that is kept, by its hash; null: all. Answers how many. */
  endSessions(user: UserName, kept: string | null, by: UserName): Promise<number>;
  /** Checks the present password, sets the new one and ends the user's other sessions; answers how many. */
  changePassword(principal: Principal, present: string, next: string, address: string): Promise<number>;
  /** Characters of the shortest password that somebody may choose. */
  leastPassword(): Promise<number>;
  /** Judges a password that somebody chose by the tenant's rules. */
  passwordProblems(user: string, password: string, path: string): Promise<readonly Problem[]>;
  /**
   * Answers the rights of the user, by id, as a text that is another one when they change; null: there is no such user.
   */
  rightsMark(user: string): Promise<string | null>;
  /** Answers the rights of the user, by id, at this moment; null: there is none, or he is disabled. */
  rightsOf(user: string): Promise<Rights | null>;
  /** Whether the user, by id, has a password. */
  hasPassword(user: string): Promise<boolean>;
  /**
   * For administrators and the first start: sets a password without knowing the old one, and ends the user's sessions;
   * answers how many. `temporary`: the user chooses another with the next sign-in.
   */
  setPassword(user: UserName, password: string, temporary?: boolean): Promise<number>;
  /** The text of a new token; it opens nothing before it is issued. */
  prepareToken(): string;
  /** From now on the token speaks for the user, as its record says. Only its hash is kept. */
  issueToken(token: string, record: string, user: string): Promise<void>;
  /** The token is refused from now on, on every node within seconds. */
  revokeToken(record: string): Promise<void>;
}

export interface UserName {
  readonly id: string;
  readonly number: string;
}

/** The provider that says who somebody is. */
export interface Vouched extends SessionOrigin {
  /** Number of its record, for the audit trail. */
  readonly number: string;
}

export interface SignInFrom {
  readonly address: string;
  readonly agent: string | null;
  readonly requestId: string;
  /** The proofs by which the browser shows that it is known. Default: none. */
  readonly proofs?: string | null;
}

/** Something that a sign-in asks for before it is one, with what it goes on by. */
export type SignInStep =
  | CodeStep
  | { readonly step: 'new-password'; readonly ticket: string; readonly least: number }
  | ({ readonly step: 'set-up'; readonly ticket: string; readonly passkey?: JsonObject } & NewSecret);

interface CodeStep {
  readonly step: 'code';
  readonly ticket: string;
  /** Whether an app shows codes; those for recovery are taken in any case. */
  readonly app: boolean;
  /** What a passkey in place of a code has to sign. Default: there is none. */
  readonly passkey?: JsonObject;
}

export interface PasskeyStep {
  readonly step: 'passkey';
  readonly ticket: string;
  readonly passkey: JsonObject;
}

export interface Forgotten {
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly ticket: string;
  /** For so long it opens anything. */
  readonly minutes: number;
}

/** The answer to a step: a code or a passkey, or the password that is to hold from now on. */
export interface StepGiven {
  readonly code?: string | undefined;
  /** What a passkey signed, or the one that is added. */
  readonly passkey?: JsonObject | undefined;
  /** What the app or passkey that it adds is called. */
  readonly name?: string | undefined;
  readonly password?: string | undefined;
}

/** What somebody shows beside his password, as he manages it himself. */
export interface OwnAuthenticators {
  /** The site that passkeys are made for; null: the address of this server allows none. */
  readonly passkeysAt: string | null;
  list(user: string): Promise<readonly Authenticator[]>;
  codesLeft(user: string): Promise<number>;
  /** Whether a role of the user asks for one. */
  isNeeded(user: string): Promise<boolean>;
  /** The secret for one more app; nothing changes before a code of it is shown. */
  begin(principal: Principal, confirmed: Confirmed): Promise<NewSecret & { readonly ticket: string }>;
  /** What a browser makes a passkey by; nothing changes before one is brought. */
  beginPasskey(
    principal: Principal,
    confirmed: Confirmed,
  ): Promise<{ readonly ticket: string; readonly passkey: JsonObject }>;
  /** Adds the app or the passkey; with the first one come recovery codes, told this once. */
  add(principal: Principal, shown: ShownAuthenticator): Promise<readonly string[]>;
  remove(principal: Principal, id: string, confirmed: Confirmed): Promise<boolean>;
  /** New recovery codes in place of those of before. */
  renewCodes(principal: Principal, confirmed: Confirmed): Promise<readonly string[]>;
  /**
   * For administrators, where somebody lost his phone and his codes; answers how many there were. `by`: null where
   * somebody did it at the server itself.
   */
  removeAll(user: UserName, by: UserName | null): Promise<number>;
}

export interface ShownAuthenticator extends Pick<StepGiven, 'code' | 'passkey'> {
  readonly ticket: string;
  readonly name: string;
}

/** The present password, and where it was typed. */
export interface Confirmed {
  readonly present: string;
  readonly address: string;
}

export interface SignedIn {
  /** Codes that open once each, where the sign-in added the first app. */
  readonly codes?: readonly string[];
  readonly token: string;
  readonly principal: Principal;
  /** Seconds the session lasts without use. */
  readonly idle: number;
  /** The proofs that the browser is to bring the next time, to be let in whoever guesses elsewhere. */
  readonly proofs: string;
}
