import type { ListedRecord } from '../model/record-list.ts';
import { handDocuments, rulesAbout } from '../session/handed-documents.ts';
import { router } from '../session/router.ts';

/** Documents that are picked go to the tester of the first rules that ask them; there one may take others. */
function matchDocuments(form: string, records: readonly ListedRecord[]): void {
  const [rules] = rulesAbout(form);
  if (!rules) return;
  handDocuments(
    form,
    records.map(({ id }) => id),
  );
  void router.go(`/match/${rules.name}?tab=batch&documents=picked`);
}

/** Documents that are picked go to the lab, which shows what they become. */
function planDocuments(form: string, records: readonly ListedRecord[]): void {
  handDocuments(
    form,
    records.map(({ id }) => id),
  );
  void router.go('/lab?documents=picked');
}

/** By what was asked for. */
export const handOn = { match: matchDocuments, lab: planDocuments } as const;
