import { station } from '../../../rules/imaging/contract.ts';
import { accepted } from '../../http/jobs/job-answer.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import { assignPages } from '../station/assign-pages.ts';
import { bringPages } from '../station/bring-pages.ts';
import { readingStack } from '../station/read-stack.ts';
import type { StationParts } from '../station/station-parts.ts';
import { turnPage } from '../station/turn-page.ts';

export function stationEndpoints(parts: StationParts): readonly Endpoint[] {
  return [
    serveCall(station.read, async ({ ask }) => {
      const { contents } = ask.host;
      const work = await readingStack({ ...parts, contents }, ask.call, ask.recordId);
      return accepted(await parts.jobs.start(ask.call, work));
    }),
    serveCall(station.assign, async ({ ask, body }) => ({
      body: { items: await assignPages(parts, ask.writeCall, await body()) },
    })),
    serveCall(station.turn, async ({ ask, body }) => {
      const { contents } = ask.host;
      const { degrees } = await body();
      return { body: await turnPage({ ...parts, contents }, ask.writeCall, ask.recordId, degrees) };
    }),
    serveCall(station.bring, async ({ ask }) => ({
      body: await bringPages(parts, ask.writeCall, ask.recordId),
    })),
  ];
}
