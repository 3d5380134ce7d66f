import { files } from '../../../metadata/contract/files/calls.ts';
import { refusal } from '../../common/refusal.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { listed } from '../records/list-query.ts';
import { fileUnknown, sentFile } from './sent-file.ts';
import { heldFiles, zippedFiles } from './zipped-files.ts';

const pictureNone = refusal('picture-none', 404);

/** Files of records: whoever reads the field reads its files, asked anew each time. */
export const recordFileEndpoints: readonly Endpoint[] = [
  serveCall(files.read, async ({ ask, query }) => {
    const { host, call, form, recordId } = ask;
    const id = ask.param('file');
    if (!(await host.store.holdsFile(call, form, recordId, id))) throw fileUnknown();
    if (query.as !== 'small') return sentFile(ask, { id, open: await host.contents.open(id), as: query.as });
    const open = await host.smallPictures.of(id);
    if (!open) throw pictureNone();
    return sentFile(ask, { id: `${id}-small`, open, as: 'inline' });
  }),
  serveCall(files.held, ({ ask }) =>
    listed(ask, ask.query, async (asked) => ({ body: await heldFiles(ask, asked) })),
  ),
  serveCall(files.zip, ({ ask }) => listed(ask, ask.query, (asked) => zippedFiles(ask, asked))),
];
