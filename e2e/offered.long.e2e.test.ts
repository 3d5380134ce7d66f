import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { itLong } from '../workshop/it-long.ts';
import { inBrowser, type Site } from './browser.ts';
import { follow } from './follow.ts';
import { settled } from './settled.ts';

interface Outline {
  readonly name: string;
  readonly kind: string;
}

/** What a record's page offers, and which of its inputs are there without being any. */
interface Offer {
  readonly actions: readonly string[];
  readonly disabled: readonly string[];
}

/** As many records of a form as differ in how they stand. */
const mostOfForm = 8;

/** Records are of one sort that say the same of everything that is chosen, ticked or switched. */
function sortOf(record: JsonObject): string {
  const said = Object.entries(record).filter(
    ([name, value]) =>
      typeof value === 'boolean' ||
      (typeof value === 'string' && /^[a-z][a-z-]*$/.test(value)) ||
      name === 'state',
  );
  return JSON.stringify(said);
}

async function records(site: Site, form: string): Promise<readonly JsonObject[]> {
  const { body } = await site.node.ask('GET', `/api/forms/${form}/records?view=manage&limit=200`);
  const all = (body['items'] ?? []) as JsonObject[];
  return [...new Map(all.map((one) => [sortOf(one), one])).values()].slice(0, mostOfForm);
}

/** Answers what the page of a record offers, once it stands. */
async function offered(page: Page, path: string): Promise<Offer> {
  await follow(page, path);
  await page.waitForURL(({ pathname }) => pathname === path);
  await page.locator('gj-record-page gj-page-head').waitFor();
  await settled(page);
  return page.evaluate(() => {
    const everything = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) => [
        one,
        ...(one.shadowRoot ? everything(one.shadowRoot) : []),
      ]);
    const all = everything(document);
    const record = all.find(({ localName }) => localName === 'gj-record-page') as HTMLElement;
    const inside = everything(record.shadowRoot as ShadowRoot);
    const head = inside.find(({ localName }) => localName === 'gj-page-head') as unknown as {
      actions: { key: string; disabled?: boolean }[];
      more: { key: string; disabled?: boolean }[];
    };
    const greyed = inside.filter(
      (one) =>
        one.matches('input, textarea, select') && (one as HTMLInputElement).disabled && one.checkVisibility(),
    );
    return {
      actions: [...head.actions, ...head.more].flatMap(({ key, disabled }) => (disabled ? [] : [key])),
      disabled: greyed.map((one) => `${one.localName} ${one.getAttribute('aria-label') ?? one.id}`),
    };
  });
}

inBrowser(
  'every record',
  (site) => {
    itLong(
      'offers nothing that would be refused, and greys nothing',
      async () => {
        const { body } = await site().node.ask('GET', '/api/forms');
        const page = await site().visit({ path: '/' });
        const refused: string[] = [];
        const greyed: string[] = [];
        const deletable: string[] = [];
        let tried = 0;
        for (const { name, kind } of body['forms'] as unknown as readonly Outline[]) {
          if (kind === 'setting') continue;
          for (const record of await records(site(), name)) {
            const path = `/forms/${name}/${String(record['id'])}`;
            const { actions, disabled } = await offered(page, path);
            greyed.push(...disabled.map((one) => `${path}: ${one}`));
            if (actions.includes('delete')) deletable.push(path);
            for (const key of actions) {
              const answer = await judged(site(), name, record, key);
              if (!answer) continue;
              tried++;
              if (answer.isRefused) refused.push(`${path}: ${key} ${answer.text}`);
            }
          }
        }
        for (const path of deletable) {
          const answer = await deleted(site(), path);
          if (answer?.isRefused) refused.push(`${path}: delete ${answer.text}`);
        }
        expect(Math.min(tried, deletable.length)).toBeGreaterThan(50);
        expect(refused).toEqual([]);
        expect(greyed).toEqual([]);
      },
      900_000,
    );
  },
  { demo: 'with-story', packages: ['platform', 'basis', 'invoicing', 'imaging'] },
);

/** Refusals that go by other records than the one on the page: each says what has to be done before. */
const byOthers = new Set(['still-referred', 'last-administrator', 'licence-refused', 'root-stays']);

/** What the server says of an offered action before it is done; undefined: nothing is told before it, or it leads elsewhere. */
async function judged(site: Site, form: string, { id, revision }: JsonObject, key: string) {
  const action = key.startsWith('action:') ? key.slice('action:'.length) : key;
  if (action === key && key !== 'enable' && key !== 'disable') return undefined;
  const path = `/api/forms/${form}/records/${String(id)}/actions/${action}/preview`;
  const tag = { 'if-match': `"${String(revision)}"` };
  return answerOf(await site.node.ask('POST', path, {}, tag));
}

async function deleted(site: Site, path: string) {
  const at = `/api${path.replace(/(?<=^\/forms\/[^/]+)\//, '/records/')}`;
  const { status, body } = await site.node.ask('GET', at);
  // What it belonged to was deleted before it.
  if (status === 404) return undefined;
  return answerOf(
    await site.node.ask('DELETE', at, undefined, { 'if-match': `"${String(body['revision'])}"` }),
  );
}

/** Where it asks, or leads to a field that is to be filled in, it goes on. */
function answerOf({ status, body }: { readonly status: number; readonly body: JsonObject }) {
  const goesOn =
    Array.isArray(body['questions']) ||
    ((body['errors'] ?? []) as { path: string }[]).some(({ path }) => path !== '') ||
    byOthers.has(String(body['code']));
  return { isRefused: status >= 300 && !goesOn, text: `${status} ${JSON.stringify(body)}` };
}
