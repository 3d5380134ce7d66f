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

/** Somebody who is shown records, and how the server is asked in his name. */
interface Person {
  readonly name: string;
  readonly page: Page;
  readonly as: Readonly<Record<string, string>>;
  /** As many records of a form as he opens. */
  readonly most: number;
}

/** Roles below an administrator's, with what each may do to records of business forms, and from which organisation on. */
const lesser = {
  accountant: {
    organisation: 'EAST',
    grant: {
      actions: ['read', 'create', 'edit', 'delete', 'enable', 'disable'],
      moreActions: '*',
      scope: 'subtree',
    },
  },
  approver: {
    organisation: 'root',
    grant: {
      ...{ actions: ['read'], scope: 'all' },
      moreActions:
        'approve, send-back, un-approve, agree, refuse, void-approve, void-send-back, authorise, withdraw-licence',
    },
  },
} as const;

const password = 'correct horse battery';

async function hire(site: Site, name: keyof typeof lesser): Promise<Person> {
  const { organisation, grant } = lesser[name];
  const make = async (form: string, body: JsonObject) => {
    const made = await site.node.ask('POST', `/api/forms/${form}/records`, body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return String(made.body['id']);
  };
  await make('role', { number: name, name, grants: [{ form: '*', ...grant, actions: [...grant.actions] }] });
  const roles = [{ role: name, organisation }];
  const id = await make('user', { number: name, name, organisation, roles });
  await site.node.ask('PUT', `/api/users/${id}/password`, { password });
  const { body } = await site.node.ask('POST', '/api/session', { user: name, password });
  const page = await site.visit({ path: '/', user: name, password });
  return { name, page, as: { authorization: `Bearer ${String(body['token'])}` }, most: 3 };
}

async function records(site: Site, { as, most }: Person, form: string): Promise<readonly JsonObject[]> {
  const path = `/api/forms/${form}/records?view=manage&limit=200`;
  const { body } = await site.node.ask('GET', path, undefined, as);
  const all = (body['items'] ?? []) as JsonObject[];
  return [...new Map(all.map((one) => [sortOf(one), one])).values()].slice(0, most);
}

/** What was found on the pages of one person. */
class Found {
  readonly refused: string[] = [];
  readonly greyed: string[] = [];
  readonly deletable: string[] = [];
  tried = 0;

  async lookAt(site: Site, person: Person): Promise<void> {
    const { body } = await site.node.ask('GET', '/api/forms', undefined, person.as);
    for (const { name, kind } of body['forms'] as unknown as readonly Outline[]) {
      if (kind === 'setting') continue;
      for (const record of await records(site, person, name)) {
        const path = `/forms/${name}/${String(record['id'])}`;
        const { actions, disabled } = await offered(person.page, path);
        this.greyed.push(...disabled.map((one) => `${path}: ${one}`));
        if (actions.includes('delete')) this.deletable.push(path);
        for (const key of actions) {
          const answer = await judged(site, person, name, record, key);
          if (!answer) continue;
          this.tried++;
          if (answer.isRefused) this.refused.push(`${path}: ${key} ${answer.text}`);
        }
      }
    }
  }

  async deleteAll(site: Site, person: Person): Promise<void> {
    for (const path of this.deletable) {
      const answer = await deleted(site, person, path);
      if (answer?.isRefused) this.refused.push(`${path}: delete ${answer.text}`);
    }
  }
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
      'offers nobody what would be refused, and greys nothing',
      async () => {
        const page = await site().visit({ path: '/' });
        const administrator: Person = { name: 'administrator', page, as: {}, most: mostOfForm };
        const people = [await hire(site(), 'approver'), await hire(site(), 'accountant'), administrator];
        const found = people.map(() => new Found());
        for (const [at, person] of people.entries()) await found[at]?.lookAt(site(), person);
        for (const [at, person] of people.entries()) await found[at]?.deleteAll(site(), person);
        const outcomes = found.map(({ refused, greyed }, at) => [people[at]?.name, refused, greyed]);
        expect(outcomes).toEqual(people.map(({ name }) => [name, [], []]));
        const [approver, accountant, first] = found;
        expect(Math.min(first?.tried ?? 0, first?.deletable.length ?? 0)).toBeGreaterThan(50);
        expect(Math.min(approver?.tried ?? 0, accountant?.tried ?? 0)).toBeGreaterThan(5);
        expect(approver?.deletable).toEqual([]);
      },
      1_500_000,
    );
  },
  { demo: 'with-story', packages: ['platform', 'basis', 'invoicing', 'imaging'] },
);

/** Refusals that go by other records than the one on the page: each says what has to be done before. */
const byOthers = new Set(['still-referred', 'last-administrator', 'conflict']);

/** What the server says of an offered action before it is done; undefined: nothing is told before it, or it leads elsewhere. */
async function judged(site: Site, { as }: Person, form: string, record: JsonObject, key: string) {
  const { id, revision } = record;
  const action = key.startsWith('action:') ? key.slice('action:'.length) : key;
  if (action === key && key !== 'enable' && key !== 'disable') return undefined;
  const path = `/api/forms/${form}/records/${String(id)}/actions/${action}/preview`;
  const tag = { 'if-match': `"${String(revision)}"`, ...as };
  return answerOf(await site.node.ask('POST', path, {}, tag));
}

async function deleted(site: Site, { as }: Person, path: string) {
  const at = `/api${path.replace(/(?<=^\/forms\/[^/]+)\//, '/records/')}`;
  const { status, body } = await site.node.ask('GET', at, undefined, as);
  // What it belonged to was deleted before it.
  if (status === 404) return undefined;
  const tag = { 'if-match': `"${String(body['revision'])}"`, ...as };
  return answerOf(await site.node.ask('DELETE', at, undefined, tag));
}

/** Where it asks, or leads to a field that is to be filled in, it goes on. */
function answerOf({ status, body }: { readonly status: number; readonly body: JsonObject }) {
  const goesOn =
    Array.isArray(body['questions']) ||
    ((body['errors'] ?? []) as { path: string }[]).some(({ path }) => path !== '') ||
    byOthers.has(String(body['code']));
  return { isRefused: status >= 300 && !goesOn, text: `${status} ${JSON.stringify(body)}` };
}
