import type { Problem } from '../../metadata/issue.ts';

/** Whatever the tenant's settings allow, nothing shorter is a password. */
const leastPassword = 10;
const longest = 200;

/** Length is what protects; composition rules only make people write passwords down. */
export function checkPassword(
  password: string,
  path: string,
  user: string,
  shortest = leastPassword,
): readonly Problem[] {
  const length = [...password].length;
  if (length < shortest) return [{ path, code: 'password-short', params: { least: shortest } }];
  if (length > longest) return [{ path, code: 'password-long', params: { most: longest } }];
  const plain = password.toLowerCase();
  if (
    plain ===
    user
      .toLowerCase()
      .repeat(Math.ceil(length / Math.max(1, user.length)))
      .slice(0, plain.length)
  )
    return [{ path, code: 'password-guessable' }];
  if (new Set(plain).size < 4) return [{ path, code: 'password-guessable' }];
  return [];
}
