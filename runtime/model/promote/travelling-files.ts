import { createHash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { FileValue } from '../../../metadata/kinds/common/file-value.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { inPieces } from '../../common/in-pieces.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import { bringFile } from '../../storage/store/body/bring-file.ts';
import { mapFiles } from '../../storage/store/body/map-files.ts';

/** Bytes of a file that travels, and of all of them. */
export const travelling = { file: 4 * 1024 * 1024, all: 16 * 1024 * 1024 } as const;

/** In the place of files that do not travel: where they are brought, what stands there stays. */
export const filesStayHere: Json = { $files: 'stay' };

export function isFileMark(value: Json | undefined): boolean {
  return isObject(value) && value['$files'] === 'stay';
}

/** The files of records by what is in them, which is the same on every system; those that are too much stay here. */
export class TravellingFiles {
  /** Names of files that stay. */
  readonly left: string[] = [];
  readonly #contents: Contents;
  readonly #most: number;
  readonly #carried = new Map<string, string>();
  #size = 0;

  /** `most`: bytes of all. Default: whatever there is. */
  constructor(contents: Contents, most = Number.POSITIVE_INFINITY) {
    this.#contents = contents;
    this.#most = most;
  }

  /** Digests by the ids of files; those that stay have none. */
  async digestsOf(files: Iterable<FileValue>): Promise<ReadonlyMap<string, string>> {
    const digests = new Map<string, string>();
    for (const { id, name, size } of files) {
      const bytes = size > travelling.file ? null : await this.#bytesOf(id);
      const digest = bytes && createHash('sha256').update(bytes).digest('hex');
      const isNew = digest !== null && !this.#carried.has(digest);
      if (digest === null || (isNew && this.#size + size > this.#most)) {
        this.left.push(name);
        continue;
      }
      if (isNew) this.#size += size;
      this.#carried.set(digest, id);
      digests.set(id, digest);
    }
    return digests;
  }

  /** Each content once, by its digest, in base64. */
  async *contents(): AsyncGenerator<readonly [string, string]> {
    for (const [digest, id] of this.#carried)
      yield [digest, (await this.#bytesOf(id))?.toString('base64') ?? ''];
  }

  /** Null: it cannot be read. */
  async #bytesOf(id: string): Promise<Buffer | null> {
    const open = await this.#contents.open(id);
    const parts: Uint8Array[] = [];
    try {
      for await (const some of open?.read() ?? []) parts.push(some);
    } catch {
      return null;
    }
    return open && Buffer.concat(parts);
  }
}

interface Arriving {
  readonly call: Call;
  readonly form: Form;
  /** Contents that came along, by their digests, in base64. */
  readonly carried: ReadonlyMap<string, string>;
}

/** Saves a record with the files that came along, which are given up where it is refused. */
export async function withCarried<T>(
  contents: Contents,
  { call, form, carried }: Arriving,
  body: JsonObject,
  save: (body: JsonObject) => Promise<T>,
): Promise<T> {
  const uploads: string[] = [];
  const owner = call.user.id;
  try {
    return await save(
      await mapFiles(form, body, async (said, field, path) => {
        if (!isObject(said) || typeof said['file'] !== 'string') return said;
        const bytes = Buffer.from(carried.get(said['file']) ?? '', 'base64');
        const to = { form, field, name: String(said['name'] ?? ''), owner, org: call.org };
        const brought = await bringFile(contents, to, inPieces(bytes));
        if (!brought.ok) {
          const problem = { path, ...brought.flaw };
          throw new Refusal({ code: 'content-wrong', status: 422 }, {}, [problem], {});
        }
        uploads.push(brought.id);
        return { id: brought.id };
      }),
    );
  } catch (error) {
    for (const id of uploads) await contents.abandon(id, owner);
    throw error;
  }
}
