import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cli } from '../runtime/cli/captured-terminal.suite.ts';

const run = promisify(execFile);
const rooms = "guiju.records('hotel-room')";
const seen = "{ id: '', revision: 1 }";

/** Lines of a program, and what the compiler says of each. */
const lines: readonly (readonly [says: string, line: string, complaint: RegExp])[] = [
  ['a record as it is sent', `${rooms}.create({ number: '101', type: 'twin', rate: '88.00' })`, /^$/],
  ['a part of one, as a change', `${rooms}.change(${seen}, { floor: 3 })`, /^$/],
  ['a list, narrowed and ordered', `${rooms}.list({ where: { floor: { gte: 3 } }, sort: ['-rate'] })`, /^$/],
  ['what the platform keeps of it', `(await ${rooms}.read('')).createdAt.slice(0, 10)`, /^$/],
  ['exact numbers as texts', `(await ${rooms}.read('')).rate?.padStart(9)`, /^$/],
  [
    'references by number',
    "guiju.records('material').create({ number: '1', name: '笔', category: 'C1', baseUnit: { number: 'PCS' } })",
    /^$/,
  ],
  ['a call by its name', "guiju.call('decide', { path: { name: 'split' }, body: { trace: 'full' } })", /^$/],
  ['a call that needs nothing', "guiju.call('decisions')", /^$/],
  ['problems by their codes', "isProblem(null, 'conflict', 'http-502')", /^$/],
  ['an action that the form has', `guiju.records('allowed-host').act(${seen}, 'allow')`, /^$/],
  ['a setting', "(await guiju.setting('other-settings').read()).saveItems === true", /^$/],
  ['which rule holds', "guiju.match('drawer-rule', { facts: { dataSource: 'api' } })", /^$/],
  ['no records of a setting', "guiju.records('other-settings')", /^TS\d+: .*"other-settings"/],
  ['no setting where there are records', "guiju.setting('customer')", /^TS\d+: .*"customer"/],
  ['no match without rules', "guiju.match('customer', { facts: {} })", /^TS\d+: .*"customer"/],
  ['no other field', `${rooms}.create({ number: '101', flor: 3 })`, /^TS\d+: .*'flor' does not exist/],
  ['no record without what it needs', `${rooms}.create({ floor: 3 })`, /^TS\d+: .*'number' is missing/],
  ['no other option', `${rooms}.create({ number: '101', type: 'tent' })`, /^TS\d+: Type '"tent"'/],
  ['no numbers for exact ones', `${rooms}.change(${seen}, { rate: 88 })`, /^TS\d+: Type 'number'/],
  ['no other form', "guiju.records('hotel-rom')", /^TS\d+: .*"hotel-rom"/],
  ['no other field to look for', `${rooms}.list({ where: { flor: 3 } })`, /^TS\d+: .*'flor'/],
  ['no other field to order by', `${rooms}.list({ sort: ['-flor'] })`, /^TS\d+: Type '"-flor"'/],
  ['no other action', `guiju.records('allowed-host').act(${seen}, 'alow')`, /^TS\d+: .*"alow"/],
  ['no call without its path', "guiju.call('decide', { body: {} })", /^TS\d+: .*'Asked<"decide">'/],
  ['no other call', "guiju.call('decid')", /^TS\d+: .*"decid"/],
  ['no other code', "isProblem(null, 'conflct')", /^TS\d+: .*"conflct"/],
];

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'guiju-client-types-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

it('a program is judged by the forms that are installed, and by the contract', async () => {
  const { out } = await cli(['types', '--forms', 'examples/hotel/v1'], {});
  await writeFile(join(home, 'guiju-forms.ts'), out);
  await writeFile(join(home, 'package.json'), '{ "type": "module" }');
  const program = [
    `import { isProblem, openGuiju } from '${resolve('client/src/index.ts')}';`,
    "import type { Installed } from './guiju-forms.ts';",
    "const guiju = openGuiju<Installed>({ url: '', token: '', client: '' });",
    ...lines.map(([, line]) => `void (${line});`),
    '',
  ];
  await writeFile(join(home, 'program.ts'), program.join('\n'));
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--noEmit'];
  const modules = [
    '--ignoreConfig',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--lib',
    'es2023,dom,dom.iterable',
  ];
  const { stdout } = await run(process.execPath, [
    'node_modules/ts7/bin/tsc',
    ...[...strict, ...modules, '--allowImportingTsExtensions', '--types', '', join(home, 'program.ts')],
  ]).catch((error: { stdout: string }) => error);
  const complaints = stdout.split('\n').filter((one) => /: error /.test(one));
  const first = program.findIndex((line) => line.startsWith('void '));
  for (const [at, [says, , complaint]] of lines.entries()) {
    const said = new RegExp(`program\\.ts\\(${at + first + 1},.*?: error (.*)`).exec(stdout)?.[1] ?? '';
    expect(said, says).toMatch(complaint);
  }
  expect(complaints, stdout).toHaveLength(lines.filter(([, , complaint]) => !complaint.test('')).length);
}, 120_000);
