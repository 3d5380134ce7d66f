import type { JsonObject } from '../../../metadata/common/json.ts';
import { listSchema, mostResources } from './list-resources.ts';
import {
  type ResourceType,
  resourceTypes,
  type SchemaExtension,
  type ScimAttribute,
} from './protocol/attributes.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0';

/** What of the protocol this server does (RFC 7643, section 5). */
export function serviceConfiguration(base: string): JsonObject {
  return {
    schemas: [`${core}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: mostResources },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Token',
        description: 'A token whose scope is to provision people, in the header Authorization: Bearer',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}

export function describedTypes(base: string): readonly JsonObject[] {
  return resourceTypes.map(({ name, endpoint, description, schema, extensions }) => ({
    schemas: [`${core}:ResourceType`],
    id: name,
    name,
    endpoint,
    description,
    schema,
    ...(extensions.length > 0
      ? { schemaExtensions: extensions.map((one) => ({ schema: one.schema, required: false })) }
      : {}),
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }));
}

export function describedSchemas(base: string): readonly JsonObject[] {
  return resourceTypes.flatMap(schemasOf).map(({ schema, name, description, attributes }) => ({
    schemas: [`${core}:Schema`],
    id: schema,
    name,
    description,
    attributes: attributes.map(described),
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${schema}` },
  }));
}

function schemasOf(type: ResourceType): readonly SchemaExtension[] {
  return [type, ...type.extensions];
}

function described({ subAttributes, ...attribute }: ScimAttribute): JsonObject {
  const { name, type, description } = attribute;
  return {
    name,
    type,
    multiValued: attribute.multiValued ?? false,
    description,
    required: attribute.required ?? false,
    ...(type === 'string' || type === 'reference' ? { caseExact: attribute.caseExact ?? false } : {}),
    mutability: attribute.mutability ?? 'readWrite',
    returned: attribute.returned ?? 'default',
    uniqueness: attribute.uniqueness ?? 'none',
    ...(type === 'reference' ? { referenceTypes: ['uri'] } : {}),
    ...(subAttributes ? { subAttributes: subAttributes.map(described) } : {}),
  };
}

/** Everything of a sort, as a list that has no further pages. */
export function wholeList(resources: readonly JsonObject[]): JsonObject {
  return {
    schemas: [listSchema],
    totalResults: resources.length,
    itemsPerPage: resources.length,
    startIndex: 1,
    Resources: resources,
  };
}
