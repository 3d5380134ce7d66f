import type { Mutant } from './mutant.ts';

const registry = { file: 'runtime/model/registry/registry.test.ts' };
const egress = { file: 'runtime/access/egress/egress.test.ts' };
const hosts = { file: 'runtime/einvoicing/outgoing/hosts.db.test.ts' };
const layers = { file: 'metadata/merge/merge-layers.test.ts' };
const promote = { file: 'runtime/model/promote/promote.db.test.ts' };
const sources = { file: 'runtime/http/packages/sources.db.test.ts' };

/** Faults in where packages come from and go to: who is asked, what is believed, what travels. */
export const ofSources: readonly Mutant[] = [
  {
    file: 'runtime/model/registry/ask-registry.ts',
    find: 'const isInside = url.origin === home.origin && url.pathname.startsWith(home.pathname);',
    replace: 'const isInside = url.origin === home.origin;',
    why: 'what stands beside the registry on its host is asked for, with its token',
    suite: registry,
  },
  {
    file: 'runtime/access/egress/egress.ts',
    find: 'lookup: lookupIn(addresses),\n      signal,',
    replace: 'signal,',
    why: 'a name is asked for again after its address was judged, and may lead elsewhere then',
    suite: egress,
  },
  {
    file: 'runtime/access/egress/egress.ts',
    find: "reach === 'never' || (reach === 'inside' && !allowed?.isPrivate)",
    replace: "reach === 'never'",
    why: 'a listed name that leads into the private network is called',
    suite: egress,
  },
  {
    file: 'rules/hosts/host-entry.ts',
    find: 'entry.ports.has(port) && covers(entry.host, host)',
    replace: 'covers(entry.host, host)',
    why: 'every port of a listed host is open to whoever types one',
    suite: egress,
  },
  {
    file: 'runtime/access/egress/listed-hosts.ts',
    find: 'Number(isPrivate) === 1 && !isProposed',
    replace: 'Number(isPrivate) === 1',
    why: 'what was only proposed opens private addresses',
    suite: hosts,
  },
  {
    file: 'runtime/access/egress/permit-targets.ts',
    find: 'if (flaw) problems.push',
    replace: "if (flaw && flaw.code !== 'host-not-listed') problems.push",
    why: 'a record that names a host nobody listed is taken',
    suite: hosts,
  },
  {
    file: 'rules/hosts/host-flaws.ts',
    find: "if (hasUser(text)) return { code: 'host-with-user', params: near };\n",
    replace: '',
    why: 'a password that was typed before a host is repeated to whoever sees the refusal',
    suite: { file: 'rules/hosts/hosts.test.ts' },
  },
  {
    file: 'rules/hosts/reach-of-address.ts',
    find: "  { network: '::ffff:0:0/96', behind: 0n },\n",
    replace: '',
    why: 'an IPv4 address is another one as soon as it is written in IPv6',
    suite: { file: 'rules/hosts/hosts.test.ts' },
  },
  {
    file: 'runtime/model/registry/registry.ts',
    find: 'if (!sums.includes(sum))',
    replace: 'if (sums.length === 0)',
    why: 'a tarball is taken that is not the one the registry tells of',
    suite: registry,
  },
  {
    file: 'runtime/storage/store/platform/registry-token.ts',
    find: "token !== before?.['registryToken']",
    replace: 'token !== null',
    why: 'a token follows its registry to whatever address is written there next',
    suite: sources,
  },
  {
    file: 'runtime/model/packages/packed.ts',
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
    file: 'runtime/model/promote/create-promotion.ts',
    find: 'if (issues.length === 0) await writeBase(',
    replace: 'await writeBase(',
    why: 'what found no place here is taken for brought, and never completed',
    suite: promote,
  },
  {
    file: 'runtime/model/promote/tell-records.ts',
    find: 'if (kind.secret) return secretStaysHere;',
    replace: '',
    why: 'a secret is brought as the mask that everybody reads',
    suite: promote,
  },
  {
    file: 'metadata/merge/merge-rows.ts',
    find: 'before.length === after.length && before.every(',
    replace: 'before.every(',
    why: 'a package that drops a row takes along the rows that a customer put into it',
    suite: { file: 'metadata/merge/merge-rows.test.ts' },
  },
];
