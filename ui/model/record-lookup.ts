import type { Field } from '../../metadata/field.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { ApiProblem } from '../session/api.ts';
import { session } from '../session/session.ts';
import type { FormModel } from './form-model.ts';
import { forms } from './forms.ts';
import { type Pick, pointerTo, RecordPicks } from './record-picks.ts';

const known = new WeakMap<FormModel, RecordPicks>();

/** Records that a field may point at, to search; null: the person may not read their form. */
export async function picksOf(target: string): Promise<RecordPicks | null> {
  const name = session.formById(target)?.name;
  if (name === undefined) return null;
  try {
    const form = await forms.get(name);
    const picks = known.get(form) ?? new RecordPicks(form);
    known.set(form, picks);
    return picks;
  } catch (failure) {
    if (failure instanceof ApiProblem) return null;
    throw failure;
  }
}

const atOnce = 50;
const few = 20;

/**
 * The records that people mean by numbers or whole names; what is not in the answer is none, or several.
 * Undefined: nobody here can say, the server will.
 */
export async function lookUp(
  target: string,
  texts: readonly string[],
  offered: Json | undefined,
): Promise<ReadonlyMap<string, JsonObject> | undefined> {
  const picks = await picksOf(target);
  if (!picks) return undefined;
  const found = new Map<string, JsonObject>();
  const left = () => [...new Set(texts)].filter((text) => !found.has(text));
  // Many at once by what they are called exactly; what is left of a few as a person would search for it.
  if (left().length > few) {
    await lookUpMany(picks, picks.form.number, left(), offered, found);
    await lookUpMany(picks, picks.form.title, left(), offered, found);
  }
  if (left().length <= few)
    for (const text of left()) {
      const pick = await picks.named(text, offered);
      if (pick) found.set(text, pointerTo(pick));
    }
  return found;
}

async function lookUpMany(
  picks: RecordPicks,
  by: Field | undefined,
  texts: readonly string[],
  offered: Json | undefined,
  found: Map<string, JsonObject>,
): Promise<void> {
  if (!by || offered === null) return;
  const said = (pick: Pick) => (by === picks.form.number ? pick.number : pick.name);
  for (let from = 0; from < texts.length; from += atOnce) {
    const part = texts.slice(from, from + atOnce);
    const asked: Json = { fact: by.name, operator: 'in', value: part };
    const { items } = await picks.page('', offered === undefined ? asked : { all: [offered, asked] }, 0, 200);
    for (const text of part) {
      const same = items.filter((pick) => said(pick)?.toLowerCase() === text.toLowerCase());
      if (same.length === 1 && same[0]) found.set(text, pointerTo(same[0]));
    }
  }
}
