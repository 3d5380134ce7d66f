import type { JsonObject } from '../../../metadata/common/json.ts';
import type { SignInProvider } from './provider.ts';
import type { Checks } from './sign-in-client.ts';

/** A call of a platform's API. */
export interface Asked {
  /** Default: GET, or POST where there is a body. */
  readonly body?: JsonObject;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One sign-in, for as long as it is asked about. */
export interface Asking {
  readonly provider: SignInProvider;
  readonly redirect: string;
  readonly checks: Checks;
  /** The answer as JSON; throws `PlatformSaidNo` where the platform refuses. */
  ask(host: string, path: string, asked?: Asked): Promise<JsonObject>;
  /**
   * What is done by the application's own token, which holds for hours: it is asked for once and kept, and once more where
   * the platform ended it early.
   */
  byApplication<T>(
    fresh: () => Promise<{ readonly token: string; readonly seconds: number }>,
    work: (token: string) => Promise<T>,
  ): Promise<T>;
}

/** What a platform says of whoever signed in. */
export interface Person {
  /** As the platform knows him, whatever else changes. */
  readonly subject: string;
  readonly claims: JsonObject;
}

/** A platform that offices work on, with a way of its own to sign in. */
export interface Platform {
  /** Hosts of its cloud: where people sign in, and those that the server calls. */
  readonly signIn: string;
  readonly called: readonly string[];
  /** Path and query at which somebody signs in there; `challenge` is that of PKCE. */
  address(asked: Pick<Asking, 'provider' | 'redirect' | 'checks'> & { readonly challenge: string }): string;
  /** Name of the code in the query that the browser comes back with. */
  readonly codeName: string;
  person(asking: Asking, code: string): Promise<Person>;
  /** Codes of its refusals by what they mean here. */
  readonly refusals: {
    /** The code of the sign-in was used, or is too old. */
    readonly spent: ReadonlySet<string>;
    /** The application's own token does not hold any more. */
    readonly stale: ReadonlySet<string>;
    /** Whoever signed in does not belong to the company. */
    readonly strange: ReadonlySet<string>;
  };
}

/** The platform refused, by a code of its own. */
export class PlatformSaidNo extends Error {
  readonly code: string;

  constructor(code: string, words: string) {
    super(`${code}: ${words.slice(0, 200)}`);
    this.code = code;
  }
}

/** Not of the company that the application belongs to. */
export const notOfCompany = 'not_of_company';
