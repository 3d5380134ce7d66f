import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Of each project, the suites that take longest. Whichever of them came last would run while the other core has nothing
 * left to do, and where nobody ran the tests before, a file's size says little of the time it takes.
 */
const long: readonly string[] = [
  'runtime/http/records/foreign-references',
  'runtime/http/pipeline/idempotent',
  'runtime/match/pages',
  'runtime/cases/cases',
  'workshop/manual',
  'rules/match/laws',
  'runtime/config/log-sink',
  'runtime/publish/kill',
  'runtime/http/people/guessing',
  'rules/match/many-ranges',
  'runtime/search/circumstances',
  'runtime/store/fact-to-fact',
  'runtime/tables/kill',
  'runtime/backup/round-trip',
  'runtime/sheets/import',
  'runtime/cli/commands',
  'runtime/packages/every-form',
  'workshop/package',
  'e2e/list',
  'e2e/looks',
  'e2e/record-looks',
  'e2e/condition',
  'e2e/sharing',
  'e2e/record',
  'e2e/shell',
];

/** Lets the suites that take longest begin first, and leaves the order of projects and of all others as it is. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = Map.groupBy(await super.sort(files), ({ project }) => project);
    return [...projects.values()].flatMap((suites) => suites.toSorted((a, b) => place(a) - place(b)));
  }
}

function place({ moduleId }: TestSpecification): number {
  const at = long.findIndex((suite) => new RegExp(`/${suite}(\\.db|\\.e2e)?\\.test\\.ts$`).test(moduleId));
  return at < 0 ? long.length : at;
}
