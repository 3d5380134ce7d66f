import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Rights } from '../../call/rights.ts';
import { answered, commonHeaders, schemaFor } from './answered.ts';
import type { Common } from './common.ts';
import { type Described, said } from './described.ts';
import { type DocumentedActions, namesAction } from './documented-actions.ts';
import { formOfParts } from './form-of-parts.ts';
import type { OwnResponses } from './own-responses.ts';

/** A call, with the form where its path names one. */
interface Call {
  readonly endpoint: Described;
  readonly address: string;
  readonly common: Common;
  /** The parameter of the forms that have it, as it stands under components. */
  readonly forms?: string;
  readonly of?: {
    readonly form: Form;
    readonly rights: Rights;
    readonly responses: OwnResponses;
    /** Its fields' parameters, or pointers at them. */
    readonly filters: readonly JsonObject[];
    readonly actions: DocumentedActions;
  };
}

/** `/records/:id` as the document writes it. */
export function templated(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

/** One call of the document. */
export function operation({ endpoint, address, common, of, forms }: Call): JsonObject {
  const name = of?.form.name;
  const { summary, schema = {}, access } = endpoint;
  const written = endpoint.method !== 'GET' && access !== 'public';
  const parameters: Json[] = [
    ...pathParameters(address, { ...known, ...(forms && { form: forms }), ...of?.actions.pointers }),
    ...(endpoint.query ?? []).map((parameter) => common.parameter(parameter)),
    ...(endpoint.fieldFilters ? (of?.filters ?? [parameterPointer('FieldFilters')]) : []),
    ...(access === 'public' ? [] : ['Org', 'MinRevision'].map(parameterPointer)),
    ...(schema.tagged ? [parameterPointer('IfNoneMatch')] : []),
    ...(schema.ifMatch ? [parameterPointer(schema.ifMatch === 'own' ? 'IfMatchOwn' : 'IfMatch')] : []),
    ...(schema.tus ? tusHeaders[schema.tus].map(parameterPointer) : []),
    ...(written ? [parameterPointer('IdempotencyKey')] : []),
  ];
  return {
    operationId: [name ?? (forms && 'forms'), endpoint.operation].filter(Boolean).join('.'),
    tags: [name ?? endpoint.tag],
    ...(common.language === 'en'
      ? { summary: summary.en }
      : { summary: summary.zh, description: summary.en }),
    ...(access === 'public' ? { security: [] } : {}),
    ...(access === 'anybody' ? { security: [{}, { bearer: [] }, { cookie: [] }] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...body(endpoint, common, of),
    responses: {
      ...success({ endpoint, common, ...(of && { of }) }),
      ...unchanged(endpoint),
      ...problemsOf(endpoint),
    },
  };
}

function unchanged({ schema: { tagged } = {} }: Described): JsonObject {
  return tagged ? { 304: { $ref: '#/components/responses/NotModified' } } : {};
}

const problem = { $ref: '#/components/responses/Problem' } as const;

/** What a call answers from 400 on. That 5XX are problems, too, the document says once: of each call it would be long. */
function problemsOf({ problemWords, schema: { mistake } = {} }: Described): JsonObject {
  if (problemWords) {
    const { type, schema } = problemWords;
    return { '4XX': { description: 'Refused', content: { [type]: { schema } } } };
  }
  if (!mistake) return { '4XX': problem };
  const content = {
    'application/json': { schema: mistake },
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  };
  return { '4XX': { description: 'Refused', content }, default: problem };
}

export function parameterPointer(name: string): JsonObject {
  return { $ref: `#/components/parameters/${name}` };
}

const tusHeaders = {
  begin: ['TusResumable', 'UploadLength', 'UploadMetadata'],
  piece: ['TusResumable', 'UploadOffset'],
  end: ['TusResumable'],
} as const;

/** Of the shared parameters. */
const known: Readonly<Record<string, string>> = { id: 'Id', revision: 'Revision' };

function pathParameters(address: string, named: Readonly<Record<string, string>>): Json[] {
  return [...address.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    Object.hasOwn(named, name)
      ? parameterPointer(named[name] ?? '')
      : { name, in: 'path', required: true, schema: { type: 'string' } },
  );
}

/** Beside these, `name[gte]=…` and the like are understood for every field; by the names they have under components. */
export function fieldParameters(form: Form, rights: Rights, language: Language): Record<string, JsonObject> {
  const fields = form.fields
    .filter(
      (field) => !field.hidden && field.kind.comparison(field) !== 'none' && rights.readable(form, field),
    )
    .filter((field) => !field.rows);
  return Object.fromEntries(
    fields.map(({ name, label }) => [
      `${form.name}.${name}`,
      { name, in: 'query', description: said(label, language), schema: { type: 'string' } },
    ]),
  );
}

function body(endpoint: Described, common: Common, of?: Call['of']): JsonObject {
  const { body: kind, withFiles, schema = {} } = endpoint;
  const form = of?.form;
  if (schema.tus && schema.tus !== 'end') return pieces(schema.tus === 'piece');
  if (!kind) return {};
  const { body: judged, documented = judged, bodyOptional, bodyType = 'application/octet-stream' } = schema;
  const said = typeof documented === 'function' ? documented(form) : documented;
  const whole = said ? schemaFor(said, common.name, form) : {};
  const sent = of && namesAction(endpoint) ? of.actions.bodyBeside(whole) : whole;
  const type = kind === 'json' ? 'application/json' : bodyType;
  return {
    requestBody: {
      required: judged !== undefined && !bodyOptional,
      content: {
        [type]: { schema: sent },
        ...(withFiles && of && formOfParts(of.form, of.rights, sent, common.language)),
      },
    },
  };
}

/** Bytes of a file; a request that begins one may bring the first of them. */
function pieces(required: boolean): JsonObject {
  const schema = { type: 'string', format: 'binary' };
  return { requestBody: { required, content: { 'application/offset+octet-stream': { schema } } } };
}

/**
 * Answers the responses of success: an answer that forms share stands under components; so does one that several calls
 * of a form give.
 */
function success({ endpoint, common, of }: Omit<Call, 'address'>): JsonObject {
  const { schema: { status = 200, also = {} } = {} } = endpoint;
  const response = of?.responses.of(endpoint) ?? common.response(endpoint) ?? answered(endpoint, common.name);
  const others = Object.entries(also).map(([each, value]) => [
    each,
    { description: 'Done', headers: commonHeaders, content: { 'application/json': { schema: value } } },
  ]);
  return Object.fromEntries([...[status].flat().map((each) => [each, response]), ...others]);
}
