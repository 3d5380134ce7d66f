import { standardPackageFolders } from '../../model/packages/read-folder.ts';
import { waitingUpgrades } from '../../model/packages/waiting-upgrades.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { givenPackages } from '../common/given-packages.ts';
import { installGiven } from '../common/install-given.ts';
import { withInstallation } from '../common/open-from.ts';
import { tellHosts } from '../common/tell-hosts.ts';
import { readableFrom } from './install.ts';

/** Installs the standard packages of this server that are newer than those that are installed. */
export function upgrade(context: CommandContext): Promise<number> {
  const { terminal, options } = context;
  return withInstallation(context, async (opened) => {
    const waiting = waitingUpgrades(opened.tenant.served().model.packages, standardPackageFolders());
    if (waiting.length === 0) {
      terminal.say({ zh: '标准包都已是最新', en: 'all standard packages are up to date' }[terminal.language]);
      terminal.result({ packages: [] });
      return exit.done;
    }
    const given = await givenPackages(waiting.map(({ folder }) => folder));
    const code = await installGiven(opened, context, await readableFrom(given), 'guiju upgrade');
    // The list of hosts may have come with it, even where cases fail.
    if (options['dry-run'] !== true) await tellHosts(opened, terminal);
    return code;
  });
}
