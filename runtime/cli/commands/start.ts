import { sentence } from '../../common/messages/index.ts';
import { createLogSink } from '../../config/log-sink.ts';
import { standardPackageFolders } from '../../model/packages/read-folder.ts';
import { waitingUpgrades } from '../../model/packages/waiting-upgrades.ts';
import type { RunningServer } from '../../server/start-server.ts';
import { startServer } from '../../server/start-server.ts';
import { firstUser } from '../../tenant/first-start.ts';
import { type CommandContext, exit, type Terminal } from '../common/command.ts';
import { openFrom } from '../common/open-from.ts';
import { settleSoon } from '../common/settle.ts';
import { showIssues } from '../common/show-issues.ts';
import { tellHosts } from '../common/tell-hosts.ts';
import { wantsDemo } from '../common/wants-demo.ts';

/** Runs until SIGTERM or SIGINT; requests under way are answered first. */
export async function start(context: CommandContext): Promise<number> {
  const { options, environment, terminal, domains } = context;
  const port = options['port'];
  const given = typeof port === 'string' ? { ...environment, PORT: port } : environment;
  // With --json standard output is the one document's.
  const logs = createLogSink(terminal.json ? process.stderr : process.stdout);
  const opened = await openFrom({ environment: given, terminal, domains }, logs);
  if (!opened) return exit.usage;
  const demo = await wantsDemo(context, opened.tenant.service() === null);
  const server = await startServer(opened, { demo }).catch(async (error: unknown) => {
    // Open connections would keep the process, and nobody would start it again.
    await opened.tenant.close();
    throw error;
  });
  greet(server, opened.config.url, terminal);
  const broken = opened.tenant.trouble();
  if (broken) {
    const said = { count: broken.issues.length };
    terminal.warn(sentence('model-broken', said, terminal.language, new Map()));
    showIssues(broken.issues, new Map(), terminal);
  }
  settleSoon();
  const packages = waitingUpgrades(opened.tenant.served().model.packages, standardPackageFolders());
  if (packages.length > 0) {
    const newer = packages.map(({ name, from, to }) =>
      from === null ? `${name} ${to}` : `${name} ${from} → ${to}`,
    );
    terminal.say(`  ${sentence('doctor-upgrades', { packages: newer }, terminal.language, new Map())}\n`);
  }
  await tellHosts(opened, terminal);
  await new Promise<void>((resolve) => {
    // A server that is told twice, as through npm and by its group, stops once; who types Ctrl-C twice does not want to
    // wait.
    process.on('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  await server.close();
  await logs.close();
  // A line of log that nobody reads does not keep the process.
  setTimeout(() => process.exit(), longest).unref();
  return exit.done;
}

/** Milliseconds for last words. */
const longest = 1_000;

function greet({ port, password, people, standIns }: RunningServer, url: string, terminal: Terminal): void {
  const address = url.replace(/:0$/, `:${port}`);
  const { language } = terminal;
  terminal.say(`\n  规矩 Guiju  ${address}\n`);
  if (password !== null) {
    terminal.say(
      {
        zh: `  用户 ${firstUser}，密码 ${password}\n  密码只显示这一次，首次登录时须修改。\n`,
        en: `  User ${firstUser}, password ${password}\n  The password is shown this once; you choose another when you sign in.\n`,
      }[language],
    );
  }
  const lines = people.map(
    ({ label, number, password: own }) =>
      ({
        zh: `  ${label.zh}：用户 ${number}，密码 ${own}`,
        en: `  ${label.en}: user ${number}, password ${own}`,
      })[language],
  );
  if (lines.length > 0) terminal.say(`${lines.join('\n')}\n`);
  for (const { label, url: at } of standIns)
    terminal.say(
      {
        zh: `  ${label.zh} ${at}（演示中推送的影像到这里；运行期间只为它放行这个地址）\n`,
        en: `  ${label.en} ${at} (images pushed by the demo arrive here; the server may call this address only while it runs)\n`,
      }[language],
    );
  terminal.result({
    url: address,
    port,
    user: firstUser,
    standIns: standIns.map(({ url: at }) => at),
    ...(password === null ? {} : { password }),
    ...(people.length > 0
      ? { people: people.map(({ number, password: own }) => ({ user: number, password: own })) }
      : {}),
  });
}
