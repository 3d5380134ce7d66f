import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formTypes } from './form-types.ts';

it('the types of forms are current; `npm run schemas` writes them', async () => {
  for (const [file, text] of await formTypes()) expect(readFileSync(file, 'utf8'), file).toBe(text);
});
