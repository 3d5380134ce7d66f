import { isObject, type JsonObject } from '../../metadata/common/json.ts';

/** A question that an action has before it is done: with these answers sent along, it goes on. */
export interface Confirmation {
  readonly text: string;
  readonly body: JsonObject;
}

/** Reads the questions of a refusal, whatever it is about. Undefined: it asks none. */
export function askedIn(problem: JsonObject | undefined): Confirmation | undefined {
  const questions = problem?.['questions'];
  if (!Array.isArray(questions) || questions.length === 0) return undefined;
  const all = questions.filter(isObject);
  return {
    text: all.map(({ text }) => String(text)).join('\n'),
    body: { answers: Object.fromEntries(all.map(({ id }) => [String(id), true])) },
  };
}
