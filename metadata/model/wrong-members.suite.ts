import { isObject, type Json, type JsonObject, type JsonSchema } from '../common/json.ts';
import { definitions } from '../schema/definitions.ts';
import { formSchema } from '../schema/file-schemas.ts';
import type { Change } from './sample.suite.ts';

const members = formSchema['properties'] as Readonly<Record<string, JsonObject>>;
const required = formSchema['required'] as readonly string[];

/** What is said of a member in its own schema, or in one of those that it may have. */
function insideOf(schema: JsonSchema): readonly string[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return insideOf(definitions[reference.slice('#/$defs/'.length)] ?? {});
  const either = Array.isArray(schema['anyOf'])
    ? (schema['anyOf'] as readonly JsonSchema[]).flatMap(insideOf)
    : [];
  return [
    ...(isObject(schema['properties'] ?? null) ? Object.keys(schema['properties'] as JsonObject) : []),
    ...either,
  ];
}

/** Where no field is left, no condition of one can be judged. */
const judgedAlone: ReadonlySet<string> = new Set(['fields', '$schema']);

/** Every member at the top of a form's file as it may not be, and without what a form needs. */
export const wrongMembers: readonly (readonly [says: string, member: string, value: Json | undefined])[] =
  Object.entries(members)
    .filter(([member]) => !judgedAlone.has(member))
    .flatMap(([member, schema]) => [
      [`a ${member} that is a number`, member, 7] as const,
      ...(required.includes(member) ? [[`no ${member}`, member, undefined] as const] : []),
      ...insideOf(schema).map((inner) => [`the ${inner} of its ${member}`, member, { [inner]: 7 }] as const),
    ]);

/** Mistakes of a field of orders: a fact that nobody knows, an operator that does not fit, a formula of nothing. */
export const mistakenField: Change = [
  'shop',
  'forms/order.json',
  '/fields/1',
  {
    name: 'buyer',
    kind: 'text',
    label: { zh: '买方', en: 'Buyer' },
    required: { fact: 'nowhere', operator: 'isEmpty' },
    visible: { fact: 'total', operator: 'contains', value: 'x' },
  },
];
export const mistakenFormula: Change = [
  'shop',
  'forms/order.json',
  '/fields/4',
  { name: 'worth', kind: 'formula', label: { zh: '价值', en: 'Worth' }, formula: 'nothing * 2' },
];

/** What is told of them: by whoever looks at structure, and by whoever judges conditions as well. */
export const pointersOfStructure = ['/fields/1/required/fact', '/fields/4/formula'];
export const pointersJudged = [...pointersOfStructure, '/fields/1/visible/operator'];

export function wrongMember(member: string, value: Json | undefined): Change {
  return ['shop', 'forms/order.json', `/${member}`, value];
}
