import type { Json, JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { questionsOf } from '../../../rules/match/questions.ts';
import { shared } from '../../model/openapi/refs.ts';

interface Members {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, JsonSchema>>;
}

/**
 * A body with what is asked beside the facts, and whose rows, as each form has it; the same object for all that ask
 * nothing of their own, and without a form.
 */
export function askingOfForm(body: JsonSchema): (form?: Form) => JsonSchema {
  const { required = [], properties, ...said } = body;
  const { ask: _ask, within: _within, ...own } = properties as JsonObject;
  const always = required as readonly Json[];
  const plain: JsonSchema = { ...said, required: always, properties: own };
  return (form) => {
    const asking = form && askingOf(form, always.length > 0);
    if (!asking || asking.required.length + Object.keys(asking.properties).length === 0) return plain;
    return {
      ...said,
      required: [...always, ...asking.required],
      properties: { ...own, ...asking.properties },
    };
  };
}

function askingOf(form: Form, whole: boolean): Members {
  const { match } = form;
  const questions = [...questionsOf(form)];
  const needed = whole ? questions.flatMap(([name, { required }]) => (required === true ? [name] : [])) : [];
  const ask: JsonSchema = {
    type: 'object',
    description: 'Which rules are asked: rules that say they are for something else take no part.',
    required: needed,
    additionalProperties: false,
    properties: Object.fromEntries(
      questions.map(([name, { kind, label, ...field }]): [string, JsonSchema] => [
        name,
        { ...kind.schema({ kind, label, ...field }), description: label.en },
      ]),
    ),
  };
  const within = { ...shared('SentReference'), description: 'Only rows of this record: its number or id.' };
  return {
    required: [
      ...(needed.length > 0 ? ['ask'] : []),
      ...(whole && match?.within === 'required' ? ['within'] : []),
    ],
    properties: {
      ...(questions.length > 0 ? { ask } : {}),
      ...(match?.entries === undefined ? {} : { within }),
    },
  };
}
