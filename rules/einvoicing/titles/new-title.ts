import type { JsonObject } from '../../../metadata/common/json.ts';
import { isAmong, textIn } from '../../decisions/given.ts';

export interface SavingTitles {
  /** Ways in whose buyers are saved. */
  readonly saveTitles?: readonly string[] | null;
}

const row = {
  address: 'buyerAddress',
  phone: 'buyerPhone',
  bank: 'buyerBank',
  account: 'buyerAccount',
  mobile: 'buyerMobile',
  email: 'buyerEmail',
};
const header = {
  name: 'buyerName',
  kind: 'buyerKind',
  taxNo: 'buyerTaxNo',
  idNo: 'buyerIdNo',
  code: 'buyerCode',
};

/**
 * The buyer of what was issued, where it is not set up yet: there is none of the same name and tax number. Null: it is,
 * or its way in is not asked for. `known`: those the organisation may use.
 */
export function newTitle(
  document: JsonObject,
  { saveTitles }: SavingTitles,
  known: readonly JsonObject[],
): JsonObject | null {
  const name = textIn(document, 'buyerName');
  if (name === '' || !isAmong(saveTitles, textIn(document, 'dataSource'))) return null;
  const taxNo = textIn(document, 'buyerTaxNo');
  if (known.some((one) => textIn(one, 'name') === name && textIn(one, 'taxNo') === taxNo)) return null;
  const titles = said(document, row);
  return {
    number: numberFor(document, known),
    ...said(document, header),
    ...(Object.keys(titles).length > 0 ? { titles: [{ ...titles, isDefault: true }] } : {}),
  };
}

function said(document: JsonObject, members: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([member, own]) =>
      textIn(document, own) === '' ? [] : [[member, textIn(document, own)]],
    ),
  );
}

/** By its code, its tax number or its name; with a number behind it where that is taken. */
function numberFor(document: JsonObject, known: readonly JsonObject[]): string {
  const wanted =
    textIn(document, 'buyerCode') || textIn(document, 'buyerTaxNo') || textIn(document, 'buyerName');
  const taken = new Set(known.map((one) => textIn(one, 'number')));
  let number = wanted;
  for (let next = 2; taken.has(number); next += 1) number = `${wanted}-${next}`;
  return number;
}
