import type { JsonObject } from '../../../metadata/common/json.ts';
import { textIn } from '../../decisions/given.ts';
import { rowsIn } from '../../decisions/rules.ts';
import type { Rules } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import type { BuyerTitle, BuyerTitleTitles } from '../forms/forms.ts';

/** The members of an application that a title may fill. */
export const buyerMembers = [
  'buyerName',
  'buyerTaxNo',
  'buyerKind',
  'buyerIdNo',
  'buyerAddress',
  'buyerPhone',
  'buyerBank',
  'buyerAccount',
  'buyerMobile',
  'buyerEmail',
] as const;
export type BuyerMember = (typeof buyerMembers)[number];

/** The members of a title's row, by the member of the application that each goes to. */
const ofRow: Readonly<Record<string, keyof BuyerTitleTitles>> = {
  buyerAddress: 'address',
  buyerPhone: 'phone',
  buyerBank: 'bank',
  buyerAccount: 'account',
  buyerMobile: 'mobile',
  buyerEmail: 'email',
};

/** The members of an application by which the titles of its buyer are found. */
export type NamingBuyer = Pick<
  Application,
  'buyerCode' | 'buyerName' | 'buyerTaxNo' | 'customerName' | 'customerTaxNo'
>;

/** The title of an application’s buyer: by code, else by name and tax number, else by its customer. */
export function titleOf(
  dataSource: string,
  application: NamingBuyer,
  titles: readonly BuyerTitle[],
): BuyerTitle | undefined {
  const said = (member: keyof NamingBuyer): string => textIn(application, member);
  const code = dataSource === 'import' ? '' : said('buyerCode');
  const isNamed = agreeing({ name: said('buyerName'), taxNo: said('buyerTaxNo') });
  const { byTaxNo, byName } = ofCustomer(application);
  return (
    titles.find((one) => code !== '' && textIn(one, 'code') === code) ??
    titles.find(isNamed) ??
    titles.find(byTaxNo) ??
    titles.find(byName)
  );
}

/** All that may be the buyer’s, those first by which it would be found. */
export function titlesOf(application: NamingBuyer, titles: readonly BuyerTitle[]): readonly BuyerTitle[] {
  const found: BuyerTitle[] = [];
  for (let left = titles; ; ) {
    const next = titleOf('manual', application, left);
    if (!next) return found;
    found.push(next);
    left = left.filter((one) => one !== next);
  }
}

/** Tells whether a title agrees with the name and the tax number, as far as they are given. */
function agreeing({ name, taxNo }: { readonly name: string; readonly taxNo: string }) {
  const fits = (title: BuyerTitle, member: 'name' | 'taxNo', value: string): boolean =>
    value === '' || textIn(title, member) === value;
  return (title: BuyerTitle) =>
    (name !== '' || taxNo !== '') && fits(title, 'name', name) && fits(title, 'taxNo', taxNo);
}

function ofCustomer(application: NamingBuyer) {
  const has = (member: 'customerTaxNo' | 'customerName', value: string) => (title: BuyerTitle) =>
    value !== '' && rowsIn(title, 'customers').some((row) => textIn(row, member) === value);
  return {
    byTaxNo: has('customerTaxNo', textIn(application, 'customerTaxNo')),
    byName: has('customerName', textIn(application, 'customerName')),
  };
}

/** The row that holds for an application: by condition and priority, else the default one. */
export async function rowFor(
  title: BuyerTitle,
  facts: JsonObject,
  rules: Rules,
): Promise<BuyerTitleTitles | undefined> {
  const [hit] = await rules.hits('buyer-title', facts, { within: textIn(title, 'id'), first: true });
  return hit?.seq === undefined ? defaultRow(title) : rowsIn(title, 'titles')[hit.seq];
}

export function defaultRow(title: BuyerTitle): BuyerTitleTitles | undefined {
  const rows = rowsIn(title, 'titles');
  return rows.find((row) => row.isDefault === true) ?? rows.find((row) => !row.condition);
}

/** The buyer as a title and one of its rows say it; empty where they say nothing. */
export function buyerOf(
  title: BuyerTitle,
  row: BuyerTitleTitles | undefined,
): Readonly<Partial<Record<BuyerMember, string>>> {
  return {
    buyerName: textIn(title, 'name'),
    buyerTaxNo: textIn(title, 'taxNo'),
    buyerKind: textIn(title, 'kind'),
    buyerIdNo: textIn(title, 'idNo'),
    ...rowValues(row),
  };
}

export function rowValues(row: BuyerTitleTitles | undefined): Readonly<Record<string, string>> {
  if (!row) return {};
  return Object.fromEntries(Object.entries(ofRow).map(([member, own]) => [member, textIn(row, own)]));
}
