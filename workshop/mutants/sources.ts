import type { Mutant } from './mutant.ts';

const registry = { file: 'runtime/registry/registry.test.ts' };
const layers = { file: 'metadata/merge/merge-layers.test.ts' };
const promote = { file: 'runtime/promote/promote.db.test.ts' };
const sources = { file: 'runtime/http/packages/sources.db.test.ts' };

/** Where packages come from and go to: whom is asked, what is believed, what travels. */
export const ofSources: readonly Mutant[] = [
  {
    file: 'runtime/registry/ask-registry.ts',
    find: 'const isInside = url.origin === home.origin && url.pathname.startsWith(home.pathname);',
    replace: 'const isInside = url.origin === home.origin;',
    why: 'what stands beside the registry on its host is asked for, with its token',
    suite: registry,
  },
  {
    file: 'runtime/registry/ask-registry.ts',
    find: "redirect: 'manual'",
    replace: "redirect: 'follow'",
    why: 'whoever answers for the registry sends this server anywhere',
    suite: registry,
  },
  {
    file: 'runtime/registry/registry.ts',
    find: 'if (!sums.includes(sum))',
    replace: 'if (sums.length === 0)',
    why: 'a tarball is taken that is not the one the registry tells of',
    suite: registry,
  },
  {
    file: 'runtime/store/platform/registry-token.ts',
    find: "token !== before?.['registryToken']",
    replace: 'token !== null',
    why: 'a token follows its registry to whatever address is written there next',
    suite: sources,
  },
  {
    file: 'runtime/packages/packed.ts',
    find: '    hash.update(JSON.stringify([path, content]));',
    replace: '    hash.update(JSON.stringify([path]));',
    why: 'another version of a package goes out as the one that was packed',
    suite: sources,
  },
  {
    file: 'metadata/merge/merge-layers.ts',
    find: 'if (same(base, ours)) return theirs;',
    replace: 'if (same(base, ours)) return theirs ?? ours;',
    why: 'what was taken out where it comes from stays here',
    suite: layers,
  },
  {
    file: 'runtime/promote/create-promotion.ts',
    find: 'if (issues.length === 0) await writeBase(',
    replace: 'await writeBase(',
    why: 'what found no place here is taken for brought, and never completed',
    suite: promote,
  },
  {
    file: 'runtime/promote/tell-records.ts',
    find: 'if (kind.secret) return secretStaysHere;',
    replace: '',
    why: 'a secret is brought as the mask that everybody reads',
    suite: promote,
  },
];
