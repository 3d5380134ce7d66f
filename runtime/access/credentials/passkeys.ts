import { isIP } from 'node:net';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Database } from '../../database/database.ts';
import type { AuthenticatorStore } from './authenticator-store.ts';
import { useOnce } from './used-once.ts';

/** What a browser is asked to make or to sign, and the text by which its answer is known. */
export interface PasskeyAsked {
  readonly options: JsonObject;
  readonly challenge: string;
}

/** Whose passkey it is to be. */
export interface PasskeyOwner {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

/** What a browser answered, and what it was asked. */
export interface PasskeyAnswer {
  readonly answer: JsonObject;
  readonly challenge: string;
  /** When the challenge opens nothing more, whoever answers it. */
  readonly ends: number;
}

export interface Passkeys {
  /** The site that passkeys are made for; null: the address of this server allows none. */
  readonly site: string | null;
  /** Whether somebody has one. */
  inUse(): Promise<boolean>;
  /** Null: the address of this server allows none. */
  askForNew(owner: PasskeyOwner): Promise<PasskeyAsked | null>;
  /** Answers whether it is one, and now his. */
  add(user: string, name: string, made: PasskeyAnswer): Promise<boolean>;
  /** Of one person, who has some; of whoever has one, where nobody is named. Null: there is none to ask for. */
  ask(user: string | null): Promise<PasskeyAsked | null>;
  /**
   * The person, by id, whose passkey signed; null: nobody's. Where nobody is named it is all that is shown, so its owner
   * must have been asked for finger, face or PIN.
   */
  accepts(signed: PasskeyAnswer, user: string | null): Promise<string | null>;
}

interface PasskeyParts {
  readonly store: AuthenticatorStore;
  readonly database: Database;
  /** The address at which people reach this server. */
  readonly url: string;
}

const issuer = 'Guiju';

/** EdDSA, ES256 and RS256: what every device can, and no experiment of Node's. */
const algorithms = [-8, -7, -257];

/** Loaded with the first passkey: most servers start without. */
const webauthn = () => import('@simplewebauthn/server');

export function createPasskeys({ store, database, url }: PasskeyParts): Passkeys {
  const { origin, hostname, protocol } = new URL(url);
  // Browsers make them for names alone, and where nobody listens in.
  const isPossible =
    isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && (protocol === 'https:' || hostname === 'localhost');
  const site = isPossible ? hostname : null;

  async function made({ answer, challenge }: PasskeyAnswer) {
    const { verifyRegistrationResponse } = await webauthn();
    const proven = await verifyRegistrationResponse({
      response: answer as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: hostname,
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    }).catch(() => null);
    return proven?.verified ? proven.registrationInfo.credential : null;
  }

  return {
    site,
    inUse: async () => site !== null && (await store.hasPasskeys()),

    async askForNew({ id, number, name }) {
      if (site === null) return null;
      const { generateRegistrationOptions } = await webauthn();
      const options = await generateRegistrationOptions({
        rpName: issuer,
        rpID: site,
        userID: new TextEncoder().encode(id),
        userName: number,
        userDisplayName: name,
        excludeCredentials: (await store.passkeys(id)).map(({ passkey }) => ({
          id: passkey.id,
          transports: [...passkey.transports],
        })),
        supportedAlgorithmIDs: algorithms,
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      });
      return asked(options);
    },

    async add(user, name, shown) {
      const credential = await made(shown);
      if (!credential || !(await useOnce(database, shown.challenge, shown.ends))) return false;
      const { id, publicKey, counter, transports = [] } = credential;
      const key = Buffer.from(publicKey).toString('base64url');
      await store.addPasskey(user, { name, passkey: { id, key, transports }, counter });
      return true;
    },

    async ask(user) {
      const own = user === null ? [] : await store.passkeys(user);
      if (site === null || (user !== null && own.length === 0)) return null;
      const { generateAuthenticationOptions } = await webauthn();
      const options = await generateAuthenticationOptions({
        rpID: site,
        userVerification: user === null ? 'required' : 'preferred',
        allowCredentials: own.map(({ passkey }) => ({ id: passkey.id, transports: [...passkey.transports] })),
      });
      return asked(options);
    },

    async accepts({ answer, challenge, ends }, named) {
      const user = named ?? ownerOf(answer);
      const found = (await store.passkeys(user)).find(({ passkey }) => passkey.id === answer['id']);
      if (!found) return null;
      const { verifyAuthenticationResponse } = await webauthn();
      const { passkey, counter } = found;
      const signed = await verifyAuthenticationResponse({
        response: answer as unknown as AuthenticationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: hostname,
        credential: {
          id: passkey.id,
          publicKey: Uint8Array.from(Buffer.from(passkey.key, 'base64url')),
          counter,
        },
        requireUserVerification: named === null,
      }).catch(() => null);
      if (!signed?.verified || !(await useOnce(database, challenge, ends))) return null;
      await store.passkeyUsed(found.row, signed.authenticationInfo.newCounter);
      return user;
    },
  };
}

/** Whoever the browser says it signed for; empty: it does not say. */
function ownerOf({ response }: JsonObject): string {
  const handle = isObject(response) ? response['userHandle'] : null;
  return typeof handle === 'string' ? Buffer.from(handle, 'base64url').toString('utf8') : '';
}

/** As it goes to the browser: JSON, whatever type the library has for it. */
function asked<T extends { readonly challenge: string }>(options: T): PasskeyAsked {
  return { options: { ...options } as unknown as JsonObject, challenge: options.challenge };
}
