import type { CustomFetch } from 'openid-client';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';

/** In the place of the tenant, where a provider of many says how it is called by each. */
const place = '{tenantid}';

/** The document that a provider describes itself by. */
export interface Described {
  /** As it is for a provider that has one name. */
  readonly response: Response;
  /** The name of the issuer, with a place for the tenant; null: it has no more than one. */
  readonly template: string | null;
}

/** Reads the document of a provider; one of many tenants calls itself `issuer` in it, under which it was asked. */
export async function readDescribed(answer: Response, issuer: string): Promise<Described> {
  const text = await answer.text();
  const { status, headers } = answer;
  const document = readJson(text);
  const template = document?.['issuer'];
  if (typeof template !== 'string' || !template.includes(place))
    return { response: new Response(text, { status, headers }), template: null };
  return { response: new Response(JSON.stringify({ ...document, issuer }), { status, headers }), template };
}

/** The name of the issuer for a tenant. */
export function issuerOf(template: string, tenant: string): string {
  return template.replaceAll(place, tenant);
}

/** Fetches tokens once, however often they are asked for: a code is good for one time. */
export function fetchingOnce(reach: CustomFetch, endpoint: string | undefined) {
  let fetched: { readonly text: string; readonly init: ResponseInit } | undefined;
  const once: CustomFetch = async (url, options) => {
    if (url !== endpoint) return reach(url, options);
    if (!fetched) {
      const answer = await reach(url, options);
      const { status, headers } = answer;
      fetched = { text: await answer.text(), init: { status, headers } };
    }
    return new Response(fetched.text, fetched.init);
  };
  return {
    fetch: once,
    /** The tenant that the token says it is of, which nobody has proven yet; empty: it says none. */
    tenant: () => tenantIn(String(readJson(fetched?.text ?? '')?.['id_token'] ?? '')),
  };
}

function tenantIn(token: string): string {
  const [, payload = ''] = token.split('.');
  const tenant = readJson(Buffer.from(payload, 'base64url').toString('utf8'))?.['tid'];
  return typeof tenant === 'string' ? tenant : '';
}

function readJson(text: string): JsonObject | null {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
