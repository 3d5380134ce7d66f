import { hash } from 'node:crypto';
import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Rights } from '../../call/rights.ts';
import type { Common } from './common.ts';
import type { Described } from './described.ts';
import { fieldParameters, operation } from './operation.ts';
import { OwnResponses } from './own-responses.ts';
import { documentSchemas } from './record-schema.ts';
import { tagLabels } from './tags.ts';

/** A part of the document as text, so that it is made once and put beside others as it is. */
export interface Piece {
  readonly tags: string;
  readonly paths: string;
  readonly schemas: string;
  readonly parameters: string;
  readonly responses: string;
  /** `parameters/limit`: what it points at under components. */
  readonly points: readonly string[];
  readonly hash: string;
}

/** Calls that belong to no form. */
export function generalPiece(
  endpoints: readonly Described[],
  common: Common,
  brought: Readonly<Record<string, Label>>,
): Piece {
  const paths: Paths = {};
  const tags = new Map<string, Json>();
  for (const endpoint of endpoints) {
    const own = brought[endpoint.tag];
    const description = own ? `${own.zh} · ${own.en}` : tagLabels[endpoint.tag];
    tags.set(endpoint.tag, { name: endpoint.tag, ...(description === undefined ? {} : { description }) });
    add(paths, endpoint.path, endpoint, (address) => operation({ endpoint, address, common }));
  }
  return piece([...tags.values()], paths, {});
}

/** Calls of one form, of which there is at least one, and the schemas of its records. */
export function formPiece(
  form: Form,
  rights: Rights,
  endpoints: readonly Described[],
  common: Common,
): Piece {
  const paths: Paths = {};
  const responses = new OwnResponses(form.name);
  for (const endpoint of endpoints)
    add(paths, endpoint.path.replace(':form', form.name), endpoint, (address) =>
      operation({ endpoint, address, common, of: { form, rights, responses } }),
    );
  const tag = { name: form.name, description: `${form.label.zh} · ${form.label.en}`, 'x-form': true };
  return piece([tag], paths, {
    schemas: pointedAt(documentSchemas(form, rights), JSON.stringify([paths, responses.named])),
    parameters: endpoints.some(({ fieldFilters }) => fieldFilters) ? fieldParameters(form, rights) : {},
    responses: responses.named,
  });
}

/** Of a form's schemas those that its calls point at, or that one of them does. */
function pointedAt(schemas: Readonly<Record<string, Json>>, text: string): Record<string, Json> {
  const found: Record<string, Json> = {};
  const look = (from: string): void => {
    for (const point of pointsOf(from)) {
      const name = point.replace('schemas/', '');
      const schema = schemas[name];
      if (schema === undefined || found[name] !== undefined) continue;
      found[name] = schema;
      look(JSON.stringify(schema));
    }
  };
  look(text);
  return found;
}

type Paths = Record<string, Record<string, Json>>;

function add(paths: Paths, path: string, { method }: Described, make: (address: string) => Json): void {
  const address = path.replace(/:(\w+)/g, '{$1}');
  const item = paths[address] ?? {};
  paths[address] = item;
  item[method.toLowerCase()] = make(address);
}

type Sections = Readonly<Record<'schemas' | 'parameters' | 'responses', Readonly<Record<string, Json>>>>;

function piece(tags: readonly Json[], paths: Paths, own: Partial<Sections>): Piece {
  const texts = {
    tags: JSON.stringify(tags).slice(1, -1),
    paths: membersOf(paths),
    schemas: membersOf(own.schemas ?? {}),
    parameters: membersOf(own.parameters ?? {}),
    responses: membersOf(own.responses ?? {}),
  };
  const all = Object.values(texts).join('\n');
  return { ...texts, points: pointsOf(all), hash: hash('sha256', all, 'base64url') };
}

/** An object's members without its braces. */
export function membersOf(object: Readonly<Record<string, Json>>): string {
  return JSON.stringify(object).slice(1, -1);
}

/** Answers the parts under components that a text points at. */
export function pointsOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/"#\/components\/([\w./-]+)"/g)].map(([, point = '']) => point))];
}
