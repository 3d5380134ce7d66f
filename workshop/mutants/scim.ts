import type { Mutant } from './mutant.ts';

const provisioners = { file: 'runtime/http/scim/provisioners.db.test.ts' };
const rights = { file: 'runtime/http/scim/who-provisions.db.test.ts' };
const laws = { file: 'runtime/http/scim/protocol/laws.test.ts' };

/** What provisioners may do over SCIM, and what becomes of it. */
export const ofProvisioning: readonly Mutant[] = [
  {
    file: 'runtime/http/scim/keep-users.ts',
    find: 'if (was && !active)',
    replace: 'if (was && active)',
    why: 'the sessions of somebody who was switched off open again when he is switched on',
    suite: provisioners,
  },
  {
    file: 'runtime/http/scim/keep-users.ts',
    find: 'const body = { ...values, ...movedRoles(record, values) };',
    replace: 'const body = values;',
    why: 'who moves keeps his roles where he was',
    suite: provisioners,
  },
  {
    file: 'runtime/http/scim/keep-users.ts',
    find: '...(roles.length > 0 ? { roles } : {})',
    replace: '...(roles.length > 1 ? { roles } : {})',
    why: 'who was removed and comes back has his former role',
    suite: provisioners,
  },
  {
    file: 'runtime/http/scim/keep-users.ts',
    find: 'if (!isRenamed && !isBack) return;',
    replace: 'if (!isRenamed) return;',
    why: 'a token for provisioning switches an administrator on again',
    suite: rights,
  },
  {
    file: 'runtime/http/scim/keep-groups.ts',
    find: '.filter((held) => held.role.id === role)',
    replace: '',
    why: 'who leaves a group loses the roles of all others',
    suite: provisioners,
  },
  {
    file: 'runtime/access/auth/principals.ts',
    find: 'isAdministrator(known.person) && (record.provisions || (administering && writes))',
    replace: 'isAdministrator(known.person)',
    why: 'any token of an administrator provisions',
    suite: rights,
  },
  {
    file: 'runtime/http/scim/protocol/read-filter.ts',
    find: "this.#joined('or', () => this.#joined('and', () => this.#one(depth)))",
    replace: "this.#joined('and', () => this.#joined('or', () => this.#one(depth)))",
    why: 'or binds before and',
    suite: laws,
  },
];
