import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { pointedAt } from '../schema-parts.ts';
import { exampleOf } from './example-of.ts';

/** A word of the address or a header of a request. */
export interface RequestWord {
  readonly name: string;
  readonly value: string;
  readonly description: string;
  /** It has to be said. */
  readonly required: boolean;
}

/** A request as people send it from a collection, whatever program they do it with. */
export interface CollectedRequest {
  /** Its name in the document: `customer.create`. */
  readonly name: string;
  readonly method: string;
  /** `/api/forms/customer/records/:id` */
  readonly path: string;
  readonly description: string;
  readonly parameters: readonly RequestWord[];
  readonly query: readonly RequestWord[];
  readonly headers: readonly RequestWord[];
  /** JSON as text, or a file that is chosen. Default: nothing is sent. */
  readonly body?: { readonly json: string } | { readonly file: true };
  /** Nobody has to sign in for it. */
  readonly isPublic: boolean;
}

export interface RequestFolder {
  readonly name: string;
  readonly description: string;
  readonly requests: readonly CollectedRequest[];
}

/** Requests that an OpenAPI document describes, by their tags. */
export function requestsOf(document: JsonObject): readonly RequestFolder[] {
  const folders = new Map<string, CollectedRequest[]>();
  const described = new Map<string, string>();
  for (const tag of listIn(document['tags'])) {
    folders.set(String(tag['name']), []);
    described.set(String(tag['name']), String(tag['description'] ?? ''));
  }
  for (const [address, ways] of Object.entries(membersOf(document['paths'])))
    for (const [method, operation] of Object.entries(membersOf(ways))) {
      if (!isObject(operation)) continue;
      const [tag = 'API'] = Array.isArray(operation['tags']) ? operation['tags'].map(String) : [];
      const folder = folders.get(tag) ?? [];
      folders.set(tag, folder);
      folder.push(requestOf(document, { address, method, operation }));
    }
  return [...folders]
    .filter(([, requests]) => requests.length > 0)
    .map(([name, requests]) => ({ name, description: described.get(name) ?? '', requests }));
}

interface Operation {
  readonly address: string;
  readonly method: string;
  readonly operation: JsonObject;
}

function requestOf(document: JsonObject, { address, method, operation }: Operation): CollectedRequest {
  const parameters = listIn(operation['parameters']).map((one) => resolved(document, one));
  const wordsIn = (place: string) =>
    parameters.filter((one) => one['in'] === place).map((one) => wordOf(document, one));
  const { operationId, summary, description, security } = operation;
  const body = bodyOf(document, operation);
  return {
    name: String(operationId),
    method: method.toUpperCase(),
    path: address.replaceAll(/\{(\w+)\}/g, ':$1'),
    description: [summary, description].filter((one) => typeof one === 'string').join('\n\n'),
    parameters: wordsIn('path'),
    query: wordsIn('query'),
    headers: wordsIn('header'),
    ...(body && { body }),
    isPublic: Array.isArray(security) && security.length === 0,
  };
}

/** Each sending from a collection is a write of its own. */
const values: Readonly<Record<string, string>> = { 'Idempotency-Key': '{{$guid}}' };

function wordOf(document: JsonObject, { name, description, required, schema }: JsonObject): RequestWord {
  const isNeeded = required === true;
  const example = isNeeded ? exampleOf(schema, document, '') : '';
  return {
    name: String(name),
    value: values[String(name)] ?? (typeof example === 'object' ? '' : String(example)),
    description: String(description ?? ''),
    required: isNeeded,
  };
}

function bodyOf(document: JsonObject, { requestBody }: JsonObject): CollectedRequest['body'] {
  const content = membersOf(membersOf(requestBody)['content']);
  const json = content['application/json'];
  if (json !== undefined)
    return { json: JSON.stringify(exampleOf(membersOf(json)['schema'], document), null, 2) };
  return Object.keys(content).length > 0 ? { file: true } : undefined;
}

function resolved(document: JsonObject, one: JsonObject): JsonObject {
  return typeof one['$ref'] === 'string' ? membersOf(pointedAt(document, one['$ref'])) : one;
}

function membersOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function listIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}
