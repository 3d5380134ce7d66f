import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Feed } from '../history/history.ts';
import type { Asking, Counts } from './asking.ts';

/** Somebody who follows the records of a form for as long as the ring is open. */
export interface Watcher {
  /** The last revision that he heard of. */
  reached(): number;
  feed(until: number): Feed;
  end(): Promise<void>;
}

interface WatcherParts {
  readonly name: string;
  /** The nodes that he follows by turns: the next one whenever a stream ends. */
  readonly askings: readonly Asking[];
  readonly forms: string;
  readonly token: () => string;
  readonly since: number;
  readonly counts: Counts;
}

/** A stream says something at least this often, in milliseconds. */
const silence = 45_000;

export function watch({ name, askings, forms, token, since, counts }: WatcherParts): Watcher {
  const heard: { key: string; revision: number }[] = [];
  const over = new AbortController();
  let last = since;

  function take(block: string): void {
    const lines = block.split('\n');
    const said = (word: string) => lines.find((line) => line.startsWith(`${word}: `))?.slice(word.length + 2);
    const id = Number(said('id') ?? 0);
    if (said('event') === 'change') {
      const { id: key, revision } = JSON.parse(said('data') ?? '{}') as JsonObject;
      heard.push({ key: String(key), revision: Number(revision) });
    }
    if (id > 0) last = id;
  }

  async function follow({ node }: Asking): Promise<void> {
    const response = await fetch(`${node.url}/api/watch?forms=${forms}&since=${since}`, {
      headers: { authorization: `Bearer ${token()}`, 'last-event-id': String(last) },
      signal: over.signal,
    });
    const kind = `watch ${response.status}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (!response.ok || !response.body) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const late = AbortSignal.timeout(silence);
      const part = await Promise.race([
        reader.read(),
        new Promise<{ done: true; value: undefined }>((resolve) => {
          late.addEventListener('abort', () => resolve({ done: true, value: undefined }));
        }),
      ]);
      if (part.done) return void reader.cancel().catch(() => {});
      text += part.value;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      blocks.forEach(take);
    }
  }

  async function run(): Promise<void> {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      const asking = askings[turn % askings.length];
      if (asking) await follow(asking).catch(() => {});
      if (!over.signal.aborted) await sleep(300);
    }
  }

  const running = run();
  return {
    reached: () => last,
    feed: (until) => ({ watcher: name, since, until, heard }),
    async end() {
      over.abort();
      await running;
    },
  };
}
