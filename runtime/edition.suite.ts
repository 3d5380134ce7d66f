import { domains } from './domains.ts';
import type { Edition } from './edition.ts';
import { serverVersion } from './version.ts';

/** The server as it ships; with a version that a test says. */
export const standardEdition = (version = serverVersion): Edition => ({ version, domains });
