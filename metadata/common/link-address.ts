import { hasUser } from './user-in-address.ts';

/** An http or https address, as far as its form says so. */
export const webAddress =
  /^https?:\/\/(?:[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?$/iu;

/**
 * Tells whether a link of a form may lead there: an http or https address without a user in it, or a path within the
 * product. What a browser would read otherwise, as a scheme, another host or a line break, is refused.
 *
 * @example
 * isLinkAddress('https://example.com/help?x=1') //=> true
 * isLinkAddress('/forms/invoice-item') //=> true
 * isLinkAddress('//example.com') //=> false
 * isLinkAddress('javascript:alert(1)') //=> false
 */
export function isLinkAddress(address: string): boolean {
  if (/[\s\\\p{Cc}]/u.test(address)) return false;
  // What comes before two slashes may go, as in `/..//example.com`.
  if (address.startsWith('/')) return !/^[^?#]*\/\//.test(address);
  return webAddress.test(address) && !hasUser(address);
}

/** Tells whether it leads out of the product. */
export function leadsOut(address: string): boolean {
  return !address.startsWith('/');
}
