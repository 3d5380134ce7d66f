import type { Label } from '../metadata/common/label.ts';
import type { CompileOptions } from '../metadata/model/compile.ts';
import type { Domain } from '../rules/domain.ts';

/** What packages are compiled for: the version of a server, and the domains that it was started with. */
export interface Edition {
  readonly version: string;
  readonly domains: readonly Domain[];
}

/** What a model is compiled with beside its packages. */
export function compiledFor({ version, domains }: Edition): Pick<CompileOptions, 'server' | 'texts'> {
  const texts = domains.flatMap((one) => [...Object.entries(one.messages), ...Object.entries(one.texts)]);
  return { server: version, texts: new Map<string, Label>(texts) };
}
