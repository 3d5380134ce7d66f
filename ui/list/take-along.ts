import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { handDocuments, rulesAbout } from '../session/handed-documents.ts';
import { router } from '../session/router.ts';
import { type ListDomain, listLinks } from './state/list-domain.ts';

/** Takes those that are picked to another page, by what was asked for; there one may take others. */
export function takeAlong(
  key: string,
  form: FormModel,
  {
    records,
    domains,
  }: { readonly records: readonly ListedRecord[]; readonly domains: readonly ListDomain[] },
): void {
  const ids = records.map(({ id }) => id);
  if (key === 'match') matchDocuments(form.id, ids);
  else
    listLinks(domains, form)
      .find(({ item }) => item().key === key)
      ?.go(form, ids);
}

/** To the tester of the first rules that ask documents of the form. */
function matchDocuments(form: string, ids: readonly string[]): void {
  const [rules] = rulesAbout(form);
  if (!rules) return;
  handDocuments(form, ids);
  void router.go(`/match/${rules.name}?tab=batch&documents=picked`);
}
