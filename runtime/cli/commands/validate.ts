import { counted } from '../../../metadata/words/counted.ts';
import { standardPackageFolders } from '../../model/packages/read-folder.ts';
import { judgeNew } from '../../model/publish/meant-sharing.ts';
import { describe } from '../../model/publish/publisher.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { editionOf } from '../common/edition-of.ts';
import { givenPackages } from '../common/given-packages.ts';
import { countIssues, showIssues } from '../common/show-issues.ts';

/** Compiles packages together with the standard ones they may stand on; needs no database. */
export async function validate(context: CommandContext): Promise<number> {
  const { words, terminal } = context;
  const { language } = terminal;
  const given = await givenPackages(words);
  const names = new Set(given.packages.map(({ name }) => name));
  const standard = (await givenPackages(standardPackageFolders())).packages.filter(
    ({ name }) => !names.has(name),
  );
  const { compiled, issues: judged } = await judgeNew(given.packages, standard, await editionOf(context));
  const issues = [...given.issues, ...judged];
  showIssues(issues, given.folders, terminal);
  for (const { name, version } of given.packages.filter((each) => each.name !== ''))
    terminal.say(`${name} ${version}`);
  const packages = {
    zh: `检查了 ${given.packages.length} 个包`,
    en: `${counted(given.packages.length, 'package', 'packages')} checked`,
  }[language];
  if (given.packages.length > 0)
    terminal.say(`${packages}${{ zh: '：', en: ': ' }[language]}${countIssues(issues, language)}`);
  const about = { base: 0, changed: given.packages, leaving: [], compiled };
  const publication = { ...about, claims: [], rewrites: [], issues };
  const shown = describe(publication, language);
  terminal.result({ packages: shown.packages, issues: shown.issues });
  return issues.some(({ severity }) => severity === 'error') ? exit.failed : exit.done;
}
