import type { Rights } from './rights.ts';
import { platformRights } from './system-call.ts';

/**
 * With these, and no others, change sets are read and written: whoever hands them out has asked what the caller may.
 */
export const changeSetRights: Rights = { ...platformRights };
