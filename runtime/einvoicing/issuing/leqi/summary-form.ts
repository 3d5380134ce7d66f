import { platformRights } from '../../../call/system-call.ts';
import type { SpecialForm } from '../../../storage/store/save/parts.ts';
import { summaryOwn } from '../documents/refusals.ts';

/** It is made of invoices on its day, and what was confirmed stays so. */
export const summaryForm: SpecialForm = {
  async permit(_reader, _layouts, { call, before, next, operation }) {
    const isKept = before && next && operation !== 'restore';
    if (call.rights !== platformRights && !isKept) throw summaryOwn();
  },
};
