import { createHmac, type Hmac, randomBytes } from 'node:crypto';
import { refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import type { Connection, Database } from '../../database/database.ts';
import { DatabaseError, transact } from '../../database/database-error.ts';
import { atMost, once, TooLong, together, watched } from './byte-streams.ts';
import { type Content, readContent } from './content.ts';
import { noteContent, readObjects, wholeContents } from './content-rows.ts';
import { type FilesRoom, requireRoom } from './files-room.ts';
import { harmOf, type Measure } from './harmful.ts';
import { receive } from './receive.ts';
import { infectionOf, type Scan } from './scan.ts';
import type { Range, Shelf } from './shelf.ts';
import { sweepContents } from './sweep-contents.ts';
import { tellingBytes, typeOfContent } from './type-of-content.ts';

export interface ContentsParts {
  readonly database: Database;
  readonly shelf: Shelf;
  readonly vault: Vault;
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** How much there may be. Default: as much as there is room for. */
  readonly room?: FilesRoom | undefined;
  /** Default: nobody knows how large a picture is. */
  readonly measure?: Measure | undefined;
  /** Default: contents are judged by nobody. */
  readonly scan?: Scan | undefined;
}

/** A file that somebody is about to send. */
export interface FileAsked {
  readonly name: string;
  readonly size: number;
  /** Id of the form and path of the field that it is for. */
  readonly form: string;
  readonly field: string;
  /** Id of the user who sends it. */
  readonly owner: string;
  /** Id of the organisation that it is brought for. */
  readonly org: string;
  /** Whether its content is sealed. */
  readonly sealed: boolean;
}

export interface FileToStream extends Omit<FileAsked, 'size'> {
  /** Default: it is given one. */
  readonly id?: string;
  /** Bytes that it may have. */
  readonly most: number;
}

/** A file on its way into a record. */
export interface Upload extends Omit<FileAsked, 'sealed' | 'org'> {
  readonly id: string;
  /** Bytes that are there. */
  readonly received: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** What it is, once all of it is there. */
  readonly type: string | null;
}

/** A file that can be read. */
export interface OpenFile {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  read(range?: Range): AsyncIterable<Uint8Array>;
}

/** The files of a tenant: brought piece by piece, taken by the commit of a record, and read. */
export interface Contents {
  begin(asked: FileAsked): Promise<Upload>;
  /** Answers a file that its owner is bringing; null: there is none. */
  find(id: string, owner: string): Promise<Upload | null>;
  /**
   * Adds bytes where those that are there end; what came before a break stays, and the break is thrown. Answers null
   * where somebody else added some meanwhile.
   */
  append(upload: Upload, bytes: AsyncIterable<Uint8Array>): Promise<Upload | null>;
  /** All of a file whose size nobody knows before it is there; null: it has more than `most` bytes, and is given up. */
  bring(asked: FileToStream, bytes: AsyncIterable<Uint8Array>): Promise<Upload | null>;
  /** Whether these are the bytes of a file. */
  isSame(id: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<boolean>;
  /** Gives up what its owner brings. */
  abandon(id: string, owner: string): Promise<void>;
  /** Answers null where there is no such file, or not all of it. */
  open(id: string): Promise<OpenFile | null>;
  /** Reads every content, and answers the ids of those that are not what they were when they came. */
  verify(): Promise<readonly string[]>;
  /**
   * Makes sure that the shelf is this tenant's own, before anything is put there; refuses one that is not while there
   * are files elsewhere: several servers of one tenant share a shelf.
   */
  join(): Promise<void>;
  /** Makes the shelf this tenant's, whatever is elsewhere: all of it was brought there. */
  mark(): Promise<void>;
  /** Takes away what nobody took in time, and what nobody holds any more. */
  sweep(): Promise<void>;
}

interface UploadRow {
  readonly id: string;
  readonly content: string;
  readonly name: string;
  readonly size: number;
  readonly form: string;
  readonly field: string;
  readonly owner: string;
  readonly expires_at: number;
  readonly received: number;
  readonly type: string | null;
  readonly sealed_key: string | null;
  readonly state: string;
}

const filesElsewhere = refusal('files-elsewhere', 409);
export const uploadRefused = refusal('upload-refused', 422);

/** Milliseconds in which a record has to take what was brought. */
const patience = 24 * 3_600_000;

export function createContents(parts: ContentsParts): Contents {
  const { database, shelf, vault, newId, measure = async () => null } = parts;
  const now = database.dialect.now;
  let known: Promise<Uint8Array> | undefined;
  const contents: Contents = {
    async begin({ name, size, form, field, owner, org, sealed }) {
      await requireRoom(database, parts.room ?? {}, { size, owner, org });
      const id = await noteFile({ name, size, form, field, owner, org, sealed });
      return (size === 0 ? await finished(id, owner, null) : await contents.find(id, owner)) as Upload;
    },
    async find(id, owner) {
      const row = await uploadRow(database, id, owner);
      if (!row) return null;
      // All of it came, and then whoever received it was cut off.
      if (row.state === 'arriving' && row.received === row.size) return finished(id, owner, null);
      return uploadOf(row);
    },
    async append(upload, bytes) {
      const row = await uploadRow(database, upload.id, upload.owner);
      if (row?.state !== 'arriving' || row.received !== upload.received) return null;
      const address = upload.received === 0 ? await addressing(row) : null;
      const received = await takeIn(row, address ? watched(bytes, address) : bytes);
      if (received < row.size) return contents.find(upload.id, upload.owner);
      return finished(upload.id, upload.owner, address);
    },
    async bring({ id: given = newId(), most, ...asked }, bytes) {
      const { owner, org } = asked;
      await requireRoom(database, parts.room ?? {}, { size: 0, owner, org });
      const id = await noteFile({ ...asked, size: 0 }, given);
      try {
        const row = await uploadRow(database, id, owner);
        if (!row) return null;
        const address = await addressing(row);
        const size = await takeIn(row, watched(atMost(bytes, most), address));
        await requireRoom(database, parts.room ?? {}, { size, owner, org });
        await database.run('UPDATE gj_file SET size = ? WHERE id = ?', [size, id]);
        return await finished(id, owner, address);
      } catch (error) {
        await contents.abandon(id, owner);
        if (error instanceof TooLong) return null;
        throw error;
      }
    },
    async isSame(id, bytes) {
      const row = await database.first<{ address: string; sealed_key: string | null }>(
        "SELECT c.address, c.sealed_key FROM gj_file f JOIN gj_content c ON c.id = f.content WHERE f.id = ? AND c.state = 'whole'",
        [id],
      );
      if (!row) return false;
      const address = await addressing(row);
      for await (const some of bytes) address.update(some);
      return address.digest('hex') === row.address;
    },
    async abandon(id, owner) {
      await database.run('DELETE FROM gj_file WHERE id = ? AND owner = ? AND record IS NULL', [id, owner]);
    },
    async open(id) {
      const row = await database.first<UploadRow>(`${select} WHERE f.id = ? AND c.state = 'whole'`, [id]);
      if (!row) return null;
      const content: Content = { objects: await readObjects(database, row.content), key: keyOf(row) };
      const whole = { from: 0, before: row.size };
      return {
        name: row.name,
        size: row.size,
        type: row.type ?? 'other',
        read: (range = whole) => readContent(shelf, content, range),
      };
    },
    async join() {
      const mark = await ownMark().catch((error: unknown) => {
        // Where there is no key nothing was ever brought, and while a database only reads nothing will be.
        if (DatabaseError.is(error, 'read-only')) return null;
        throw error;
      });
      if (mark === null || (await shelf.size(mark)) !== null) return;
      const held = await database.first("SELECT id FROM gj_content WHERE state = 'whole' LIMIT 1");
      if (held) throw filesElsewhere({ place: shelf.name });
      await contents.mark();
    },
    async mark() {
      const mark = await ownMark();
      if ((await shelf.size(mark)) === null) await shelf.write(mark, once(Buffer.from('files of Guiju\n')));
    },
    async verify() {
      const wrong: string[] = [];
      for await (const row of wholeContents(database)) {
        const objects = await readObjects(database, row.content);
        const content: Content = { objects, key: keyOf(row) };
        const digest = await readThrough(content, row).then(
          (address) => address.digest('hex'),
          () => null,
        );
        if (digest !== row.address) wrong.push(row.content);
      }
      return wrong;
    },
    sweep: () => sweepContents(database, shelf, parts.clock()),
  };
  return contents;

  function keyOf({ sealed_key: sealed }: Pick<UploadRow, 'sealed_key'>): Uint8Array | null {
    return sealed === null ? null : Buffer.from(vault.open(sealed), 'base64url');
  }

  async function noteFile(
    { name, size, form, field, owner, org, sealed }: FileAsked,
    id = newId(),
  ): Promise<string> {
    const content = newId();
    await transact(database, async (tx) => {
      const key = sealed ? vault.seal(randomBytes(32).toString('base64url')) : null;
      await noteContent(tx, now, content, key);
      await tx.run(
        `INSERT INTO gj_file (id, content, name, size, form, field, record, owner, org, at, expires_at) VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ${now}, ${now} + ${patience})`,
        [id, content, name, size, form, field, owner, org],
      );
    });
    return id;
  }

  /** Puts what comes behind what is there; answers how many bytes there are then. */
  async function takeIn(row: UploadRow, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    const content = { objects: [...(await readObjects(database, row.content))], key: keyOf(row) };
    let { received } = row;
    await receive(bytes, {
      shelf,
      content: () => content,
      newName: () => newId(),
      begun: (name) => begunObject(row.content, name),
      async noted(object) {
        const place = content.objects.length;
        await notedObject(row.content, object, { place, received });
        received += object.size;
        content.objects.push(object);
      },
    });
    return received;
  }

  /** The row of an object is there before it, so that one that was cut off is found by its name. */
  async function begunObject(content: string, name: string): Promise<void> {
    await database.run(
      `INSERT INTO gj_content_object (name, content, place, size, at) VALUES (?, ?, NULL, NULL, ${now})`,
      [name, content],
    );
  }

  async function notedObject(
    content: string,
    { name, size }: { readonly name: string; readonly size: number },
    { place, received }: { readonly place: number; readonly received: number },
  ): Promise<void> {
    await transact(database, async (tx) => {
      const moved = await tx.run(
        "UPDATE gj_content SET size = ? WHERE id = ? AND state = 'arriving' AND size = ?",
        [received + size, content, received],
      );
      if (moved.changes !== 1) throw new AddedMeanwhile();
      await tx.run('UPDATE gj_content_object SET place = ?, size = ? WHERE name = ?', [place, size, name]);
    });
  }

  /** The tenant's key for addresses, which stays when the key that seals it is turned over. */
  async function addressKey(): Promise<Uint8Array> {
    known ??= readAddressKey().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  }

  async function ownMark(): Promise<string> {
    return `mark-${createHmac('sha256', await addressKey())
      .update('shelf')
      .digest('hex')}`;
  }

  async function readAddressKey(): Promise<Uint8Array> {
    const kept = () => database.first<{ sealed: string }>('SELECT sealed FROM gj_content_key WHERE id = 1');
    let row = await kept();
    if (!row) {
      const fresh = vault.seal(randomBytes(32).toString('base64url'));
      const insert = database.dialect.upsert('gj_content_key', ['id', 'sealed'], ['id'], ['id'], 1);
      await transact(database, (tx) => tx.run(insert, [1, fresh]));
      row = await kept();
    }
    return Buffer.from(vault.open(row?.sealed ?? ''), 'base64url');
  }

  /** What is sealed is never kept for somebody who does not seal it, nor the other way round. */
  async function addressing({ sealed_key: sealed }: Pick<UploadRow, 'sealed_key'>): Promise<Hmac> {
    return createHmac('sha256', await addressKey()).update(sealed === null ? 'plain\0' : 'sealed\0');
  }

  /** Makes what has come whole, or another name for the same that was there before. */
  async function finished(id: string, owner: string, address: Hmac | null): Promise<Upload | null> {
    const row = await uploadRow(database, id, owner);
    if (row?.state !== 'arriving' || row.received !== row.size) return row ? uploadOf(row) : null;
    const content: Content = { objects: await readObjects(database, row.content), key: keyOf(row) };
    const digest = (address ?? (await readThrough(content, row))).digest('hex');
    const head = await together(
      readContent(shelf, content, { from: 0, before: Math.min(row.size, tellingBytes) }),
    );
    const type = await typeOfContent(head, head.length === row.size);
    const read = (range: Range) => together(readContent(shelf, content, range));
    const harm =
      (await harmOf({ name: row.name, type, size: row.size, read }, measure)) ??
      (await infectionOf(
        parts.scan,
        () => readContent(shelf, content, { from: 0, before: row.size }),
        row.name,
      ));
    if (harm) {
      await contents.abandon(id, owner);
      throw uploadRefused({ name: row.name }, [{ path: '', ...harm }]);
    }
    await transact(database, async (tx) => {
      const other = await tx.first<{ id: string }>(
        `SELECT id FROM gj_content WHERE address = ? AND state = 'whole' ORDER BY id LIMIT 1${database.dialect.forUpdate}`,
        [digest],
      );
      const moved = await tx.run(
        `UPDATE gj_content SET state = ?, address = ?, type = ?, at = ${now} WHERE id = ? AND state = 'arriving'`,
        [other ? 'leaving' : 'whole', digest, type, row.content],
      );
      if (moved.changes === 1 && other)
        await tx.run('UPDATE gj_file SET content = ? WHERE id = ?', [other.id, id]);
    });
    const done = await uploadRow(database, id, owner);
    return done ? uploadOf(done) : null;
  }

  async function readThrough(content: Content, row: Pick<UploadRow, 'sealed_key' | 'size'>): Promise<Hmac> {
    const address = await addressing(row);
    for await (const some of readContent(shelf, content, { from: 0, before: row.size })) address.update(some);
    return address;
  }
}

/** Somebody else added to the same content. */
export class AddedMeanwhile extends Error {
  constructor() {
    super('somebody else added to it');
    this.name = 'AddedMeanwhile';
  }
}

const select =
  'SELECT f.id, f.content, f.name, f.size, f.form, f.field, f.owner, f.expires_at, c.size AS received, c.type, c.sealed_key, c.state FROM gj_file f JOIN gj_content c ON c.id = f.content';

function uploadRow(reader: Connection, id: string, owner: string): Promise<UploadRow | undefined> {
  return reader.first<UploadRow>(`${select} WHERE f.id = ? AND f.owner = ? AND f.record IS NULL`, [
    id,
    owner,
  ]);
}

function uploadOf({ id, name, size, form, field, owner, ...row }: UploadRow): Upload {
  const isWhole = row.state === 'whole';
  return {
    id,
    name,
    size,
    form,
    field,
    owner,
    received: row.received,
    expiresAt: row.expires_at,
    type: isWhole ? row.type : null,
  };
}
