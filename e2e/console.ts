import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { signInAs } from '../runtime/access/auth/signed-in.suite.ts';
import type { Site } from './browser.ts';

/** Of those whom a test hires. */
export const password = 'three small stones';
export const timeout = 'sim_config/sim_callback_request_timeout';

/** Makes a person with these grants of parameters in the east, who can sign in. `more`: what his role has besides. */
export async function hire(
  { node }: Site,
  number: string,
  name: string,
  grants: readonly string[],
  more: JsonObject = {},
): Promise<void> {
  const paramGrants = grants.map((grant) => {
    const [type, access] = grant.split(' ');
    return { type: type ?? '*', access: access ?? 'read', scope: 'subtree' };
  });
  await node.ask('POST', '/api/forms/role/records', { number, name, paramGrants, ...more });
  const user = { number, name, organisation: 'EAST', roles: [{ role: number, organisation: 'EAST' }] };
  const { body } = await node.ask('POST', '/api/forms/user/records', user);
  await node.node.gate.setPassword({ id: String(body['id']), number }, password);
}

/** Types whose changes somebody else has to approve; none: nobody has to. */
export async function askApproval({ node }: Site, types: readonly string[]): Promise<void> {
  const settings = '/api/forms/tenant-settings/record?org=root';
  const { body } = await node.ask('GET', settings);
  const before = (body['approvalTypes'] ?? []) as unknown as readonly { readonly id: string }[];
  const gone = before.map(({ id }) => ({ id, $delete: true }));
  const asked = { approvalTypes: [...gone, ...types.map((type) => ({ type }))] };
  const kept = await node.ask('PATCH', settings, asked, { 'if-match': `"${String(body['revision'])}"` });
  expect(kept.status).toBeLessThan(300);
}

/**
 * Takes back the traces of earlier tests: nothing is to be approved or lies in the basket, and nobody below the root
 * sets these parameters.
 */
export async function forgetBefore(site: Site, parameters: readonly string[]): Promise<void> {
  const { node } = site;
  const why = { 'guiju-reason': 'before' };
  await askApproval(site, []);
  const { items } = (await node.ask('GET', '/api/changesets?mine=true')).body;
  for (const { id, revision, state } of (items ?? []) as unknown as readonly JsonObject[])
    if (state === 'draft')
      await node.ask('DELETE', `/api/changesets/${String(id)}`, undefined, { 'if-match': `"${revision}"` });
  for (const parameter of parameters)
    for (const org of ['EAST', 'SHANGHAI', 'SOUTH', 'NORTH']) {
      const path = `/api/params/${parameter}?org=${org}`;
      const { own } = (await node.ask('GET', path)).body;
      for (const { revision } of (own ?? []) as unknown as readonly JsonObject[])
        expect(
          (await node.ask('DELETE', path, undefined, { 'if-match': `"${revision}"`, ...why })).status,
        ).toBe(200);
    }
}

/** The organisation of the page becomes another. */
export async function choose(page: Page, org: string): Promise<void> {
  await page.locator('gj-org-switch').getByRole('combobox').click();
  await page.getByRole('option', { name: org }).click();
  await page.locator('gj-page-head').getByText(org, { exact: true }).waitFor();
}

export const panel = (page: Page): Locator => page.locator('gj-parameter');
export const table = (page: Page): Locator =>
  page.locator('gj-parameters-page').getByRole('region', { name: '参数', exact: true });
export const line = (page: Page, key: string): Locator =>
  table(page).getByRole('row').filter({ hasText: key });
export const inBasket = (page: Page, count: number): Locator =>
  page.getByRole('link', { name: `变更集：${count} 项待发布` });
export const items = (page: Page): Locator => page.getByRole('list', { name: '改动' }).getByRole('listitem');
/** Waits for a state beside the name of a set. */
export const stands = (page: Page, state: string): Promise<void> =>
  page.locator('gj-page-head').getByText(state, { exact: true }).waitFor();
/** A button that may be pressed now. */
export const ready = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true }).and(page.locator(':enabled'));

/** A set that somebody made with these items; its id. Default: the administrator did. */
export async function madeSet(
  { node }: Site,
  sent: readonly JsonObject[],
  more: JsonObject = {},
  by: Readonly<Record<string, string>> = {},
): Promise<{ readonly id: string; readonly revision: number }> {
  const { status, body } = await node.ask(
    ...(['POST', by['authorization'] ? '/api/changesets' : '/api/changesets?org=root'] as const),
    { items: sent, ...more },
    by,
  );
  expect([status, body['errors']]).toEqual([201, undefined]);
  return { id: String(body['id']), revision: Number(body['revision']) };
}

/** Takes a step with a set as it stands; its state then. */
export async function step(
  { node }: Site,
  id: string,
  name: string,
  body?: JsonObject,
  by: Readonly<Record<string, string>> = {},
): Promise<string> {
  const path = `/api/changesets/${id}`;
  const { body: now } = await node.ask('GET', path);
  const seen = { ...by, 'if-match': `"${String(now['revision'])}"` };
  const done =
    name === 'discard'
      ? await node.ask('DELETE', path, undefined, seen)
      : await node.ask(
          name === 'edit' ? 'PATCH' : 'POST',
          name === 'edit' ? path : `${path}/${name}`,
          body,
          seen,
        );
  expect([name, done.status, done.body['errors']]).toEqual([name, 200, undefined]);
  return String(done.body['state']);
}

/** Answers the header of somebody's session, for calls of the API beside his pages. */
export async function bearer({ node }: Site, user: string): Promise<Readonly<Record<string, string>>> {
  const from = { address: '::1', agent: null, requestId: 't' };
  const { token } = await signInAs(node.node.gate, user, password, from);
  return { authorization: `Bearer ${token}` };
}

/** A program with a token of the administrator's, as it names itself. */
export async function program({ node }: Site, client: string): Promise<Readonly<Record<string, string>>> {
  const { body } = await node.ask('POST', '/api/me/tokens', { name: client, scopes: ['read'] });
  return { authorization: `Bearer ${String(body['token'])}`, 'guiju-client': client };
}

/** Reads a parameter's value for an organisation. */
export async function reads({ node }: Site, path: string, org: string) {
  return (await node.ask('GET', `/api/params/${path}?org=${org}`)).body['value'];
}

/** Sets what an organisation says itself, past all approvals, whatever stands there. */
export async function say({ node }: Site, path: string, org: string, body: JsonObject): Promise<void> {
  const place = `/api/params/${path}?org=${org}`;
  const { body: now } = await node.ask('GET', place);
  const [own] = (now['own'] ?? []) as unknown as { readonly id: string; readonly revision: number }[];
  const seen = own ? { 'if-match': `"${own.revision}"` } : {};
  const { status } = await node.ask('PUT', place, body, { 'guiju-reason': 'trial', ...seen });
  expect(status).toBeLessThan(202);
}

/** Takes away what an organisation says itself. */
export async function unsay({ node }: Site, path: string, org: string): Promise<void> {
  const place = `/api/params/${path}?org=${org}`;
  const { body } = await node.ask('GET', place);
  for (const { id, revision } of (body['own'] ?? []) as unknown as { id: string; revision: number }[]) {
    const seen = { 'guiju-reason': 'trial', 'if-match': `"${revision}"` };
    expect((await node.ask('DELETE', `${place}&id=${id}`, undefined, seen)).status).toBe(200);
  }
}

/** A day as people in Shanghai call it, who look at these pages; so many after today. */
export function shownDay(ahead: number): string {
  const eight = 8 * 3_600_000;
  return new Date(Date.now() + eight + ahead * 86_400_000).toISOString().slice(0, 10);
}
