import { randomBytes } from 'node:crypto';

/** The address of a code that was never there before: nobody guesses its key, which has 192 bits. */
export function newScanAddress(url: string): string {
  return scanAddress(url, randomBytes(24).toString('base64url'));
}

export function scanAddress(url: string, key: string): string {
  return `${url}/scan/${key}`;
}

/** The key that an address ends in; null: it has none, as codes that were drawn before there were keys. */
export function scanKeyOf(code: string | null | undefined): string | null {
  return /\/scan\/([\w-]{32})$/.exec(code ?? '')?.[1] ?? null;
}
