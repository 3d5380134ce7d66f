import { type Config, readConfig } from '../../config/config.ts';
import { sentence } from '../../messages/index.ts';
import type { CommandContext } from './command.ts';

/** How the environment says this node is to run; null when something is wrong with it, and all of that is said. */
export function readSettings({
  environment,
  terminal,
}: Pick<CommandContext, 'environment' | 'terminal'>): Config | null {
  const read = readConfig(environment);
  if (read.ok) return read.value;
  for (const { code, params } of read.problems)
    terminal.warn(sentence(code, params ?? {}, terminal.language, new Map()));
  terminal.result({ problems: read.problems });
  return null;
}
