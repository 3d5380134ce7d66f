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
  {
    file: 'runtime/access/auth/principals.ts',
    find: "const known = own?.rights.administers && (await this.#user(begun?.user ?? ''));",
    replace: "const known = own && (await this.#user(begun?.user ?? ''));",
    why: 'whoever is no administrator any more goes on seeing as another',
    suite: { file: 'runtime/http/people/seen-as.db.test.ts' },
  },
  {
    file: 'runtime/access/auth/audit.ts',
    find: 'const actor = as?.seenBy ?? as;',
    replace: 'const actor = as;',
    why: 'the trail names the user for what an administrator did who saw as him',
    suite: { file: 'runtime/http/people/seen-as.db.test.ts' },
  },
  {
    file: 'runtime/http/pipeline/serve-call.ts',
    find: 'await ask.principal.confirmed?.();',
    replace: '',
    why: 'whoever sits down at an open page changes what opens the account',
    suite: { file: 'runtime/http/people/confirmation.db.test.ts' },
  },
  {
    file: 'runtime/access/auth/sign-in.ts',
    find: 'if (!begun || begun.mark !== (await markOf(begun.user))) throw resetEnded();',
    replace: 'if (!begun) throw resetEnded();',
    why: 'a link that was used chooses another password again',
    suite: { file: 'runtime/http/people/forgotten.db.test.ts' },
  },
  {
    file: 'runtime/access/auth/sign-in.ts',
    find: "if (!person?.enabled || !kept || person.email === '') return null;",
    replace: "if (!person?.enabled || person.email === '') return null;",
    why: 'whoever never had a password is given one by a mail',
    suite: { file: 'runtime/http/people/forgotten.db.test.ts' },
  },
];
