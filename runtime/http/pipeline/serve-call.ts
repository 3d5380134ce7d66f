import type { Json, JsonSchema } from '../../../metadata/common/json.ts';
import type {
  AnswerOf,
  BodyOf,
  CallShape,
  QueryOf,
  QueryWord,
} from '../../../metadata/contract/common/call.ts';
import type { Ask } from './ask.ts';
import { choiceParameter, switchParameter, wholeParameter } from './check-query.ts';
import type { Answer, Endpoint } from './endpoint.ts';

/** A request of one call, as its contract has it. */
export interface CallAsked<C> {
  readonly ask: Ask;
  readonly query: QueryOf<C>;
  /** Read and judged when it is asked for: who may not do it, or did not see what stands, is told that first. */
  body(): Promise<BodyOf<C>>;
}

/** What is sent back of a call: its body as the contract has it. */
export type CallAnswer<C> = Omit<Answer, 'body' | 'json' | 'raw'> &
  (AnswerOf<C> extends undefined ? unknown : { readonly body: AnswerOf<C> & (Json | object) });

/** A call of the contract with what does it. */
export function serveCall<const C extends CallShape>(
  call: C,
  handle: (asked: CallAsked<C>) => Promise<CallAnswer<C>>,
): Endpoint {
  const { query = {}, body, bodyOptional, answer, status, ifMatch, ...shared }: CallShape = call;
  const words = Object.entries(query);
  return {
    ...shared,
    ...(words.length > 0 && { query: words.map(([name, word]) => ({ name, ...word })) }),
    ...(body && { body: 'json' }),
    schema: {
      ...(answer && { answer }),
      ...(body && { body }),
      ...(bodyOptional && { bodyOptional }),
      ...(status !== undefined && { status }),
      ...(ifMatch && { ifMatch }),
    },
    handle: async (ask) =>
      (await handle({
        ask,
        query: readQuery(words, ask.query) as QueryOf<C>,
        body: () => ask.body<BodyOf<C>>(),
      })) as Answer,
  };
}

/** Each word as its schema says, and refused where it is another. */
function readQuery(words: readonly (readonly [string, QueryWord])[], query: URLSearchParams) {
  return Object.fromEntries(
    words.flatMap(([name, { schema }]) => {
      const read = readWord(query, name, schema);
      return read === undefined ? [] : [[name, read] as const];
    }),
  );
}

function readWord(query: URLSearchParams, name: string, schema: JsonSchema) {
  if (schema['type'] === 'boolean') return switchParameter(query, name);
  if (schema['type'] === 'integer')
    return wholeParameter(query, name, Number(schema['minimum']), Number(schema['maximum']));
  const choices = schema['enum'];
  return Array.isArray(choices)
    ? choiceParameter(query, name, choices.map(String))
    : (query.get(name) ?? undefined);
}
