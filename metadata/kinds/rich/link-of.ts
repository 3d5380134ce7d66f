const kept = /^(?:https?:\/\/|mailto:)[!#$%&()*+,\-./0-9:;=?@A-Z[\]_a-z~]+$/i;
const longest = 2_000;

/**
 * An address that a link may lead to, written so that it is one of ASCII: of the web, or of mail. Null: any other.
 *
 * @example
 * linkOf(' https://例子.中国/a b ') //=> 'https://%E4%BE%8B%E5%AD%90.%E4%B8%AD%E5%9B%BD/a%20b'
 * linkOf('java\nscript:alert(1)') //=> null
 */
export function linkOf(address: string): string | null {
  const ascii = address
    .trim()
    .replace(/[^!-~]|["'<>\\^`{|}]/gu, (one) => encodeURIComponent(one).replace("'", '%27'));
  return kept.test(ascii) && ascii.length <= longest ? ascii : null;
}
