import { writeFileSync } from 'node:fs';
import { clientCalls } from './client/client-calls.ts';

/** `npm run client`: writes what the client has of the contract anew; a test fails while it is not current. */
for (const [file, text] of clientCalls()) writeFileSync(new URL(`../${file}`, import.meta.url), text);
