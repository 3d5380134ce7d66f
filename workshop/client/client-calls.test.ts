import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clientCalls } from './client-calls.ts';

it('the client has the calls of the contract as they are; `npm run client` writes them', () => {
  for (const [file, text] of clientCalls()) expect(readFileSync(file, 'utf8') === text, file).toBe(true);
});
