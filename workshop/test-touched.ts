import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { BaseSequencer, createVitest, type TestModule, type TestSpecification } from 'vitest/node';
import { memoryFolder } from './services/memory-folder.ts';
import { provideServices } from './services/services.ts';
import { loadsOf, touchedBy } from './touched.ts';

/**
 * `npm run test:touched`: the suites that load what changed since the last commit, the nearest first, for a minute; then
 * it says which of them it left. With a name of git's behind it, what changed since that.
 */
const enough = 60_000;

const git = (...args: readonly string[]) =>
  execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean);

const [since = 'HEAD'] = process.argv.slice(2);
const changed = [
  ...git('diff', '--name-only', '--relative', since),
  ...git('ls-files', '--others', '--exclude-standard'),
];
const sources = globSync('{metadata,rules,migrations,runtime,ui,client,workshop,e2e,bench}/**/*.ts', {
  exclude: (path) => path.includes('node_modules'),
});
const loads = new Map(sources.map((path) => [path, loadsOf(path, readFileSync(path, 'utf8'))]));
const { suites, unasked } = touchedBy(changed, loads);

const say = (text: string) => process.stdout.write(`${text}\n`);
if (changed.length === 0) say(`Nothing changed since ${since}.`);
if (unasked.length > 0) say(`No suite loads ${unasked.join(', ')}.`);
if (suites.length > 0) await ask();

async function ask(): Promise<void> {
  const place = new Map(suites.map((path, at) => [path, at]));
  const placeOf = ({ moduleId }: TestSpecification | TestModule) =>
    place.get(moduleId.slice(process.cwd().length + 1)) ?? suites.length;
  class NearestFirst extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      return files.toSorted((a, b) => placeOf(a) - placeOf(b));
    }
  }
  const memory = memoryFolder();
  if (memory !== null) process.env['TMPDIR'] = memory;
  process.env['GUIJU_SUITES'] = 'once';
  const release = await provideServices();
  const vitest = await createVitest('test', { watch: false, sequence: { sequencer: NearestFirst } });
  await vitest.standalone();
  const found = await vitest.globTestSpecifications([...suites]);
  const given = setTimeout(() => void vitest.cancelCurrentRun('keyboard-input'), enough);
  const { testModules } = await vitest.runTestSpecifications(found);
  clearTimeout(given);
  const suiteName = ({ project, moduleId }: TestSpecification | TestModule) =>
    `${moduleId.slice(process.cwd().length + 1)} (${project.name})`;
  const ended = testModules.filter((one) => ['passed', 'failed'].includes(one.state()) && !wasLeft(one));
  const asked = new Set(ended.map(suiteName));
  const left = found
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(suiteName)
    .filter((name) => !asked.has(name));
  const shown = left.slice(0, 20);
  if (left.length > shown.length) shown.push(`${left.length - shown.length} more`);
  if (left.length > 0)
    say(`A minute is over: of ${found.length} suites ${left.length} are left, ${shown.join(', ')}.`);
  await release();
  // Suites that were cut off may never end by themselves.
  process.exit();
}

/** Cut off amid its tests. */
function wasLeft(module: TestModule): boolean {
  return [...module.children.allTests('skipped')].some(({ options }) => options.mode === 'run');
}
