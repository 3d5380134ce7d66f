/** One event of a stream. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Reads a stream of events as it comes; `heard` is called for every sign of life. */
export async function* events(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
): AsyncGenerator<ServerEvent & { readonly id: string }> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let id = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      rest += decoder.decode(value, { stream: true }).replaceAll('\r\n', '\n');
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const block = rest.slice(0, end);
        rest = rest.slice(end + 2);
        let event = 'message';
        const data: string[] = [];
        for (const line of block.split('\n')) {
          const [, field = '', text = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
          if (field === 'event') event = text;
          else if (field === 'id') id = text;
          else if (field === 'data') data.push(text);
        }
        if (data.length > 0) yield { event, data: data.join('\n'), id };
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
