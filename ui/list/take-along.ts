import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { handDocuments, rulesAbout } from '../session/handed-documents.ts';
import { router } from '../session/router.ts';
import { downloadFiles } from './download-files.ts';
import { type ListDomain, listLinks } from './state/list-domain.ts';

/** Takes those that are picked to another page, where one may take others, or home: by what was asked for. */
export async function takeAlong(
  key: string,
  form: FormModel | null,
  {
    records,
    domains,
  }: { readonly records: readonly ListedRecord[]; readonly domains: readonly ListDomain[] },
): Promise<void> {
  if (!form) return;
  const ids = records.map(({ id }) => id);
  if (key === 'match') matchDocuments(form.id, ids);
  else if (key === 'files') await downloadFiles(form.name, ids);
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
