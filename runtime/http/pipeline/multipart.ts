import { refusal } from '../../common/refusal.ts';
import { bodyCutOff } from './refusals.ts';

/** One part of a form, whose bytes come as they are read: what is left of them is passed over when the next is asked for. */
export interface Part {
  readonly name: string;
  /** Null: it is no file. */
  readonly filename: string | null;
  /** Its media type, as whoever sent it says. Null: nothing is said. */
  readonly type: string | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

const multipartWrong = refusal('multipart-wrong', 400);

/** Bytes of the head of a part, and before the first of them. */
const longestHead = 16 * 1024;

/** The boundary of a form in several parts; null: the type is another. */
export function boundaryOf(type: string | null): string | null {
  const said = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/is.exec(type ?? '');
  return said?.[1] ?? said?.[2] ?? null;
}

/** The parts of a form in their order, none of which is held in memory. */
export async function* partsOf(
  body: ReadableStream<Uint8Array> | null,
  boundary: string,
): AsyncIterable<Part> {
  const source = new Source(body, Buffer.from(`\r\n--${boundary}`, 'latin1'));
  await source.toFirst();
  while (await source.hasPart()) {
    const head = await source.head();
    yield { ...head, bytes: source.part() };
    // Whoever took it may have stopped anywhere in it.
    for await (const _ of source.part());
  }
}

/** What comes, looked at by as much as the mark between two parts is long. */
class Source {
  readonly #mark: Buffer;
  readonly #body: AsyncIterator<Uint8Array> | undefined;
  /** The first mark may stand at the very beginning, where no line ends before it. */
  #kept = Buffer.from('\r\n');
  #isOpen = false;

  constructor(body: ReadableStream<Uint8Array> | null, mark: Buffer) {
    this.#mark = mark;
    this.#body = body?.[Symbol.asyncIterator]();
  }

  async toFirst(): Promise<void> {
    const at = await this.#find(this.#mark);
    this.#kept = this.#kept.subarray(at + this.#mark.length);
  }

  /** Behind a mark: two hyphens end all. */
  async hasPart(): Promise<boolean> {
    while (this.#kept.length < 2) await this.#more();
    const sign = this.#kept.toString('latin1', 0, 2);
    if (sign !== '--' && sign !== '\r\n') throw multipartWrong();
    this.#isOpen = true;
    return sign === '\r\n';
  }

  async head(): Promise<Omit<Part, 'bytes'>> {
    const end = await this.#find(Buffer.from('\r\n\r\n'));
    const lines = this.#kept.toString('utf8', 2, end).split('\r\n');
    this.#kept = this.#kept.subarray(end + 4);
    const said = new Map(
      lines.map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
      }),
    );
    const disposition = said.get('content-disposition') ?? '';
    const name = wordOf(disposition, 'name');
    if (!/^form-data\s*;/i.test(disposition) || name === null) throw multipartWrong();
    return { name, filename: wordOf(disposition, 'filename'), type: said.get('content-type') ?? null };
  }

  async *part(): AsyncGenerator<Uint8Array> {
    while (this.#isOpen) {
      const at = this.#kept.indexOf(this.#mark);
      const end = at < 0 ? this.#kept.length - this.#mark.length + 1 : at;
      const some = this.#kept.subarray(0, Math.max(0, end));
      this.#kept = this.#kept.subarray(at < 0 ? some.length : at + this.#mark.length);
      this.#isOpen = at < 0;
      if (some.length > 0) yield new Uint8Array(some);
      if (this.#isOpen) await this.#more();
    }
  }

  async #find(what: Buffer): Promise<number> {
    for (;;) {
      const at = this.#kept.indexOf(what);
      if (at >= 0) return at;
      if (this.#kept.length > longestHead) throw multipartWrong();
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const next = await this.#body?.next().catch(() => {
      throw bodyCutOff();
    });
    if (!next || next.done) throw multipartWrong();
    this.#kept = Buffer.concat([this.#kept, next.value]);
  }
}

/** A word of a head; browsers write a quotation mark within one as %22. */
function wordOf(head: string, word: string): string | null {
  const extended = new RegExp(`;\\s*${word}\\*=utf-8''([^;\\s]+)`, 'i').exec(head)?.[1];
  if (extended !== undefined) return decoded(extended);
  const said = new RegExp(`;\\s*${word}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(head);
  if (!said) return null;
  return (said[1]?.replace(/\\(["\\])/g, '$1') ?? said[2] ?? '').replace(/%(22|0D|0A)/gi, (one) =>
    decodeURIComponent(one),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw multipartWrong();
  }
}
