import { createHash } from 'node:crypto';

/** The same id for the same words, on every node: a UUID of version 8. */
export function derivedId(words: string): string {
  const hash = createHash('sha256').update(words).digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
