import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkPassword, hashPassword, passwordCost, verifyPassword } from './password.ts';

const cheap = { memory: 64, passes: 1 };

describe('a password', () => {
  it('is kept as a PHC text that says its cost, never the same twice', async () => {
    const hashes = await Promise.all([1, 2].map(() => hashPassword('secret words', randomBytes)));
    expect(hashes[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('is known again, and no other is', async () => {
    const hash = await hashPassword('密码 secret', randomBytes, cheap);
    expect(await verifyPassword('密码 secret', hash, cheap)).toEqual({ ok: true, stale: false });
    for (const other of ['密码 Secret', '密码 secret ', '', '密码'])
      expect((await verifyPassword(other, hash, cheap)).ok).toBe(false);
  });

  it('agrees with a hash another implementation made', async () => {
    // From the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 24
    const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect((await verifyPassword('password', hash)).ok).toBe(true);
  });

  it('is the same however its letters were composed', async () => {
    const hash = await hashPassword('caf\u00e9 au lait', randomBytes, cheap);
    expect((await verifyPassword('cafe\u0301 au lait', hash, cheap)).ok).toBe(true);
  });

  it('is due for a new hash when the cost has risen', async () => {
    const hash = await hashPassword('secret words', randomBytes, cheap);
    expect(await verifyPassword('secret words', hash, passwordCost)).toEqual({ ok: true, stale: true });
  });

  it.each(['', 'plain text', '$2b$10$abcdefghijklmnopqrstuv', '$argon2id$v=19$m=1,t=1,p=1$$'])(
    'is never matched by %j',
    async (hash) => {
      expect((await verifyPassword('plain text', hash)).ok).toBe(false);
    },
  );
});

describe('choosing a password', () => {
  it.each([
    ['nine characters', 'abcdefghi', 'password-short'],
    ['nine pictures, which take two units each', '🍎🍐🍊🍋🍌🍉🍇🍓🫐', 'password-short'],
    ['201 characters', `${'ab3d'.repeat(50)}x`, 'password-long'],
    ['the user’s name again and again', 'annaannaanna', 'password-holds-name'],
    ['three different letters', 'abcabcabcabc', 'password-guessable'],
    ['the user’s name with digits', 'anna12345678', 'password-holds-name'],
    ['the user’s name between signs', '!!Anna_2026!', 'password-holds-name'],
    ['the user’s name in a sentence', 'anna likes cheese', 'password-holds-name'],
    ['the user’s name within a word', 'i-am-JOANNA-1', 'password-holds-name'],
    ['the user’s name in wide letters', 'ａｎｎａ-is-me-1', 'password-holds-name'],
    ['the alphabet', 'abcdefghijkl', 'password-guessable'],
    ['two runs', 'abcdef654321', 'password-guessable'],
    ['a name of a firm and digits', 'Admin@123456', 'password-common'],
    ['what many Chinese type', 'woaini1314520', 'password-common'],
    ['what many people type', '1qaz2wsx3edc', 'password-common'],
    ['a common word with a year and a sign', 'Password2026!', 'password-common'],
    ['a common word between digits', '123Dragon456', 'password-common'],
    ['a common word again and again', 'dragondragon', 'password-common'],
  ])('refuses %s', async (_what, password, code) => {
    expect(await checkPassword(password, '/next', 'anna')).toMatchObject([{ path: '/next', code }]);
  });

  it.each([
    ...['correct horse', '一二三四五六七八九十', 'ann likes cheese'],
    ...['dragon 4711 0815 2290', 'seven dragons', 'joann sings 7'],
  ])('takes %j', async (password) => {
    expect(await checkPassword(password, '/next', 'anna')).toEqual([]);
  });

  it('takes a name of three letters within a sentence, and still refuses little else', async () => {
    expect(await checkPassword('ann likes cheese', '/next', 'ann')).toEqual([]);
    expect(await checkPassword('ann123456789', '/next', 'ann')).toMatchObject([
      { code: 'password-guessable' },
    ]);
  });
});
