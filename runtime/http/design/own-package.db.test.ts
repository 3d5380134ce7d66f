import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { readPackageFolder, standardPackageFolders } from '../../model/packages/read-folder.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label, shopPackage } from './designing.suite.ts';
import { type Does, everyStep, examples, formOf, text } from './every-step.suite.ts';

const asPackage = { name: 'acme-desk', version: '1.0.0', prefix: 'acme', label: label('Desk') };
/** What is no part of a form, or a form that is new, stays with the customer until he takes it along. */
const stays: ReadonlySet<Does> = new Set([
  ...(['add-form', 'add-menu', 'set-menu', 'remove-menu'] as const),
  ...(['add-param', 'set-param', 'remove-param', 'write-file', 'remove-file'] as const),
]);

describeOnDatabases('a package that was made here', (under) => {
  let node: TestNode;
  let ann: Designer;
  const published = async (steps: Parameters<Designer['take']>[2], wanted?: JsonObject) => {
    const id = await ann.begin(wanted);
    const taken = await ann.take(id, 0, steps);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    return ann.publish(id);
  };
  const sources = async () =>
    (await ann.ask('GET', '/api/design/sources')).body['packages'] as readonly JsonObject[];
  const source = async (name: string) => (await sources()).find((one) => one['name'] === name);
  const form = async (name: string) => (await ann.ask('GET', `/api/forms/${name}`)).body;
  const ship = async (body: JsonObject) => {
    const { body: plan } = await ann.ask('POST', '/api/design/ship/plan', body);
    // What was taken out of sight before is no news.
    expect(plan['hidden']).toEqual([]);
    expect(plan['hash'], JSON.stringify(plan)).toEqual(expect.any(String));
    const done = await ann.ask('POST', '/api/design/ship', { ...body, hash: plan['hash'] ?? '' });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    return plan;
  };

  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
    ann = designer(node);
    await published(
      everyStep.flatMap((does) =>
        ['here', 'mine'].map((where) => ({ do: 'add-form', content: formOf(`${where}-${does}`) }) as const),
      ),
    );
    await ship({ ...asPackage, places: everyStep.map((does) => `mine-${does}`) });
  }, 120_000);
  afterAll(() => node.close());

  it('is where its forms are designed', async () => {
    expect((await sources()).filter(({ designed }) => designed).map(({ name }) => name)).toEqual([
      'acme-desk',
    ]);
    const { body: names } = await ann.ask('POST', '/api/design/names', {
      texts: ['Colour'],
      form: 'mine-set',
    });
    expect(names).toEqual({ names: ['colour'] });
  });

  it.each(everyStep)('%s comes to the same in it as in the customer’s layer', async (does) => {
    const [here, mine] = [examples[does](`here-${does}`), examples[does](`mine-${does}`)];
    const version = (await source('acme-desk'))?.['version'];
    if (stays.has(does)) {
      // Folders and parameters are one for both.
      if (mine.on) await published(mine.on);
      await published(mine.steps);
      expect((await source('acme-desk'))?.['version']).toBe(version);
      return;
    }
    if (here.on) await published(here.on);
    await published(here.steps);
    const before = (await source('local'))?.['files'];
    if (mine.on) await published(mine.on);
    await published(mine.steps);
    expect((await source('local'))?.['files']).toEqual(before);
    expect((await source('acme-desk'))?.['version']).not.toBe(version);
    expect(asHere(await form(`mine-${does}`))).toEqual(asHere(await form(`here-${does}`)));
  });

  it('gets more in a new version, also what the customer’s layer says of its forms', async () => {
    await ann.ask('PUT', '/api/packages/acme-desk/designed', { here: false });
    expect((await source('acme-desk'))?.['designed']).toBe(false);
    // Kept apart now, as of anybody’s package.
    const kept = await published([
      { do: 'add-form', content: formOf('late-form') },
      { do: 'add-field', form: 'mine-set', content: text('local_more') as never, before: 'code' },
      { do: 'set', form: 'mine-set', target: 'fields/code/label', value: label('Sign') },
      { do: 'set', form: 'mine-set', target: 'list/columns', value: ['number', 'code', 'local_more'] },
      {
        ...{ do: 'add-option', form: 'mine-set', field: 'state' },
        content: { value: 'local_void', label: label('Void') },
      },
      { do: 'add-field', form: 'thing', content: field('local_size', 'integer') as never },
    ]);
    expect(kept['packages']).toMatchObject([{ name: 'local' }]);
    await ann.ask('PUT', '/api/packages/acme-desk/designed', { here: true });
    // A word of the layer above gives way to one of the package; what that layer brought stays its own.
    await published([
      { do: 'set', form: 'mine-set', target: 'fields/code/label', value: label('Signs') },
      { do: 'set', form: 'mine-set', target: 'fields/local_more/label', value: label('More') },
      { do: 'set', form: 'mine-set', target: 'list/columns', value: ['number', 'local_more', 'code'] },
      { do: 'set', form: 'mine-set', target: 'list/search', value: ['number', 'local_more'] },
    ]);
    expect(labelsOf(await form('mine-set'))).toMatchObject({ code: 'Signs', local_more: 'More' });
    expect(JSON.stringify((await source('acme-desk'))?.['files'])).toContain('"Signs"');
    const above = JSON.stringify((await source('local'))?.['files']);
    expect(
      ['Sign', 'More', 'list/columns', 'list/search'].filter((word) => above.includes(`"${word}"`)),
    ).toEqual(['More', 'list/columns', 'list/search']);
    const model = await form('mine-set');
    const { onto } = (await ann.ask('GET', '/api/design/ship')).body;
    const [offered] = onto as readonly JsonObject[];
    expect(offered).toMatchObject({ name: 'acme-desk', prefix: 'acme', label: label('Desk') });
    const next = { ...asPackage, version: String(offered?.['next']), notes: 'More of it.' };
    const places = ['late-form', 'mine-set', 'thing'];
    for (const [body, code] of [
      [{ ...next, version: '1.0.0' }, 'ship-older'],
      [{ ...next, prefix: 'other' }, 'ship-prefix'],
      [{ ...next, version: 'two' }, 'not-a-version'],
    ] as const) {
      const refused = await ann.ask('POST', '/api/design/ship/plan', { ...body, places });
      expect(refused.body['errors'], JSON.stringify(refused.body)).toMatchObject([{ code }]);
    }
    const planned = (await ship({ ...next, places }))['packages'] as readonly JsonObject[];
    expect(planned.map(({ name, notes }) => [name, notes])).toEqual([
      ['acme-desk', `# ${next.version}\n\nMore of it.`],
      ['local', undefined],
    ]);
    expect(asHere(await form('mine-set'))).toEqual(asHere(model));
    expect((await form('late-form'))['package']).toBe('acme-desk');
    const { changelog } = (await ann.ask('GET', '/api/packages/acme-desk')).body;
    expect(changelog).toBe(`# ${next.version}\n\nMore of it.\n`);
    const { version, files } = (await source('acme-desk')) ?? {};
    expect(version).toBe(next.version);
    expect(Object.keys(files as JsonObject).filter((path) => path.startsWith('extensions/'))).toEqual([
      'extensions/thing.json',
    ]);
    const local = JSON.stringify((await source('local'))?.['files']);
    expect(['late-form', 'local_more', 'local_size'].filter((name) => local.includes(name))).toEqual([]);
    // And is designed in it as before.
    await published([
      { do: 'set', form: 'mine-set', target: 'fields/code/label', value: label('Mark') },
      { do: 'rename', form: 'mine-set', place: 'fields/local_more', name: 'more' },
    ]);
    expect(labelsOf(await form('mine-set'))).toMatchObject({ code: 'Mark', more: 'More' });
    expect((await source('local'))?.['files']).toEqual(JSON.parse(local));
  });

  it('becomes the version that is said, never below the least, with what is told of it', async () => {
    await published([{ do: 'add-form', content: formOf('told') }]);
    await ship({ ...asPackage, name: 'acme-told', prefix: 'told', places: ['told'] });
    const id = await ann.begin();
    await ann.take(id, 0, [{ do: 'add-field', form: 'told', content: text('extra') as never }]);
    const said = (versions: JsonObject) => ann.ask('PUT', `/api/design/drafts/${id}`, { versions });
    for (const [versions, status, code] of [
      [{ 'acme-told': { version: '1.0.1' } }, 422, 'version-too-low'],
      [{ 'acme-told': { version: 'two' } }, 422, 'not-a-version'],
      [{ platform: { notes: 'Theirs.' } }, 403, undefined],
      [{ local: { notes: 'Nobody’s.' } }, 403, undefined],
    ] as const) {
      const { status: answered, body } = await said(versions);
      const errors = body['errors'] as readonly JsonObject[] | undefined;
      expect(body['code']).toBe(status === 422 ? 'design-versions' : 'design-layer');
      expect([answered, errors?.[0]?.['code']], JSON.stringify(body)).toEqual([status, code]);
    }
    await said({ 'acme-told': { notes: 'A field more.' } });
    const raised = await said({ 'acme-told': { notes: 'A field more.', version: '1.4.0' } });
    expect(raised.body['versions']).toEqual({ 'acme-told': { notes: 'A field more.', version: '1.4.0' } });
    const planned = async () => (await ann.ask('POST', '/api/design/plan', { design: id })).body;
    const least = { package: 'acme-told', from: '1.0.0', least: '1.1.0', asks: 'additive' };
    expect((await planned())['versions']).toEqual([least]);
    expect((await planned())['packages']).toMatchObject([
      { name: 'acme-told', version: '1.4.0', notes: '# 1.4.0\n\nA field more.' },
    ]);
    // Steps that come later may ask for more than was said.
    await ann.take(id, 1, [{ do: 'hide', form: 'told', place: 'fields/code' }]);
    expect((await planned())['versions']).toEqual([{ ...least, least: '2.0.0', asks: 'breaking' }]);
    const { packages } = await ann.publish(id);
    expect(packages).toMatchObject([{ name: 'acme-told', version: '2.0.0' }]);
    const { changelog } = (await ann.ask('GET', '/api/packages/acme-told')).body;
    expect(changelog).toBe('# 2.0.0\n\nA field more.\n');
    // The next one says nothing of itself.
    const next = await published([{ do: 'add-field', form: 'told', content: text('again') as never }]);
    expect(next['packages']).toMatchObject([{ version: '2.1.0' }]);
    expect((await ann.ask('GET', '/api/packages/acme-told')).body['changelog']).toBe(changelog);
  });

  it('is told with who answers for it, as is any package before it is installed', async () => {
    const { body } = await ann.ask('GET', '/api/packages');
    const origins = (body['items'] as readonly JsonObject[]).map(({ name, origin }) => [name, origin]);
    expect(Object.fromEntries(origins)).toMatchObject({
      platform: 'server',
      local: 'here',
      'acme-desk': 'here',
      shop: 'unsigned',
    });
    const planned = async (packages: readonly Json[]) => {
      const plan = (await ann.ask('POST', '/api/packages/plan', { packages: [...packages] })).body;
      return (plan['packages'] as readonly JsonObject[]).map(({ name, origin }) => [name, origin]);
    };
    const given = (name: string, version: string): Json => ({
      files: {
        'package.json': {
          ...{ name, version, peerDependencies: { platform: '*' } },
          guiju: { prefix: 'some', label: label('Some') },
        },
      },
    });
    // A name alone makes nobody the server’s.
    expect(await planned([given('somebody', '1.0.0')])).toEqual([['somebody', 'unsigned']]);
    expect(await planned([given('basis', '99.0.0')])).toEqual([['basis', 'unsigned']]);
    // Nor ours: what is designed here says so by itself.
    expect(await planned([given('acme-desk', '99.0.0')])).toEqual([['acme-desk', 'unsigned']]);
    const id = await ann.begin();
    await ann.take(id, 0, [{ do: 'add-field', form: 'told', content: text('third') as never }]);
    const { packages } = (await ann.ask('POST', '/api/design/plan', { design: id })).body;
    expect(packages).toMatchObject([{ name: 'acme-told', origin: 'here' }]);
    const { files } = readPackageFolder(
      standardPackageFolders().find((folder) => folder.endsWith('templates')) ?? '',
    );
    expect(await planned([{ files: Object.fromEntries(files) }])).toEqual([['templates', 'server']]);
  });

  it('has as many fields on its page as its forms have by now', async () => {
    await published([
      { do: 'add-field', form: 'thing', content: text('local_one') as never },
      { do: 'hide', form: 'thing', place: 'fields/colour' },
      { do: 'hide', form: 'mine-set', place: 'fields/code' },
    ]);
    for (const name of ['shop', 'acme-desk']) {
      const forms = (await ann.ask('GET', `/api/packages/${name}`)).body['forms'] as readonly JsonObject[];
      expect(forms.length).toBeGreaterThan(1);
      for (const { name: form, fields } of forms)
        expect([form, fields]).toEqual([form, fieldsIn((await ann.ask('GET', `/api/forms/${form}`)).body)]);
    }
  });

  it('is designed elsewhere where somebody else answers for it, and says so', async () => {
    for (const [name, status, code] of [
      ['platform', 409, 'package-foreign'],
      ['local', 409, 'package-foreign'],
      ['nothing', 404, 'package-unknown'],
    ] as const) {
      const answer = await ann.ask('PUT', `/api/packages/${name}/designed`, { here: true });
      expect([answer.status, answer.body['code']]).toEqual([status, code]);
    }
    const saidOf = async (name: string) => (await ann.ask('GET', `/api/packages/${name}`)).body['designed'];
    expect([await saidOf('platform'), await saidOf('shop'), await saidOf('acme-desk')]).toEqual([
      null,
      false,
      true,
    ]);
  });

  it('says of a form that it moves there, and back with an undo', async () => {
    await published([{ do: 'add-form', content: formOf('grown') }]);
    await published([{ do: 'add-field', form: 'grown', content: text('early') as never }]);
    const { onto } = (await ann.ask('GET', '/api/design/ship')).body;
    const next = (onto as readonly JsonObject[]).find(({ name }) => name === 'acme-desk')?.['next'];
    await ship({ ...asPackage, version: String(next), places: ['grown'] });
    const newest = async () => {
      const { body } = await ann.ask('GET', '/api/publishes', undefined, { 'accept-language': 'en' });
      return (body['items'] as readonly JsonObject[])[0] ?? {};
    };
    const said = async () => ((await newest())['says'] as JsonObject[]).map(({ message }) => message);
    expect(await said()).toEqual(['Form “grown” moves to the package “Desk” as it is']);
    const publish = (await newest())['revision'] ?? null;
    const made = ((await ann.ask('GET', '/api/publishes')).body['items'] as readonly JsonObject[])[1];
    const begun = ((await ann.ask('GET', '/api/publishes')).body['items'] as readonly JsonObject[])[2];
    const moved = { form: { en: 'grown' }, package: { en: 'Desk' }, later: publish };
    for (const one of [made, begun]) {
      const early = await ann.ask('POST', '/api/publishes/undo/plan', { publish: one?.['revision'] ?? null });
      expect(early.body).toMatchObject({ status: 409, code: 'undo-form-moved', params: moved });
    }
    const { body: plan } = await ann.ask('POST', '/api/publishes/undo/plan', { publish });
    await ann.ask('POST', '/api/publishes/undo', { publish, hash: plan['hash'] ?? '' });
    expect(await said()).toEqual(['Form “grown” moves back from the package “Desk” as it is']);
  });

  it('is not taken back where nothing of it is left, and is where something is', async () => {
    await published([{ do: 'add-form', content: formOf('brief') }]);
    await published([
      { do: 'add-form', content: formOf('short') },
      { do: 'add-field', form: 'thing', content: text('local_beside') as never },
    ]);
    await published([{ do: 'remove', form: 'brief', place: '' }]);
    await published([{ do: 'remove', form: 'short', place: '' }]);
    const { items } = (await ann.ask('GET', '/api/publishes')).body;
    const [, without, both, brief] = (items as readonly JsonObject[]).map(({ revision }) => revision ?? null);
    const planned = async (publish: Json) =>
      (await ann.ask('POST', '/api/publishes/undo/plan', { publish })).body;
    expect(await planned(brief ?? null)).toMatchObject({
      code: 'undo-later-first',
      params: { later: without },
    });
    const { hash } = await planned(both ?? null);
    expect(
      (await ann.ask('POST', '/api/publishes/undo', { publish: both ?? null, hash: hash ?? '' })).status,
    ).toBe(200);
    expect(labelsOf(await form('thing'))).not.toHaveProperty('local_beside');
  });

  it('is not taken back before what was designed in it since', async () => {
    await published([{ do: 'add-form', content: formOf('taken') }]);
    await ship({ ...asPackage, name: 'acme-back', prefix: 'back', places: ['taken'] });
    await published([{ do: 'add-field', form: 'taken', content: text('later') as never }]);
    const all = async () => (await ann.ask('GET', '/api/publishes')).body['items'] as readonly JsonObject[];
    const [design, making] = await all();
    const undo = async (one: JsonObject | undefined) => {
      const publish = one?.['revision'] ?? null;
      const { body: plan } = await ann.ask('POST', '/api/publishes/undo/plan', { publish });
      return ann.ask('POST', '/api/publishes/undo', { publish, hash: plan['hash'] ?? '' });
    };
    expect((await undo(making)).body).toMatchObject({ status: 409, code: 'undo-later-first' });
    expect((await undo(design)).status).toBe(200);
    expect(await source('acme-back')).toMatchObject({ version: '1.0.0' });
    expect((await undo(making)).status).toBe(200);
    expect(await form('taken')).toMatchObject({ package: 'local' });
    expect(await source('acme-back')).toBeUndefined();
    // Made again, it is designed in it again.
    expect((await undo((await all()).find(({ offers }) => offers === 'redo'))).status).toBe(200);
    expect(await source('acme-back')).toMatchObject({ version: '1.0.0', designed: true });
  });

  it('takes steps that were waiting while it was made', async () => {
    await published([{ do: 'add-form', content: formOf('waiting') }]);
    const id = await ann.begin();
    await ann.take(id, 0, [{ do: 'add-field', form: 'waiting', content: text('extra') as never }]);
    await ship({ ...asPackage, name: 'acme-wait', prefix: 'wait', places: ['waiting'] });
    const { packages } = await ann.publish(id);
    expect(packages).toMatchObject([{ name: 'acme-wait', version: '1.1.0' }]);
    expect(labelsOf(await form('waiting'))).toHaveProperty('extra');
  });
});

/** Fields that are told, those of rows among them. */
function fieldsIn({ fields }: JsonObject): number {
  const all = (fields ?? []) as readonly JsonObject[];
  return all.reduce((sum, field) => sum + 1 + fieldsIn(field), 0);
}

function labelsOf(form: JsonObject): JsonObject {
  const all = form['fields'] as readonly JsonObject[];
  return Object.fromEntries(all.map(({ name, label }) => [String(name), (label as JsonObject)['en'] ?? '']));
}

/** A form as it is told, called as its twin, but for who brought it. */
function asHere(body: JsonObject): Json {
  const text = JSON.stringify(body, (member, value: Json) =>
    ['package', 'hash', 'revision', 'physical'].includes(member) ? undefined : value,
  );
  return JSON.parse(text.replaceAll('mine-', 'here-').replaceAll('"acme-desk"', '"local"')) as Json;
}
