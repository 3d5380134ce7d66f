import type { CaseReport, CaseResult } from '../../cases/case-report.ts';
import type { CaseRunner } from '../../cases/case-runner.ts';
import { renderProblems } from '../../messages/render-problem.ts';
import { anyObject } from '../../openapi/refs.ts';
import { readInstalled } from '../../packages/package-store.ts';
import { refusal } from '../../refusal.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

const packageUnknown = refusal('package-unknown', 404);
const text = { type: 'string' } as const;
const integer = { type: 'integer' } as const;

/** The cases a package carries, tried with what is installed here, beside what is stored. */
export function caseEndpoints(runner: CaseRunner): readonly Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/api/packages/:name/test',
      access: 'administers',
      operation: 'testPackage',
      tag: 'packages',
      summary: {
        zh: '运行包的测试用例：在临时的数据中安装所有已安装的包，不影响现有数据',
        en: 'Try the cases of a package: all that is installed, in a tenant made for it; what is stored stays as it is',
      },
      schema: {
        answer: {
          type: 'object',
          required: ['passed', 'failed', 'skipped', 'cases'],
          properties: {
            passed: integer,
            failed: integer,
            skipped: integer,
            cases: {
              type: 'array',
              items: {
                type: 'object',
                required: ['file', 'name', 'outcome', 'expected'],
                properties: {
                  file: text,
                  name: text,
                  form: text,
                  decision: text,
                  outcome: { enum: ['passed', 'failed', 'skipped'] },
                  expected: { description: 'Any value' },
                  actual: { description: 'Any value' },
                  problems: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' } },
                },
              },
            },
            issues: {
              type: 'array',
              items: {
                ...anyObject,
                required: ['code', 'severity', 'pointer', 'params'],
                properties: {
                  code: { type: 'string' },
                  severity: { enum: ['error', 'warning'] },
                  pointer: { type: 'string' },
                  params: anyObject,
                },
              },
            },
          },
        },
      },
      handle: async (ask) => {
        const name = ask.param('name');
        const packages = await readInstalled(ask.host.database);
        if (!packages.some((one) => one.name === name)) throw packageUnknown({ package: name });
        return { body: reportBody(ask, await runner.run({ packages, only: [name] })) };
      },
    },
  ];
}

function reportBody({ language, served }: Ask, { cases, issues, ...counts }: CaseReport): object {
  const answerOf = ({ problems = [], package: _owner, ...one }: CaseResult) => ({
    ...one,
    ...(problems.length > 0 ? { problems: renderProblems(problems, language, served.model.messages) } : {}),
  });
  return { ...counts, cases: cases.map(answerOf), ...(issues.length > 0 ? { issues } : {}) };
}
