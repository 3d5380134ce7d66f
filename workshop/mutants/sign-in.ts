import type { Mutant } from './mutant.ts';

/** Faults in what a sign-in asks for beside the password. */
export const ofSignIn: readonly Mutant[] = [
  {
    file: 'runtime/access/credentials/authenticator-store.ts',
    find: ' and (last_step is null or last_step < ?)',
    replace: ' and ? is not null',
    why: 'a code that somebody saw opens once more',
    suite: { file: 'runtime/http/people/two-steps.db.test.ts', tests: 'opens once' },
  },
  {
    file: 'runtime/access/auth/sign-in.ts',
    find: "if (hasOwn && !begun.coded) return 'code';",
    replace: '',
    why: 'the password alone is enough where somebody has an app',
    suite: { file: 'runtime/http/people/two-steps.db.test.ts', tests: 'as a step' },
  },
  {
    file: 'runtime/access/credentials/passkeys.ts',
    find: 'requireUserVerification: named === null,',
    replace: 'requireUserVerification: false,',
    why: 'a passkey alone opens for whoever found the device',
    suite: { file: 'runtime/http/people/passkeys.db.test.ts', tests: 'without finger, face or PIN' },
  },
  {
    file: 'runtime/access/credentials/passkeys.ts',
    find: '|| !(await useOnce(database, challenge, ends))) return null;',
    replace: ') return null;',
    why: 'what a passkey signed opens once more for whoever saw it',
    suite: { file: 'runtime/http/people/passkeys.db.test.ts', tests: 'opens once' },
  },
];
