import { createHash } from 'node:crypto';
import { closed, integer, list, only, type TypeOf, text } from '../../../metadata/shape/shape.ts';

/** The file of an archive in which all others are listed; it stands last. */
export const manifestPath = 'manifest.json';

const listed = closed({
  path: text({ minLength: 1, maxLength: 1_000 }),
  size: integer({ minimum: 0 }),
  sha256: text({ pattern: '^[0-9a-f]{64}$' }),
});

export const manifestShape = closed({
  format: only('guiju-archive'),
  version: only('1'),
  name: text({ maxLength: 400 }),
  madeAt: text({ maxLength: 40 }),
  files: list(listed),
});

export type ListedFile = TypeOf<typeof listed>;
export type Manifest = TypeOf<typeof manifestShape>;

/** The number by which two people tell that they have the same archive: of its manifest, as it stands there. */
export function fingerprintOf(manifest: Uint8Array): string {
  return createHash('sha256').update(manifest).digest('hex');
}
