import { describe, expect, it } from 'vitest';
import { type Push, pushStream } from './push-stream.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function opened(stopping: AbortSignal) {
  let gone = 0;
  let push: Push | undefined;
  const { raw } = pushStream(
    (own) => {
      push = own;
      void own.send(bytes('retry'));
    },
    stopping,
    () => {
      gone += 1;
    },
  );
  return { text: new Response(raw as ReadableStream).text(), gone: () => gone, push };
}

describe('a stream that others write to', () => {
  it('ends when the server stops, and gives its place back once', async () => {
    const stopper = new AbortController();
    const { text, gone, push } = opened(stopper.signal);
    void push?.send(bytes(' and more'));
    stopper.abort();
    void push?.send(bytes(' too late'));
    push?.end();
    expect(await text).toBe('retry and more');
    expect(gone()).toBe(1);
  });

  it('that is opened while the server stops says what comes first, and ends', async () => {
    const { text, gone } = opened(AbortSignal.abort());
    expect(await text).toBe('retry');
    expect(gone()).toBe(1);
  });

  it('ends when its reader leaves', async () => {
    const stopper = new AbortController();
    let gone = 0;
    const { raw } = pushStream(
      () => {},
      stopper.signal,
      () => {
        gone += 1;
      },
    );
    await (raw as ReadableStream).cancel();
    stopper.abort();
    expect(gone).toBe(1);
  });
});
