import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Form, Model } from '../../metadata/model.ts';
import type { Rights } from '../auth/rights.ts';
import {
  securitySchemes,
  sharedHeaders,
  sharedParameters,
  sharedResponses,
  sharedSchemas,
} from './components.ts';
import type { Described } from './described.ts';
import { operation } from './operation.ts';
import { recordSchema } from './record-schema.ts';
import { schemaName } from './refs.ts';
import { tagLabels } from './tags.ts';

export interface DocumentParts {
  readonly version: string;
  readonly model: Model;
  readonly rights: Rights;
  readonly endpoints: readonly Described[];
  /** Whether the caller may make the call, with the form where the path names one. */
  readonly allowed: (endpoint: Described, form?: Form) => boolean;
}

/** OpenAPI 3.1 of what one caller may do: the same parts make the same bytes. */
export function openApiDocument({ version, model, rights, endpoints, allowed }: DocumentParts): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  const schemas: Record<string, Json> = { ...sharedSchemas };
  const tags = new Map<string, JsonObject>();
  const add = (path: string, endpoint: Described, form?: Form) => {
    const address = path.replace(/:(\w+)/g, '{$1}');
    const item = paths[address] ?? {};
    paths[address] = item;
    item[endpoint.method.toLowerCase()] = operation(endpoint, address, rights, form);
  };
  for (const endpoint of endpoints) {
    if (endpoint.path.includes(':form') || !allowed(endpoint)) continue;
    const description = tagLabels[endpoint.tag];
    tags.set(endpoint.tag, { name: endpoint.tag, ...(description === undefined ? {} : { description }) });
    add(endpoint.path, endpoint);
  }
  for (const form of model.forms.values()) {
    const own = endpoints.filter(
      (endpoint) => endpoint.path.includes(':form') && fits(endpoint, form) && allowed(endpoint, form),
    );
    if (own.length === 0) continue;
    const description = `${form.label.zh} · ${form.label.en}`;
    tags.set(form.name, { name: form.name, description, 'x-form': true });
    for (const endpoint of own) add(endpoint.path.replace(':form', form.name), endpoint, form);
    addSchemas(schemas, form, rights);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Guiju 规矩',
      version,
      description:
        'JSON, flat, camelCase. Decimals are strings, dates YYYY-MM-DD, times RFC 3339 in UTC. Errors are RFC 9457 problems in the language of Accept-Language.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: [...tags.values()],
    paths,
    components: {
      schemas,
      parameters: sharedParameters,
      responses: sharedResponses,
      headers: sharedHeaders,
      securitySchemes,
    },
  };
}

function fits({ of }: Described, form: Form): boolean {
  if (of === 'matches') return form.match !== undefined;
  return of === undefined || (of === 'settings') === (form.kind === 'setting');
}

function addSchemas(schemas: Record<string, Json>, form: Form, rights: Rights): void {
  for (const side of ['read', 'write', 'change'] as const)
    schemas[schemaName(form, side)] = recordSchema(form, rights, side);
  const { required: _required, ...listed } = recordSchema(form, rights, 'read');
  schemas[`${form.name}.listed`] = { ...listed, required: ['id', 'revision'] };
}
