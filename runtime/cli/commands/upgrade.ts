import { counted } from '../../../metadata/words/counted.ts';
import { appliedMigrations, isAdditive, waitingMigrations } from '../../database/migrate.ts';
import { standardPackageFolders } from '../../model/packages/read-folder.ts';
import { waitingUpgrades } from '../../model/packages/waiting-upgrades.ts';
import { type CommandContext, exit, type Terminal } from '../common/command.ts';
import { givenPackages } from '../common/given-packages.ts';
import { installGiven } from '../common/install-given.ts';
import { type BareInstallation, withDatabase, withInstallation } from '../common/open-from.ts';
import { tellHosts } from '../common/tell-hosts.ts';
import { readableFrom } from './install.ts';

/** Installs the standard packages of this server that are newer than those that are installed. */
export function upgrade(context: CommandContext): Promise<number> {
  const { check: looks, 'dry-run': tries } = context.options;
  return looks === true || tries === true ? check(context) : upgradePackages(context);
}

/**
 * Says what an upgrade would do. What the start of a version that was not started yet does to the platform's own tables is
 * said first and alone: packages can be looked at only once that is done, and this changes nothing.
 */
async function check(context: CommandContext): Promise<number> {
  const { terminal, options } = context;
  let names: readonly string[] = [];
  const code = await withDatabase(
    context,
    async ({ database }: BareInstallation) => {
      // Where there is nothing yet, nothing is upgraded.
      if ((await appliedMigrations(database)).length > 0) names = await waitingMigrations(database);
      return exit.done;
    },
    { known: true },
  );
  if (code !== exit.done) return code;
  if (names.length === 0) return upgradePackages({ ...context, options: { ...options, 'dry-run': true } });
  showMigrations(names, terminal);
  return exit.done;
}

function showMigrations(names: readonly string[], { language, say, result }: Terminal): void {
  say(
    {
      zh: `本版本首次启动时会对平台自身的表做 ${names.length} 项迁移：`,
      en: `the first start of this version runs ${counted(names.length, 'migration', 'migrations')} on the platform’s own tables:`,
    }[language],
  );
  const kinds = {
    true: { zh: '只增加', en: 'only adds' },
    false: { zh: '有更改', en: 'changes what is there' },
  };
  for (const name of names) say(`  ${name}: ${kinds[`${isAdditive(name)}`][language]}`);
  const rolling = names.every(isAdditive);
  say(
    rolling
      ? {
          zh: '其余服务器可以继续运行，逐台升级。',
          en: 'The other servers can go on meanwhile: upgrade them one at a time.',
        }[language]
      : {
          zh: '旧版本此后不能再用：升级前请停止所有服务器。',
          en: 'Former versions cannot go on afterwards: stop all servers before the upgrade.',
        }[language],
  );
  say(
    {
      zh: '请先备份，再启动新版本；此后 guiju upgrade --check 说明标准包的升级会做什么。',
      en: 'Make a backup and start the new version; guiju upgrade --check then shows what upgrading the standard packages would do.',
    }[language],
  );
  result({ migrations: names.map((name) => ({ name, additive: isAdditive(name) })), rolling });
}

function upgradePackages(context: CommandContext): Promise<number> {
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
