import { greatest } from '../../../metadata/common/greatest.ts';
import type { BatchItem } from '../../../metadata/contract/records/batch.ts';
import { records } from '../../../metadata/contract/records/calls.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { ifMatchMissing } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';

export const batchEndpoints: readonly Endpoint[] = [
  serveCall(records.batch, async ({ ask, body }) => {
    const { items, atomic = true } = await body();
    refuseBlind(items);
    const results = await ask.host.store.batch(ask.writeCall, ask.form, items, atomic);
    const revision = greatest(results.map(({ record }) => record?.revision ?? 0));
    return { body: { items: results }, revision };
  }),
];

/** Refuses changes of a record without the version of it that the caller read. */
function refuseBlind(items: readonly BatchItem[]): void {
  const blind = items.flatMap((item, index) =>
    item.op === 'create' || item.ifMatch !== undefined
      ? []
      : [{ path: `/items/${index}/ifMatch`, code: 'batch-if-match' }],
  );
  if (blind.length > 0) throw ifMatchMissing({}, blind);
}
