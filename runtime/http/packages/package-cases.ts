import { type CasesRun, packages } from '../../../metadata/contract/packages/installed.ts';
import { renderProblems } from '../../common/messages/render-problem.ts';
import { refusal } from '../../common/refusal.ts';
import { readInstalled } from '../../model/packages/package-store.ts';
import type { CaseReport, CaseResult } from '../../preparation/cases/case-report.ts';
import type { CaseRunner } from '../../preparation/cases/case-runner.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

const packageUnknown = refusal('package-unknown', 404);

/** The cases a package carries, tried with what is installed here, beside what is stored. */
export function caseEndpoints(runner: CaseRunner): readonly Endpoint[] {
  return [
    serveCall(packages.test, async ({ ask }) => {
      const name = ask.param('name');
      const installed = await readInstalled(ask.host.database);
      if (!installed.some((one) => one.name === name)) throw packageUnknown({ package: name });
      return { body: reportBody(ask, await runner.run({ packages: installed, only: [name] })) };
    }),
  ];
}

function reportBody({ language, served }: Ask, { cases, issues, ...counts }: CaseReport): CasesRun {
  const answerOf = ({ problems = [], package: _owner, ...one }: CaseResult) => ({
    ...one,
    ...(problems.length > 0 ? { problems: renderProblems(problems, language, served.model.messages) } : {}),
  });
  return { ...counts, cases: cases.map(answerOf), ...(issues.length > 0 ? { issues } : {}) };
}
