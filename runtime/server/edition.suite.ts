import type { Edition } from '../common/edition.ts';
import { serverVersion } from '../common/version.ts';
import type { Domain } from '../domain.ts';
import { domains as standardDomains } from '../domains.ts';

/** The domains of servers under test: all that `guiju` comes with, or none where the run tries the platform alone. */
export const testedDomains: readonly Domain[] =
  process.env['GUIJU_DOMAINS'] === 'none' ? [] : standardDomains;

/** The server as it ships; with a version that a test says. */
export const standardEdition = (version = serverVersion): Edition => ({ version, domains: testedDomains });
