import type { JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { CaseReport, CaseResult } from '../../cases/case-report.ts';
import type { PlacedCase } from '../../cases/placed-case.ts';
import type { CasesWanted, StoredCases } from '../../cases/stored-cases.ts';
import type { Designs } from '../../design/create-designs.ts';
import { isOwn } from '../../design/layers.ts';
import type { CasePlace, NewCase, SavedCase, SavesCases } from '../../design/save-case.ts';
import { renderProblems } from '../../messages/render-problem.ts';
import { anyObject } from '../../openapi/refs.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Answer, Endpoint, Parameter } from '../pipeline/endpoint.ts';

const path = '/api/cases';
const tag = 'design';
const text = { type: 'string' } as const;
const name = { type: 'string', minLength: 1, maxLength: 200 } as const;
const any = { description: 'Any value' } as const;

const placed = { package: text, file: text, name: text } as const;
const integer = { type: 'integer' } as const;
const caseSchema: JsonSchema = {
  type: 'object',
  required: ['package', 'file', 'name', 'own', 'facts', 'expect'],
  properties: {
    ...placed,
    form: text,
    decision: text,
    org: text,
    at: text,
    within: text,
    ask: anyObject,
    facts: anyObject,
    trial: anyObject,
    expect: any,
    own: { type: 'boolean', description: 'It may be changed here: nobody else answers for its package.' },
  },
};
const resultSchema: JsonSchema = {
  type: 'object',
  required: ['package', 'file', 'name', 'outcome', 'expected'],
  properties: {
    ...placed,
    form: text,
    decision: text,
    expected: any,
    actual: any,
    outcome: { enum: ['passed', 'failed', 'skipped'] },
    otherwise: {
      type: 'array',
      description: 'Of a decision that answers otherwise: where',
      items: {
        type: 'object',
        required: ['path', 'expected', 'actual'],
        properties: { path: text, expected: any, actual: any },
      },
    },
    problems: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' } },
  },
};
const reportSchema: JsonSchema = {
  type: 'object',
  required: ['passed', 'failed', 'skipped', 'cases'],
  properties: {
    passed: integer,
    failed: integer,
    skipped: integer,
    cases: { type: 'array', items: resultSchema },
  },
};
const savedSchema: JsonSchema = {
  type: 'object',
  required: ['state', 'design', 'package', 'file', 'name'],
  properties: {
    ...placed,
    state: {
      enum: ['published', 'open'],
      description: '`open`: it waits in the design for somebody to publish it.',
    },
    design: { type: 'string', format: 'uuid' },
  },
};
const only = (one: string, en: string): Parameter => ({
  name: one,
  summary: { zh: '只要这个', en },
  schema: text,
});
const whichQuery = [only('package', 'Of this package'), only('decision', 'Of this decision')];

/** Cases of all packages by what is stored here; those that nobody else answers for are written here, too. */
export function caseEndpoints(
  cases: StoredCases,
  saving: SavesCases,
  designs: Pick<Designs, 'ground'>,
): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path,
      access: 'designs',
      operation: 'cases',
      tag,
      query: whichQuery,
      summary: {
        zh: '所有包的用例：输入、试用的配置和期望的结果',
        en: 'The cases of all packages: what is asked, what is tried and what is expected',
      },
      schema: {
        answer: {
          type: 'object',
          required: ['items', 'packages', 'withheld'],
          properties: {
            items: { type: 'array', items: caseSchema },
            packages: { type: 'array', items: text, description: 'Where cases may be saved' },
            withheld: { ...integer, description: 'Cases of organisations that are not the caller’s' },
          },
        },
      },
      handle: async ({ call, query }) => {
        const { installed } = await designs.ground(call);
        const wanted = { package: said(query, 'package'), decision: said(query, 'decision') };
        const { cases: known, withheld } = cases.list(call, wanted);
        const items = known.map((one) => caseBody(one, isOwn(one.package, installed)));
        const packages = new Set([localPackage, ...installed.map((one) => one.name)]);
        return { body: { items, withheld, packages: [...packages].filter((one) => isOwn(one, installed)) } };
      },
    },
    {
      method: 'POST',
      path: `${path}/test`,
      access: 'designs',
      operation: 'testCases',
      tag,
      asks: true,
      summary: {
        zh: '按现有数据运行用例：不写入任何数据',
        en: 'Try cases by what is stored here: nothing is written',
      },
      body: 'json',
      schema: {
        body: {
          type: 'object',
          additionalProperties: false,
          properties: { package: name, decision: name, name },
        },
        bodyOptional: true,
        answer: reportSchema,
      },
      handle: async (ask) => ({
        body: reportBody(ask, await cases.run(ask.call, await ask.body<CasesWanted>())),
      }),
    },
    {
      method: 'POST',
      path,
      access: 'designs',
      operation: 'saveCase',
      tag,
      summary: {
        zh: '保存决策的用例：默认以现在的结果为期望；自此每次发布前都会核对',
        en: 'Save a case of a decision: what comes of it now is expected, unless something else is said; from then on it is tried before everything that is published',
      },
      body: 'json',
      schema: {
        body: {
          type: 'object',
          required: ['name', 'decision', 'facts'],
          additionalProperties: false,
          properties: {
            name,
            package: { ...name, description: 'Default: the customer’s own layer, `local`.' },
            decision: name,
            org: { type: 'string', description: 'Number of the organisation. Default: that of the call.' },
            at: { type: 'string', description: 'The moment that is asked about. Default: whenever it runs.' },
            facts: { ...anyObject, description: 'What the decision is asked.' },
            trial: { ...anyObject, description: 'What is tried beside what is stored. Default: nothing.' },
            expect: { ...anyObject, description: 'Default: what comes of it now.' },
          },
        },
        answer: savedSchema,
        status: 201,
      },
      handle: async (ask) => written(ask, await saving.save(ask.writeCall, await ask.body<NewCase>())),
    },
    {
      method: 'POST',
      path: `${path}/remove`,
      access: 'designs',
      operation: 'removeCase',
      tag,
      summary: { zh: '删除一个用例', en: 'Take out a case' },
      body: 'json',
      schema: {
        body: {
          type: 'object',
          required: ['package', 'file', 'name'],
          additionalProperties: false,
          properties: { package: name, file: name, name },
        },
        answer: savedSchema,
        status: 201,
      },
      handle: async (ask) => written(ask, await saving.remove(ask.writeCall, await ask.body<CasePlace>())),
    },
  ];
}

function said(query: URLSearchParams, one: string): string | undefined {
  return query.get(one) ?? undefined;
}

function caseBody(one: PlacedCase, own: boolean): JsonObject {
  return { ...one, own } as JsonObject;
}

function reportBody({ language, served }: Ask, { passed, failed, skipped, cases }: CaseReport): object {
  const answerOf = ({ problems = [], ...one }: CaseResult) => ({
    ...one,
    ...(problems.length > 0 && { problems: renderProblems(problems, language, served.model.messages) }),
  });
  return { passed, failed, skipped, cases: cases.map(answerOf) };
}

async function written({ host, call, requestId }: Ask, { revision, ...saved }: SavedCase): Promise<Answer> {
  const { package: owner, file, design, name: target } = saved;
  if (revision !== undefined)
    await host.audit.record({
      action: 'model-applied',
      actor: call.user,
      org: call.org,
      detail: { revision, design, case: `${owner}/${file}#${target}`, requestId },
    });
  return {
    status: 201,
    body: { ...saved },
    ...(revision !== undefined && { revision }),
    headers: { 'guiju-model': String(host.served().revision) },
  };
}
