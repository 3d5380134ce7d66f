import { keepPacked } from '../../model/packages/packed.ts';
import { type CommandContext, exit, listed } from '../common/command.ts';
import { givenPackages } from '../common/given-packages.ts';
import { withInstallation } from '../common/open-from.ts';
import { publishGiven } from '../common/publish-given.ts';
import { showIssues } from '../common/show-issues.ts';
import { packedFrom } from './install.ts';

/** Says what `apply` would do, and does nothing. */
export const plan = (context: CommandContext) => publishFolders(context);

/** Publishes; every live node serves the new model within a second. */
export function apply(context: CommandContext): Promise<number> {
  const { reason } = context.options;
  return publishFolders(context, typeof reason === 'string' ? reason : 'guiju apply');
}

async function publishFolders(context: CommandContext, reason?: string): Promise<number> {
  const { words, terminal, options } = context;
  const fill = typeof options['fill'] === 'string' ? options['fill'] : undefined;
  const [accept, downgrade] = [listed(options, 'accept'), listed(options, 'downgrade')];
  const given = await givenPackages(words);
  if (given.packages.length > 0)
    return withInstallation(
      context,
      async (opened) => {
        if (reason !== undefined)
          await keepPacked(opened.tenant.database, (await packedFrom(given)).packages);
        return publishGiven(opened, context, given, { reason, fill, accept, beside: { downgrade } });
      },
      { mends: true },
    );
  showIssues(given.issues, given.folders, terminal);
  terminal.result({ issues: given.issues });
  return exit.failed;
}
