import { files } from '../../../metadata/contract/files/calls.ts';
import { refusal } from '../../common/refusal.ts';
import type { OpenFile } from '../../storage/contents/contents.ts';
import type { Pictures } from '../../work/pictures/create-pictures.ts';
import { bytesOfPicture, madePicture } from '../../work/pictures/picture-file.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { openForReader } from './record-files.ts';
import { fileUnknown, sentFile } from './sent-file.ts';
import { openForOwner } from './uploads.ts';

const pagesNone = refusal('file-without-pages', 422);
const pageUnknown = refusal('file-page-unknown', 404);

/** Pages of pictures that browsers do not show, TIFF above all, one by one, by whoever may read the file itself. */
export function shownPageEndpoints(pictures: Pick<Pictures, 'pages' | 'page'>): readonly Endpoint[] {
  const opened = async (open: OpenFile | null) => {
    if (!open) throw fileUnknown();
    const bytes = await bytesOfPicture(open);
    if (!bytes) throw pagesNone({ name: open.name });
    return { bytes, name: open.name };
  };
  const counted = async (open: OpenFile | null) => {
    const { bytes, name } = await opened(open);
    const pages = await pictures.pages(bytes);
    if (pages === null) throw pagesNone({ name });
    return { body: { pages } };
  };
  const drawn = async (ask: Ask, id: string, open: OpenFile | null) => {
    const { bytes, name } = await opened(open);
    const page = Number(ask.param('page'));
    const made = Number.isInteger(page) && page >= 1 ? await pictures.page(bytes, page - 1) : null;
    if (!made) throw pageUnknown({ name, page: ask.param('page') });
    return sentFile(ask, { id: `${id}-${page}`, open: madePicture(`${name}-${page}`, made), as: 'inline' });
  };
  return [
    serveCall(files.readPages, async ({ ask }) => counted(await openForReader(ask, ask.param('file')))),
    serveCall(files.readPage, async ({ ask }) => {
      const id = ask.param('file');
      return drawn(ask, id, await openForReader(ask, id));
    }),
    serveCall(files.previewPages, async ({ ask }) => counted((await openForOwner(ask)).open)),
    serveCall(files.previewPage, async ({ ask }) => {
      const { id, open } = await openForOwner(ask);
      return drawn(ask, id, open);
    }),
  ];
}
