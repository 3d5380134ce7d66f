import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** A pair of RSA keys that signs for a software vendor. */
export interface IsvKeys {
  /** SHA-256 of the public key, by which the other side finds it. */
  readonly id: string;
  /** The signature of a text, in Base64. */
  sign(text: string): string;
}

/** Reads a pair as PEM, or as the Base64 of its DER; null: it is no RSA pair, or one key does not belong to the other. */
export function readIsvKeys(publicKey: string, privateKey: string): IsvKeys | null {
  try {
    const secret = isPem(privateKey)
      ? createPrivateKey(privateKey)
      : createPrivateKey({ key: bytesOf(privateKey), format: 'der', type: 'pkcs8' });
    const open = isPem(publicKey)
      ? createPublicKey(publicKey)
      : createPublicKey({ key: bytesOf(publicKey), format: 'der', type: 'spki' });
    const its = derOf(createPublicKey(secret));
    if (secret.asymmetricKeyType !== 'rsa' || !its.equals(derOf(open))) return null;
    return {
      id: createHash('sha256').update(its).digest('hex'),
      sign: (text) => sign('sha256', Buffer.from(text), secret).toString('base64'),
    };
  } catch {
    return null;
  }
}

const isPem = (key: string): boolean => key.trim().startsWith('-----BEGIN');
const bytesOf = (key: string): Buffer => Buffer.from(key.replace(/\s/g, ''), 'base64');
const derOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });
