import type { Form } from '../../../metadata/model.ts';
import { everybodys } from '../../../metadata/sharing-strategies.ts';
import type { Call } from '../../call/call.ts';
import type { Stored } from './stored.ts';

/** A record of the organisation of the call (the first organisation, which nobody can call for, owns itself), without any field yet, shared as its form usually is. */
export function newRecord(call: Call, form: Form, id: string): Stored {
  const { instant } = call.now;
  return {
    id,
    org: call.org || id,
    sharing: form.sharing?.default ?? everybodys,
    enabled: true,
    ...(form.validity ? { validFrom: null, validTo: null } : {}),
    createdAt: instant,
    createdBy: call.user.id,
    modifiedAt: instant,
    modifiedBy: call.user.id,
    revision: 0,
  };
}

/** Who changed it last, and when. */
export function stamp(call: Call, next: Stored): void {
  next.modifiedAt = call.now.instant;
  next.modifiedBy = call.user.id;
}
