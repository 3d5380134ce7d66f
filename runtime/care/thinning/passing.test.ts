import { expect, it } from 'vitest';
import { givenPackages } from '../../cli/common/given-packages.ts';
import { broughtBy } from '../../domain.ts';
import { createDomains } from '../../domains.ts';
import { standardPackageFolders } from '../../model/packages/read-folder.ts';
import { buildModel } from '../../model/publish/build-model.ts';
import { standardEdition } from '../../server/edition.suite.ts';

/** Records that the platform makes and that stay: they count, belong to a document, or are few. */
const staying = ['credit-entry', 'quota-entry', 'leqi-summary', 'invoice-file'];

it('of what the platform makes, each either passes once it has ended, or is to stay', async () => {
  const domains = createDomains();
  const made = Object.entries(broughtBy(domains, (one) => one.madeByPlatform));
  const passing = broughtBy(domains, (one) => one.passing);
  const nobodyMakes = made.filter(([, actions]) => actions.includes('create')).map(([form]) => form);
  expect(nobodyMakes.toSorted()).toEqual([...Object.keys(passing), ...staying].toSorted());
});

it('what has ended is told by a choice that the form has', async () => {
  const { packages } = await givenPackages(standardPackageFolders());
  const { model } = await buildModel(packages, standardEdition());
  for (const [form, { state, ended }] of Object.entries(broughtBy(createDomains(), (one) => one.passing))) {
    const field = model?.formsById.get(form)?.fields.find(({ name }) => name === state);
    const values = (field?.options ?? []).map(({ value }) => value);
    // A message of one form may be dropped, of another it is not.
    expect(
      ended.some((value) => values.includes(value)),
      form,
    ).toBe(true);
    expect(
      values.filter((value) => ['failed', 'unclear', 'waiting'].includes(value)),
      form,
    ).not.toEqual([]);
  }
});
