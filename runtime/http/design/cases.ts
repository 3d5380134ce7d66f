import { type CasesReport, cases } from '../../../metadata/contract/design/cases.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { renderProblems } from '../../common/messages/render-problem.ts';
import type { CaseReport, CaseResult } from '../../preparation/cases/case-report.ts';
import type { StoredCases } from '../../preparation/cases/stored-cases.ts';
import type { Designs } from '../../preparation/design/create-designs.ts';
import { isOwn } from '../../preparation/design/layers.ts';
import type { SavesCases, WrittenCase } from '../../preparation/design/save-case.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** Cases of all packages by what is stored here; those that nobody else answers for are written here, too. */
export function caseEndpoints(
  stored: StoredCases,
  saving: SavesCases,
  designs: Pick<Designs, 'ground'>,
): readonly Endpoint[] {
  return [
    serveCall(cases.list, async ({ ask: { call }, query }) => {
      const { installed } = await designs.ground(call);
      const { cases: known, withheld } = stored.list(call, query);
      const items = known.map((one) => ({ ...one, own: isOwn(one.package, installed) }));
      const packages = new Set([localPackage, ...installed.map((one) => one.name)]);
      return { body: { items, withheld, packages: [...packages].filter((one) => isOwn(one, installed)) } };
    }),
    serveCall(cases.test, async ({ ask, body }) => ({
      body: reportBody(ask, await stored.run(ask.call, await body())),
    })),
    serveCall(cases.save, async ({ ask, body }) =>
      written(ask, await saving.save(ask.writeCall, await body())),
    ),
    serveCall(cases.remove, async ({ ask, body }) =>
      written(ask, await saving.remove(ask.writeCall, await body())),
    ),
  ];
}

function reportBody(
  { language, served }: Ask,
  { passed, failed, skipped, cases: all }: CaseReport,
): CasesReport {
  const answerOf = ({ problems = [], ...one }: CaseResult) => ({
    ...one,
    ...(problems.length > 0 && { problems: renderProblems(problems, language, served.model.messages) }),
  });
  return { passed, failed, skipped, cases: all.map(answerOf) };
}

async function written({ host, call, requestId }: Ask, { revision, ...saved }: WrittenCase) {
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
    body: saved,
    ...(revision !== undefined && { revision }),
    headers: { 'guiju-model': String(host.served().revision) },
  };
}
