import { counted } from '../../../metadata/counted.ts';
import { standardPackageFolders } from '../../packages/read-folder.ts';
import { buildModel } from '../../publish/build-model.ts';
import { notAsked, withMeantSharing } from '../../publish/meant-sharing.ts';
import { describe } from '../../publish/publisher.ts';
import { serverVersion } from '../../version.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { givenPackages } from '../common/given-packages.ts';
import { countIssues, showIssues } from '../common/show-issues.ts';

/** Compiles packages together with the standard ones they may stand on; needs no database. */
export async function validate({ words, terminal }: CommandContext): Promise<number> {
  const { language } = terminal;
  const given = await givenPackages(words);
  const names = new Set(given.packages.map(({ name }) => name));
  const standard = (await givenPackages(standardPackageFolders())).packages.filter(
    ({ name }) => !names.has(name),
  );
  // As a plan judges them where none of them is installed yet.
  const { given: meant, issues: unsaid } = withMeantSharing(given.packages, []);
  const compiled = await buildModel([...standard, ...meant], serverVersion);
  const issues = [...given.issues, ...unsaid, ...notAsked(compiled.issues, unsaid)];
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
