import { telling } from '../../../metadata/contract/design/publish.ts';
import type { Telling } from '../../preparation/design/tell-people.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import { accepted } from '../jobs/job-answer.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** Colleagues hear of what was published. */
export function tellEndpoints(
  { who, tell, tellAll }: Telling,
  jobs: Pick<Jobs, 'start'>,
): readonly Endpoint[] {
  return [
    serveCall(telling.who, async ({ ask, query: { form = '' } }) => ({ body: await who(ask.call, form) })),
    serveCall(telling.tell, async ({ ask, body }) => {
      const { people, ...what } = await body();
      if (!people) return accepted(await jobs.start(ask.writeCall, tellAll(ask.writeCall, what)));
      return { body: { people: await tell(ask.writeCall, { ...what, people }) } };
    }),
  ];
}
