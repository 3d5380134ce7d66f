import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { JsonObject } from '../../../metadata/common/json.ts';

/** A device for tests that makes passkeys and signs with them, as a phone or a security key does. */
export interface Device {
  make(options: unknown, changed?: Changed): JsonObject;
  sign(options: unknown, changed?: Changed): JsonObject;
}

/** What is otherwise than it should be. */
export interface Changed {
  readonly origin?: string;
  readonly challenge?: string;
  readonly site?: string;
  /** Whether it asked for finger, face or PIN. Default: it did. */
  readonly verified?: boolean;
  /** Another one's number of signatures. */
  readonly counter?: number;
  readonly user?: string;
  /** Another key signs. */
  readonly forged?: boolean;
}

const present = 1;
const verified = 4;
const attested = 64;

export function createDevice(origin = 'https://guiju.test'): Device {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let count = 0;
  let user = '';

  const dataOf = (site: string, flags: number, more: Buffer = Buffer.alloc(0), counter = count) => {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(counter);
    return Buffer.concat([digest(site), Buffer.from([flags]), counted, more]);
  };
  const clientOf = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));

  return {
    make(options, { origin: from = origin, challenge, site, verified: isVerified = true } = {}) {
      const asked = options as {
        challenge: string;
        rp: { id: string };
        user: { id: string };
      };
      user = asked.user.id;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const credential = Buffer.concat([Buffer.alloc(16), length, id, coseOf(keys.publicKey)]);
      const data = dataOf(site ?? asked.rp.id, present | (isVerified ? verified : 0) | attested, credential);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        ...[text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])],
        ...[text('authData'), bytes(data)],
      ]);
      return {
        ...named(id),
        response: {
          clientDataJSON: base64(clientOf('webauthn.create', challenge ?? asked.challenge, from)),
          attestationObject: base64(attestation),
          transports: ['internal'],
        },
      };
    },
    sign(options, changed = {}) {
      const asked = options as { challenge: string; rpId: string };
      const { origin: from = origin, challenge, site = asked.rpId, counter, forged = false } = changed;
      const flags = present | ((changed.verified ?? true) ? verified : 0);
      count += 1;
      const data = dataOf(site, flags, undefined, counter);
      const client = clientOf('webauthn.get', challenge ?? asked.challenge, from);
      const key = forged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : keys.privateKey;
      const signature = sign(
        'sha256',
        Buffer.concat([data, createHash('sha256').update(client).digest()]),
        key,
      );
      return {
        ...named(id),
        response: {
          clientDataJSON: base64(client),
          authenticatorData: base64(data),
          signature: base64(signature),
          userHandle: changed.user ?? user,
        },
      };
    },
  };
}

function named(id: Buffer): JsonObject {
  return { id: base64(id), rawId: base64(id), type: 'public-key', clientExtensionResults: {} };
}

const base64 = (data: Buffer) => data.toString('base64url');
const digest = (value: string) => createHash('sha256').update(value).digest();

/** CBOR, as far as it is needed here. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
}

function bytes(value: Buffer): Buffer {
  const [high, low] = [value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from(high === 0 ? [0x58, low] : [0x59, high, low]), value]);
}

/** A key of P-256 for ES256, as authenticators write it. */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const number = (value: number) => Buffer.from([value < 0 ? 0x1f - value : value]);
  const parts = [number(1), number(2), number(3), number(-7), number(-1), number(1)];
  const [dx, dy] = [x, y].map((one) => bytes(Buffer.from(one, 'base64url')));
  return Buffer.concat([
    Buffer.from([0xa5]),
    ...parts,
    number(-2),
    dx ?? Buffer.alloc(0),
    number(-3),
    dy ?? Buffer.alloc(0),
  ]);
}
