import { changeSetForm, parameterForm } from '../../../../metadata/names.ts';
import { calendarForm } from '../../../../metadata/work-calendar.ts';
import type { SpecialForm } from '../save/parts.ts';
import { onlyAsChangeSet, withinDrafts } from './change-sets.ts';
import { foreseeingAdministrator, keepingAdministrator } from './last-administrator.ts';
import { leaveOrganisation, secondRoot, withUsers } from './organisation-moves.ts';
import { limitedBy, viewProblems } from './own-limits.ts';
import { fittingIn, onlyAsParameter } from './parameter-values.ts';
import { recountingDays, recountingMoved, recountProblems } from './recount-days.ts';
import { registryProblems } from './registry-token.ts';
import {
  grantedFieldProblems,
  limitProblems,
  ofOrganisation,
  ofOwned,
  ofRole,
  ofToken,
  ofUser,
} from './rights-kept.ts';
import { sharedTaxNumber } from './shared-tax-number.ts';
import { providerProblems, readInMetadata } from './sign-in-provider.ts';

/** The platform's own forms, each with what it asks and does beyond its metadata. */
export const specialForms: Readonly<Record<string, SpecialForm>> = {
  organisation: {
    problems: secondRoot,
    judged: sharedTaxNumber,
    permit: ofOrganisation,
    saving: withUsers,
    guard: recountingMoved,
    hanging: ['org'],
    leave: leaveOrganisation,
  },
  user: {
    problems: limitProblems,
    permit: ofUser,
    foresees: foreseeingAdministrator,
    guard: keepingAdministrator,
    hanging: ['createdBy', 'modifiedBy'],
  },
  role: {
    problems: grantedFieldProblems,
    permit: ofRole,
    foresees: foreseeingAdministrator,
    guard: keepingAdministrator,
  },
  'sign-in-provider': {
    begin: (_call, _form, next) => readInMetadata(next),
    edited: (_call, _form, _before, next) => readInMetadata(next),
    problems: providerProblems,
  },
  token: { permit: ofToken, guard: limitedBy('user') },
  'saved-view': {
    problems: viewProblems,
    permit: ofOwned('owner'),
    guard: limitedBy('owner'),
  },
  'tenant-settings': { problems: registryProblems },
  [calendarForm]: { problems: recountProblems, guard: recountingDays },
  job: { permit: ofOwned('user') },
  [changeSetForm]: { permit: onlyAsChangeSet, guard: withinDrafts },
  [parameterForm]: { permit: onlyAsParameter, guard: fittingIn },
};
