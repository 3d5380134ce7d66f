import type { Mutant } from './mutant.ts';

const workbook = { file: 'runtime/work/sheets/workbook.test.ts' };
const jobs = { file: 'runtime/work/jobs/jobs.db.test.ts' };
const pictures = { file: 'runtime/http/files/pictures.db.test.ts' };
const keys = { file: 'runtime/care/keys/keys.db.test.ts' };

const files = { file: 'runtime/http/files/files.db.test.ts', tests: 'workbooks to be looked at' };
const renamed = { file: 'runtime/http/files/files.db.test.ts', tests: 'is called otherwise' };

/** Sheets, long work and keys. */
export const ofFiles: readonly Mutant[] = [
  {
    file: 'runtime/http/files/record-files.ts',
    find: 'name: file.name || open.name',
    replace: 'name: open.name',
    why: 'a file that got another name is downloaded by the one it came with',
    suite: renamed,
  },
  {
    file: 'runtime/storage/store/body/named-files.ts',
    find: '...(said.name !== undefined && { name: said.name })',
    replace: '...{}',
    why: 'a file keeps the name it came with, whatever is said',
    suite: renamed,
  },
  {
    file: 'ui/files/edit/edited-picture.ts',
    find: 'x: height - crop.y - crop.height, y: crop.x',
    replace: 'x: crop.y, y: crop.x',
    why: 'a picture that was cropped and is turned shows another part of itself',
    suite: { file: 'ui/files/edit/edited-picture.test.ts' },
  },
  {
    file: 'ui/files/edit/edited-picture.ts',
    find: 'marks: marks.map((mark) => shifted(mark, -x, -y)),',
    replace: 'marks,',
    why: 'what is marked moves away when the picture is cropped',
    suite: { file: 'ui/files/edit/edited-picture.test.ts' },
  },
  {
    file: 'ui/session/earlier-uploads.ts',
    find: '({ at }) => Date.now() - at < longest',
    replace: '({ at }) => Date.now() - at < 2 * longest',
    why: 'an upload is offered that the server has taken away',
    suite: { file: 'ui/session/earlier-uploads.test.ts' },
  },
  {
    file: 'ui/session/earlier-uploads.ts',
    find: "'user', 'form',",
    replace: "'form',",
    why: 'somebody goes on with what another person was sending',
    suite: { file: 'ui/session/earlier-uploads.test.ts' },
  },
  {
    file: 'runtime/work/sheets/book/preview-book.ts',
    find: 'rows: shown.rows + 1,',
    replace: 'rows: shown.rows,',
    why: 'a workbook that is cut looks as if it were whole',
    suite: files,
  },
  {
    file: 'runtime/http/files/shown-sheets.ts',
    find: "shown(await openForReader(ask, ask.param('file')))",
    replace: "shown(await ask.host.contents.open(ask.param('file')))",
    why: 'a workbook is shown to whoever knows its id',
    suite: files,
  },
  {
    file: 'metadata/contract/sheets/calls.ts',
    find: "access: { form: 'export' },",
    replace: "access: { form: 'read' },",
    why: 'export needs no right of its own',
    suite: { file: 'runtime/server/every-door.test.ts', tests: 'the right that it says' },
  },
  {
    file: 'runtime/http/records/sheets.ts',
    find: 'const work = book.importing(ask.call, ask.form, order);',
    replace: 'const work = book.importing(ask.call, ask.form, { ...order, dryRun: false });',
    why: 'a trial writes',
    suite: { file: 'runtime/work/sheets/import.db.test.ts' },
  },
  {
    file: 'runtime/work/sheets/book/csv-text.ts',
    find: "const formula = '[=+",
    replace: "const formula = '[+",
    why: 'a csv runs a formula where it is opened',
    suite: workbook,
  },
  {
    file: 'runtime/work/sheets/book/csv-text.ts',
    find: '? `\'${text.replace(inside, "\'$1")}` : text;',
    replace: "? `'${text}` : text;",
    why: 'a formula behind a semicolon runs where semicolons separate',
    suite: workbook,
  },
  {
    file: 'runtime/work/sheets/book/read-book.ts',
    find: 'if (total > limit)',
    replace: 'if (unpacked > limit)',
    why: 'many small bombs are unpacked together',
    suite: workbook,
  },
  {
    file: 'runtime/work/sheets/merge-rows.ts',
    find: '    if (current && value === null && column.secret) continue;\n',
    replace: '',
    why: 'a file that went out and comes back empties secrets',
    suite: { file: 'runtime/work/sheets/round-trip.db.test.ts' },
  },
  {
    file: 'runtime/work/sheets/merge-rows.ts',
    find: "if (row.upper === '' || !names.has(row.upper))",
    replace: "if (row.upper === '')",
    why: 'rows that name no row above them are lost in silence',
    suite: { file: 'runtime/work/sheets/import.db.test.ts', tests: 'entries below entries' },
  },
  {
    file: 'runtime/work/jobs/create-jobs.ts',
    find: 'if (outcome.file) await this.#requireSameRights();',
    replace: '',
    why: 'whoever lost a right is handed what was gathered with it',
    suite: { file: 'runtime/server/job-rights.db.test.ts' },
  },
  {
    file: 'runtime/work/jobs/create-jobs.ts',
    find: '        throw recordUnknown({ id });',
    replace: '        return { record, ended: false };',
    why: 'somebody reads another’s job by cancelling it',
    suite: jobs,
  },
  {
    file: 'runtime/work/jobs/create-jobs.ts',
    find: 'if (await isAlive(database, record.id)) continue;',
    replace: '',
    why: 'work that goes on counts as failed',
    suite: jobs,
  },
  {
    file: 'runtime/work/jobs/create-jobs.ts',
    find: 'if (caller.readsOnly) throw readOnlyToken();',
    replace: '',
    why: 'a token for reading starts a job',
    suite: { file: 'runtime/server/read-only-token.db.test.ts' },
  },
  {
    file: 'runtime/care/keys/unlock.ts',
    find: 'const vault = here && isKey(here, current) ? here : turnedOver',
    replace: 'const vault = here ? here : turnedOver',
    why: 'a server starts with another key and seals with it',
    suite: keys,
  },
  {
    file: 'runtime/care/keys/unlock.ts',
    find: 'if (next) throw keyTurning({ key: next.id });',
    replace: '',
    why: 'a server starts while the key is turned over',
    suite: keys,
  },
  {
    file: 'runtime/care/keys/turn-key.ts',
    find: 'if (former.id === next.id) throw keyUnchanged({ key: next.id });',
    replace: '',
    why: 'a key is turned over into itself',
    suite: keys,
  },
  {
    file: 'runtime/common/vault.ts',
    find: 'seal(plain) {\n      const iv = randomBytes(12);',
    replace: 'seal(plain) {\n      const iv = Buffer.alloc(12);',
    why: 'two secrets that are alike look alike in the database',
    suite: { file: 'runtime/common/vault.test.ts' },
  },
  {
    file: 'runtime/storage/contents/contents.ts',
    find: 'await contents.abandon(id, owner);\n      throw uploadRefused',
    replace: 'throw uploadRefused',
    why: 'what was refused waits to be taken',
    suite: pictures,
  },
  {
    file: 'runtime/storage/contents/harmful.ts',
    find: 'pixels <= mostPixels',
    replace: 'pixels <= mostPixels * 1000',
    why: 'a picture of more pixels than anybody shows is taken',
    suite: pictures,
  },
  {
    file: 'runtime/storage/contents/unpacked-size.ts',
    find: 'const begins = from + end - listSize;',
    replace: 'const begins = told;',
    why: 'a zip behind a picture is not seen',
    suite: pictures,
  },
  {
    file: 'runtime/work/pictures/picture-process.ts',
    find: '    .autoOrient()\n',
    replace: '',
    why: 'a photograph lies on its side',
    suite: pictures,
  },
  {
    file: 'runtime/http/files/record-files.ts',
    find: 'const whole = await openForReader(ask, id);',
    replace: 'const whole = await ask.host.contents.open(id);',
    why: 'any file is shown small to whoever sees any record',
    suite: pictures,
  },
];
