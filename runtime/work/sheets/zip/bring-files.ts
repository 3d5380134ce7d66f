import type { Problem } from '../../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import {
  endOfPath,
  type FileValue,
  largestOf,
  readFileName,
} from '../../../../metadata/kinds/common/file-value.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { Contents } from '../../../storage/contents/contents.ts';
import { bringFile } from '../../../storage/store/body/bring-file.ts';
import { mapFiles } from '../../../storage/store/body/map-files.ts';
import { misfit } from '../../../storage/store/body/named-files.ts';
import type { FilesBeside } from './files-beside.ts';
import { BrokenEntry, type ZipEntry } from './open-zip.ts';

interface Bringing {
  readonly call: Call;
  readonly form: Form;
  /** Id of the organisation of the record. */
  readonly org: string;
}

interface Brought {
  readonly body: JsonObject;
  /** At the paths of the body. */
  readonly problems: readonly Problem[];
  /** Ids of files that nobody holds before the body is written. */
  readonly uploads: readonly string[];
}

/** Files that cells say by their places: compared with what records have, and brought where they are new. */
export class FileBringer {
  readonly #contents: Contents;
  readonly #beside: FilesBeside | undefined;

  constructor(contents: Contents, beside: FilesBeside | undefined) {
    this.#contents = contents;
    this.#beside = beside;
  }

  /** Whether a file of a record is what a cell says: by its name; of one beside the workbook by all of its content. */
  readonly isSame = async (said: string, file: FileValue): Promise<boolean> => {
    const entry = this.#beside?.find(said);
    if (!entry) return said === file.name;
    if (entry.size !== file.size || !isCalled(entry.path, file.name)) return false;
    try {
      return await this.#contents.isSame(file.id, this.#beside?.read(entry) ?? []);
    } catch (error) {
      if (error instanceof BrokenEntry) return false;
      throw error;
    }
  };

  /** Brings the files that a body says by their places, and names them in it by their ids. */
  async bring({ call, form, org }: Bringing, body: JsonObject): Promise<Brought> {
    const problems: Problem[] = [];
    const uploads: string[] = [];
    const one = async (value: Json, field: Field, path: string): Promise<Json> => {
      if (!isObject(value) || value['id'] !== undefined) return value;
      const said = String(value['name']);
      const entry = this.#beside?.find(said);
      const brought = entry
        ? await this.#brought(entry, { form, field, owner: call.user.id, org })
        : {
            ok: false as const,
            flaw: { code: this.#beside ? 'file-not-beside' : 'file-not-there', params: { name: said } },
          };
      if (brought.ok) {
        uploads.push(brought.id);
        return { id: brought.id };
      }
      problems.push({ path, ...brought.flaw });
      return value;
    };
    return { body: await mapFiles(form, body, one), problems, uploads };
  }

  /** Nobody takes them: what was tried leaves nothing. */
  async giveUp(uploads: readonly string[], owner: string): Promise<void> {
    for (const id of uploads) await this.#contents.abandon(id, owner);
  }

  async #brought(
    entry: ZipEntry,
    to: { readonly form: Form; readonly field: Field; readonly owner: string; readonly org: string },
  ) {
    const name = endOfPath(entry.path);
    // Its size is known before it is unpacked.
    const flaw = entry.size > largestOf(to.field) && misfit(to.field, { name, size: entry.size, type: null });
    if (flaw) return { ok: false as const, flaw };
    try {
      return await bringFile(this.#contents, { ...to, name }, this.#beside?.read(entry) ?? nothing());
    } catch (error) {
      if (error instanceof BrokenEntry)
        return { ok: false as const, flaw: { code: 'file-broken', params: { name } } };
      if (!(error instanceof Refusal) || error.status >= 500) throw error;
      return { ok: false as const, flaw: { code: error.code, params: error.params } };
    }
  }
}

async function* nothing(): AsyncIterable<Uint8Array> {}

/** By its own name, or by the one that it has in a folder where another was called so. */
function isCalled(path: string, name: string): boolean {
  const read = readFileName(endOfPath(path));
  const base = read.ok ? read.value : 'file';
  return base === name || base.replace(/ \(\d+\)(?=(?:\.[^.]{1,16})?$)/, '') === name;
}
