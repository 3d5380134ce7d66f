/**
 * RFC 6901: `/fields/0/a~1b`.
 *
 * @example
 * pointerTo('fields', 0, 'a/b') //=> '/fields/0/a~1b'
 */
export function pointerTo(...segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${escapeSegment(String(segment))}`).join('');
}

/**
 * @example
 * pointerSegments('/fields/0/a~1b') //=> ['fields', '0', 'a/b']
 */
export function pointerSegments(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function escapeSegment(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}
