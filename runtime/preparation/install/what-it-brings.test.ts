import { expect, it } from 'vitest';
import { readPackageFolder, standardPackageFolders } from '../../model/packages/read-folder.ts';
import { buildModel } from '../../model/publish/build-model.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { packageContent } from './package-content.ts';
import { whatItBrings } from './what-it-brings.ts';

const installed = standardPackageFolders().map((folder) => installedFrom(readPackageFolder(folder).files));
const { model } = await buildModel(installed, standardEdition());
const sum = <T>(all: readonly T[], of: (one: T) => number) =>
  all.reduce((before, one) => before + of(one), 0);

it.each(installed.map((one) => [one.name, one] as const))(
  'counts of %s are the same in the list of packages and on its page',
  (_, one) => {
    const counts = whatItBrings(one);
    if (!model) expect.fail('the standard packages do not compile');
    const page = packageContent(one, model, 'en');
    expect({
      forms: page.forms.length,
      parameters: sum(page.parameters, ({ params }) => params.length),
      rules: page.rules.length,
      cases: page.cases.length,
      menus: page.menus.length,
      templates: page.templates.length,
      prints: page.prints.length,
      reports: page.reports.length,
      records: sum(page.data, ({ form, records }) => (form === 'role' ? 0 : records)),
      roles: sum(page.data, ({ form, records }) => (form === 'role' ? records : 0)),
    }).toEqual({
      forms: counts.forms,
      parameters: counts.parameters,
      rules: counts.rules,
      cases: counts.cases,
      menus: counts.menus,
      templates: counts.templates,
      prints: counts.prints,
      reports: counts.reports,
      records: counts.records,
      roles: counts.roles,
    });
  },
);

it.each(installed.map((one) => [one.name, one] as const))(
  'changes that %s makes of others are said in words, without ids and JSON',
  (_, one) => {
    if (!model) expect.fail('the standard packages do not compile');
    for (const language of ['zh', 'en'] as const) {
      const page = packageContent(one, model, language);
      for (const { target, message } of [...page.extends, ...page.parameters].flatMap(
        ({ changes }) => changes,
      )) {
        expect(message).not.toContain(target);
        expect(message).not.toMatch(/[{}]|\[|[a-z]+_[a-z]+/);
      }
    }
  },
);
