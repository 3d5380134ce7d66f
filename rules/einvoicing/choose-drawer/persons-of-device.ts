import { textIn } from '../../decisions/given.ts';
import type { Configuration } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { type Persons, roles } from './choose-drawer.ts';

/** The persons that the tax device of a document's seller names, or one that names no tax number; null: none is there. */
export function personsOfDevice(
  { sellerTaxNo = null }: Pick<Application, 'sellerTaxNo'>,
  configuration: Configuration,
): Persons | null {
  const devices = configuration.records('tax-device');
  const of = (taxNo: string) => devices.find((one) => textIn(one, 'taxNo') === taxNo);
  const seller = sellerTaxNo ?? '';
  const found = seller === '' ? devices[0] : (of(seller) ?? of(''));
  return found ? (Object.fromEntries(roles.map((role) => [role, textIn(found, role)])) as Persons) : null;
}
