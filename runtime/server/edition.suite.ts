import type { Edition } from '../common/edition.ts';
import { serverVersion } from '../common/version.ts';
import { domains } from '../domains.ts';

/** The server as it ships; with a version that a test says. */
export const standardEdition = (version = serverVersion): Edition => ({ version, domains });
