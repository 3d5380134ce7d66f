import { run } from './run.ts';
import { memoryFolder } from './services/memory-folder.ts';
import { provideServices } from './services/services.ts';
import { judge, summary, type Verdict } from './suites.ts';

/**
 * `npm test`: services, types, lint, unused code, the web UI, the suites, each on the database where it may fail, and in
 * a browser; with `--long`, which `npm run test:long` says, every suite on both databases, those that are named `.long.`
 * as well, and more cases of each law. All of it runs even
 * when an early part fails, and the last line counts checks and tests together.
 */
interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

const BIN = 'node_modules/.bin';

async function check(name: string, command: string, args: readonly string[]): Promise<Outcome> {
  const started = performance.now();
  process.stdout.write(`\n— ${name}\n`);
  const code = await run(command, args);
  const seconds = (performance.now() - started) / 1000;
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, seconds };
}

async function suites(args: readonly string[]): Promise<{ outcome: Outcome; verdict: Verdict }> {
  const started = performance.now();
  process.stdout.write('\n— suites\n');
  const verdict = await judge(args, Boolean(process.env['CI']));
  const { passed, failures } = verdict;
  return { outcome: { name: 'suites', passed, failed: failures.length, seconds: since(started) }, verdict };
}

async function services(): Promise<{ outcome: Outcome; release: () => Promise<void> }> {
  const started = performance.now();
  try {
    const release = await provideServices();
    return { outcome: { name: 'services', passed: 1, failed: 0, seconds: since(started) }, release };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return {
      outcome: { name: 'services', passed: 0, failed: 1, seconds: since(started) },
      release: async () => {},
    };
  }
}

function since(started: number): number {
  return (performance.now() - started) / 1000;
}

// Files made for a test are made in memory where there is such a place; those that last from run to run are not.
const memory = memoryFolder();
if (memory !== null) process.env['TMPDIR'] = memory;
const args = process.argv.slice(2).filter((arg) => arg !== '--long');
if (args.length < process.argv.length - 2) process.env['GUIJU_LONG'] = '1';
else process.env['GUIJU_SUITES'] = 'usual';
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { outcome, release } = await services();
const tsc = 'node_modules/ts7/bin/tsc';
const outcomes = [
  outcome,
  await check('types', process.execPath, [tsc, '-p', 'tsconfig.json']),
  await check('types without Node', process.execPath, [tsc, '-p', 'tsconfig.pure.json']),
  await check('types of the web UI', process.execPath, [tsc, '-p', 'tsconfig.ui.json']),
  await check('types of browser tests', process.execPath, [tsc, '-p', 'tsconfig.e2e.json']),
  await check('lint', `${BIN}/biome`, ['check', '--error-on-warnings']),
  await check('unused code', `${BIN}/knip`, []),
];
const ui = await check('build of the web UI', process.execPath, ['workshop/build-ui.ts', '--if-needed']);
outcomes.push(ui);
// Without a database or a page half of the suites would only repeat the sentence above a thousand times.
const suited = outcome.failed + ui.failed === 0 ? await suites(args) : null;
if (suited) outcomes.push(suited.outcome);
await release();

process.stdout.write(`\n${suited ? summary(suited.verdict) : ''}\n`);
for (const { name, failed, seconds } of outcomes) {
  process.stdout.write(`${failed === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`);
}
const passed = outcomes.reduce((sum, each) => sum + each.passed, 0);
const failed = outcomes.reduce((sum, each) => sum + each.failed, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
