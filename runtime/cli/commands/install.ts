import type { CommandContext } from '../common/command.ts';
import { givenPackages } from '../common/given-packages.ts';
import { installGiven } from '../common/install-given.ts';
import { withInstallation } from '../common/open-from.ts';

/** Installs packages, or other versions of them, merged with what the customer changed. */
export function install(context: CommandContext): Promise<number> {
  return withInstallation(
    context,
    async (opened) => installGiven(opened, context, await givenPackages(context.words), 'guiju install'),
    { mends: true },
  );
}
