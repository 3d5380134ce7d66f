import type { Page, Request } from 'playwright-core';

const watched = new WeakMap<Page, Set<Request>>();

/** A stream of events is never answered to its end. */
const isStream = (request: Request) => new URL(request.url()).pathname === '/api/watch';

/** From here on it is known what a page has asked for and not got yet. */
export function watchRequests(page: Page): void {
  const open = new Set<Request>();
  watched.set(page, open);
  page.on('request', (request) => {
    if (!isStream(request)) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
}

/** Counts the requests of a page that are on their way. */
export function openRequests(page: Page): number {
  return watched.get(page)?.size ?? 0;
}
