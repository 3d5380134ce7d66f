import type { Json, JsonSchema } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { questionsOf } from '../../../rules/match/questions.ts';
import { shared } from '../../openapi/refs.ts';

const at = {
  type: ['string', 'null'],
  description: 'A date, a local date and time, or an instant; now by default.',
  examples: ['2026-01-31', '2026-01-31T08:00', '2026-01-31T00:00:00Z'],
  'x-problem': 'match-at',
} as const;

interface Members {
  /** Default: none, and questions may be left open. */
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, JsonSchema>>;
}

/**
 * A body with what is said beside the facts: when, what is asked, whose rows. It is documented as each form has it,
 * and judged as all have it: what is wrong with a question is told by the words of its form.
 */
export function withAsking({ required = [], properties }: Members): {
  readonly body: (form: Form) => JsonSchema;
  readonly judged: JsonSchema;
} {
  const object = (asking: Members): JsonSchema => ({
    type: 'object',
    required: [...required, ...(asking.required ?? [])] as Json,
    additionalProperties: false,
    properties: { ...properties, at, ...asking.properties },
  });
  return {
    body: (form) => object(askingOf(form, required.length > 0)),
    judged: object({ properties: { ask: {}, within: {} } }),
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
