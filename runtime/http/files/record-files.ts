import { files } from '../../../metadata/contract/files/calls.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import { faceFor } from '../../call/face-field.ts';
import { refusal } from '../../common/refusal.ts';
import type { OpenFile } from '../../storage/contents/contents.ts';
import { printedSide } from '../../work/pictures/protocol.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { listed } from '../records/list-query.ts';
import { fileUnknown, sentFile } from './sent-file.ts';
import { heldFiles, zippedFiles } from './zipped-files.ts';

const pictureNone = refusal('picture-none', 404);

/** Files of records: whoever reads the field reads its files, asked anew each time. */
export const recordFileEndpoints: readonly Endpoint[] = [
  serveCall(files.read, async ({ ask, query }) => {
    const id = ask.param('file');
    const whole = await openForReader(ask, id);
    const { as } = query;
    if (as !== 'small' && as !== 'print') return sentFile(ask, { id, open: whole, as });
    if (!whole) throw fileUnknown();
    const { smallPictures } = ask.host;
    const open = await (as === 'small' ? smallPictures.of(id) : smallPictures.printed(id, printedSide));
    if (!open) throw pictureNone();
    return sentFile(ask, { id: `${id}-${as}`, open, as: 'inline' });
  }),
  serveCall(files.face, async ({ ask }) => {
    const id = await faceOf(ask);
    const open = id === undefined ? null : await ask.host.smallPictures.of(id);
    // A page asks for it beside each record that may have one: to have none is no mistake.
    return open ? sentFile(ask, { id: `${id}-small`, open, as: 'inline' }) : { status: 204 };
  }),
  serveCall(files.held, ({ ask }) =>
    listed(ask, ask.query, async (asked) => ({ body: await heldFiles(ask, asked) })),
  ),
  serveCall(files.zip, ({ ask }) => listed(ask, ask.query, (asked) => zippedFiles(ask, asked))),
];

/** Id of the picture that the record answers its reader as its face; undefined: it answers none. */
async function faceOf({ host, call, form, recordId }: Ask): Promise<string | undefined> {
  const field = faceFor(call.rights, form);
  if (!field) return undefined;
  const filter = { fact: 'id', operator: 'in', value: [recordId] } as const;
  for (const view of ['use', 'manage'] as const) {
    const { items } = await host.store.list(call, form, { view, filter, fields: [field.name], limit: 1 });
    const [record] = items;
    if (record) return filesIn(record[field.name])[0]?.id;
  }
  return undefined;
}

/**
 * A file of the record that is asked for, by its id, under the name that it has there; null: it has none that the caller
 * may read.
 */
export async function openForReader(
  { host, call, form, recordId }: Ask,
  id: string,
): Promise<OpenFile | null> {
  const file = await host.store.fileOf(call, form, recordId, id);
  const open = file && (await host.contents.open(id));
  return open && { ...open, name: file.name || open.name };
}
