import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FormSource } from '../../metadata/source.ts';
import { allPages } from '../../workshop/pages.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { systemCall } from '../call/system-call.ts';
import { DatabaseError } from '../database/database-error.ts';
import { type House, openHouse, password } from './house.suite.ts';
import type { Endpoint } from './pipeline/endpoint.ts';

/** Of the audit trail. */
interface Entry {
  readonly action: string;
  readonly actor: { readonly id: string } | null;
  readonly form?: string;
  readonly target: string | null;
}

const formOf = (target: string | null) => /^\/api\/forms\/([^/]+)/.exec(target ?? '')?.[1] ?? '';
const many = Array.from({ length: 60 }, (_, at) => `unheard-${at}`).join(',');

const label = { zh: 'x', en: 'x' };
/** Forms that are called by what they carry from another, or by what a role may not read. */
const badges: readonly FormSource[] = ['badge', 'medal'].map((name) => ({
  name,
  kind: 'master',
  label,
  title: name === 'badge' ? 'worn' : 'quiet',
  sharing: { allowed: ['private'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', length: 40, required: true, label },
    { name: 'category', kind: 'reference', form: 'category', label },
    { name: 'worn', kind: 'carry', from: 'category', field: 'name', label },
    { name: 'quiet', kind: 'text', length: 40, label },
  ],
}));

describeOnDatabases('the rest of the house', (database) => {
  let house: House;
  let admin: string;
  let ann: string;
  let bob: string;
  let annId: string;
  let adminId: string;
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: badges });
    annId = await house.user('ann', house.orgs.north, [{ form: 'item', actions: ['all'], scope: 'own' }]);
    await house.user('bob', house.orgs.north, [{ form: 'category', actions: ['read'], scope: 'own' }]);
    [admin, ann, bob] = [await house.signIn('admin'), await house.signIn('ann'), await house.signIn('bob')];
    const found = await house.ask('GET', '/api/forms/user/records?number=admin', { as: admin });
    adminId = String(found.at('/items/0/id'));
  });
  afterAll(() => house.close());

  describe('forms', () => {
    it('are those one may read, with what one may do', async () => {
      const answer = await house.ask('GET', '/api/forms', { as: ann });
      const item = { name: 'item', label: { zh: '商品', en: 'Item' }, pinyin: 'shang pin' };
      expect(answer.json).toMatchObject({ forms: [item] });
      expect(answer.at('/forms/0/actions')).toEqual(
        expect.arrayContaining(['read', 'create', 'edit', 'history']),
      );
      expect(answer.at('/forms/1')).toBeUndefined();
      const again = await house.ask('GET', '/api/forms', {
        as: ann,
        headers: { 'if-none-match': answer.headers.get('etag') ?? '' },
      });
      expect(again.status).toBe(304);
    });

    it('stand in folders, and whoever sees none of a folder’s forms is not told of it', async () => {
      await house.user('una', house.orgs.north, []);
      const shown = async (as: string) => {
        const { forms, menu } = (await house.ask('GET', '/api/forms', { as })).json as {
          readonly forms: readonly { readonly menu?: { readonly path: string } }[];
          readonly menu: readonly { readonly path: string }[];
        };
        return {
          places: forms.flatMap((form) => form.menu?.path ?? []),
          folders: menu.map(({ path }) => path),
        };
      };
      expect(await shown(await house.signIn('una'))).toEqual({ places: [], folders: [] });
      const all = await shown(admin);
      expect(all.folders).toContain('platform');
      expect(all.folders).toEqual(expect.arrayContaining(all.places));
      for (const as of [ann, bob, admin]) {
        const { places, folders } = await shown(as);
        const empty = folders.filter((path) => !places.some((place) => `${place}/`.startsWith(`${path}/`)));
        expect(empty).toEqual([]);
      }
    });

    it('tell all that a page needs, in both languages', async () => {
      const answer = await house.ask('GET', '/api/forms/item?explain=true', { as: ann });
      expect(answer.json).toMatchObject({
        name: 'item',
        number: 'number',
        list: { columns: expect.any(Array) },
        layout: { tabs: expect.any(Array) },
        sharing: { default: 'private' },
        explain: expect.any(Array),
        can: expect.arrayContaining(['edit']),
      });
      const fields = answer.at('/fields') as { name: string }[];
      expect(fields.find(({ name }) => name === 'price')).toMatchObject({
        kind: 'decimal',
        label: { zh: '单价' },
        precision: 30,
        scale: 10,
        writable: true,
        operators: expect.arrayContaining(['between']),
      });
      expect(fields.find(({ name }) => name === 'lines')).toMatchObject({
        fields: [{ name: 'text' }, { name: 'amount' }],
      });
      expect(fields.find(({ name }) => name === 'category')).toMatchObject({
        target: 'category',
        targetName: 'category',
      });
    });

    it('have a JSON Schema of what is written', async () => {
      const answer = await house.ask('GET', '/api/forms/item/schema', { as: ann });
      expect(answer.headers.get('content-type')).toBe('application/schema+json');
      expect(answer.json).toMatchObject({
        type: 'object',
        required: ['number'],
        additionalProperties: false,
      });
    });

    it('that do not exist are 404, those one may not read 403', async () => {
      expect((await house.ask('GET', '/api/forms/nothing', { as: ann })).status).toBe(404);
      expect((await house.ask('GET', '/api/forms/category', { as: ann })).status).toBe(403);
    });
  });

  describe('a search', () => {
    it('finds what one may see in every form one may read, and nothing else', async () => {
      await house.ask('POST', '/api/forms/item/records?org=NORTH', {
        as: admin,
        body: { number: 'FINDME-1', name: '可见' },
      });
      await house.ask('POST', '/api/forms/item/records?org=SOUTH', {
        as: admin,
        body: { number: 'FINDME-2' },
      });
      await house.ask('POST', '/api/forms/category/records?org=NORTH', {
        as: admin,
        body: { number: 'FINDME-3' },
      });
      const numbers = async (as: string) => {
        const answer = await house.ask('GET', '/api/search?q=findme', { as });
        return (answer.at('/items') as { form: string; number: string }[]).map(
          ({ form, number }) => `${form} ${number}`,
        );
      };
      expect(await numbers(ann)).toEqual(['item FINDME-1']);
      expect(await numbers(bob)).toEqual(['category FINDME-3']);
      expect((await house.ask('GET', '/api/search', { as: ann })).at('/errors/0/path')).toBe('/q');
    });

    it('finds as well what one manages in other organisations, and tells whose it is', async () => {
      const answer = await house.ask('GET', '/api/search?org=NORTH&q=findme-2', { as: admin });
      expect(answer.json).toMatchObject({
        items: [{ form: 'item', number: 'FINDME-2', org: { number: 'SOUTH' } }],
      });
    });

    it('finds a number that was typed whole before all others that hold it', async () => {
      const make = (form: string, number: string) =>
        house.ask('POST', `/api/forms/${form}/records?org=NORTH`, { as: admin, body: { number } });
      for (const at of [1, 2, 3, 4, 5, 6]) await make('item', `0-MANY-${at}`);
      await make('item', 'MANY');
      await make('category', 'MANY');
      const answer = await house.ask('GET', '/api/search?org=NORTH&q=MANY&limit=3', { as: admin });
      expect(answer.json).toMatchObject({
        items: [{ number: 'MANY' }, { number: 'MANY' }, { number: '0-MANY-1' }],
      });
    });

    it('is not ended by a form whose title the caller may not be told', async () => {
      const made = { number: 'findme-4', category: { number: 'FINDME-3' }, quiet: 'hush' };
      for (const form of ['badge', 'medal'])
        await house.ask('POST', `/api/forms/${form}/records?org=NORTH`, { as: admin, body: made });
      await house.user('gus', house.orgs.north, [
        { form: 'badge', actions: ['read'], scope: 'own' },
        { form: 'medal', actions: ['read'], scope: 'own', readable: ['number'] },
        { form: 'item', actions: ['read'], scope: 'own' },
      ]);
      const gus = await house.signIn('gus');
      const answer = await house.ask('GET', '/api/search?q=findme', { as: gus });
      expect(answer.json).toEqual({
        items: ['item', 'badge', 'medal'].map((form) => expect.objectContaining({ form })),
        complete: true,
        unsearched: [],
      });
      expect(answer.text).not.toContain('hush');
    });

    it('ends in time where the database is slow, and names the forms that were not looked through', async () => {
      const { store } = house.host;
      const [list, now] = [store.list.bind(store), performance.now.bind(performance)];
      let later = 0;
      const time = vi.spyOn(performance, 'now').mockImplementation(() => now() + later);
      const slow = vi.spyOn(store, 'list').mockImplementation((...asked) => {
        later += 6000;
        return list(...asked);
      });
      const answer = await house.ask('GET', '/api/search?org=NORTH&q=findme-1', { as: admin });
      time.mockRestore();
      slow.mockRestore();
      expect(answer.json).toMatchObject({ complete: false });
      const { unsearched } = answer.json as { unsearched: readonly { form: string; code: string }[] };
      expect(unsearched.length).toBeGreaterThan(0);
      expect(new Set(unsearched.map(({ code }) => code))).toEqual(new Set(['read-too-long']));
      const whole = await house.ask('GET', '/api/search?org=NORTH&q=findme-1', { as: admin });
      expect(whole.json).toMatchObject({ complete: true, unsearched: [] });
    });

    it('asks each form of those organisations only where one may read it', async () => {
      await house.user('eve', house.orgs.root, [
        { form: 'item', actions: ['read'], scope: 'subtree' },
        { form: 'category', actions: ['read'], scope: 'own' },
      ]);
      const eve = await house.signIn('eve');
      const answer = await house.ask('GET', '/api/search?org=NORTH&q=findme', { as: eve });
      expect(answer.status).toBe(200);
      expect(answer.at('/items')).toMatchObject([{ number: 'FINDME-1' }, { number: 'FINDME-2' }]);
    });
  });

  const trail = (query: string, as: string) =>
    allPages(async (cursor: string | undefined) => {
      const more = cursor === undefined ? '' : `&cursor=${cursor}`;
      const page = await house.ask('GET', `/api/audit?${query}${more}`, { as });
      return { items: page.at('/items') as Entry[], next: page.at('/next') as string | null };
    });

  describe('the audit trail', () => {
    it('has writes, sign-ins and refusals in one order, page by page without gap or double', async () => {
      const made = await house.ask('POST', '/api/forms/item/records', {
        as: ann,
        body: { number: 'AUDIT-1' },
      });
      await house.ask('GET', '/api/audit', { as: ann });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const whole = await house.ask('GET', '/api/audit?limit=500', { as: admin });
      const items = whole.at('/items') as {
        action: string;
        target: string;
        at: string;
        actor: { id: string } | null;
      }[];
      expect(items).toContainEqual(
        expect.objectContaining({
          action: 'create',
          form: 'item',
          target: made.at('/id'),
          revision: made.at('/revision'),
        }),
      );
      expect(items).toContainEqual(
        expect.objectContaining({
          action: 'refused',
          target: '/api/audit',
          detail: expect.objectContaining({ code: 'administrators-only' }),
        }),
      );
      expect(items).toContainEqual(expect.objectContaining({ action: 'sign-in', target: 'ann' }));
      expect(await trail('limit=7', admin)).toEqual(items);
    });

    it('names people, and records as they were called then', async () => {
      const body = { number: 'AUDIT-2', name: '曾用名' };
      const made = await house.ask('POST', '/api/forms/item/records', { as: ann, body });
      const record = `/api/forms/item/records/${made.at('/id')}`;
      const headers = { 'if-match': `"${made.at('/revision')}"` };
      const renamed = await house.ask('PATCH', record, { as: ann, headers, body: { name: '现用名' } });
      expect(renamed.status, renamed.text).toBe(200);
      const answer = await house.ask('GET', `/api/audit?form=item&user=${annId}&limit=2`, { as: admin });
      const actor = { id: annId, number: 'ann', name: 'ann' };
      expect(answer.at('/items')).toMatchObject([
        { action: 'update', form: 'item', actor, record: { number: 'AUDIT-2', name: '现用名' } },
        { action: 'create', form: 'item', actor, record: { number: 'AUDIT-2', name: '曾用名' } },
      ]);
    });

    it('has what was tried on a form among what was done to it, and nothing of others', async () => {
      await house.user('nobody-else', house.orgs.north, []);
      const nobody = await house.signIn('nobody-else');
      await house.ask('POST', '/api/forms/item/records', { as: nobody, body: { number: 'NEVER' } });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const answer = await house.ask('GET', '/api/audit?form=item,category&limit=500', { as: admin });
      const items = answer.at('/items') as { action: string; form?: string; target: string }[];
      expect(items[0]).toMatchObject({ action: 'refused', target: '/api/forms/item/records' });
      const others = items.filter(
        ({ form, target }) =>
          !/^(item|category)$/.test(form ?? '') && !/^\/api\/forms\/(item|category)(\/|$)/.test(target),
      );
      expect(others).toEqual([]);
      const two = await house.ask('GET', '/api/audit?action=sign-in,sign-in-failed', { as: admin });
      const actions = (two.at('/items') as { action: string }[]).map(({ action }) => action);
      expect(new Set(actions).isSubsetOf(new Set(['sign-in', 'sign-in-failed']))).toBe(true);
      const seen = new Set<string>();
      for (let more = ''; ; ) {
        const shown = await house.ask('GET', `/api/audit?hide=sign-ins&limit=20${more}`, { as: admin });
        for (const { action } of shown.at('/items') as { action: string }[]) seen.add(action);
        const next = shown.at('/next');
        if (next === null) break;
        more = `&cursor=${next}`;
      }
      expect(seen, 'what else was done is still told').toContain('create');
      expect([...seen].filter((action) => action.startsWith('sign-in'))).toEqual([]);
      const none = await house.ask('GET', '/api/audit?hide=sign-ins&action=sign-in', { as: admin });
      expect(none.at('/items')).toEqual([]);
      const wrong = await house.ask('GET', '/api/audit?hide=everything', { as: admin });
      expect([wrong.status, wrong.at('/errors/0/path')]).toEqual([400, '/hide']);

      const unknown = await house.ask('GET', '/api/audit?form=nothing', { as: admin });
      expect([unknown.status, unknown.at('/code')]).toEqual([404, 'form-unknown']);
    });

    it.each([
      ['by two actions', 'action=create,sign-in', ['create', 'sign-in']],
      ['by two actions of two people', 'action=create,sign-in&user=ANN,ADMIN', ['create', 'sign-in']],
      [
        'by more actions than are looked for one by one',
        `action=${many},create,sign-in`,
        ['create', 'sign-in'],
      ],
      ['by the same action twice', 'action=create,create', ['create']],
      ['by two forms and an action', 'action=create,refused&form=item,category', ['create', 'refused']],
      ['by no action at all', 'action=,', []],
    ])('narrowed %s it is the same trail, page by page', async (_, narrowing, actions) => {
      const query = narrowing.replace('ANN', annId).replace('ADMIN', adminId);
      const answered = async (more: string) =>
        (await house.ask('GET', `/api/audit?${more}`, { as: admin })).at('/items') as Entry[];
      const whole = (await answered('limit=500')).filter(
        ({ action, actor, form, target }) =>
          actions.includes(action) &&
          (!query.includes('user=') || [annId, adminId].includes(actor?.id ?? '')) &&
          (!query.includes('form=') || /^(item|category)$/.test(form ?? formOf(target))),
      );
      const paged = await trail(`${query}&limit=3`, admin);
      expect(paged).toEqual(whole);
      expect(paged.length > 0).toBe(actions.length > 0);
    });

    it('is narrowed by person, action and time', async () => {
      const answer = await house.ask('GET', `/api/audit?user=${annId}&action=create`, { as: admin });
      const items = answer.at('/items') as { actor: { id: string }; action: string }[];
      expect(items.length).toBeGreaterThan(0);
      expect(items.every(({ actor, action }) => actor.id === annId && action === 'create')).toBe(true);
      expect(
        (await house.ask('GET', '/api/audit?to=2020-01-01T00:00:00Z', { as: admin })).at('/items'),
      ).toEqual([]);
      expect((await house.ask('GET', '/api/audit?from=yesterday', { as: admin })).at('/errors/0/path')).toBe(
        '/from',
      );
      expect((await house.ask('GET', '/api/audit?cursor=bogus', { as: admin })).status).toBe(400);
    });
  });

  describe('watching', () => {
    const watch = async (query: string, as: string, headers: Record<string, string> = {}) => {
      const answer = await house.app.request(`/api/watch${query}`, {
        headers: { authorization: `Bearer ${as}`, ...headers },
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader() ?? expect.fail();
      let text = '';
      return {
        until: async (mark: string) => {
          while (!text.includes(mark)) {
            const { value, done } = await reader.read();
            if (done) throw new Error(`ended before ${mark}: ${text}`);
            text += value;
          }
          return text;
        },
        ended: async () => {
          for (;;) if ((await reader.read()).done) return true;
        },
        stop: () => reader.cancel(),
      };
    };
    const write = (number: string) =>
      house.ask('POST', '/api/forms/item/records', { as: ann, body: { number } });

    it('tells changes as they come, and resumes where one stopped without losing or repeating any', async () => {
      const first = await watch('?forms=item', ann);
      const made = await write('W1');
      expect(await first.until(`id: ${made.at('/revision')}\n`)).toContain(
        `"id":"${made.at('/id')}","operation":"create"`,
      );
      await first.stop();
      const [second, third] = [await write('W2'), await write('W3')];
      const resumed = await watch('', ann, { 'last-event-id': String(made.at('/revision')) });
      const text = await resumed.until(`id: ${third.at('/revision')}\n`);
      await resumed.stop();
      const revisions = [...text.matchAll(/^id: (\d+)$/gm)].map(([, revision]) => Number(revision));
      expect(revisions).toEqual([second.at('/revision'), third.at('/revision')]);
    });

    it('tells of what was deleted, too', async () => {
      const made = await write('W4');
      const seen = await watch(`?since=${made.at('/revision')}`, ann);
      await house.ask('DELETE', `/api/forms/item/records/${made.at('/id')}`, {
        as: ann,
        headers: { 'if-match': made.headers.get('etag') ?? '' },
      });
      expect(await seen.until('"operation":"delete"')).toContain(String(made.at('/id')));
      await seen.stop();
    });

    it('ends for whoever may no longer sign in', async () => {
      const id = await house.user('leaver', house.orgs.north, [
        { form: 'item', actions: ['read'], scope: 'own' },
      ]);
      const seen = await watch('', await house.signIn('leaver'));
      await seen.until('retry');
      const user = await house.ask('GET', `/api/forms/user/records/${id}`, { as: admin });
      await house.ask('POST', `/api/forms/user/records/${id}/actions/disable`, {
        as: admin,
        headers: { 'if-match': user.headers.get('etag') ?? '' },
      });
      expect(await seen.ended()).toBe(true);
    });

    it('refuses forms that do not exist', async () => {
      expect(
        (await house.ask('GET', '/api/watch?forms=item,nothing', { as: ann })).at('/errors/0/path'),
      ).toBe('/forms');
    });
  });

  describe('jobs', () => {
    const form = () => house.host.served().model.formsById.get('job') ?? expect.fail();
    const call = () => systemCall(house.host.served(), house.host.now(house.orgs.root));
    const begin = () =>
      house.host.store.create(call(), form(), {
        kind: 'export',
        name: '导出商品',
        status: 'running',
        user: { id: annId },
        details: { file: { name: '商品.csv', type: 'text/csv' } },
      });

    it('are seen by whoever began them and by administrators', async () => {
      const { record } = await begin();
      const path = `/api/jobs/${record.id}`;
      expect((await house.ask('GET', path, { as: ann })).json).toMatchObject({
        name: '导出商品',
        status: 'running',
      });
      expect((await house.ask('GET', path, { as: admin })).status).toBe(200);
      expect((await house.ask('GET', path, { as: bob })).status).toBe(404);
      expect((await house.ask('GET', '/api/jobs', { as: bob })).at('/items')).toEqual([]);
      expect((await house.ask('GET', '/api/jobs', { as: ann })).at('/items/0/id')).toBe(record.id);
    });

    it('tell their progress until they are over', async () => {
      const { record } = await begin();
      const answer = await house.app.request(`/api/jobs/${record.id}/events`, {
        headers: { authorization: `Bearer ${ann}` },
      });
      const halfway = await house.host.store.patch(
        call(),
        form(),
        record.id,
        { progress: '0.5' },
        record.revision,
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
      await house.host.store.patch(
        call(),
        form(),
        record.id,
        { progress: '1', status: 'done' },
        halfway.revision,
      );
      const text = await answer.text();
      expect(text).toContain('"status":"running"');
      expect(text.trim().split('\n\n').at(-1)).toMatch(/^id: \d+\nevent: end\ndata: .*"status":"done"/);
    });

    it('hand out their result, chunk by chunk, under its name', async () => {
      const { record } = await begin();
      const path = `/api/jobs/${record.id}/file`;
      expect((await house.ask('GET', path, { as: ann })).at('/code')).toBe('job-unfinished');
      for (const [seq, text] of ['编码,名称\n', 'A1,螺丝\n'].entries())
        await house.host.database.run(
          'insert into gj_job_chunk (job, part, seq, content, expires_at) values (?, ?, ?, ?, ?)',
          [record.id, 'result', seq, Buffer.from(text), house.host.clock() + 1000],
        );
      // Nobody is known to have made it by the rights that ann has.
      expect((await house.ask('GET', path, { as: ann })).at('/code')).toBe('job-file-rights-changed');
      const answer = await house.ask('GET', path, { as: admin });
      expect([answer.status, answer.text]).toEqual([200, '编码,名称\nA1,螺丝\n']);
      expect(answer.headers.get('content-type')).toBe('text/csv');
      expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toBe(
        "attachment; filename*=UTF-8''商品.csv",
      );
      expect((await house.ask('GET', path, { as: bob })).status).toBe(404);
    });
  });

  describe('the documentation page', () => {
    it('comes whole from here, as a page that may run only its own scripts', async () => {
      const page = await house.ask('GET', '/docs');
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
      const files = [...page.text.matchAll(/(?:src|href)="(\/docs\/[\w.]+)"/g)].map(([, path]) => path ?? '');
      expect(files).toHaveLength(2);
      const seen = new Set<string>();
      while (files.length > 0) {
        const path = files.pop() ?? '';
        if (seen.has(path)) continue;
        seen.add(path);
        const file = await house.ask('GET', path);
        expect([path, file.status]).toEqual([path, 200]);
        expect(file.text).not.toMatch(/https?:\/\//);
        for (const [, name] of file.text.matchAll(/from '\.\/([\w.]+)'/g)) files.push(`/docs/${name}`);
      }
      expect(seen.size).toBe(8);
    });

    it.each(['../app.ts', '..%2Fapp.ts', 'constructor', 'secret.txt'])('has no file %s', async (name) => {
      expect((await house.ask('GET', `/docs/${name}`)).status).toBe(404);
    });
  });

  describe('behind https', () => {
    it('keeps the cookie to it and browsers with it', async () => {
      const secure = await openHouse((await database.fresh()).url, { http: { https: true } });
      const answer = await secure.ask('POST', '/api/session', { body: { user: 'admin', password } });
      expect(answer.headers.get('set-cookie')).toMatch(/; Secure$/);
      expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
      await secure.close();
    });
  });

  describe('when something fails', () => {
    const failing = (path: string, error: Error): Endpoint => ({
      method: 'GET',
      path,
      access: 'signed-in',
      operation: path.slice(1),
      tag: 'test',
      summary: { zh: '失败', en: 'Fails' },
      handle: () => Promise.reject(error),
    });
    it('says 503 and when to come back, or 500 and an id; the cause stays in the log', async () => {
      const more = [
        failing('/gone', new DatabaseError('unavailable', 'connect ECONNREFUSED 10.1.2.3')),
        failing('/conflict', new DatabaseError('conflict', 'deadlock found')),
        failing('/broken', new TypeError('x of undefined in /srv/app.ts')),
      ];
      const broken = await openHouse((await database.fresh()).url, { more });
      const as = await broken.signIn('admin');
      for (const path of ['/gone', '/conflict']) {
        const answer = await broken.ask('GET', path, { as });
        expect([answer.status, answer.at('/code'), answer.headers.get('retry-after')]).toEqual([
          503,
          'unavailable',
          '2',
        ]);
        expect(answer.text).not.toMatch(/ECONNREFUSED|10\.1|deadlock/);
      }
      const response = await broken.ask('GET', '/broken', { as });
      const id = response.headers.get('x-request-id') ?? expect.fail();
      expect([response.status, response.at('/code'), response.at('/params/id')]).toEqual([
        500,
        'unexpected',
        id,
      ]);
      expect(response.text).not.toMatch(/undefined|srv/);
      const lines = broken.log.map((line) => JSON.parse(line));
      expect(lines).toContainEqual(
        expect.objectContaining({
          level: 'error',
          requestId: id,
          err: expect.objectContaining({ message: 'x of undefined in /srv/app.ts' }),
        }),
      );
      expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', msg: 'the database failed' }));
      await broken.close();
    });
  });
});
