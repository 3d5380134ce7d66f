import type { Label } from '../../../metadata/common/label.ts';
import { compiledFor } from '../../common/edition.ts';
import { messages } from '../../common/messages/index.ts';
import { Refusal } from '../../common/refusal.ts';
import type { CommandContext } from './command.ts';
import { editionOf } from './edition-of.ts';

/** The texts of domains, which are loaded only where the platform has no words for an error. */
export async function textsFor(
  error: unknown,
  domains: CommandContext['domains'],
): Promise<ReadonlyMap<string, Label>> {
  const isKnown =
    !(error instanceof Refusal) || [error, ...error.problems].every(({ code }) => messages.has(code));
  return isKnown ? new Map() : (compiledFor(await editionOf({ domains })).texts ?? new Map());
}
