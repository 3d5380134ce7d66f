import type { Label } from '../../metadata/common/label.ts';
import type { CompileOptions } from '../../metadata/model/compile.ts';
import { knownTo, recordChecksOf } from '../../rules/behaviour/known-to.ts';
import type { Domain } from '../../rules/domain.ts';

/** The edition that packages are compiled for: the version of a server, and the domains that it was started with. */
export interface Edition {
  readonly version: string;
  readonly domains: readonly Domain[];
}

/** Answers the options with which a model is compiled beside its packages. */
export function compiledFor({
  version,
  domains,
}: Edition): Pick<CompileOptions, 'server' | 'known' | 'texts' | 'recordChecks'> {
  const recordChecks = recordChecksOf(domains);
  const said = [...recordChecks, ...domains].map(({ messages }) => messages);
  const texts = [...said, ...domains.map((one) => one.texts)].flatMap((one) => Object.entries(one));
  return {
    server: version,
    known: knownTo(domains),
    texts: new Map<string, Label>(texts),
    recordChecks: new Map(recordChecks.map((one) => [one.name, one])),
  };
}
