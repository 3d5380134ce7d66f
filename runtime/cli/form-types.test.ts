import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from './captured-terminal.suite.ts';

const run = promisify(execFile);

const application = "(one: Forms['invoice-application'])";

/** Programs that read records, and what the compiler says of each. */
const programs: readonly (readonly [says: string, program: string, complaint: RegExp])[] = [
  ['rows, by the names that the API has', `${application} => one.lines?.[0]?.seq`, /^$/],
  ['options', "(one: Forms['merge-rule']) => one.tail === 'gross-exact'", /^$/],
  ['references', `${application} => one.organisation?.name`, /^$/],
  ['exact numbers as texts', `${application} => one.lines?.[0]?.amount?.startsWith('-')`, /^$/],
  ['no other field', "(one: Forms['merge-rule']) => one.tial", /^TS2339: Property 'tial' does not exist/],
  ['no other option', "(one: Forms['merge-rule']) => one.tail === 'gros'", /^TS2367: .* have no overlap/],
  [
    'no id where the API has a name',
    `${application} => one.lines?.[0]?.lineNo`,
    /^TS2339: Property 'lineNo'/,
  ],
];

describe('guiju types --forms', () => {
  let home = '';
  let out = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-types-'));
    ({ out } = await cli(['types', '--forms', 'examples/hotel/v1'], {}));
    await writeFile(join(home, 'guiju-forms.ts'), out);
    await writeFile(join(home, 'package.json'), '{ "type": "module" }');
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('writes what the compiler judges programs by', async () => {
    const files = programs.map((_, at) => join(home, `program-${at}.ts`));
    for (const [at, [, program]] of programs.entries())
      await writeFile(
        files[at] ?? '',
        `import type { Forms } from './guiju-forms.ts';\nexport const read = ${program};\n`,
      );
    const strict = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--ignoreConfig'];
    const modules = ['--module', 'nodenext', '--target', 'es2023', '--allowImportingTsExtensions'];
    const { stdout } = await run(process.execPath, [
      'node_modules/ts7/bin/tsc',
      ...[...strict, ...modules, ...files],
    ]).catch((error: { stdout: string }) => error);
    const said = (at: number) => new RegExp(`program-${at}\\.ts.*?: error (.*)`).exec(stdout)?.[1] ?? '';
    for (const [at, [says, , complaint]] of programs.entries()) expect(said(at), says).toMatch(complaint);
    expect(stdout.match(/: error /g)).toHaveLength(3);
  });

  it('tells what a package brings, and how it was made', () => {
    expect(out.split('\n')[0]).toBe(
      '// Made by `npx guiju types --forms`: make it anew when packages were upgraded.',
    );
    expect(out).toMatch(/^ {2}readonly 'hotel-room': HotelRoom;$/m);
  });
});
