import type { Result } from '../../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Field } from '../../../../metadata/field.ts';
import { type FileValue, mostOf } from '../../../../metadata/kinds/common/file-value.ts';
import { isId } from '../../../../metadata/kinds/common/pointer.ts';
import type { Column } from '../book/column.ts';
import type { LookingText, SheetFormat, WrittenCell } from '../book/sheet.ts';

/** Where a reader of a file that was exported finds the files of its records. */
export interface FileLinks {
  /** Address of a record's file on this server. */
  file(record: string, file: string): string;
  /** Address of a record's page. */
  page(record: string): string;
  /** Places of files beside the workbook, by their ids. Default: they stay where they are. */
  readonly beside?: ReadonlyMap<string, string>;
}

/**
 * A line a file: what an export wrote of one, its name or its place in the zip, or any name with its id in braces. What
 * has no id yet is found among the files of the record, or in the zip that came with the file.
 */
export function fileColumn(field: Field): Pick<Column, 'parse' | 'files'> {
  const { name } = field.kind;
  const several = name === 'files' || name === 'images';
  return {
    files: { several },
    parse(text): Result<Json> {
      const lines = text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      const [actual, most] = [lines.length, mostOf(field)];
      if (actual > most)
        return { ok: false, problems: [{ path: '', code: 'files-too-many', params: { most, actual } }] };
      const said = lines.map(saidFile);
      return { ok: true, value: several ? said : (said[0] ?? null) };
    },
  };
}

function saidFile(line: string): JsonObject {
  const [, name = '', id = ''] = /^(.*)\{([^{}]*)\}$/.exec(line) ?? [];
  if (!isId(id.toLowerCase())) return { name: line };
  return { id: id.toLowerCase(), ...(name.trim() && { name: name.trim() }) };
}

/** Files of one field as a cell that people read and open: names, or places beside the workbook, with a link. */
export function fileCell(
  files: readonly FileValue[],
  record: string,
  links: FileLinks,
  format: SheetFormat,
): WrittenCell {
  const [first] = files;
  if (!first) return null;
  const { beside } = links;
  const text = beside
    ? files.map(({ id, name }) => beside.get(id) ?? `${name} {${id}}`).join('\n')
    : files
        .map((file) => (format === 'csv' || isAmbiguous(file, files) ? marked(file) : file.name))
        .join('\n');
  if (format === 'csv') return text;
  return {
    text,
    link: beside ? placeOf(files, beside) : addressOf(files, record, links),
  } satisfies LookingText;
}

function isAmbiguous({ id, name }: FileValue, files: readonly FileValue[]): boolean {
  return name.endsWith('}') || files.some((other) => other.id !== id && other.name === name);
}

function marked({ id, name }: FileValue): string {
  return `${name} {${id}}`;
}

/** A cell has one link: of several files, the page that shows them all. */
function addressOf(files: readonly FileValue[], record: string, links: FileLinks): string {
  const [first, second] = files;
  return first && !second ? links.file(record, first.id) : links.page(record);
}

/** From the workbook: the file itself, or the folder that several of one record lie in. */
function placeOf(files: readonly FileValue[], beside: ReadonlyMap<string, string>): string {
  const places = files.flatMap(({ id }) => beside.get(id) ?? []);
  const [first = '', second] = places;
  const place = second === undefined ? first : first.slice(0, first.lastIndexOf('/') + 1);
  return place.split('/').map(encodeURIComponent).join('/');
}
