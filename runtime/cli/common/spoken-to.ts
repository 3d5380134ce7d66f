import type { CommandContext } from './command.ts';

/** How whoever is at the keyboard calls us, for what they are told to type next. */
export function spokenTo(environment: CommandContext['environment']): string {
  return environment['npm_command'] === 'exec' ? 'npx guiju' : 'guiju';
}
