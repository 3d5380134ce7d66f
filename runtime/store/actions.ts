import type { Capability } from '../../metadata/capabilities.ts';
import type { ActionSource } from '../../metadata/source.ts';
import type { ActionCall, StoreAction } from './action-call.ts';
import { changeSharing } from './change-sharing.ts';
import { copy } from './copy.ts';
import type { Draft } from './draft.ts';
import { enable } from './enable.ts';
import { depersonalise, personalise } from './personalise.ts';
import type { Saved } from './save.ts';
import { setFields } from './set-fields.ts';
import { transferRecord } from './transfer.ts';

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
  Record<Capability, (asked: ActionCall, action: ActionSource) => Promise<Draft<Saved>>>
> = {
  'set-fields': setFields,
};
