import type { Mutant } from './mutant.ts';

const imported = { file: 'runtime/work/sheets/files/import-files.db.test.ts' };
const exported = { file: 'runtime/work/sheets/files/export-files.db.test.ts' };
const parts = { file: 'runtime/http/parts/records-with-files.db.test.ts' };
const packaged = { file: 'runtime/model/packages/package-files.db.test.ts' };

/** Files that come and go with records: in zips, with JSON, in packages, in the feed. */
export const ofMovedFiles: readonly Mutant[] = [
  {
    file: 'runtime/work/sheets/zip/open-zip.ts',
    find: "step === '' || step === '.' || step === '..'",
    replace: "step === ''",
    why: 'a path leads out of its zip',
    suite: { ...imported, tests: 'leads out of itself' },
  },
  {
    file: 'runtime/work/sheets/zip/open-zip.ts',
    find: 'if (size !== entry.size || sum !== entry.sum) throw broken(entry);',
    replace: '',
    why: 'a file that was damaged on its way is brought',
    suite: { ...imported, tests: 'says at the cell' },
  },
  {
    file: 'runtime/work/sheets/import-run.ts',
    find: 'if (!written.ok || this.#call.rehearsal)',
    replace: 'if (!written.ok)',
    why: 'a trial leaves the files that it tried',
    suite: { ...imported, tests: 'makes records with the files' },
  },
  {
    file: 'runtime/work/sheets/zip/bring-files.ts',
    find: 'return await this.#contents.isSame(file.id, this.#beside?.read(entry) ?? []);',
    replace: 'return true;',
    why: 'a file of the same name and size is taken for the same',
    suite: imported,
  },
  {
    file: 'runtime/work/sheets/columns/file-cells.ts',
    find: "return name.endsWith('}') || files.some((other) => other.id !== id && other.name === name);",
    replace: "return name.endsWith('}');",
    why: 'of two files with one name nobody knows which a cell says',
    suite: { ...exported, tests: 'apart by their ids' },
  },
  {
    file: 'runtime/http/pipeline/multipart.ts',
    find: 'const end = at < 0 ? this.#kept.length - this.#mark.length + 1 : at;',
    replace: 'const end = at < 0 ? this.#kept.length : at;',
    why: 'a mark that comes in two pieces is taken for content',
    suite: { ...parts, tests: 'in their order' },
  },
  {
    file: 'runtime/http/parts/receive-record.ts',
    find: 'hash.update(digest.digest());',
    replace: '',
    why: 'another file sent with the same key is answered the first',
    suite: { ...parts, tests: 'with one key' },
  },
  {
    file: 'runtime/http/operations/changed-files.ts',
    find: 'const went = beside(earlier, after);',
    replace: 'const went = beside(earlier, earlier);',
    why: 'nobody is told of a file that went',
    suite: { file: 'runtime/http/operations/changed-files.db.test.ts' },
  },
  {
    file: 'runtime/model/packages/package-files.ts',
    find: "digests.get(file) ?? '',",
    replace: "'',",
    why: 'a version of a package with other bytes changes nothing',
    suite: packaged,
  },
];
