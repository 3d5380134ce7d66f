import type { ProblemAnswer } from '../../common/messages/render-problem.ts';
import type { ProblemWords } from '../pipeline/endpoint.ts';

export const scimMediaType = 'application/scim+json';
const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** Types of mistake in the words of the protocol (RFC 7644, table 9), by code. */
const types: Readonly<Record<string, string>> = {
  'scim-filter-wrong': 'invalidFilter',
  'scim-filter-too-wide': 'tooMany',
  'scim-path-wrong': 'invalidPath',
  'scim-target-missing': 'noTarget',
  'scim-value-wrong': 'invalidValue',
  'scim-member-unknown': 'invalidValue',
  'content-wrong': 'invalidValue',
  'scim-operation-wrong': 'invalidSyntax',
  'body-wrong': 'invalidSyntax',
  'scim-name-taken': 'uniqueness',
  'number-taken': 'uniqueness',
  'unique-taken': 'uniqueness',
};

const mistake = {
  type: 'object',
  required: ['schemas', 'status', 'detail'],
  properties: {
    schemas: { type: 'array', items: { type: 'string' } },
    scimType: { type: 'string' },
    status: { type: 'string' },
    detail: { type: 'string' },
    code: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', additionalProperties: true } },
    instance: { type: 'string' },
  },
} as const;

/** A problem as SCIM says it, with the code and the places beside that it has in every call. */
export const scimProblem: ProblemWords = {
  type: scimMediaType,
  schema: mistake,
  body({ status, body }: ProblemAnswer) {
    const { code, detail, errors, instance } = body;
    const type = types[code];
    // A value that the form does not take is a mistake of what was sent.
    const said = status === 422 ? 400 : status;
    const places = errors.map(({ message }) => message);
    return {
      status: said,
      body: {
        schemas: [errorSchema],
        ...(type === undefined ? {} : { scimType: type }),
        status: String(said),
        detail: places.length === 0 ? detail : `${detail} — ${places.join('; ')}`,
        code,
        errors,
        instance,
      },
    };
  },
};
