import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createVault } from '../../common/vault.ts';
import { atTime } from '../../database/at-time.ts';
import type { Database } from '../../database/database.ts';
import { openMigrated } from '../../database/migrated.suite.ts';
import { type Contents, createContents } from './contents.ts';
import { openFolderShelf } from './folder-shelf.ts';
import { openS3Shelf } from './s3-shelf.ts';
import type { Shelf } from './shelf.ts';
import { openS3Server, s3User } from './shelves.suite.ts';

const at = (path: string) => new URL(path, import.meta.url).href;
const secret = new Uint8Array(32).fill(7);
const vault = createVault(secret);
const day = 24 * 3_600_000;

/** Where a shelf is, as a program opens it. */
interface Place {
  readonly shelf: Shelf;
  readonly opens: string;
  close(): Promise<void>;
}

const places: Readonly<Record<string, () => Promise<Place>>> = {
  async 'a folder'() {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-killed-'));
    return {
      shelf: openFolderShelf(folder),
      opens: `openFolderShelf(${JSON.stringify(folder)})`,
      close: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
  async S3() {
    const { address, close } = await openS3Server();
    const { fetch: _, ...user } = s3User;
    return {
      shelf: openS3Shelf({ ...s3User, address }),
      opens: `openS3Shelf({ ...${JSON.stringify({ ...user, address })}, fetch })`,
      close,
    };
  },
};

interface Round {
  readonly url: string;
  readonly opens: string;
  readonly notes: string;
  readonly bytes: string;
  readonly record: string;
  /** Number of the step at which the process kills itself. */
  readonly dieAt: number;
}

/** Brings a file in two requests, takes it, brings the same again, gives that up, and sweeps: it dies on the way. */
const program = ({ url, opens, notes, bytes, record, dieAt }: Round) => `
  import { appendFileSync, readFileSync } from 'node:fs';
  import { v7 } from '${import.meta.resolve('uuid')}';
  import { createVault } from '${at('../../common/vault.ts')}';
  import { openDatabase } from '${at('../../database/drivers/open-database.ts')}';
  import { createContents } from '${at('./contents.ts')}';
  import { takeFile } from '${at('./file-rows.ts')}';
  import { openFolderShelf } from '${at('./folder-shelf.ts')}';
  import { openS3Shelf } from '${at('./s3-shelf.ts')}';
  const note = (text) => appendFileSync(${JSON.stringify(notes)}, text + '\\n');
  let steps = 0;
  const step = () => {
    if (steps === ${dieAt}) process.kill(process.pid, 'SIGKILL');
    steps += 1;
  };
  const dying = (object, names) => ({
    ...object,
    ...Object.fromEntries(names.map((name) => [name, async (...given) => {
      step();
      const answer = await object[name](...given);
      step();
      return answer;
    }])),
  });
  const opened = await openDatabase(${JSON.stringify(url)}, '/nowhere');
  const contents = createContents({
    database: dying(opened, ['run', 'transaction']),
    shelf: dying(${opens}, ['write', 'remove']),
    vault: createVault(new Uint8Array(32).fill(7)),
    newId: () => { const id = v7(); note(id); return id; },
    clock: Date.now,
  });
  const bytes = readFileSync(${JSON.stringify(bytes)});
  async function* piece(from, before) {
    for (let at = from; at < before; at += 20_000) { step(); yield bytes.subarray(at, Math.min(before, at + 20_000)); }
  }
  const record = ${JSON.stringify(record)};
  const asked = { name: 'a', size: bytes.length, form: 'f', field: 'x', owner: record, org: record, sealed: true };
  async function bring() {
    const begun = await contents.begin(asked);
    const half = await contents.append(begun, piece(0, 60_000));
    return contents.append(half, piece(60_000, bytes.length));
  }
  const file = await bring();
  const taking = takeFile(file, { form: 'f', field: 'x', record, name: 'a' });
  await opened.run(taking.sql, taking.params);
  note('taken ' + file.id);
  const again = await bring();
  await contents.abandon(again.id, record);
  await contents.sweep();
  note('survived');
  await opened.close();
`;

describeOnDatabases('a process that is killed', (database) => {
  describe.each(Object.keys(places))('while it brings files to %s', (kind) => {
    let place: Place;
    let opened: Database;
    let contents: Contents;
    let later = 0;
    const folder = mkdtempSync(join(tmpdir(), 'guiju-notes-'));
    const bytes = randomBytes(100_000);
    beforeAll(async () => {
      place = await (places[kind] ?? expect.fail)();
      const clock = () => Date.now() + later;
      opened = atTime(await openMigrated(database.url), clock);
      contents = createContents({ database: opened, shelf: place.shelf, vault, newId: randomUUID, clock });
      writeFileSync(join(folder, 'bytes'), bytes);
    });
    afterAll(async () => {
      await opened.close();
      await place.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const run = async (dieAt: number, name: string) => {
      const record = randomUUID();
      const notes = join(folder, `notes ${name} ${dieAt}`);
      writeFileSync(notes, '');
      const text = program({
        url: database.url,
        opens: place.opens,
        notes,
        bytes: join(folder, 'bytes'),
        record,
        dieAt,
      });
      const ended = await new Promise<string>((resolve) => {
        execFile(
          process.execPath,
          ['--input-type=module', '-e', text],
          { timeout: 60_000 },
          (error, _, stderr) => resolve(error && error.signal !== 'SIGKILL' ? stderr : ''),
        );
      });
      expect(ended).toBe('');
      return { record, said: readFileSync(notes, 'utf8').split('\n') };
    };

    /** What a process noted, and the file that its record has in the end; a file is whole. */
    const fileOf = async ({ record, said }: Awaited<ReturnType<typeof run>>, when: string) => {
      const taken = said.find((one) => one.startsWith('taken '))?.slice(6);
      const [file] = await opened.all<{ id: string }>('SELECT id FROM gj_file WHERE record = ?', [record]);
      if (taken !== undefined) expect(file?.id, when).toBe(taken);
      if (file) expect(await whole(contents, file.id), when).toEqual(bytes);
      return file;
    };

    it('loses nothing that was taken, and leaves nothing that was not', async () => {
      const names: string[] = [];
      let survived = false;
      for (let dieAt = 0; !survived; dieAt += 1) {
        const killed = await run(dieAt, 'alone');
        const { said } = killed;
        survived = said.includes('survived');
        names.push(...said.filter((one) => /^[0-9a-f-]{36}$/.test(one)));
        later += day + 3_600_000;
        for (let time = 0; time < 3; time += 1) await contents.sweep();
        const file = await fileOf(killed, `killed at ${dieAt}`);
        const objects = new Set(
          (await opened.all<{ name: string }>('SELECT name FROM gj_content_object')).map(({ name }) => name),
        );
        const lying = await there(place.shelf, names);
        expect([dieAt, lying.filter((name) => !objects.has(name))]).toEqual([dieAt, []]);
        expect([dieAt, [...objects].filter((name) => !lying.includes(name))]).toEqual([dieAt, []]);
        if (!file) expect([dieAt, await unheld(opened)]).toEqual([dieAt, []]);
      }
      expect(names.length).toBeGreaterThan(20);
      await opened.run('DELETE FROM gj_file');
      for (let time = 0; time < 3; time += 1) await contents.sweep();
      expect(await there(place.shelf, names)).toEqual([]);
      expect(await opened.all('SELECT id FROM gj_content')).toEqual([]);
    }, 240_000);

    it('takes nothing from another node, which brings the same meanwhile', async () => {
      const names: string[] = [];
      let survived = false;
      // Every third step: what two processes meet at differs each time anyway.
      for (let dieAt = 1; !survived; dieAt += 3) {
        const [killed, other] = await Promise.all([
          run(dieAt, 'killed'),
          run(Number.MAX_SAFE_INTEGER, 'other'),
        ]);
        survived = killed.said.includes('survived');
        expect([dieAt, other.said.includes('survived')]).toEqual([dieAt, true]);
        names.push(...[...killed.said, ...other.said].filter((one) => /^[0-9a-f-]{36}$/.test(one)));
        later += day + 3_600_000;
        for (let time = 0; time < 3; time += 1) await contents.sweep();
        await fileOf(killed, `killed at ${dieAt}`);
        expect(await fileOf(other, `beside one killed at ${dieAt}`)).toBeDefined();
      }
      await opened.run('DELETE FROM gj_file');
      for (let time = 0; time < 3; time += 1) await contents.sweep();
      expect(await there(place.shelf, names)).toEqual([]);
      expect(await opened.all('SELECT id FROM gj_content')).toEqual([]);
    }, 480_000);
  });
});

async function whole(contents: Contents, id: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const some of (await contents.open(id))?.read() ?? []) parts.push(some);
  return Buffer.concat(parts);
}

async function there(shelf: Shelf, names: readonly string[]): Promise<readonly string[]> {
  const sizes = await Promise.all(names.map((name) => shelf.size(name)));
  return names.filter((_, at) => sizes[at] !== null);
}

/** Contents that nobody holds. */
function unheld(database: Database): Promise<readonly unknown[]> {
  return database.all(
    'SELECT c.id FROM gj_content c WHERE NOT EXISTS (SELECT 1 FROM gj_file f WHERE f.content = c.id)',
  );
}
