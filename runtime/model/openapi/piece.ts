import { createHash } from 'node:crypto';
import type { Json } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import { formName } from '../../../metadata/contract/records/record.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Rights } from '../../call/rights.ts';
import type { Common } from './common.ts';
import { type Described, said } from './described.ts';
import { type DocumentedActions, namesAction } from './documented-actions.ts';
import { fieldParameters, operation, parameterPointer, templated } from './operation.ts';
import { OwnResponses } from './own-responses.ts';
import { documentSchemas } from './record-schema.ts';
import { tagLabels } from './tags.ts';

type Section = 'tags' | 'paths' | 'schemas' | 'parameters' | 'responses';

/** A part of the document as bytes of UTF-8, so that it is made once and put beside others as it is. */
export interface Piece extends Readonly<Record<Section, Uint8Array>> {
  /** `parameters/limit`: what it points at under components. */
  readonly points: readonly string[];
  readonly hash: string;
}

/** Calls that belong to no form, and those that say the same of all forms that have them, by the names of these. */
export function generalPiece(
  endpoints: readonly Described[],
  shared: ReadonlyMap<Described, readonly string[]>,
  common: Common,
  brought: Readonly<Record<string, Label>>,
): Piece {
  const paths: Paths = new Map();
  const tags = new Map<string, Json>();
  const parameters: Record<string, Json> = {};
  const known = new Map<string, string>();
  for (const endpoint of [...endpoints, ...shared.keys()]) {
    const label = brought[endpoint.tag] ?? tagLabels[endpoint.tag];
    const description = label && said(label, common.language);
    tags.set(endpoint.tag, { name: endpoint.tag, ...(description === undefined ? {} : { description }) });
    const names = shared.get(endpoint);
    const forms = names && (known.get(names.join()) ?? `Form.${endpoint.operation}`);
    if (names && forms) {
      known.set(names.join(), forms);
      parameters[forms] = formParameter(names, common.language);
    }
    add(paths, endpoint.path, endpoint, (address) =>
      JSON.stringify(operation({ endpoint, address, common, ...(forms && { forms }) })),
    );
  }
  return piece({ tags: [...tags.values()], paths: pathsOf(paths), parameters: membersOf(parameters) });
}

function formParameter(names: readonly string[], language: Language): Json {
  const schema = { type: 'string', enum: names };
  const description = said({ zh: '表单', en: 'Name of the form' }, language);
  return { name: 'form', in: 'path', required: true, description, schema };
}

interface FormShown {
  readonly form: Form;
  readonly rights: Rights;
  readonly actions: DocumentedActions;
}

/** Calls that say something of one form, of which there is at least one, and the schemas of its records. */
export function formPiece(
  { form, rights, actions }: FormShown,
  endpoints: readonly Described[],
  common: Common,
): Piece {
  const paths: Paths = new Map();
  const responses = new OwnResponses(form, endpoints, common);
  const parameters = fieldParameters(form, rights, common.language);
  // What only one call says stands in it: a pointer would be as long again.
  const isShared = endpoints.filter(({ fieldFilters }) => fieldFilters).length > 1;
  const filters = isShared ? Object.keys(parameters).map(parameterPointer) : Object.values(parameters);
  const of = { form, rights, responses, filters, actions };
  for (const endpoint of endpoints)
    add(paths, endpoint.path.replace(formName, form.name), endpoint, (address) =>
      JSON.stringify(operation({ endpoint, address, common, of })),
    );
  const texts = { paths: pathsOf(paths), responses: membersOf(responses.named) };
  return piece({
    ...texts,
    tags: [{ name: form.name, description: said(form.label, common.language), 'x-form': true }],
    schemas: pointedAt(
      { ...documentSchemas(form, rights, common.language), ...actions.bodies },
      Object.values(texts),
    ),
    parameters: membersOf({
      ...(isShared ? parameters : {}),
      ...(endpoints.some(namesAction) ? actions.parameter : {}),
    }),
  });
}

/** Of a form's schemas, as members, those that its calls point at, or that one of them does. */
function pointedAt(schemas: Readonly<Record<string, Json>>, texts: readonly string[]): string {
  const found = new Map<string, string>();
  const look = (from: string): void => {
    for (const point of pointsOf(from)) {
      const name = point.replace('schemas/', '');
      const schema = schemas[name];
      if (schema === undefined || found.has(name)) continue;
      const text = JSON.stringify(schema);
      found.set(name, `${JSON.stringify(name)}:${text}`);
      look(text);
    }
  };
  texts.forEach(look);
  return [...found.values()].join();
}

/** Calls as members, by their addresses. */
type Paths = Map<string, string[]>;

function add(paths: Paths, path: string, { method }: Described, make: (address: string) => string): void {
  const address = templated(path);
  const item = paths.get(address) ?? [];
  paths.set(address, item);
  item.push(`"${method.toLowerCase()}":${make(address)}`);
}

function pathsOf(paths: Paths): string {
  return [...paths].map(([address, calls]) => `${JSON.stringify(address)}:{${calls.join()}}`).join();
}

interface Texts extends Partial<Readonly<Record<Exclude<Section, 'tags'>, string>>> {
  readonly tags: readonly Json[];
}

function piece({ tags, paths = '', schemas = '', parameters = '', responses = '' }: Texts): Piece {
  const texts = { tags: JSON.stringify(tags).slice(1, -1), paths, schemas, parameters, responses };
  const sections: Record<Section, Uint8Array> = {
    tags: Buffer.from(texts.tags),
    paths: Buffer.from(paths),
    schemas: Buffer.from(schemas),
    parameters: Buffer.from(parameters),
    responses: Buffer.from(responses),
  };
  const digest = createHash('sha256');
  for (const bytes of Object.values(sections)) digest.update(bytes).update('\n');
  return {
    ...sections,
    points: [...new Set(Object.values(texts).flatMap(pointsOf))],
    hash: digest.digest('base64url'),
  };
}

/** An object's members without its braces. */
export function membersOf(object: Readonly<Record<string, Json>>): string {
  return JSON.stringify(object).slice(1, -1);
}

/** Answers the parts under components that a text points at. */
export function pointsOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/"#\/components\/([\w./-]+)"/g)].map(([, point = '']) => point))];
}
