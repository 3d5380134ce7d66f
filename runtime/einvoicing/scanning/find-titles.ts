import type { Condition } from '../../../metadata/condition.ts';
import { textIn } from '../../../rules/decisions/given.ts';
import { rowsIn } from '../../../rules/decisions/rules.ts';
import type { FoundTitles } from '../../../rules/einvoicing/contract/scanning.ts';
import type { BuyerTitle } from '../../../rules/einvoicing/forms/forms.ts';
import { masked, maskedName } from '../../../rules/einvoicing/scan/judge-page.ts';
import { buyerOf, defaultRow } from '../../../rules/einvoicing/titles/buyer-of-title.ts';
import type { Call } from '../../call/call.ts';
import { knownForm } from '../forms/forms.ts';
import type { IssuingParts } from '../issuing/documents/issuing-parts.ts';
import type { TitleChoice } from './scan-seals.ts';

/** Where more titles fit than this, none is shown: who looks for his own types more of its name. */
const most = 5;
const fewestCharacters = 2;

interface Found extends Omit<FoundTitles['items'][number], 'choice'> {
  readonly choice: TitleChoice;
}

type Parts = Pick<IssuingParts, 'store'>;

/**
 * Finds the titles that a customer may mean, who is told no more of each than he needs to know it again. By a whole mail
 * or mobile, which are his own; by a part of a name companies alone: names of persons are nobody else's business.
 */
export async function findTitles(
  { store }: Parts,
  call: Call,
  typed: string,
): Promise<{ readonly items: readonly Found[]; readonly more: boolean }> {
  const form = knownForm(call, 'buyer-title');
  const find = typed.trim();
  if (!form || [...find].length < fewestCharacters) return { items: [], more: false };
  const member = memberOf(find);
  const fits: readonly Condition[] = member
    ? [{ fact: `titles.${member}`, operator: 'equal', value: find }]
    : [
        { fact: 'name', operator: 'contains', value: find },
        { fact: 'kind', operator: 'equal', value: 'company' },
      ];
  const { items } = await store.list(call, form, {
    view: 'use',
    filter: { all: [{ fact: 'enabled', operator: 'equal', value: true }, ...fits] },
    fields: ['number', 'name', 'kind', 'taxNo', 'titles'],
    limit: most + 1,
  });
  if (items.length > most) return { items: [], more: true };
  const found = items.map((title): Found => {
    const row = member ? rowsIn(title, 'titles').findIndex((one) => one[member] === find) : -1;
    const taxNo = textIn(title, 'taxNo');
    return {
      choice: { title: title.id, row: row < 0 ? null : row, whole: member !== null },
      name: title.kind === 'person' ? maskedName(textIn(title, 'name')) : textIn(title, 'name'),
      taxNo: taxNo === '' ? null : masked(taxNo),
      kind: title.kind === 'person' ? 'person' : 'company',
    };
  });
  return { items: found, more: false };
}

function memberOf(find: string): 'email' | 'mobile' | null {
  if (find.includes('@')) return 'email';
  return /^\+?[\d\s-]{7,20}$/.test(find) ? 'mobile' : null;
}

/** The members of the buyer that a choice fills in; null: its title is not there any more. */
export async function buyerChosen(
  { store }: Parts,
  call: Call,
  { title: id, row: at, whole }: TitleChoice,
): Promise<Readonly<Record<string, string>> | null> {
  const form = knownForm(call, 'buyer-title');
  if (!form) return null;
  const { items } = await store.list(call, form, {
    view: 'use',
    filter: {
      all: [
        { fact: 'id', operator: 'equal', value: id },
        { fact: 'enabled', operator: 'equal', value: true },
      ],
    },
    fields: ['name', 'kind', 'taxNo', 'idNo', 'code', 'titles'],
    limit: 1,
  });
  const title: BuyerTitle | undefined = items[0];
  if (!title) return null;
  const row = whole ? (at === null ? defaultRow(title) : rowsIn(title, 'titles')[at]) : undefined;
  const said = { ...buyerOf(title, row), buyerCode: textIn(title, 'code') };
  return Object.fromEntries(
    Object.entries(said).flatMap(([member, value]) => (value ? [[member, value] as const] : [])),
  );
}
