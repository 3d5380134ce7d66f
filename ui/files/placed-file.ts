import type { BookPreview } from '../../metadata/contract/files/calls.ts';
import { fileType } from '../../metadata/kinds/common/file-types.ts';
import type { FileValue } from '../../metadata/kinds/common/file-value.ts';
import { session } from '../session/session.ts';

/** A file that can be read: of a record, or brought by whoever looks at it and in no record yet. */
export interface PlacedFile extends FileValue {
  /** Null: it is in none yet. */
  readonly record: { readonly form: string; readonly id: string } | null;
}

/** A file of a record: there may be links to it. */
export type LinkedFile = PlacedFile & { readonly record: NonNullable<PlacedFile['record']> };

export function mayBeLinked(file: PlacedFile | null): file is LinkedFile {
  return file !== null && file.record !== null;
}

function pathOf({ id, record }: PlacedFile): string {
  return record === null
    ? `/api/uploads/${id}/content`
    : `/api/forms/${record.form}/records/${record.id}/files/${id}`;
}

/** The address of a file; `small`: of a picture in its place that is as small as one in a list. */
export function addressOf(file: PlacedFile, as: 'inline' | 'download' | 'small'): string {
  return session.api.url(pathOf(file), { as });
}

/** Bytes of a file. */
export function readPart(
  file: PlacedFile,
  [from, before]: readonly [from: number, before: number],
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  return session.api.bytes(pathOf(file), { range: [from, before], ...(signal ? { signal } : {}) });
}

/** The first rows of a workbook. */
export function readSheets(file: PlacedFile, signal: AbortSignal): Promise<BookPreview> {
  const { id, record } = file;
  return record === null
    ? session.api.call('GET /api/uploads/:upload/sheets', { path: { upload: id }, signal })
    : session.api.call('GET /api/forms/:form/records/:id/files/:file/sheets', {
        path: { form: record.form, id: record.id, file: id },
        signal,
      });
}

/** The number of pages of a picture that the server draws. */
export async function countPages(file: PlacedFile, signal: AbortSignal): Promise<number> {
  const { id, record } = file;
  const { pages } = await (record === null
    ? session.api.call('GET /api/uploads/:upload/pages', { path: { upload: id }, signal })
    : session.api.call('GET /api/forms/:form/records/:id/files/:file/pages', {
        path: { form: record.form, id: record.id, file: id },
        signal,
      }));
  return pages;
}

/** The address of a page of such a picture, from 1. */
export function pageAddress(file: PlacedFile, page: number): string {
  return session.api.url(`${pathOf(file).replace(/\/content$/, '')}/pages/${page}`);
}

/** `pages`: a picture that no browser shows, drawn by the server page by page. */
export type View = 'picture' | 'pages' | 'pdf' | 'text' | 'sheets';

const views: Readonly<Record<string, View>> = { pdf: 'pdf', text: 'text', xlsx: 'sheets', tiff: 'pages' };

/** How a file is looked at; null: there is no way to do it here. */
export function viewOf({ type }: FileValue): View | null {
  return fileType(type).picture ? 'picture' : (views[type] ?? null);
}
