import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
// biome-ignore lint/style/noRestrictedImports: a program that people call
import { argv, stdout } from 'node:process';
import { convert } from './convert.ts';
import { readDoctypes } from './doctype.ts';

const [from, to] = argv.slice(2);
if (from === undefined) {
  stdout.write('node examples/doctypes/main.ts <folder of doctypes> [<folder for the package>]\n');
} else {
  const doctypes = readDoctypes(from);
  const { files, tally } = convert(doctypes);
  if (to !== undefined) {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(to, path)), { recursive: true });
      writeFileSync(join(to, path), `${JSON.stringify(content, null, 2)}\n`);
    }
  }
  const share = ((100 * tally.said) / Math.max(1, tally.total)).toFixed(1);
  stdout.write(
    `${doctypes.length} doctypes, ${files.size - 2} forms: ${tally.said} of ${tally.total} words said, ${share} %\n`,
  );
  for (const { word, why, count } of tally.left)
    stdout.write(`${String(count).padStart(6)}  ${word}: ${why}\n`);
}
