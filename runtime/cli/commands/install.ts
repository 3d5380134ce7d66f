import { packageContents } from '../../model/packages/package-contents.ts';
import { readInstalled } from '../../model/packages/package-store.ts';
import { writeTarball } from '../../model/tarball/write-tarball.ts';
import { readable } from '../../preparation/install/read-given.ts';
import type { CommandContext } from '../common/command.ts';
import { type Given, givenPackages } from '../common/given-packages.ts';
import { installGiven } from '../common/install-given.ts';
import { withInstallation } from '../common/open-from.ts';

/** Installs packages, or other versions of them, merged with what the customer changed. */
export function install(context: CommandContext): Promise<number> {
  return withInstallation(
    context,
    async (opened) => {
      const given = await givenPackages(context.words, {
        registries: opened.registries,
        installed: () => readInstalled(opened.tenant.database),
      });
      return installGiven(opened, context, await readableFrom(given), 'guiju install');
    },
    { mends: true },
  );
}

/** Answers the packages that somebody gave to be installed, without those that cannot be. */
export async function readableFrom(given: Given): Promise<Given> {
  const errors = given.issues.filter(({ severity }) => severity === 'error');
  const packed = await packedFrom(given);
  return { ...packed, packages: readable(packed.packages, errors) };
}

/** Packs packages from folders: they are kept as `guiju pack` would write them. */
export async function packedFrom({ packages, folders, ...given }: Given): Promise<Given> {
  const packed = packages.map(async (one) => {
    const folder = folders.get(one.name);
    if (one.packed || folder === undefined) return one;
    return { ...one, packed: await writeTarball(packageContents(folder)) };
  });
  return { ...given, folders, packages: await Promise.all(packed) };
}
