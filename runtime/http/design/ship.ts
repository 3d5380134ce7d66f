import { shipping } from '../../../metadata/contract/design/publish.ts';
import type { Refills } from '../../model/publish/records/create-refills.ts';
import type { Shipping } from '../../preparation/design/ship-layer.ts';
import { answerPublished } from '../packages/publish.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** A package of one's own is made of the customer's layer, and lies below it from then on. */
export function shipEndpoints(packaging: Shipping, refills: Refills): readonly Endpoint[] {
  return [
    serveCall(shipping.offer, async ({ ask }) => ({ body: await packaging.offer(ask.call) })),
    serveCall(shipping.plan, async ({ ask, body }) => {
      const { name, version, prefix, label, notes, places, hash: _, ...how } = await body();
      const wanted = { name, version, prefix, label, places, ...(notes !== undefined && { notes }) };
      return { body: await packaging.plan(ask.call, wanted, how) };
    }),
    serveCall(shipping.ship, async ({ ask, body }) => {
      const { name, version, prefix, label, notes, places, ...how } = await body();
      const wanted = { name, version, prefix, label, places, ...(notes !== undefined && { notes }) };
      const { writeCall } = ask;
      const done = await packaging.ship(writeCall, wanted, how);
      return answerPublished(ask, { refills, call: writeCall }, done, { package: name });
    }),
  ];
}
