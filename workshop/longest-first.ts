import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Of each project, the suites that take longest. Whichever of them came last would run while the other core has nothing
 * left to do, and where nobody ran the tests before, a file's size says little of the time it takes.
 */
const long: readonly string[] = [
  'runtime/server/two-worlds',
  'runtime/preparation/install/cases',
  'runtime/care/backup/round-trip',
  'runtime/model/publish/kill',
  'runtime/http/pipeline/idempotent',
  'rules/match/laws',
  'runtime/preparation/install/kill',
  'client/client',
  'runtime/http/records/long-reads.long',
  'runtime/http/records/foreign-references',
  'runtime/care/doctor/damage.long',
  'runtime/database/drivers/stoppable-sql.long',
  'runtime/work/sheets/import',
  'runtime/model/packages/every-form.long',
  'runtime/database/drivers/long-reads',
  'runtime/cli/commands',
  'runtime/model/openapi/as-answered',
  'runtime/storage/tables/kill',
  'runtime/work/sheets/round-trip',
  'workshop/manual.long',
  'runtime/care/doctor/doctor',
  'runtime/model/packages/foreign-records',
  'runtime/storage/search/search',
  'workshop/package',
  'e2e/every-page',
  'e2e/design',
  'e2e/list',
  'e2e/parameters',
  'e2e/administration',
  'e2e/parameter-places.long',
  'e2e/looks.long',
  'e2e/record',
  'e2e/shell',
  'e2e/record-kinds.long',
  'e2e/record-looks.long',
  'e2e/sharing',
  'e2e/condition',
  'e2e/sheet',
  'e2e/match',
];

/**
 * Suites that load modules afresh, of which some, as those of texts, are not loaded twice in one process: nobody comes
 * after them.
 */
const last: readonly string[] = ['rules/sharing/siblings', 'runtime/http/siblings'];

/** Lets the suites that take longest begin first, and leaves the order of projects and of all others as it is. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = Map.groupBy(await super.sort(files), ({ project }) => project);
    return [...projects.values()].flatMap((suites) => suites.toSorted((a, b) => place(a) - place(b)));
  }
}

function place({ moduleId }: TestSpecification): number {
  const isOf = (suite: string) => new RegExp(`/${suite}(\\.db|\\.e2e)?\\.test\\.ts$`).test(moduleId);
  if (last.some(isOf)) return long.length + 1;
  const at = long.findIndex(isOf);
  return at < 0 ? long.length : at;
}
