import { readConfig } from '../config.ts';
import { sentence } from '../messages/index.ts';
import { type Installation, openInstallation } from '../server/open-installation.ts';
import type { CommandContext, Terminal } from './command.ts';

/** The installation that the environment describes, or everything that is wrong with the description. */
export async function openFrom(
  environment: CommandContext['environment'],
  terminal: Terminal,
): Promise<Installation | null> {
  const config = readConfig(environment);
  if (config.ok) return openInstallation(config.value);
  for (const { path, code, params } of config.problems)
    terminal.warn(`${path}: ${sentence(code, params ?? {}, terminal.language, new Map())}`);
  terminal.result({ problems: config.problems });
  return null;
}
