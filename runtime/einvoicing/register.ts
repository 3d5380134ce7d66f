import { einvoicing as rules } from '../../rules/einvoicing/register.ts';
import type { Domain } from '../domain.ts';
import { madeByPlatform } from '../issuing/made-by-platform.ts';
import { openReds } from '../issuing/red/red-sources.ts';
import { specialDocuments } from '../issuing/special-documents.ts';
import { authorise, withdraw } from './actions/licence.ts';
import { runAgain } from './actions/run-again.ts';
import { sendAgain } from './actions/send-again.ts';
import { planOfStored } from './planning/create-planner.ts';

/** Brings e-invoicing to the server. */
export const einvoicing: Domain = {
  ...rules,
  documentDecisions: (parts) => [planOfStored({ ...parts, reds: openReds(parts.store) })],
  specialForms: specialDocuments,
  madeByPlatform,
  formActions: {
    'authorise-licence': authorise,
    'withdraw-licence': withdraw,
    'send-again': sendAgain,
    'run-again': runAgain,
  },
};
