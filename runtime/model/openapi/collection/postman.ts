import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { CollectedRequest, RequestFolder, RequestWord } from './requests-of.ts';

const format = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** A collection in Postman's format 2.1, which other programs read as well. It holds no token. */
export function postmanCollection(
  folders: readonly RequestFolder[],
  { name, url }: { readonly name: string; readonly url: string },
): JsonObject {
  return {
    info: { name, schema: format },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    variable: [
      { key: 'url', value: url, type: 'string' },
      { key: 'token', value: '', type: 'string' },
    ],
    item: folders.map((folder) => ({
      name: folder.name,
      description: folder.description,
      item: folder.requests.map((request) => ({
        name: request.name,
        request: requestOf(request),
        response: [],
      })),
    })),
  };
}

function requestOf(request: CollectedRequest): JsonObject {
  const { method, path, description, parameters, query, headers, body, isPublic } = request;
  const needed = query.filter(({ required }) => required);
  const words = needed.map((one) => `${one.name}=${one.value}`).join('&');
  return {
    method,
    description,
    ...(isPublic && { auth: { type: 'noauth' } }),
    url: {
      raw: `{{url}}${path}${words === '' ? '' : `?${words}`}`,
      host: ['{{url}}'],
      path: path.split('/').slice(1),
      query: query.map(entryOf),
      variable: parameters.map(({ name, value, description: said }) => ({
        key: name,
        value,
        description: said,
      })),
    },
    header: [...headers.map(entryOf), ...(body && 'json' in body ? [jsonHeader] : [])],
    ...(body && { body: bodyOf(body) }),
  };
}

const jsonHeader = { key: 'Content-Type', value: 'application/json' };

function entryOf({ name, value, description, required }: RequestWord): JsonObject {
  const isSent = required || value !== '';
  return { key: name, value, description, ...(!isSent && { disabled: true }) };
}

function bodyOf(body: NonNullable<CollectedRequest['body']>): JsonObject {
  if ('file' in body) return { mode: 'file', file: {} };
  return { mode: 'raw', raw: body.json, options: { raw: { language: 'json' } } };
}
