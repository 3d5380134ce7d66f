const user = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^/?#\\]*@/i;

/**
 * Tells whether an address or a host has a user before it. Addresses are shown and logged, so that nobody is to sign in
 * by one.
 *
 * @example
 * hasUser('https://me:secret@example.com/x') //=> true
 * hasUser('https://example.com/@me') //=> false
 */
export function hasUser(address: string): boolean {
  return user.test(address.trim());
}
