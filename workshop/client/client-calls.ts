import type { JsonObject, JsonSchema } from '../../metadata/common/json.ts';
import type { CallShape } from '../../metadata/contract/common/call.ts';
import { platformContract } from '../../rules/contract.ts';
import { einvoicingContract } from '../../rules/einvoicing/contract/contract.ts';
import { imagingContract } from '../../rules/imaging/contract.ts';
import { problemMessages } from '../../runtime/common/messages/index.ts';
import { sharedSchemas } from '../../runtime/model/openapi/components.ts';
import { capital, RepeatedTypes } from './repeated-types.ts';
import { memberName, type NameOf, typeOfComponent, typeText } from './type-text.ts';

const groups: Readonly<Record<string, Readonly<Record<string, CallShape>>>> = {
  ...platformContract,
  ...einvoicingContract,
  ...imagingContract,
};

/** Files of the client that are made of the contract, and what stands in them. */
export function clientCalls(): ReadonlyMap<string, string> {
  return new Map([
    ['client/src/calls.ts', writeCalls()],
    ['client/src/problem-codes.ts', writeCodes()],
  ]);
}

const made = '// Made by `npm run client` of the contract: changes are made there.';

function writeCalls(): string {
  const calls = Object.values(groups)
    .flatMap((group): readonly CallShape[] => Object.values(group))
    .filter(({ urlencoded }) => !urlencoded)
    .toSorted((a, b) => (a.operation < b.operation ? -1 : 1));
  const repeated = new RepeatedTypes();
  for (const { operation, body, answer, upload, type, also = {} } of calls) {
    if (!upload) repeated.look(body, `${capital(operation)}Sent`);
    if (type === undefined)
      for (const one of [answer, ...Object.values(also)]) repeated.look(one, `${capital(operation)}Answer`);
  }
  const named = new Map(repeated.named(new Set([...components.keys(), ...own])));
  const types = calls.flatMap((call) => [
    `  /** ${plain(call.summary.en)} */`,
    `  readonly ${memberName(call.operation)}: ${callType(call, repeated.nameOf)};`,
  ]);
  const waiting = pointedAt([...types, ...named.values()].join('\n'));
  for (const name of waiting) {
    const schema = components.get(name);
    if (!schema || named.has(name)) continue;
    const text = typeText(schema, '', repeated.nameOf);
    named.set(name, text);
    waiting.push(...pointedAt(text));
  }
  const shared = [...named].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    made,
    "import type { AnyFields, AnyRecord, Filters, Json } from './wire.ts';",
    '',
    ...shared.flatMap(([name, text]) => [`export type ${name} = ${text};`, '']),
    '/** What each call is asked and what it answers, by its name in the document of the API. */',
    'export interface Calls {',
    ...types,
    '}',
    '',
    '/** A call as it is sent. */',
    'export interface Call {',
    "  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';",
    '  readonly path: string;',
    '  /** It only asks, whatever its method: it may be sent again at any time. */',
    '  readonly asks?: true;',
    '  /** It answers bytes or a stream. Default: JSON, or nothing. */',
    '  readonly raw?: true;',
    '  /** Whoever makes it needs no token, so that no key keeps it from being done twice. */',
    '  readonly open?: true;',
    '}',
    '',
    'export const calls: { readonly [name in keyof Calls]: Call } = {',
    ...calls.map((call) => `  ${memberName(call.operation)}: ${callText(call)},`),
    '};',
    '',
  ].join('\n');
}

/** The names that stand in the file beside those of components. */
const own = ['AnyFields', 'AnyRecord', 'Call', 'Calls', 'Filters', 'Json'];

const components = new Map(
  Object.entries(sharedSchemas).map(([name, schema]) => [typeOfComponent(name), schema as JsonSchema]),
);

/** The components that a type names, in their order. */
function pointedAt(text: string): string[] {
  const found = [...text.matchAll(/(?<![\w'"])[A-Z]\w*/g)].map(([name]) => name);
  return [...new Set(found)].filter((name) => components.has(name));
}

function callType(call: CallShape, nameOf: NameOf): string {
  const { path, query, fieldFilters, body, bodyOptional, answer, type, upload, also = {} } = call;
  const answers = [answer, ...Object.values(also)].map((one) =>
    one ? typeText(one, '    ', nameOf) : 'undefined',
  );
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const members = [
    ...(names.length > 0
      ? [`path: { ${names.map((name) => `readonly ${name}: string`).join('; ')} }`]
      : ['path?: undefined']),
    `query?: ${queryType(query, fieldFilters)}`,
    body
      ? `body${bodyOptional ? '?' : ''}: ${upload ? 'Blob | Uint8Array' : typeText(body, '    ', nameOf)}`
      : 'body?: undefined',
    `answer: ${type === undefined ? answers.join(' | ') : 'Response'}`,
  ];
  return `{\n${members.map((member) => `    readonly ${member};`).join('\n')}\n  }`;
}

function queryType(query: CallShape['query'] = {}, filters?: true): string {
  const words: JsonObject = Object.fromEntries(
    Object.entries(query).map(([name, { schema }]) => [name, schema]),
  );
  const text = typeText({ type: 'object', properties: words }, '    ');
  return filters ? `${text} & Filters` : text;
}

function callText({ method, path, access, asks, type }: CallShape): string {
  const said = [
    `method: '${method}', path: '${path}'`,
    ...(asks ? ['asks: true'] : []),
    ...(type === undefined ? [] : ['raw: true']),
    ...(access === 'public' ? ['open: true'] : []),
  ];
  return `{ ${said.join(', ')} }`;
}

function plain(text: string): string {
  return text.replaceAll('*/', '* /').replaceAll('\n', ' ');
}

function writeCodes(): string {
  const codes = [...problemMessages.keys()].toSorted();
  return [
    made,
    '',
    '/** The code of each problem that the server knows; packages may bring others. */',
    'export type ProblemCode =',
    `${codes.map((code) => `  | '${code}'`).join('\n')};`,
    '',
  ].join('\n');
}
