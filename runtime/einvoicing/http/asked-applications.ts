import type { JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import { splitMembers } from '../../../rules/einvoicing/plan/input.ts';
import { choiceProblems } from '../../../rules/einvoicing/split/choice.ts';
import type { Ask } from '../../http/pipeline/ask.ts';
import { namedIds } from '../../http/pipeline/named-records.ts';
import { bodyWrong } from '../../http/pipeline/refusals.ts';

export const named: JsonSchema = {
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', minLength: 1, description: 'Or the number of the document' },
    ifMatch: { type: 'integer', description: 'The revision of the record as it was read' },
  },
};
const splitNamed: JsonSchema = {
  ...named,
  properties: { ...(named['properties'] as JsonObject), split: splitMembers.split },
};
const applicationList: JsonSchema = { type: 'array', minItems: 1, maxItems: 10_000, items: splitNamed };

/** Which applications are issued, and how. */
export const askedSchema: JsonSchema = {
  type: 'object',
  required: ['applications'],
  additionalProperties: false,
  properties: {
    applications: applicationList,
    split: splitMembers.split,
    push: {
      enum: ['pending', 'issue'],
      description: 'What becomes of the pending invoices: kept (default), or sent on to be issued',
    },
    by: {
      enum: ['page', 'interface'],
      description: 'Only a page is asked questions; by default an interface',
    },
    unlinked: {
      enum: ['blue', 'confirmation-then-blue'],
      description:
        'What negative applications are matched with that name nothing: blue invoices alone, or a red confirmation first (default)',
    },
    answers: {
      type: 'object',
      additionalProperties: { type: 'boolean' },
      description: 'To questions that were asked before, by their ids',
    },
  },
};

export interface AskedOf {
  readonly applications: readonly {
    readonly id: string;
    readonly ifMatch?: number;
    readonly split?: JsonObject;
  }[];
  readonly split?: JsonObject;
  readonly push?: 'pending' | 'issue';
  readonly unlinked?: 'blue' | 'confirmation-then-blue';
  readonly by?: 'page' | 'interface';
  readonly answers?: Readonly<Record<string, boolean>>;
}

const formOf = { applications: 'invoice-application', pendingInvoices: 'pending-invoice' } as const;

/** What a body names by id or number, by ids. */
export async function documents<Named extends { readonly id: string }>(
  ask: Ask,
  member: keyof typeof formOf,
  list: readonly Named[],
): Promise<readonly Named[]> {
  const path = (at: number) => `/${member}/${at}/id`;
  const names = list.map(({ id }) => id);
  const ids = await namedIds(ask, { form: formOf[member], view: 'manage', names, path });
  return list.map((one, at) => ({ ...one, id: ids[at] ?? one.id }));
}

/** What does not go together in how they are to be split. */
export function requireChoices({
  applications,
  split,
}: {
  readonly applications: readonly { readonly split?: JsonObject }[];
  readonly split?: JsonObject;
}): void {
  const choices = [
    ...(split ? [['/split', split] as const] : []),
    ...applications.flatMap((one, at) =>
      one.split ? [[`/applications/${at}/split`, one.split] as const] : [],
    ),
  ];
  const problems = choices.flatMap(([path, choice]) => choiceProblems(choice, path));
  if (problems.length > 0) throw bodyWrong({}, problems);
}
