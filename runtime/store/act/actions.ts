import type { Capability } from '../../../metadata/package-choices.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import type { Draft } from '../commit/draft.ts';
import { depersonalise, personalise } from '../copies/personalise.ts';
import type { ActionCall, StoreAction, Unchanged } from '../save/action-call.ts';
import type { Saved } from '../save/save.ts';
import { changeSharing } from '../sharing/change-sharing.ts';
import { transferRecord } from '../sharing/transfer.ts';
import { copy } from '../write/copy.ts';
import { enable } from '../write/enable.ts';
import { authorise, withdraw } from '../write/licence.ts';
import { setFields } from '../write/set-fields.ts';

/** What can be done to a record of any form. */
export const actions: Readonly<Record<string, StoreAction>> = {
  enable: (asked) => enable(asked, true),
  disable: (asked) => enable(asked, false),
  copy,
  'change-sharing': changeSharing,
  transfer: transferRecord,
  personalise,
  depersonalise,
};

/** What forms may declare actions of. */
export const capabilities: Readonly<
  Record<Capability, (asked: ActionCall, action: ActionSource) => Promise<Draft<Saved> | Unchanged>>
> = {
  'set-fields': setFields,
  'authorise-licence': authorise,
  'withdraw-licence': withdraw,
};
