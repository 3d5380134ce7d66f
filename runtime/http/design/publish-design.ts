import type { JsonObject } from '../../../metadata/common/json.ts';
import { publishing } from '../../../metadata/contract/design/publish.ts';
import { parseInstant } from '../../../rules/calendar.ts';
import type { Refills } from '../../model/publish/records/create-refills.ts';
import type { Approving } from '../../preparation/design/approving.ts';
import type { Design } from '../../preparation/design/design.ts';
import { planSays } from '../../preparation/design/plan-says.ts';
import type { PublishesDesigns } from '../../preparation/design/publish-design.ts';
import { type ListSets, setsNaming } from '../../preparation/design/with-changes.ts';
import { answerPublished } from '../packages/publish.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { bodyWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { designAnswer, refusedAnswer } from './answer-design.ts';

interface Around {
  readonly refills: Refills;
  readonly listSets: ListSets;
}

/** Makes the calls that plan publishing a design, and publish it: at once, by two people, or at a chosen time. */
export function publishDesignEndpoints(
  publishes: PublishesDesigns,
  approving: Approving,
  { refills, listSets }: Around,
): readonly Endpoint[] {
  return [
    serveCall(publishing.plan, async ({ ask, body }) => {
      const { design, hash: _, ...how } = await body();
      const { plan, overtaken, refused, versions } = await publishes.plan(ask.call, design, how);
      const changeSets = await setsNaming(listSets, ask.call, design);
      return {
        body: { ...plan, overtaken, refused: refusedAnswer(refused, ask.language), changeSets, versions },
      };
    }),
    serveCall(publishing.publish, async ({ ask, body }) => {
      const { design, ...how } = await body();
      const { writeCall } = ask;
      const done = await publishes.publish(writeCall, design, how);
      return answerPublished(ask, { refills, call: writeCall }, done, { design });
    }),
    serveCall(publishing.propose, async ({ ask }) =>
      answered(ask, 'design-propose', await approving.propose(ask.call, ask.recordId)),
    ),
    serveCall(publishing.approve, async ({ ask }) =>
      answered(ask, 'design-approve', await approving.approve(ask.call, ask.recordId)),
    ),
    serveCall(publishing.unschedule, async ({ ask }) =>
      answered(ask, 'design-unschedule', await approving.unschedule(ask.call, ask.recordId)),
    ),
    serveCall(publishing.reject, async ({ ask, body }) => {
      const { reason = '' } = await body();
      return answered(ask, 'design-reject', await approving.reject(ask.call, ask.recordId, reason));
    }),
    serveCall(publishing.schedule, async ({ ask, body }) => {
      const id = ask.recordId;
      const { at, ...how } = await body();
      const instant = parseInstant(at);
      if (instant === null) throw bodyWrong({}, [{ path: '/at', code: 'not-datetime' }]);
      const { plan } = await publishes.plan(ask.call, id, how);
      const seen = plan.hash === null ? undefined : planSays(plan);
      const done = await approving.schedule(ask.call, id, { at: instant, how, seen });
      return answered(ask, 'design-schedule', done);
    }),
  ];
}

async function answered({ host, call, language, requestId }: Ask, action: string, design: Design) {
  const detail: JsonObject = { design: design.id, name: design.name, requestId };
  await host.audit.record({ action, actor: call.user, org: call.org, target: design.name, detail });
  return { body: designAnswer(design, language) };
}
