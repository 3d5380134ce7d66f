import type { Edition } from '../../common/edition.ts';
import { serverVersion } from '../../common/version.ts';
import type { CommandContext } from './command.ts';

/** Answers the edition for which a command compiles packages. */
export async function editionOf({ domains }: Pick<CommandContext, 'domains'>): Promise<Edition> {
  return { version: serverVersion, domains: await domains() };
}
