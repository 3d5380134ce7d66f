import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import { backupComponents } from '../../../metadata/contract/backups/calls.ts';
import { problem } from '../../../metadata/contract/common/problem.ts';
import { actor, fieldProblem, label, reference } from '../../../metadata/contract/common/shared.ts';
import { designComponents } from '../../../metadata/contract/design/components.ts';
import { explained } from '../../../metadata/contract/forms/explained.ts';
import { describedField, formModel } from '../../../metadata/contract/forms/form-model.ts';
import { folder, formOutline } from '../../../metadata/contract/forms/outline.ts';
import {
  approvers,
  inboxDecision,
  inboxFact,
  inboxItem,
  inboxRecord,
} from '../../../metadata/contract/inbox/calls.ts';
import { job } from '../../../metadata/contract/jobs/calls.ts';
import { verdict } from '../../../metadata/contract/match/rule.ts';
import { preference, view } from '../../../metadata/contract/own/calls.ts';
import { packageComponents } from '../../../metadata/contract/packages/components.ts';
import {
  authenticator,
  newToken,
  openSession,
  token,
} from '../../../metadata/contract/people/credentials.ts';
import { consequences, organisations } from '../../../metadata/contract/records/actions.ts';
import { change, givenReason } from '../../../metadata/contract/records/record.ts';
import { report } from '../../../metadata/contract/reports/calls.ts';
import { found, searchAnswer } from '../../../metadata/contract/search/calls.ts';
import { printNode, printTree } from '../../../rules/paper/contract.ts';
import { commonHeaders } from './answered.ts';
import { said } from './described.ts';
import { limited } from './limited.ts';
import { recordFacts } from './record-schema.ts';

const text = { type: 'string' } as const;

const sent = {
  id: { type: 'string', format: 'uuid' },
  number: { type: ['string', 'null'] },
  name: { type: ['string', 'null'] },
} as const;

/** Schemas that many answers share. */
const schemas: JsonObject = {
  FormOutline: formOutline,
  Folder: folder,
  FormModel: formModel,
  FormField: describedField,
  ...packageComponents,
  ...backupComponents,
  Explained: explained,
  Label: label,
  ...designComponents,
  Problem: problem,
  FieldProblem: fieldProblem,
  Verdict: verdict,
  Token: token,
  NewToken: newToken,
  Session: openSession,
  Authenticator: authenticator,
  Job: job,
  InboxItem: inboxItem,
  InboxFact: inboxFact,
  InboxDecision: inboxDecision,
  InboxRecord: inboxRecord,
  Found: found,
  SearchAnswer: searchAnswer,
  View: view,
  Preference: preference,
  PrintTree: printTree,
  Report: report,
  PrintNode: printNode,
  Actor: actor,
  Change: change,
  GivenReason: givenReason,
  Approvers: approvers,
  Organisations: organisations,
  Consequences: consequences,
  SentReference: {
    description: 'A record: its number, or an object with its id or number; a name is answered, never read.',
    anyOf: [
      text,
      { type: 'object', required: ['id'], properties: sent },
      { type: 'object', required: ['number'], properties: sent },
    ],
  },
  Reference: reference,
  RecordFacts: recordFacts,
};

/** Those of bodies, each with all its limits. */
const sentSchemas = [
  ...['SentReference', 'Publish', 'Apply', 'Taken', 'TakenPlan', 'Install', 'CarryOutInstall'],
  ...['PlanDesign', 'PublishDesign', 'PlanShip', 'Ship', 'NewDesign', 'ChangeDesign', 'RejectDesign'],
  ...['DesignStep', 'DesignSteps', 'DesignSeen', 'DesignPoint', 'DesignReturn', 'DesignPresent'],
  ...['DesignPlace', 'DesignNames', 'TellPublished'],
];

export const sharedSchemas: JsonObject = {
  ...schemas,
  ...Object.fromEntries(sentSchemas.map((name) => [name, limited(schemas[name] as JsonObject)])),
};

export const sharedResponses: JsonObject = {
  NotModified: {
    description: 'The answer is the one whose ETag was sent in If-None-Match',
    headers: { ...commonHeaders, ETag: { $ref: '#/components/headers/ETag' } },
  },
  Problem: {
    description: 'What was refused, and why',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
};

export const sharedHeaders: JsonObject = {
  ETag: {
    description:
      'Stands for what is answered, for If-None-Match; the revision of a record, for If-Match as well',
    schema: text,
  },
  'Guiju-Revision': { description: 'Newest revision this node has followed', schema: text },
  'Guiju-Model': { description: 'Revision of the publish whose model answered', schema: text },
};

const parameters: Readonly<Record<string, JsonObject & { readonly description?: Label }>> = {
  Id: { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
  Revision: { name: 'revision', in: 'path', required: true, schema: { type: 'integer' } },
  Org: {
    name: 'org',
    in: 'query',
    description: {
      zh: '组织编号',
      en: 'Number of the organisation of the call',
    },
    schema: { type: 'string' },
  },
  MinRevision: {
    name: 'minRevision',
    in: 'query',
    description: {
      zh: '等到这个版本再回答',
      en: 'Wait until this node has reached the revision',
    },
    schema: { type: 'integer', minimum: 0 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: {
      zh: '所读版本的 ETag',
      en: 'ETag of the version that was read',
    },
    schema: { type: 'string', examples: ['"42"'] },
  },
  IfMatchOwn: {
    name: 'If-Match',
    in: 'header',
    description: {
      zh: '替换或删除已有的值时必须带：读取时 own 中该值的 revision（PUT 回答的 ETag 也是它），加引号',
      en: 'Needed to replace or remove an existing value: its revision as given in own, or the ETag that PUT answered, in quotes',
    },
    schema: { type: 'string', examples: ['"42"'] },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: {
      zh: '上次回答的 ETag；没有变化时回答 304，不含内容',
      en: 'ETag of the answer that is known: while it stays the same, 304 comes without a body',
    },
    schema: { type: 'string' },
  },
  TusResumable: {
    name: 'Tus-Resumable',
    in: 'header',
    required: true,
    description: {
      zh: 'tus 协议的版本',
      en: 'Version of the protocol tus',
    },
    schema: { type: 'string', const: '1.0.0' },
  },
  UploadLength: {
    name: 'Upload-Length',
    in: 'header',
    required: true,
    description: {
      zh: '文件的字节数',
      en: 'Size of the file in bytes',
    },
    schema: { type: 'integer', minimum: 0 },
  },
  UploadMetadata: {
    name: 'Upload-Metadata',
    in: 'header',
    required: true,
    description: {
      zh: 'filename 和 field（字段路径）及其值，值用 base64，逗号分隔',
      en: 'filename and field (its path), each with its value in base64, separated by commas',
    },
    schema: { type: 'string', examples: ['filename YS5wZGY=,field cGFwZXI='] },
  },
  UploadOffset: {
    name: 'Upload-Offset',
    in: 'header',
    required: true,
    description: {
      zh: '已收到的字节数，从那里续传',
      en: 'Bytes that have been received, where this piece goes on',
    },
    schema: { type: 'integer', minimum: 0 },
  },
  FieldFilters: {
    name: 'fieldFilters',
    in: 'query',
    style: 'form',
    explode: true,
    description: {
      zh: '字段条件，与查询记录时相同：status=A、amount[gte]=100',
      en: 'Conditions on fields, as a list of records takes them: status=A, amount[gte]=100',
    },
    schema: { type: 'object', additionalProperties: { type: 'string' } },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: {
      zh: '同一个键在一天内只写一次',
      en: 'The write is done once, however often it is sent with the same key within a day',
    },
    schema: { type: 'string', maxLength: 200 },
  },
};

/** Parameters that many calls have, described for who asks in a language. */
export function sharedParameters(language: Language): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { description, ...parameter }]) => [
      name,
      { ...parameter, ...(description && { description: said(description, language) }) },
    ]),
  );
}

export const securitySchemes: JsonObject = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A session or an API token (gj_…)' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'guiju_session',
    description: 'Writes need the header X-CSRF-Token as well',
  },
};
