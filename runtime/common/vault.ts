import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Keeps what must not be read from the database alone. The key's id travels with the text, so that keys can be turned
 * over.
 */
export interface Vault {
  /** Of the key it seals with; stands in every sealed text. */
  readonly id: string;
  /** AES-256-GCM: `v1.<key id>.<iv>.<text and tag>`; never twice the same for the same text. */
  seal(plain: string): string;
  /** Throws when the key is not known here or the text was changed. */
  open(sealed: string): string;
  isSealed(text: string): boolean;
  /** Another 32 bytes made of the key, for one named purpose. */
  derive(purpose: string): Uint8Array;
}

/** Seals with the first key; opens with any. */
export function createVault(...keys: readonly [Uint8Array, ...Uint8Array[]]): Vault {
  const known = new Map(keys.map((key) => [keyId(key), key]));
  const [current] = keys;
  const currentId = keyId(current);
  return {
    id: currentId,
    seal(plain) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current, iv);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['v1', currentId, iv.toString('base64url'), body.toString('base64url')].join('.');
    },
    open(sealed) {
      const [version, id = '', iv = '', text = ''] = sealed.split('.');
      const key = known.get(id);
      if (version !== 'v1' || !key) throw new Error(`no key ${id} here to open a secret with`);
      const body = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
      decipher.setAuthTag(body.subarray(-16));
      return Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]).toString('utf8');
    },
    isSealed,
    derive: (purpose) => createHash('sha256').update(current).update(purpose).digest(),
  };
}

/** Whether a text looks like one that a vault made. */
export function isSealed(text: string): boolean {
  return /^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]{22,}$/.test(text);
}

/**
 * The id of the key that a text was sealed with, as `guiju backup` names it.
 *
 * @example
 * sealedWith('v1.0a1b2c3d.nonce.text') //=> '0a1b2c3d'
 */
export function sealedWith(sealed: string): string {
  return sealed.split('.')[1] ?? '';
}

function keyId(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
