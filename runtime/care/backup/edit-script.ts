import type { EditLine } from './archive.ts';
import type { ManifestPage, ManifestReader } from './manifest.ts';
import { compareKeys, type MarkedRow } from './row-mark.ts';

/**
 * Says the rows of a table by those that it had: which of them stay, which go, and where others come in. A page of marks
 * is in memory at a time. Whatever order rows come in, what it says is right; in the order of keys it is short.
 */
export class EditScript {
  readonly #former: ManifestReader;
  #page: ManifestPage | null | undefined;
  /** The place in the page of what comes next. */
  #at = 0;
  #keep = 0;
  #drop = 0;

  constructor(former: ManifestReader) {
    this.#former = former;
  }

  #text = '';

  /** Whether the row itself has to be written, behind what `take` then answers. */
  async row({ mark, key }: Pick<MarkedRow, 'mark' | 'key'>): Promise<boolean> {
    if (this.#page === undefined) await this.#turn();
    while (this.#page && compareKeys(key, this.#page.to) > 0) await this.#turn();
    const place = this.#page?.places.get(mark);
    if (place === undefined || place < this.#at) return true;
    this.#dropping(place - this.#at);
    this.#keeping();
    this.#at = place + 1;
    return false;
  }

  /** Drops what is left of the table. */
  async end(): Promise<string> {
    if (this.#page === undefined) await this.#turn();
    while (this.#page) await this.#turn();
    return this.take();
  }

  /** What was said since the last time. */
  take(): string {
    this.#say('keep', this.#keep);
    this.#say('drop', this.#drop);
    [this.#keep, this.#drop] = [0, 0];
    const text = this.#text;
    this.#text = '';
    return text;
  }

  async #turn(): Promise<void> {
    if (this.#page) this.#dropping(this.#page.rows - this.#at);
    this.#page = await this.#former.nextPage();
    this.#at = 0;
  }

  #keeping(): void {
    this.#say('drop', this.#drop);
    this.#drop = 0;
    this.#keep += 1;
  }

  #dropping(rows: number): void {
    if (rows === 0) return;
    this.#say('keep', this.#keep);
    this.#keep = 0;
    this.#drop += rows;
  }

  #say(edit: keyof EditLine, rows: number): void {
    const line: EditLine = { [edit]: rows };
    if (rows > 0) this.#text += `${JSON.stringify(line)}\n`;
  }
}
