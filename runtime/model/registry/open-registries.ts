import type { Log } from '../../config/log.ts';
import { readInstalled } from '../packages/package-store.ts';
import { createRegistries, type Registries, type RegistriesParts } from './configured-registry.ts';
import { createNewerVersions, fromElsewhere, type NewerVersions } from './newer-versions.ts';

/** The registry that was configured, and what it is asked for now and then: which newer versions it has. */
export function openRegistries({
  log,
  clock,
  ...parts
}: RegistriesParts & { readonly log: Log; readonly clock: () => number }): {
  readonly registries: Registries;
  readonly newer: NewerVersions;
} {
  const registries = createRegistries(parts);
  const newer = createNewerVersions({
    registries,
    clock,
    installed: async () => fromElsewhere(await readInstalled(parts.database)),
    failed: (err) => log.warn({ err }, 'the registry was not asked for newer versions'),
  });
  return { registries, newer };
}
