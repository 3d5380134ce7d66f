import type { JsonObject } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import type { Stored } from '../record/stored.ts';
import { mannerOf } from '../sight/manner.ts';
import { seenAmong, sightOf } from '../sight/sight.ts';
import type { Answers } from './answers.ts';

/**
 * Records that others refer to, as a caller's conditions may ask of them: those he does not see say nothing but,
 * where it is public, their number.
 */
export async function shownTargets(
  reader: Connection,
  answers: Answers,
  call: Call,
  form: Form,
  found: readonly Stored[],
): Promise<readonly JsonObject[]> {
  const seen = await seenAmong(reader, sightOf(call, form), form, found);
  const whole = await answers.seen(reader, call, form, found);
  const manner = mannerOf(call, form.id);
  const number = form.number?.id;
  return whole.map((stored): JsonObject => {
    const known = number === undefined ? {} : { [number]: stored[number] ?? null };
    if (!seen.has(stored.id)) return manner?.publicNumber ? { id: stored.id, ...known } : { id: stored.id };
    if (number === undefined || manner?.number) return stored;
    return { ...stored, [number]: null };
  });
}
