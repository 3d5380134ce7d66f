import type { Json } from '../../../../metadata/common/json.ts';
import type { Language } from '../../../../metadata/common/label.ts';
import { type FileValue, readFileName } from '../../../../metadata/kinds/common/file-value.ts';
import type { Form } from '../../../../metadata/model.ts';
import { refusal } from '../../../common/refusal.ts';
import { downloadedFiles } from '../../../storage/store/answer/answered-file.ts';
import type { WireRecord } from '../../../storage/store/record/store.ts';

const tooMuch = refusal('zip-too-much', 422);

/** What one zip holds at most. */
const [mostFiles, largestZip] = [5000, 4096];
const megabyte = 1024 * 1024;

export interface PackedFile {
  /** Where it is in the zip. */
  readonly path: string;
  readonly file: FileValue;
}

/** The files of records for one zip, a folder a record; more than one zip takes are refused as they are added. */
export class PackedFiles {
  readonly files: PackedFile[] = [];
  /** Records that hold a file. */
  records = 0;
  /** Bytes. */
  size = 0;
  readonly #form: Form;
  readonly #within: string;
  readonly #language: Language;
  readonly #folders = new Names();

  /** `within`: the folder that those of the records stand in. Default: none. */
  constructor(form: Form, language: Language, within = '') {
    this.#form = form;
    this.#language = language;
    this.#within = within;
  }

  /** Adds the files of a record as somebody is answered it; answers their paths, by their ids. */
  add(record: WireRecord): ReadonlyMap<string, string> {
    const paths = new Map<string, string>();
    const held = [...downloadedFiles(this.#form, record, this.#language)];
    if (held.length === 0) return paths;
    this.records += 1;
    const [folder, names] = [this.#folders.free(folderOf(this.#form, record)), new Names()];
    for (const file of held) {
      this.size += file.size;
      const path = `${this.#within}${folder}/${names.free(file.name)}`;
      this.files.push({ path, file });
      paths.set(file.id, path);
    }
    if (this.files.length > mostFiles || this.size > largestZip * megabyte)
      throw tooMuch({ most: mostFiles, largest: largestZip });
    return paths;
  }
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
