import { grades } from '../../../metadata/diff/compare-packages.ts';
import {
  concernLabels,
  differenceLines,
  gradeLabels,
  releaseNotes,
} from '../../../metadata/diff/release-notes.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { meaningOf } from '../../../metadata/property/difference.ts';
import { counted } from '../../../metadata/words/counted.ts';
import { refusal } from '../../common/refusal.ts';
import { type Installed, readInstalled } from '../../model/packages/package-store.ts';
import { readPackageFolder, standardPackageFolders } from '../../model/packages/read-folder.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { type CommandContext, exit, type Terminal } from '../common/command.ts';
import { compareApis } from '../common/compare-apis.ts';
import { type Compared, compareVersions, described } from '../common/compare-versions.ts';
import { editionOf } from '../common/edition-of.ts';
import { givenPackages } from '../common/given-packages.ts';
import { type BareInstallation, withDatabase } from '../common/open-from.ts';
import { hasErrors, showIssues } from '../common/show-issues.ts';
import { diffServers } from './diff-servers.ts';

const packagesDiffer = refusal('diff-other-package', 422);
const packageNotInstalled = refusal('package-not-installed', 404);

/** Compares a version of a package with another, or with the installed one. */
export async function diff(context: CommandContext): Promise<number> {
  const { words, terminal, options } = context;
  if (typeof options['server'] === 'string') return diffServers(context);
  if (words.length === 0) return context.misused();
  const given = await givenPackages(words);
  const issues = [...given.issues, ...given.packages.flatMap(({ files }) => readSourceFiles(files).issues)];
  showIssues(issues, given.folders, terminal);
  if (hasErrors(issues)) {
    terminal.result({ issues });
    return exit.failed;
  }
  const [first, second, ...more] = given.packages;
  if (!first || more.length > 0 || (words.length === 2 && !second))
    throw packagesDiffer({ count: given.packages.length });
  if (second) return tell(first, second, [], context);
  const compareInstalled = async ({ database }: BareInstallation) => {
    const beside = await readInstalled(database);
    const installed = beside.find(({ name }) => name === first.name);
    if (!installed) throw packageNotInstalled({ name: first.name });
    return tell(installed, first, beside, context);
  };
  return withDatabase(context, compareInstalled, { known: true });
}

async function tell(
  before: Installed,
  after: Installed,
  installed: readonly Installed[],
  context: CommandContext,
): Promise<number> {
  const { options, terminal } = context;
  if (before.name !== after.name) throw packagesDiffer({ count: 2 });
  const compared = compareVersions(before, after);
  const { name, versions, differences } = compared;
  const beside = installed.length > 0 ? installed : standardPackages();
  const api = await compareApis(before, after, beside, await editionOf(context));
  if (options['notes'] === true) terminal.say(releaseNotes(name, versions, differences, terminal.language));
  else {
    show(compared, terminal);
    showApi(api, terminal);
  }
  terminal.result({
    ...compared,
    differences: described(differences),
    api: api?.map((one) => ({ ...one })) ?? null,
  });
  return compared.isEnough ? exit.done : exit.failed;
}

/** Reads the packages that others stand on where no installation is asked. */
function standardPackages(): readonly Installed[] {
  return standardPackageFolders().map((folder) => installedFrom(readPackageFolder(folder).files));
}

/** In what the document of the API differs, as far as it stops somebody. */
function showApi(api: Awaited<ReturnType<typeof compareApis>>, { language, say }: Terminal): void {
  if (api === null) {
    say(
      {
        zh: 'OpenAPI：两个版本未能与所需的包一起编译，无法比较',
        en: 'OpenAPI: not compared, because the two versions cannot be compiled with the packages they need',
      }[language],
    );
    return;
  }
  const breaking = api.filter(({ breaks }) => breaks);
  say(
    {
      zh: `OpenAPI：${api.length} 处不同，其中 ${breaking.length} 处不兼容`,
      en: `OpenAPI: ${counted(api.length, 'difference', 'differences')}, ${breaking.length} of them breaking`,
    }[language],
  );
  for (const { place } of breaking) say(`  ${place}`);
}

export function show({ name, versions, differences, least, isEnough }: Compared, terminal: Terminal): void {
  const { language } = terminal;
  terminal.say(`${name} ${versions.join(' → ')}`);
  for (const grade of grades) {
    const own = differences.filter((one) => meaningOf(one).grade === grade);
    if (own.length > 0) terminal.say(gradeLabels[grade][language]);
    for (const { one, sentence } of differenceLines(own, language)) {
      const whom = meaningOf(one).concerns.map((concern) => concernLabels[concern][language]);
      const tail = whom.length > 0 ? ` [${whom.join({ zh: '、', en: ', ' }[language])}]` : '';
      terminal.say(`  ${one.place || 'package.json'}: ${sentence}${tail}`);
    }
  }
  if (differences.length === 0) terminal.say({ zh: '没有变化', en: 'no changes' }[language]);
  else if (isEnough)
    terminal.say({ zh: `版本号至少应为 ${least}`, en: `the version must be at least ${least}` }[language]);
  else
    terminal.warn(
      {
        zh: `版本号至少应为 ${least}，现为 ${versions[1]}`,
        en: `the version must be at least ${least}; it is ${versions[1]}`,
      }[language],
    );
}
