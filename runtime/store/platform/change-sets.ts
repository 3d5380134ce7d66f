import { changeSetRights } from '../../call/change-set-rights.ts';
import { changeSetsOwn } from '../record/refusals.ts';
import type { SpecialForm } from '../save/parts.ts';

/** No body, import, action or package writes a change set past what its states, rights and approvals say. */
export const onlyAsChangeSet: NonNullable<SpecialForm['permit']> = async (_reader, _layouts, { call }) => {
  if (call.rights !== changeSetRights) throw changeSetsOwn();
};
