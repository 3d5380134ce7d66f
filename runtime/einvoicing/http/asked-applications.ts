import type { IssueWanted, NamedDocument } from '../../../rules/einvoicing/contract/issue-asked.ts';
import { choiceProblems } from '../../../rules/einvoicing/split/choice.ts';
import type { Ask } from '../../http/pipeline/ask.ts';
import { namedIds } from '../../http/pipeline/named-records.ts';
import { bodyWrong } from '../../http/pipeline/refusals.ts';

const formOf = { applications: 'invoice-application', pendingInvoices: 'pending-invoice' } as const;

/** Answers the documents of a body, which names them by id or number, by ids. */
export async function documents<Named extends NamedDocument>(
  ask: Ask,
  member: keyof typeof formOf,
  list: readonly Named[],
): Promise<readonly Named[]> {
  const path = (at: number) => `/${member}/${at}/id`;
  const names = list.map(({ id }) => id);
  const ids = await namedIds(ask, { form: formOf[member], view: 'manage', names, path });
  return list.map((one, at) => ({ ...one, id: ids[at] ?? one.id }));
}

/** Refuses choices that do not go together in how applications are to be split. */
export function requireChoices({ applications, split }: IssueWanted): void {
  const choices = [
    ...(split ? [['/split', split] as const] : []),
    ...applications.flatMap((one, at) =>
      one.split ? [[`/applications/${at}/split`, one.split] as const] : [],
    ),
  ];
  const problems = choices.flatMap(([path, choice]) => choiceProblems(choice, path));
  if (problems.length > 0) throw bodyWrong({}, problems);
}
