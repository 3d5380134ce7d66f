import { chromium } from './chromium.ts';
import { mariadb } from './mariadb.ts';
import { poppler } from './poppler.ts';
import type { Release, Service } from './service.ts';

/** Everything the tests need from outside npm; a missing one fails the run, it never skips a suite. */
const services: readonly Service[] = [mariadb, chromium, poppler];

/** Provides all of them, or throws naming every one that is missing. */
export async function provideServices(): Promise<Release> {
  const results = await Promise.allSettled(services.map((service) => service.provide()));
  const releases = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const release = async () => {
    for (const each of releases) await each();
  };
  const problems = results.flatMap((result) =>
    result.status === 'rejected' ? [messageOf(result.reason)] : [],
  );
  if (problems.length > 0) {
    await release();
    throw new Error(problems.join('\n'));
  }
  return release;
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
