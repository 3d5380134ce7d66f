import type { Rights } from './rights.ts';
import { platformRights } from './system-call.ts';

/** Id of the platform's form whose records are the values of parameters. */
export const parameterForm = 'parameter-value';

/** With these, and no others, values of parameters are written: whoever hands them out has asked what the caller may. */
export const parameterRights: Rights = { ...platformRights };
