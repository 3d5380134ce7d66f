import { expect, it } from 'vitest';
import { eventStream } from './event-stream.ts';

it('makes nothing for whoever does not read, and goes on when somebody does', async () => {
  let made = 0;
  const source = {
    next: async () => [{ event: 'change', id: ++made, data: { made } }],
    wake: () => () => undefined,
  };
  const stopping = new AbortController();
  const { raw } = eventStream(source, stopping.signal);
  const reader = (raw as ReadableStream<Uint8Array>).getReader();
  const soon = () => new Promise((resolve) => setTimeout(resolve, 30));
  await soon();
  expect(made).toBeLessThan(5);
  for (let at = 0; at < 50; at++) await reader.read();
  await soon();
  expect(made).toBeGreaterThan(45);
  expect(made).toBeLessThan(60);
  stopping.abort();
  while (!(await reader.read()).done);
});
