import type { Rights } from './rights.ts';
import { platformRights } from './system-call.ts';

/** With these, and no others, values of parameters are written: whoever hands them out has asked what the caller may. */
export const parameterRights: Rights = { ...platformRights };
