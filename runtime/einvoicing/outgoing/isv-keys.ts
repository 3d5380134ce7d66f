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
      ? createPrivateKey(inLines(privateKey))
      : createPrivateKey({ key: bytesOf(privateKey), format: 'der', type: 'pkcs8' });
    const open = isPem(publicKey)
      ? createPublicKey(inLines(publicKey))
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
/** A PEM that went through a field of one line, which takes the ends of its lines away, has them again. */
function inLines(pem: string): string {
  const [, label = '', said = ''] = /-----BEGIN ([A-Z ]+)-----([^-]+)-----END/.exec(pem) ?? [];
  const lines = said.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
  // An encrypted one has headers of its own, which are no Base64.
  return said.includes(':')
    ? pem
    : [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
const bytesOf = (key: string): Buffer => Buffer.from(key.replace(/\s/g, ''), 'base64');
const derOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });
