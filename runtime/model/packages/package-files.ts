import { createHash } from 'node:crypto';
import { append } from '../../../metadata/common/append.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject, pointerTo } from '../../../metadata/common/json.ts';
import { endOfPath } from '../../../metadata/kinds/common/file-value.ts';
import { dataFilesFolder } from '../../../metadata/model/source-files.ts';
import type { Field, FieldSet, Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { inPieces } from '../../common/in-pieces.ts';
import type { Connection } from '../../database/database.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import { readFiles } from '../../storage/contents/file-rows.ts';
import { bringFile } from '../../storage/store/body/bring-file.ts';
import { shipmentOrg } from '../../storage/store/shipped/shipment-body.ts';
import { fileIssue } from './data-issues.ts';
import type { DataItem } from './order-data.ts';

/** A file that a record of a package has, by the id that it has wherever that package is. */
interface PackagedFile {
  readonly id: string;
  readonly field: Field;
  readonly name: string;
  /** Its name among the files of the package. */
  readonly file: string;
  /** From the values of the record. */
  readonly pointer: string;
}

/**
 * The files of a package’s records: a value `{ "file": "logo.png" }` becomes one by an id that follows from whose it is
 * and from its content, so that a package which brings other bytes brings another value, merged as every other is.
 */
export class PackageFiles {
  readonly #reader: Connection;
  readonly #digests = new Map<string, ReadonlyMap<string, string>>();
  readonly #files = new Map<DataItem, readonly PackagedFile[]>();

  constructor(reader: Connection) {
    this.#reader = reader;
  }

  /** The record with its files by their ids. */
  async named(item: DataItem, form: Form): Promise<DataItem> {
    if (!holdsNamed(item.record.values)) return item;
    const digests = await this.#digestsOf(item.package);
    const files: PackagedFile[] = [];
    const values = named(form, item.record.values, '', (said, field, pointer) => {
      const file = String(said['file']);
      const whose = [
        item.package,
        form.id,
        item.key,
        field.path,
        files.length,
        file,
        digests.get(file) ?? '',
      ];
      const name = typeof said['name'] === 'string' ? said['name'] : endOfPath(file);
      const one = { id: idOf(whose), field, name, file, pointer };
      files.push(one);
      return { id: one.id, name };
    });
    const next = { ...item, record: { ...item.record, values } };
    this.#files.set(next, files);
    return next;
  }

  /** Brings the files of a record that are not there yet; answers why one cannot be. */
  async bring(contents: Contents, call: Call, form: Form, item: DataItem): Promise<readonly Issue[]> {
    const files = this.#files.get(item) ?? [];
    const issues: Issue[] = [];
    const there = await readFiles(
      this.#reader,
      files.map(({ id }) => id),
    );
    for (const { id, field, name, file, pointer } of files) {
      const known = there.get(id);
      if (known && (known.record !== null || known.state === 'whole')) continue;
      // What was cut off is brought anew.
      if (known) await contents.abandon(id, known.owner);
      const bytes = await this.#bytesOf(item.package, file);
      const org = shipmentOrg(call.served.orgs, item.org);
      const to = { id, form, field, name, owner: call.user.id, org };
      const brought = await bringFile(contents, to, inPieces(bytes));
      if (!brought.ok) append(issues, [fileIssue(item, call.served.model, pointer, brought.flaw)]);
    }
    return issues;
  }

  /** Those of a record that it did not take, since people have others there, or it was refused. */
  async leave(contents: Contents, call: Call, item: DataItem): Promise<void> {
    for (const { id } of this.#files.get(item) ?? []) await contents.abandon(id, call.user.id);
  }

  async #digestsOf(owner: string): Promise<ReadonlyMap<string, string>> {
    const known = this.#digests.get(owner);
    if (known) return known;
    const digests = new Map<string, string>();
    const rows = await this.#reader.all<{ file: string }>(`${ofFiles('s.file')} AND s.file LIKE ?`, [
      owner,
      `${dataFilesFolder}%`,
    ]);
    for (const { file } of rows) {
      const name = file.slice(dataFilesFolder.length);
      digests.set(
        name,
        createHash('sha256')
          .update(await this.#bytesOf(owner, name))
          .digest('hex'),
      );
    }
    this.#digests.set(owner, digests);
    return digests;
  }

  async #bytesOf(owner: string, name: string): Promise<Buffer> {
    const row = await this.#reader.first<{ content: string }>(`${ofFiles('s.content')} AND s.file = ?`, [
      owner,
      dataFilesFolder + name,
    ]);
    return Buffer.from(row ? String(JSON.parse(row.content)) : '', 'base64');
  }
}

function ofFiles(column: string): string {
  return `SELECT ${column} FROM gj_package_source s JOIN gj_package p ON p.name = s.package AND p.version = s.version WHERE p.state = 'installed' AND s.package = ?`;
}

type Name = (said: JsonObject, field: Field, pointer: string) => Json;

function named(shape: FieldSet, values: JsonObject, pointer: string, name: Name): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]): [string, Json] => {
      const field = shape.byId.get(id);
      const at = pointer + pointerTo(id);
      if (field?.rows && Array.isArray(value)) {
        const { rows } = field;
        return [id, value.map((row, place) => named(rows, row as JsonObject, `${at}/${place}`, name))];
      }
      if (!field?.kind.holdsFiles) return [id, value];
      const one = (said: Json) => (isNamed(said) ? name(said, field, at) : said);
      return [id, Array.isArray(value) ? value.map(one) : one(value)];
    }),
  );
}

/** Most records have none: they are told without looking at their form. */
function holdsNamed(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsNamed);
  return (
    isObject(value) && (isNamed(value) || Object.values<Json>(value as Record<string, Json>).some(holdsNamed))
  );
}

function isNamed(value: Json): value is JsonObject {
  return isObject(value) && typeof value['file'] === 'string';
}

function idOf(whose: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(whose)).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
