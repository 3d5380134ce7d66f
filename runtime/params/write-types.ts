import type { Json, JsonObject, JsonSchema } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import { isSeveral, type Param } from '../../metadata/kinds/common/param-value.ts';
import type { Model } from '../../metadata/model.ts';
import { wireOf } from './wire-value.ts';

/**
 * The parameters of a model as a TypeScript module: what a program reads of each, and what it means when nothing says
 * anything. Those of a dimension stand under `type.*`, for whichever instance a program is about.
 */
export function writeTypes(model: Model): string {
  const members: string[] = [];
  const definitions: string[] = [];
  const secrets: string[] = [];
  for (const { type, params } of model.params.values())
    for (const param of params) {
      const name = JSON.stringify(`${type}.${param.key ?? '*'}`);
      // A secret is told to some programs only: nothing of it is built in.
      if (param.field.kind.secret) {
        secrets.push(`  /** ${described(param)} */`, `  readonly ${name}: string | null;`);
        continue;
      }
      const schema = schemaOf(param);
      const unset = builtIn(model, param);
      members.push(
        `  /** ${described(param)} */`,
        `  readonly ${name}: ${typeText(schema)}${unset === null ? ' | null' : ''};`,
      );
      definitions.push(`  ${name}: ${JSON.stringify({ schema, unset })},`);
    }
  const isJson = members.some((line) => /\bJson\b/.test(line) && line.includes('readonly "'));
  return [
    '// Made by `npx guiju types`: make it anew when packages were upgraded.',
    `import type { Definition${isJson ? ', Json' : ''} } from '${clientPackage}';`,
    '',
    '/** The value that each parameter reads. */',
    'export interface Params {',
    ...members,
    '}',
    '',
    ...(secrets.length > 0
      ? [
          '/** Secrets, for programs that open with `reveal`: `openParams<Params & Secrets>({ reveal: true, … })`. */',
          'export interface Secrets {',
          ...secrets,
          '}',
          '',
        ]
      : []),
    '/** The schemas that values are checked by, and the values that are read as long as nothing is known. */',
    'export const definitions: Readonly<Record<keyof Params, Definition>> = {',
    ...definitions,
    '};',
    '',
  ].join('\n');
}

function schemaOf(param: Param): JsonObject {
  const schema = pruned(param.field.kind.schema(param.field));
  return isSeveral(param) ? { type: 'array', items: schema } : schema;
}

/** The package from which a program that reads them has its other half. */
const clientPackage = 'guiju-client';

const said = ['type', 'enum', 'required', 'minimum', 'maximum'] as const;

/** Reduces a schema to the words by which a program tells whether it can read a value. */
function pruned(schema: JsonSchema): JsonObject {
  const { items, properties, anyOf, ...rest } = schema as JsonObject;
  const kept: Record<string, Json> = {};
  for (const name of said) if (rest[name] !== undefined) kept[name] = rest[name];
  if (items !== undefined) kept['items'] = pruned(items as JsonSchema);
  if (Array.isArray(anyOf)) kept['anyOf'] = anyOf.map((one) => pruned(one as JsonSchema));
  if (properties !== undefined)
    kept['properties'] = Object.fromEntries(
      Object.entries(properties as JsonObject).map(([name, one]) => [name, pruned(one as JsonSchema)]),
    );
  return kept;
}

function typeText(schema: JsonObject): string {
  const { type, enum: values, items, properties, required, anyOf } = schema;
  if (Array.isArray(anyOf)) return anyOf.map((one) => typeText(one as JsonObject)).join(' | ');
  if (Array.isArray(values)) return values.map((one) => JSON.stringify(one)).join(' | ');
  const [only, ...others] = [type ?? []].flat();
  if (others.length > 0)
    return [only, ...others].map((one) => typeText({ ...schema, type: one ?? null })).join(' | ');
  if (only === 'boolean' || only === 'string' || only === 'null') return only;
  if (only === 'integer' || only === 'number') return 'number';
  if (only === 'array') return `readonly (${typeText((items ?? {}) as JsonObject)})[]`;
  if (only !== 'object' || properties === undefined) return 'Json';
  const needed = (required ?? []) as readonly string[];
  const parts = Object.entries(properties as JsonObject).map(
    ([name, one]) =>
      `readonly ${JSON.stringify(name)}${needed.includes(name) ? '' : '?'}: ${typeText(one as JsonObject)}`,
  );
  return `{ ${parts.join('; ')} }`;
}

/** Answers the value that the package brings, or else the one that being unset means. */
function builtIn(model: Model, param: Param): Json {
  const value = param.preset ?? param.unset.value;
  return value === undefined ? null : wireOf(value, { param }, model);
}

function described({ label, unit, unset, danger }: Param): string {
  const words = [
    `${danger ? '⚠ ' : ''}${label.zh}${behind(unit, 'zh')}`,
    `${label.en}${behind(unit, 'en')}`,
    `未设置：${unset.label.zh}`,
    `unset: ${unset.label.en}`,
  ];
  return words.join(' · ').replaceAll('*/', '* /').replaceAll('\n', ' ');
}

/** A plain text is the same in every language, and said once. */
function behind(unit: Param['unit'], language: Language): string {
  if (unit === undefined) return '';
  if (typeof unit === 'string') return language === 'zh' ? ` (${unit})` : '';
  return ` (${unit[language]})`;
}
