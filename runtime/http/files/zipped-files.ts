import { makeZip } from 'client-zip';
import type { Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { type FileValue, holdsFiles, readFileName } from '../../../metadata/kinds/common/file-value.ts';
import type { Form } from '../../../metadata/model.ts';
import { sentence } from '../../common/messages/index.ts';
import { refusal } from '../../common/refusal.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import { answeredFiles } from '../../storage/store/answer/answered-file.ts';
import type { ListQuery, WireRecord } from '../../storage/store/record/store.ts';
import { withinScope } from '../../work/sheets/export-file.ts';
import type { Ask } from '../pipeline/ask.ts';
import { parametersWrong } from '../pipeline/refusals.ts';

const tooMuch = refusal('zip-too-much', 422);
const empty = refusal('zip-empty', 404);

/** What one zip holds at most. */
const [mostFiles, largestZip] = [5000, 4096];
const megabyte = 1024 * 1024;
const pageSize = 100;

interface Packed {
  /** Where it is in the zip. */
  readonly path: string;
  readonly file: FileValue;
}

/** How much one zip of the records of a list would have. */
export async function heldFiles(ask: Ask, asked: ListQuery) {
  const { records, files, size } = await filesOf(ask, asked);
  return { records, files: files.length, size };
}

/**
 * The files of the records of a list as one zip, which is made while it is read. All of them are known, and found to be
 * few enough, before the first byte goes.
 */
export async function zippedFiles(ask: Ask, asked: ListQuery) {
  const { host, call, form, requestId } = ask;
  const { records, files } = await filesOf(ask, asked);
  const detail = { format: 'zip', records, files: files.length, requestId };
  const target = `/api/forms/${form.name}/files.zip`;
  await host.audit.record({ action: 'export', actor: call.user, target, org: call.org, detail });
  const name = `${form.label[call.language]}-${call.now.localDate}.zip`;
  const raw = makeZip(entries(host.contents, files, call.language), { buffersAreUTF8: true });
  const headers = {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  };
  return { raw, unpacked: true as const, headers };
}

async function filesOf({ host, call, form, query: said }: Ask, asked: ListQuery) {
  const problems = ['fields', 'limit', 'cursor', 'count']
    .filter((name) => said.has(name))
    .map((name) => ({ path: `/${name}`, code: 'unknown-parameter', params: { name } }));
  if (problems.length > 0) throw parametersWrong({}, problems);
  const { fields, title } = form;
  const holding = fields.filter((field) => holdsFiles(field) && call.rights.readable(form, field));
  if (holding.length === 0) throw empty();
  const shown = title && call.rights.readable(form, title) ? [...holding, title] : holding;
  const query = {
    ...withinScope(call, form, { ...asked, view: asked.view ?? 'manage' }),
    fields: shown.map(({ name }) => name),
    limit: pageSize,
  };
  const [files, folders] = [[] as Packed[], new Names()];
  let [records, size] = [0, 0];
  let cursor: string | null | undefined;
  do {
    const page = await host.store.list(call, form, { ...query, ...(cursor ? { cursor } : {}) });
    for (const record of page.items) {
      const held = [...answeredFiles(form, record)];
      if (held.length === 0) continue;
      records += 1;
      const [folder, names] = [folders.free(folderOf(form, record)), new Names()];
      for (const file of held) {
        size += file.size;
        files.push({ path: `${folder}/${names.free(file.name)}`, file });
      }
    }
    if (files.length > mostFiles || size > largestZip * megabyte)
      throw tooMuch({ most: mostFiles, largest: largestZip });
    cursor = page.next;
  } while (cursor);
  if (files.length === 0) throw empty();
  return { records, files, size };
}

/** What cannot be read is named where it would have been: whoever unpacks it does not take it for all there is. */
async function* entries(contents: Contents, files: readonly Packed[], language: Language) {
  for (const { path, file } of files) {
    const input = await begun(contents, file.id);
    if (input) yield { name: path, input, size: file.size };
    else yield { name: `${path}.txt`, input: missing(file.name, language) };
  }
}

/** The bytes of a file, of which the first are there; null where they are not. */
async function begun(contents: Contents, id: string): Promise<AsyncIterable<Uint8Array<ArrayBuffer>> | null> {
  const open = await contents.open(id);
  const pieces = open?.read()[Symbol.asyncIterator]();
  try {
    const first = await pieces?.next();
    return pieces && first ? following(first, pieces) : null;
  } catch {
    return null;
  }
}

async function* following(first: IteratorResult<Uint8Array>, pieces: AsyncIterator<Uint8Array>) {
  try {
    for (let piece = first; !piece.done; piece = await pieces.next()) yield new Uint8Array(piece.value);
  } finally {
    await pieces.return?.();
  }
}

function missing(name: string, language: Language): string {
  return sentence('zip-missing', { name }, language, new Map());
}

function folderOf({ title }: Form, record: WireRecord): string {
  const said: Json | undefined = title && record[title.name];
  const name = readFileName(typeof said === 'string' ? said : record.id);
  return name.ok ? name.value : record.id;
}

/** Names of one folder: where letters are one to a disk, so are they here. */
class Names {
  readonly #taken = new Set<string>();

  free(name: string): string {
    const [, stem = name, ending = ''] = /^(.+?)(\.[^.]{1,16})?$/su.exec(name) ?? [];
    let free = name;
    for (let more = 2; this.#taken.has(free.toLowerCase()); more += 1) free = `${stem} (${more})${ending}`;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}
