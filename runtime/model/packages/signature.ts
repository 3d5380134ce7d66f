import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { canonicalText } from '../../../metadata/common/hash.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { signatureFile } from '../../../metadata/model/source-files.ts';

/** The signature of a package as it was packed: a key, and that nothing was changed since. */
export interface Signed {
  /** `ed25519:…`, as `guiju keys new` prints it. */
  readonly key: string;
  readonly isWhole: boolean;
}

const algorithm = 'ed25519';
const publicKeyText = /^ed25519:([A-Za-z0-9_-]{43})$/;

/** A new pair: the private key as PEM, to be kept, and the public one, to be told. */
export function newSigningKey(): { readonly privatePem: string; readonly publicKey: string } {
  const { privateKey } = generateKeyPairSync(algorithm);
  const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privatePem, publicKey: publicTextOf(privateKey) };
}

/** Null: it is no such key. */
export function readSigningKey(pem: string): KeyObject | null {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === algorithm ? key : null;
  } catch {
    return null;
  }
}

/** Sixteen digits by which people tell keys apart; null: it is no public key. */
export function keyId(publicKey: string): string | null {
  const raw = publicKeyText.exec(publicKey)?.[1];
  return raw === undefined
    ? null
    : createHash('sha256').update(Buffer.from(raw, 'base64url')).digest('hex').slice(0, 16);
}

/** The files of a package and, beside them, that they are these; another signature goes. */
export function withSignature(
  files: ReadonlyMap<string, Uint8Array>,
  privateKey: KeyObject,
): ReadonlyMap<string, Uint8Array> {
  const own = new Map([...files].filter(([path]) => path !== signatureFile));
  const digests = digestsOf(own);
  const signature = sign(null, Buffer.from(canonicalText(digests)), privateKey).toString('base64');
  const content = { algorithm, key: publicTextOf(privateKey), files: digests, signature };
  return own.set(signatureFile, Buffer.from(`${JSON.stringify(content, null, 2)}\n`));
}

/** Judges the signature of a package's files; undefined: it has none. */
export function signatureOf(
  files: ReadonlyMap<string, Uint8Array>,
  content: Json | undefined,
): Signed | undefined {
  if (!files.has(signatureFile)) return undefined;
  if (!isObject(content)) return { key: '', isWhole: false };
  const { key = '', files: listed = null, signature = '' } = content;
  const publicKey = readPublicKey(String(key));
  const own = new Map([...files].filter(([path]) => path !== signatureFile));
  // The list has to name the files that are there, no more and no less; the signature is over those.
  const said = canonicalText(digestsOf(own));
  const isWhole =
    publicKey !== null &&
    content['algorithm'] === algorithm &&
    canonicalText(listed) === said &&
    verify(null, Buffer.from(said), publicKey, Buffer.from(String(signature), 'base64'));
  return { key: String(key), isWhole };
}

/** The key an installed package was signed with; it was judged when it came. */
export function signedWith({ files }: { readonly files: ReadonlyMap<string, Json> }): string | undefined {
  const content = files.get(signatureFile);
  return isObject(content) && typeof content['key'] === 'string' ? content['key'] : undefined;
}

function digestsOf(files: ReadonlyMap<string, Uint8Array>): Readonly<Record<string, string>> {
  const paths = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    paths.map(([path, content]) => [path, createHash('sha512').update(content).digest('base64')]),
  );
}

function readPublicKey(text: string): KeyObject | null {
  const x = publicKeyText.exec(text)?.[1];
  if (x === undefined) return null;
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

function publicTextOf(privateKey: KeyObject): string {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return `${algorithm}:${x}`;
}
