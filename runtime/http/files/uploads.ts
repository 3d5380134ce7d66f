import { files } from '../../../metadata/contract/files/calls.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import type { Field, FieldSet } from '../../../metadata/model.ts';
import { refusal } from '../../common/refusal.ts';
import {
  AddedMeanwhile,
  type OpenFile,
  type Upload,
  uploadRefused,
} from '../../storage/contents/contents.ts';
import { misfit } from '../../storage/store/body/named-files.ts';
import { fieldNamed } from '../parts/field-named.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { sentFile } from './sent-file.ts';
import {
  nameOf,
  offsetWrong,
  piecesOf,
  placeHeaders,
  readLength,
  readMetadata,
  requireOffset,
  requirePieces,
  requireVersion,
  sendsPieces,
  spoken,
} from './tus.ts';

const uploadUnknown = refusal('upload-unknown', 404);

/** The protocol tus 1.0 with its extensions creation, creation-with-upload, expiration and termination. */
export const uploadEndpoints: readonly Endpoint[] = [
  serveCall(files.begin, async ({ ask }) => {
    requireVersion(ask);
    const metadata = readMetadata(ask);
    const field = fieldNamed(ask.call, ask.form, metadata.get('field') ?? '');
    const [name, size] = [nameOf(metadata), readLength(ask)];
    refuseMisfit(field, { name, size, type: null });
    const asked = {
      name,
      size,
      form: ask.form.id,
      field: field.path,
      owner: ask.call.user.id,
      org: ask.call.org,
    };
    const begun = await ask.host.contents.begin({ ...asked, sealed: field.personal });
    const upload = sendsPieces(ask) ? await appended(ask, begun) : await judged(ask, begun);
    return { status: 201, headers: { ...placeHeaders(upload), location: `/api/uploads/${upload.id}` } };
  }),
  serveCall(files.state, async ({ ask }) => {
    const upload = await ownUpload(ask);
    const { id, name, size, received, type, expiresAt } = upload;
    return {
      body: { id, name, size, received, type, expiresAt: new Date(expiresAt).toISOString() },
      headers: placeHeaders(upload),
    };
  }),
  serveCall(files.append, async ({ ask }) => {
    const upload = await ownUpload(ask);
    requireVersion(ask);
    requirePieces(ask);
    requireOffset(ask, upload);
    return { status: 204, headers: placeHeaders(await appended(ask, upload)) };
  }),
  serveCall(files.abandon, async ({ ask }) => {
    const { id, owner } = await ownUpload(ask);
    requireVersion(ask);
    await ask.host.contents.abandon(id, owner);
    return { status: 204, headers: spoken };
  }),
  serveCall(files.preview, async ({ ask, query }) => {
    return sentFile(ask, { ...(await openForOwner(ask)), as: query.as });
  }),
];

/** What its owner brought, to be looked at before a record takes it. */
export async function openForOwner(
  ask: Ask,
): Promise<{ readonly id: string; readonly open: OpenFile | null }> {
  const { id } = await ownUpload(ask);
  return { id, open: await ask.host.contents.open(id) };
}

async function ownUpload(ask: Ask): Promise<Upload> {
  const id = ask.param('upload');
  const upload = isId(id) ? await ask.host.contents.find(id, ask.call.user.id) : null;
  if (!upload) throw uploadUnknown();
  return upload;
}

async function appended(ask: Ask, upload: Upload): Promise<Upload> {
  const { contents } = ask.host;
  if (upload.received === upload.size) {
    // All of it is there, as of an empty file from the first: nothing may come, and nothing is what was asked for.
    for await (const _ of piecesOf(ask, upload));
    return judged(ask, upload);
  }
  try {
    const after = await contents.append(upload, piecesOf(ask, upload));
    if (after) return await judged(ask, after);
  } catch (error) {
    if (!(error instanceof AddedMeanwhile)) throw error;
  }
  const now = await contents.find(upload.id, upload.owner);
  throw offsetWrong({ offset: now?.received ?? 0 });
}

/** One that its field does not take is given up at once, and told. */
async function judged(ask: Ask, upload: Upload): Promise<Upload> {
  if (upload.type === null) return upload;
  const form = ask.served.model.formsById.get(upload.form);
  const field = form && fieldAt(form, upload.field);
  try {
    if (field) refuseMisfit(field, upload);
  } catch (error) {
    await ask.host.contents.abandon(upload.id, upload.owner);
    throw error;
  }
  return upload;
}

function refuseMisfit(field: Field, file: Pick<Upload, 'name' | 'size' | 'type'>): void {
  const flaw = misfit(field, file);
  if (flaw) throw uploadRefused({ name: file.name }, [{ path: '', ...flaw }]);
}

/** The field at a path by ids. */
function fieldAt(form: FieldSet, path: string): Field | undefined {
  let shape: FieldSet | undefined = form;
  let field: Field | undefined;
  for (const id of path.split('.')) {
    field = shape?.byId.get(id);
    shape = field?.rows;
  }
  return field;
}
