import { isFieldName, isReservedId } from '../../names.ts';
import { keyName } from './form-of-proposal.ts';
import type { ColumnProfile } from './profile.ts';

/** The id that a column had where it was exported. Empty: it had none that a field of a form may have. */
export function ownId({ id }: Pick<ColumnProfile, 'id'>, inRows: boolean): string {
  return isFieldName(id) && !isReservedId(id, inRows) && id !== keyName ? id : '';
}

/** Tells whether an export has in it what the platform keeps of every record: whose it is, whether it is enabled. */
export function isPlatforms({ id }: Pick<ColumnProfile, 'id'>, inRows: boolean): boolean {
  return id !== '' && id !== keyName && ownId({ id }, inRows) === '';
}
