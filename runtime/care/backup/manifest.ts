import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { Vault } from '../../common/vault.ts';
import { type ArchiveRef, sealingOf, sealOf } from './archive.ts';
import { linesOf, parseLine } from './archive-lines.ts';
import { type MarkedRow, markLength, type RowKey } from './row-mark.ts';

/**
 * What an archive holds, told by marks of its rows: by it the next increment is written without reading the archive. It
 * stands beside the archives, only that of the newest is needed, and where it is missing a full archive is made.
 */
export interface ManifestHead {
  readonly guiju: 'backup-manifest';
  readonly format: typeof manifestFormat;
  readonly archive: ArchiveRef;
  /** Version of the server that wrote it, and id of the key. */
  readonly server: string;
  readonly key: string;
  readonly migrations: readonly string[];
  /** Of all lines behind this one. */
  readonly sha256: string;
}

const manifestFormat = 1;
const rowsOfPage = 256;

interface PageLine {
  readonly to: RowKey;
  /** Marks of its rows, one behind the other. */
  readonly marks: string;
}

type SealedHead = ManifestHead & { readonly seal: string };

export class ManifestWriter {
  readonly #file: string;
  readonly #hash: Hash = createHash('sha256');
  readonly #gzip = createGzip({ level: 1 });
  readonly #written: Promise<void>;
  #marks: string[] = [];
  #last: RowKey | undefined;

  /** `file`: for a while, until it is known whose manifest it is. */
  constructor(file: string) {
    this.#file = file;
    this.#written = pipeline(this.#gzip, createWriteStream(file, { mode: 0o600 }));
    this.#written.catch(() => {});
  }

  async table(name: string): Promise<void> {
    await this.#page();
    await this.#line({ table: name });
  }

  async row({ mark, key }: Pick<MarkedRow, 'mark' | 'key'>): Promise<void> {
    this.#marks.push(mark);
    this.#last = key;
    if (this.#marks.length >= rowsOfPage) await this.#page();
  }

  async #page(): Promise<void> {
    if (this.#marks.length === 0) return;
    await this.#line({ to: this.#last, marks: this.#marks.join('') });
    this.#marks = [];
  }

  async #line(value: object): Promise<void> {
    const text = `${JSON.stringify(value)}\n`;
    this.#hash.update(text);
    if (!this.#gzip.write(text)) await Promise.race([once(this.#gzip, 'drain'), this.#written]);
  }

  /** Writes the whole into a file. */
  async finish(
    target: string,
    vault: Pick<Vault, 'derive' | 'id'>,
    known: Pick<ManifestHead, 'archive' | 'server' | 'migrations'>,
  ): Promise<void> {
    await this.#page();
    this.#gzip.end();
    await this.#written;
    const sha256 = this.#hash.digest('hex');
    const head: ManifestHead = {
      guiju: 'backup-manifest',
      format: manifestFormat,
      ...known,
      key: vault.id,
      sha256,
    };
    const line = `${JSON.stringify({ ...head, seal: sealOf(vault, digestOf(head)) })}\n`;
    const body = this.#file;
    async function* parts() {
      yield gzipSync(line);
      yield* createReadStream(body);
    }
    const part = `${target}.part`;
    await pipeline(parts, createWriteStream(part, { mode: 0o600, flush: true }));
    await rename(part, target);
    await rm(body, { force: true });
  }

  /** Gives it up. */
  async drop(): Promise<void> {
    this.#gzip.destroy();
    await this.#written.catch(() => {});
    await rm(this.#file, { force: true });
  }
}

/** The manifest is not one that the key here sealed, or not the whole of it. */
export class ManifestUnfit extends Error {}

export class ManifestReader {
  readonly head: ManifestHead;
  readonly #file: string;
  readonly #lines: AsyncGenerator<string>;
  readonly #hash: Hash = createHash('sha256');
  #table: string | undefined;
  #isAtTable = false;

  private constructor(file: string, head: ManifestHead, lines: AsyncGenerator<string>) {
    this.#file = file;
    this.head = head;
    this.#lines = lines;
  }

  /** Throws `ManifestUnfit` where the file is none that can be gone by. */
  static async open(file: string, vault: Pick<Vault, 'derive' | 'id'>): Promise<ManifestReader> {
    const lines = linesOf(file, { milliseconds: Number.POSITIVE_INFINITY });
    const head = await firstOf(file, lines);
    if (head?.guiju !== 'backup-manifest' || head.format !== manifestFormat)
      throw new ManifestUnfit('it is none');
    const { seal, ...rest } = head;
    const sealing = sealingOf(vault, { key: rest.key, digest: digestOf(rest), seal });
    if (sealing !== 'right') throw new ManifestUnfit('its seal is not right');
    return new ManifestReader(file, rest, lines);
  }

  /** Passes over what is left of a table to the next one; null: there is none. */
  async nextTable(): Promise<string | null> {
    if (!this.#isAtTable) while (await this.nextPage());
    if (this.#table === undefined) return null;
    this.#isAtTable = false;
    return this.#table;
  }

  /** The next page of the table; null: it is at its end. */
  async nextPage(): Promise<ManifestPage | null> {
    if (this.#isAtTable) return null;
    const line = await this.#nextLine();
    if (line === null) {
      this.#table = undefined;
      this.#isAtTable = true;
      if (this.#hash.digest('hex') !== this.head.sha256) throw new ManifestUnfit('it is not whole');
      return null;
    }
    this.#hash.update(`${line}\n`);
    if (line.startsWith('{"table":')) {
      this.#table = parseLine<{ table: string }>(this.#file, line).table;
      this.#isAtTable = true;
      return null;
    }
    const { to, marks } = parseLine<PageLine>(this.#file, line);
    const rows = marks.length / markLength;
    const places = new Map<string, number>();
    for (let at = 0; at < rows; at += 1) places.set(marks.slice(at * markLength, (at + 1) * markLength), at);
    return { to, rows, places };
  }

  async #nextLine(): Promise<string | null> {
    try {
      const { value, done } = await this.#lines.next();
      return done ? null : value;
    } catch (error) {
      throw new ManifestUnfit('it cannot be read', { cause: error });
    }
  }

  /** Reads on to its end: only then is it known that all of it was right. */
  async finish(): Promise<void> {
    while ((await this.nextTable()) !== null);
  }

  async close(): Promise<void> {
    await this.#lines.return(undefined);
  }
}

export interface ManifestPage {
  /** Key of its last row. */
  readonly to: RowKey;
  readonly rows: number;
  /** The place of each row, by its mark. */
  readonly places: ReadonlyMap<string, number>;
}

async function firstOf(file: string, lines: AsyncGenerator<string>): Promise<SealedHead | undefined> {
  try {
    const { value } = await lines.next();
    return typeof value === 'string' ? parseLine<SealedHead>(file, value) : undefined;
  } catch (error) {
    throw new ManifestUnfit('it cannot be read', { cause: error });
  }
}

function digestOf(head: ManifestHead): string {
  return createHash('sha256').update(JSON.stringify(head)).digest('hex');
}
