import type { Form, Model } from '../../../../metadata/model.ts';
import { standardPackageFolders } from '../../../model/packages/read-folder.ts';
import { buildModel } from '../../../model/publish/build-model.ts';
import { writeTypes } from '../../../params/write-types.ts';
import { type CommandContext, exit } from '../../common/command.ts';
import { editionOf } from '../../common/edition-of.ts';
import { formsOf, writeFormTypes } from '../../common/form-types.ts';
import { givenPackages } from '../../common/given-packages.ts';
import { writeInstalledTypes } from '../../common/installed-types.ts';
import { withInstallation } from '../../common/open-from.ts';
import { showIssues } from '../../common/show-issues.ts';

/** Of what is installed, or of packages in folders together with the standard ones. */
export async function types(context: CommandContext): Promise<number> {
  const { words, terminal } = context;
  if (words.length === 0)
    return withInstallation(context, async ({ tenant }) => written(context, tenant.served().model));
  const given = await givenPackages(words);
  const names = new Set(given.packages.map(({ name }) => name));
  const shipped = await givenPackages(standardPackageFolders());
  const standard = shipped.packages.filter(({ name }) => !names.has(name));
  const { model, issues } = await buildModel([...standard, ...given.packages], await editionOf(context));
  const all = [...given.issues, ...issues];
  if (model && all.every(({ severity }) => severity !== 'error')) return written(context, model);
  showIssues(all, given.folders, terminal);
  return exit.failed;
}

function written({ options, terminal }: CommandContext, model: Model): number {
  const isForms = options['forms'] === true;
  const text = isForms ? formTypes(formsOf(model)) : writeTypes(model);
  terminal.say(text.trimEnd());
  terminal.result({ file: isForms ? 'guiju-forms.ts' : 'guiju-params.ts', text });
  return exit.done;
}

function formTypes(forms: readonly Form[]): string {
  return [writeFormTypes(forms, { by: 'name', json: null }), writeInstalledTypes(forms)].join('\n');
}
