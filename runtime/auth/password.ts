import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** argon2id's cost; those of a hash are written in it, so that they can rise later. */
export interface PasswordCost {
  /** KiB. Default: 19456, the least OWASP advises with two passes. */
  readonly memory: number;
  /** Default: 2. */
  readonly passes: number;
}

export const passwordCost: PasswordCost = { memory: 19456, passes: 2 };

const tagLength = 32;
const saltLength = 16;

/** A password as it is kept: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`. */
export async function hashPassword(
  password: string,
  random: (size: number) => Uint8Array,
  cost: PasswordCost = passwordCost,
): Promise<string> {
  const salt = random(saltLength);
  const tag = await argon2id(password, salt, cost, tagLength);
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${base64(salt)}$${base64(tag)}`;
}

/** Whether the password is the one, and whether its hash should be made anew at today's cost. */
export async function verifyPassword(
  password: string,
  hash: string,
  cost: PasswordCost = passwordCost,
): Promise<{ readonly ok: boolean; readonly stale: boolean }> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash);
  if (!parts) return { ok: false, stale: true };
  const [, memory, passes, salt = '', expected = ''] = parts;
  const made: PasswordCost = { memory: Number(memory), passes: Number(passes) };
  const wanted = Buffer.from(expected, 'base64');
  const tag = await argon2id(password, Buffer.from(salt, 'base64'), made, wanted.length);
  return {
    ok: timingSafeEqual(tag, wanted),
    stale: made.memory !== cost.memory || made.passes !== cost.passes,
  };
}

/** NFKC, so that a password typed on another keyboard or system is the same one. */
function argon2id(password: string, nonce: Uint8Array, cost: PasswordCost, length: number): Promise<Buffer> {
  return derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce,
    parallelism: 1,
    tagLength: length,
    memory: cost.memory,
    passes: cost.passes,
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}
