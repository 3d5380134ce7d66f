import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { run } from './run.ts';

/** A test that failed, or a suite that did not load, and what it said. */
export interface Failure {
  readonly file: string;
  readonly test: string;
  readonly said: string;
}

export interface SuiteResult {
  readonly passed: number;
  readonly failures: readonly Failure[];
}

export interface Verdict extends SuiteResult {
  /** The tests that passed only when they were run again. */
  readonly unsteady: readonly Failure[];
}

/** The report that Vitest writes with its reporter `json`, as far as it is read. */
interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** Runs the suites these arguments name: all of them by default. */
async function runSuites(args: readonly string[]): Promise<SuiteResult> {
  const folder = await mkdtemp(join(tmpdir(), 'guiju-counts-'));
  const file = join(folder, 'counts.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run('node_modules/.bin/vitest', ['run', ...reporters, ...args]);
  const report = await readFile(file, 'utf8').catch(() => null);
  await rm(folder, { recursive: true, force: true });
  const result = report === null ? { passed: 0, failures: [] } : resultOf(JSON.parse(report));
  // An error outside any test fails a run without a failed test.
  const beside = { file: '', test: 'the run', said: `Vitest ended with ${code}: see above` };
  return code === 0 || result.failures.length > 0 ? result : { ...result, failures: [beside] };
}

function resultOf({ numPassedTests, testResults }: Report): SuiteResult {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }): Failure[] => {
    const file = relative('.', name);
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ fullName, failureMessages }) => ({ file, test: fullName, said: failureMessages?.[0] ?? '' }));
    const unloaded = status === 'failed' && failed.length === 0;
    return unloaded ? [{ file, test: 'the suite', said: message }] : failed;
  });
  return { passed: numPassedTests, failures };
}

/**
 * Files of one run that may stumble: more of them, and the run has failed, though each passes when it is asked again.
 */
const mayStumble = 2;
/** More suites than these do not fail by chance. */
const fewSuites = 5;

/**
 * Runs the suites. Those that failed are asked once more where `again` says so, from their beginning and with the
 * machine for themselves: a test asked again amid what it left behind would say nothing new. What passes then is told
 * and counted, and more files than a run may have of them fail it.
 */
export async function judge(
  args: readonly string[],
  again: boolean,
  ask: (args: readonly string[]) => Promise<SuiteResult> = runSuites,
): Promise<Verdict> {
  const { passed, failures } = await ask(args);
  const files = filesOf(failures);
  const isHopeless = files.length === 0 || files.length > fewSuites || files.includes('');
  if (!again || isHopeless) return { passed, failures, unsteady: [] };
  const { failures: left } = await ask(files);
  const still = new Set(left.map(testName));
  const unsteady = failures.filter((failure) => !still.has(testName(failure)));
  const tooMany = filesOf(unsteady).length > mayStumble;
  return {
    passed: passed + (tooMany ? 0 : unsteady.length),
    failures: tooMany ? [...left, ...unsteady] : left,
    unsteady,
  };
}

function filesOf(failures: readonly Failure[]): readonly string[] {
  return [...new Set(failures.map(({ file }) => file))];
}

function testName({ file, test }: Failure): string {
  return `${file} › ${test}`;
}

/** The last lines of a run: which tests failed where and with what, and which only stumbled. */
export function summary({ failures, unsteady }: Verdict): string {
  const lines = (title: string, each: readonly Failure[]) =>
    each.map((failure) => `${title} ${testName(failure)}\n       ${shortOf(failure)}\n`);
  return [...lines('passed when asked again:', unsteady), ...lines('FAILED', failures)].join('');
}

function shortOf({ file, said }: Failure): string {
  const [sentence] = said.split('\n');
  const [, line] = said.split(`${file}:`);
  return line === undefined ? `${sentence}` : `${sentence} (line ${Number.parseInt(line, 10)})`;
}
