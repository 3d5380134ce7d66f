import type { BrowserContext, Page } from 'playwright-core';
import { patience, slower } from '../workshop/patience.ts';
import { watchRequests } from './open-requests.ts';

/** An answer of the API that refuses is no fault of the page, though the console counts it as one. */
const refused = /^Failed to load resource: the server responded with a status of 4\d\d/;

/**
 * A page of this context that is watched for everything a page must not do: complain, break its policy, or ask somebody
 * else.
 */
export async function watchedPage(
  context: BrowserContext,
  origin: string,
  problems: string[],
): Promise<Page> {
  context.setDefaultTimeout(15_000 * patience);
  const page = await context.newPage();
  watchRequests(page);
  if (slower > 1)
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slower });
  // Even where somebody wants Vaadin's development mode, nobody else is asked. Broken policies reach the console.
  await page.addInitScript(() => {
    // The frame that draws PDFs has no origin, and so no storage.
    if (origin !== 'null') localStorage.setItem('vaadin.developmentmode.force', 'true');
  });
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const text = message.text();
    const { url } = message.location();
    // The description of the API is refused as the API is, to who has not signed in.
    if (refused.test(text) && (url.startsWith(`${origin}/api/`) || url === `${origin}/openapi.json`)) return;
    problems.push(`console: ${text} (${message.location().url})`);
  });
  // A visitor who has not signed in yet is no error: nobody who opens the page finds one in the console.
  page.on('response', (response) => {
    if (response.url() === `${origin}/api/session` && response.request().method() === 'GET' && !response.ok())
      problems.push(`GET /api/session answered ${response.status()}`);
  });
  page.on('pageerror', (error) => problems.push(`page: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) problems.push(`foreign request: ${url}`);
  });
  return page;
}
