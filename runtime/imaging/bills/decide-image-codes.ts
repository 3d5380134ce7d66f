import type { ImageCode } from '../../../rules/imaging/image-code/image-code.ts';
import type { Call } from '../../call/call.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import type { DecideImageCode } from './imaging-parts.ts';

/**
 * Makes the function that decides image codes in the organisation of the call: its configuration is read once, whatever
 * the caller's rights.
 */
export async function decideImageCodes(
  decisions: Pick<Decisions, 'answering'>,
  call: Call,
): Promise<DecideImageCode> {
  const decide = await decisions.answering(call, 'image-code', { whole: true });
  return async (question) => (await decide({ ...question })).result as ImageCode;
}
