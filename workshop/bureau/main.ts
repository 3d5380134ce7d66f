import { parseArgs } from 'node:util';
import { openBook } from './book.ts';
import { createBureau } from './bureau.ts';
import { serveBureau } from './serve-bureau.ts';

/** `node workshop/bureau/main.ts --port 8190 --secret key --book bureau.jsonl`: a bureau to issue against. */
const { values } = parseArgs({
  options: { port: { type: 'string' }, secret: { type: 'string' }, book: { type: 'string' } },
});
const { url } = await serveBureau({
  bureau: createBureau(openBook(values.book)),
  port: Number(values.port ?? 8190),
  ...(values.secret === undefined ? {} : { secret: values.secret }),
});
process.stdout.write(`The bureau answers at ${url}
${url}control tells how it behaves, and PUT changes it: {"down":"loses"}, {"takes":3}, {"refuses":"E01"} …
${url}control/book is what it issued
`);
