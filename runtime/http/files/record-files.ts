import { files } from '../../../metadata/contract/files/calls.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { listed } from '../records/list-query.ts';
import { sentFile } from './sent-file.ts';
import { heldFiles, zippedFiles } from './zipped-files.ts';

/** Files of records: whoever reads the field reads its files, asked anew each time. */
export const recordFileEndpoints: readonly Endpoint[] = [
  serveCall(files.read, async ({ ask, query }) => {
    const { host, call, form, recordId } = ask;
    const id = ask.param('file');
    const isThere = await host.store.holdsFile(call, form, recordId, id);
    return sentFile(ask, { id, open: isThere ? await host.contents.open(id) : null, as: query.as });
  }),
  serveCall(files.held, ({ ask }) =>
    listed(ask, ask.query, async (asked) => ({ body: await heldFiles(ask, asked) })),
  ),
  serveCall(files.zip, ({ ask }) => listed(ask, ask.query, (asked) => zippedFiles(ask, asked))),
];
