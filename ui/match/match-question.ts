import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import { questionsOf } from '../../rules/match/questions.ts';
import { madeField } from '../condition/value-field.ts';
import type { FormModel } from '../model/form-model.ts';

/** The question to rules beside facts. */
export interface MatchQuestion {
  /** By question. */
  readonly ask: JsonObject;
  /** The record whose rows are asked. Default: of all. */
  readonly within: Json;
}

/** Answers the question before anybody picked anything: a required question gets its first option. */
export function firstQuestion(form: FormModel): MatchQuestion {
  const ask: Record<string, Json> = {};
  for (const [name, { required, options = [] }] of questionsOf(form)) {
    const [first] = options;
    if (required === true && first) ask[name] = first.value;
  }
  return { ask, within: null };
}

/** The controls by question. */
export function questionFields(form: FormModel): ReadonlyMap<string, Field> {
  return questionsOf(form);
}

/** The control for the record whose rows are asked; undefined: records themselves match. */
export function withinField(form: FormModel): Field | undefined {
  if (form.match?.entries === undefined) return undefined;
  return { ...madeField('reference', form.recordLabel), target: form.id, props: { form: form.id } };
}

/** Answers whether the record is still to be picked whose rows are asked. */
export function lacksWithin(form: FormModel, within: Json): boolean {
  return form.match?.within === 'required' && within === null;
}

/**
 * Answers the question and the facts for which a rule says it is made. `row`: where rows match, the one that is meant.
 */
export function questionFor(
  form: FormModel,
  about: FormModel,
  record: JsonObject,
  row: JsonObject | undefined,
): MatchQuestion & { readonly facts: JsonObject } {
  const { ask, within } = firstQuestion(form);
  const asked: Record<string, Json> = { ...ask };
  const facts: Record<string, Json> = {};
  for (const { field, question, fact } of form.match?.for ?? []) {
    const value = firstOf(form, field, record, row);
    const name = about.byId.get(fact ?? '')?.name;
    if (value === null) continue;
    if (question !== undefined) asked[question] = value;
    else if (name !== undefined) facts[name] = value;
  }
  const own = { id: record['id'] ?? null, number: record[form.number?.name ?? ''] ?? null };
  return { ask: asked, within: form.match?.entries === undefined ? within : own, facts };
}

/** The first of its values. */
function firstOf(form: FormModel, path: string, record: JsonObject, row: JsonObject | undefined): Json {
  const [first = '', second] = path.split('.');
  const field = form.byId.get(first);
  const inner = second === undefined ? undefined : field?.rows?.byId.get(second);
  const value = (inner ? row?.[inner.name] : record[field?.name ?? '']) ?? null;
  return isList(value) ? (value[0] ?? null) : value;
}
