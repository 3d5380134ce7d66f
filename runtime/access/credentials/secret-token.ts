import { hash } from 'node:crypto';

/** 256 random bits; who holds the text holds the right, so only its hash is kept. */
export function makeSecretToken(prefix: string, random: (size: number) => Uint8Array): string {
  return prefix + Buffer.from(random(32)).toString('base64url');
}

/** Answers the text of a token that is stored and looked up. It needs no slow hash: nobody guesses 256 bits. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}
