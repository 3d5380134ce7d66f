import { droppedRecords } from '../../../metadata/contract/packages/keys.ts';
import { markedRecords } from '../../model/packages/dropped-records.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** The call for records that packages brought once and bring no more, where somebody changed or uses them. */
export const droppedRecordEndpoints: readonly Endpoint[] = [
  serveCall(droppedRecords.list, async ({ ask: { host, reader, call } }) => ({
    body: { items: await markedRecords(reader, host.database.dialect, call.served) },
  })),
];
