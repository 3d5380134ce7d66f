import type { Answer, Egress, SaidBy } from '../../access/egress/egress.ts';
import { readAtMost } from '../../access/egress/read-at-most.ts';
import { Refusal, refusal } from '../../common/refusal.ts';

/** The registry that packages are asked of, as an administrator configured it. */
export interface RegistryAddress {
  /** Ends with a slash; nothing outside it is ever asked. */
  readonly url: string;
  /** Of a private one. Default: nobody has to sign in. */
  readonly token?: string;
  /** The source of the address: the operator or people. */
  readonly by: SaidBy;
}

export interface HowToAsk {
  readonly egress: Egress;
  readonly accept: string;
  /** Bytes of the longest answer that is read. */
  readonly limit: number;
  /** The name of who asks: `guiju/1.0.0`. */
  readonly agent: string;
  /** Milliseconds the whole answer may take. */
  readonly patience: number;
}

const registryElsewhere = refusal('registry-elsewhere', 502);
const registryMoved = refusal('registry-moved', 502);
const registryUnreachable = refusal('registry-unreachable', 502);
const registryRefused = refusal('registry-refused', 502);
const registryTooLarge = refusal('registry-too-large', 502);
const registryLocked = refusal('registry-locked', 502);

/** Reads a file at an address of the registry; null: there is none. The token goes to the registry alone. */
export async function askRegistry(
  { url: base, token, by }: RegistryAddress,
  target: string,
  { egress, accept, limit, agent, patience }: HowToAsk,
): Promise<Uint8Array | null> {
  const url = insideOf(base, target);
  if (!url) throw registryElsewhere({ url: base, target });
  const signal = AbortSignal.timeout(patience);
  let response: Answer;
  try {
    response = await egress.request(url.href, {
      by,
      signal,
      method: 'GET',
      headers: { accept, 'user-agent': agent, ...(token && { authorization: `Bearer ${token}` }) },
    });
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw registryUnreachable({ url: base, reason: reasonOf(cause) });
  }
  const { status } = response;
  if (status === 200) return readAll(response, limit, base);
  response.body.destroy();
  if (status === 404) return null;
  if (status >= 300 && status < 400) throw registryMoved({ url: base });
  if (status === 401 || status === 403) throw registryLocked({ url: base, status });
  throw registryRefused({ url: base, status });
}

/** Inside the registry; null: it would be asked of somebody else. */
function insideOf(base: string, target: string): URL | null {
  if (!URL.canParse(target, base)) return null;
  const [url, home] = [new URL(target, base), new URL(base)];
  const isInside = url.origin === home.origin && url.pathname.startsWith(home.pathname);
  return isInside && url.username === '' && url.password === '' ? url : null;
}

async function readAll({ body }: Answer, limit: number, url: string): Promise<Uint8Array> {
  const read = await readAtMost(body, limit).catch((cause) => {
    throw registryUnreachable({ url, reason: reasonOf(cause) });
  });
  if (!read) throw registryTooLarge({ url, limit });
  return read;
}

/** `ECONNREFUSED`, `TimeoutError`: what an administrator can look for. */
function reasonOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown';
  const { cause, name } = failure;
  const [code] = [failure, cause].flatMap((one) => (one instanceof Error && 'code' in one ? [one.code] : []));
  return typeof code === 'string' ? code : name;
}
