import type { JsonSchema } from '../../../metadata/common/json.ts';
import type {
  BodyOf,
  CallShape,
  OthersOf,
  QueryOf,
  QueryWord,
} from '../../../metadata/contract/common/call.ts';
import type { TypeOf } from '../../../metadata/shape/shape.ts';
import type { Ask } from './ask.ts';
import { choiceParameter, switchParameter, wholeParameter } from './check-query.ts';
import type { Answer, Documented, Endpoint } from './endpoint.ts';

/** A request of one call, as its contract has it. */
export interface CallAsked<C> {
  readonly ask: Ask;
  /** Read and refused when it is looked at. */
  readonly query: QueryOf<C>;
  /** Read and judged when it is asked for: who may not do it, or did not see what stands, is told that first. */
  body(): Promise<BodyOf<C>>;
}

type Bare = Omit<Answer, 'body' | 'json' | 'raw'>;

/** The answer to a call: its body as the contract has it, also as its text; bytes where that names their type. */
export type CallAnswer<C> = (Bare & (Sent<C> | SentAsText<C>)) | (Omit<Bare, 'status'> & OthersOf<C>);

type Sent<C> = {
  readonly [K in keyof C as K extends 'answer'
    ? C extends { readonly type: unknown }
      ? never
      : 'body'
    : never]: TypeOf<C[K]>;
} & { readonly [K in keyof C as K extends 'type' ? 'raw' : never]?: NonNullable<Answer['raw']> };

type SentAsText<C> = {
  readonly [K in keyof C as K extends 'answer' ? 'json' : never]: JsonText<TypeOf<C[K]>>;
};

declare const written: unique symbol;

/** JSON of something, as the text that travels. */
export type JsonText<T> = string & { readonly [written]: T };

export function jsonText<T extends object>(said: T): JsonText<T> {
  return JSON.stringify(said) as JsonText<T>;
}

interface Serving extends Pick<Endpoint, 'bytesLimit' | 'receive'> {
  /** The body as the document says it more narrowly than the contract. Default: as that says it. */
  readonly documented?: Documented;
}

/** A call of the contract with what does it. */
export function serveCall<const C extends CallShape>(
  call: C,
  handle: (asked: CallAsked<C>) => CallAnswer<C> | Promise<CallAnswer<C>>,
  { documented, ...more }: Serving = {},
): Endpoint {
  const {
    query = {},
    body,
    upload,
    urlencoded,
    bodyOptional,
    answer,
    type,
    status,
    also,
    ifMatch,
    tus,
    tagged,
    confirmed,
    ...shared
  }: CallShape = call;
  const words = Object.entries(query);
  const answered = (ask: Ask) =>
    handle({
      ask,
      get query() {
        return readQuery(words, ask.query) as QueryOf<C>;
      },
      body: () => ask.body<BodyOf<C>>(),
    }) as Answer | Promise<Answer>;
  return {
    ...shared,
    ...more,
    ...(words.length > 0 && { query: words.map(([name, word]) => ({ name, ...word })) }),
    ...(body && { body: upload || urlencoded ? 'bytes' : 'json' }),
    schema: {
      ...(answer && { answer }),
      ...(body && { body }),
      ...(documented && { documented }),
      ...(bodyOptional && { bodyOptional }),
      ...(urlencoded && { bodyType: 'application/x-www-form-urlencoded' }),
      ...(type !== undefined && { type }),
      ...(status !== undefined && { status }),
      ...(also && { also }),
      ...(ifMatch && { ifMatch }),
      ...(tus && { tus }),
      ...(tagged && { tagged }),
    },
    handle: confirmed
      ? async (ask) => {
          await ask.principal.confirmed?.();
          return answered(ask);
        }
      : answered,
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
    return wholeParameter(
      query,
      name,
      Number(schema['minimum'] ?? 0),
      Number(schema['maximum'] ?? Number.MAX_SAFE_INTEGER),
    );
  const choices = schema['enum'];
  return Array.isArray(choices)
    ? choiceParameter(query, name, choices.map(String))
    : (query.get(name) ?? undefined);
}
