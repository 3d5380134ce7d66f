import type { Edition } from '../../common/edition.ts';
import { serverVersion } from '../../common/version.ts';
import type { CommandContext } from './command.ts';

/** What a command compiles packages for. */
export async function editionOf({ domains }: Pick<CommandContext, 'domains'>): Promise<Edition> {
  return { version: serverVersion, domains: await domains() };
}
