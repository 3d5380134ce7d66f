/** A part of what is sent as a form. */
export interface Part {
  readonly name: string;
  readonly type: string;
  /** Default: it is no file. */
  readonly filename?: string;
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
}

export interface Multipart {
  readonly headers: Readonly<Record<string, string>>;
  body(): AsyncIterable<Uint8Array>;
}

const encoder = new TextEncoder();

/** A form as `multipart/form-data`: its length is known before anything is read, and nothing of it is held in memory. */
export function multipart(boundary: string, parts: readonly Part[]): Multipart {
  const heads = parts.map((part) => encoder.encode(headOf(boundary, part)));
  const end = encoder.encode(`--${boundary}--\r\n`);
  const gap = encoder.encode('\r\n');
  const length = parts.reduce(
    (sum, part, at) => sum + (heads[at]?.length ?? 0) + part.size + gap.length,
    end.length,
  );
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(length),
    },
    async *body() {
      for (const [at, part] of parts.entries()) {
        yield heads[at] ?? gap;
        yield* part.read();
        yield gap;
      }
      yield end;
    },
  };
}

export function textPart(name: string, type: string, text: string): Part {
  const bytes = encoder.encode(text);
  return {
    name,
    type,
    size: bytes.length,
    async *read() {
      yield bytes;
    },
  };
}

function headOf(boundary: string, { name, type, filename }: Part): string {
  // As browsers send them: quotes and line ends of a name would end it.
  const file = filename?.replace(/[\r\n"]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
  const disposition = `form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}`;
  return `--${boundary}\r\ncontent-disposition: ${disposition}\r\ncontent-type: ${type}\r\n\r\n`;
}
