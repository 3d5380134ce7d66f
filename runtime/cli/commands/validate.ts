import { standardPackageFolders } from '../../packages/standard-packages.ts';
import { buildModel } from '../../publish/build-model.ts';
import { describe } from '../../publish/publisher.ts';
import { serverVersion } from '../../version.ts';
import { type CommandContext, exit } from '../command.ts';
import { givenPackages } from '../given-packages.ts';
import { showPublication } from '../show-publication.ts';

/** Compiles packages together with the standard ones they may stand on; needs no database. */
export async function validate({ words, terminal }: CommandContext): Promise<number> {
  const given = givenPackages(words);
  const names = new Set(given.packages.map(({ name }) => name));
  const standard = givenPackages(standardPackageFolders()).packages.filter(({ name }) => !names.has(name));
  const compiled = await buildModel([...standard, ...given.packages], serverVersion);
  const issues = [...given.issues, ...compiled.issues];
  const shown = describe(
    { base: 0, changed: given.packages, compiled, claims: [], issues },
    terminal.language,
  );
  showPublication(shown, terminal);
  terminal.result({ packages: shown.packages, issues: shown.issues });
  return issues.some(({ severity }) => severity === 'error') ? exit.failed : exit.done;
}
