import type { Gate } from '../auth/gate.ts';
import { createNode } from '../server/create-node.ts';
import { type Installation, openInstallation } from '../server/open-installation.ts';
import { type CommandContext, exit, type Terminal } from './command.ts';
import { readSettings } from './read-settings.ts';

/** The installation that the environment describes, or everything that is wrong with the description. */
export async function openFrom(
  environment: CommandContext['environment'],
  terminal: Terminal,
  log?: { write(line: string): void },
): Promise<Installation | null> {
  const config = readSettings({ environment, terminal });
  return config && openInstallation(config, log);
}

export interface Opened extends Installation {
  readonly gate: Gate;
}

/** Does something with an installation that was started before, and closes it whatever happens. */
export async function withInstallation(
  { environment, terminal }: CommandContext,
  work: (opened: Opened) => Promise<number>,
): Promise<number> {
  const quiet = { LOG_LEVEL: 'warn', ...environment };
  const installation = await openFrom(quiet, terminal, { write: (line) => terminal.warn(line.trimEnd()) });
  if (!installation) return exit.usage;
  try {
    if (installation.tenant.service() === null) {
      terminal.warn(
        {
          zh: '这里还没有数据：请先运行一次 guiju start。',
          en: 'There is nothing here yet: run guiju start once.',
        }[terminal.language],
      );
      return exit.unavailable;
    }
    return await work({ ...installation, gate: createNode(installation).gate });
  } finally {
    await installation.tenant.close();
  }
}
