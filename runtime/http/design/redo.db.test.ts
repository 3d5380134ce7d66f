import { afterAll, beforeAll, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { type LogEntry, stepsOf } from '../../../metadata/design/design-log.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { readInstalled } from '../../model/packages/package-store.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, shopPackage } from './designing.suite.ts';
import { addMenu, everyStep, examples, formOf, text } from './every-step.suite.ts';

describeOnDatabases('what was done in a design, undone and done again, is the same', (under) => {
  let node: TestNode;
  let ann: Designer;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    ann = designer(node);
    const id = await ann.begin();
    await ann.take(
      id,
      0,
      everyStep.map((does) => ({ do: 'add-form', content: formOf(does) }) as const),
    );
    await ann.publish(id);
    for (const does of everyStep)
      await node.ask('POST', `/api/forms/${does}/records`, {
        number: 'A',
        title: 'T',
        code: 'X',
        state: 'new',
      });
  }, 60_000);
  afterAll(() => node.close());

  const files = async () => {
    const { body } = await ann.ask('GET', '/api/design/sources');
    return (body['packages'] as JsonObject[]).find(({ name }) => name === 'local')?.['files'] ?? null;
  };
  const record = async (form: string): Promise<Json> => {
    const { body } = await node.ask('GET', `/api/forms/${form}/records`);
    const id = String((body['items'] as JsonObject[])[0]?.['id']);
    const {
      revision: _,
      modifiedAt: __,
      ...said
    } = (await node.ask('GET', `/api/forms/${form}/records/${id}`)).body;
    return said;
  };
  const newest = async (offered: 'undo' | 'redo') => {
    const { body } = await ann.ask('GET', '/api/publishes');
    return (body['items'] as JsonObject[]).find(({ offers }) => offers === offered)?.['revision'] ?? null;
  };
  const takeBack = async (offered: 'undo' | 'redo', wanted?: Json) => {
    const publish = wanted ?? (await newest(offered));
    const plan = await ann.ask('POST', '/api/publishes/undo/plan', { publish });
    expect(plan.body['hash'], JSON.stringify([offered, plan.body['issues']])).toEqual(expect.any(String));
    const done = await ann.ask('POST', '/api/publishes/undo', { publish, hash: plan.body['hash'] ?? null });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
  };

  it.each(everyStep)('%s: in the design, and once it was published', async (does) => {
    const { on = [], steps } = examples[does](does);
    if (on.length > 0) {
      const first = await ann.begin();
      await ann.take(first, 0, on);
      await ann.publish(first);
    }
    const before = await record(does);
    const stood = await files();
    const id = await ann.begin();
    const taken = await ann.take(id, 0, steps);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    let seen = steps.length;
    for (const turn of ['undo', 'redo'])
      for (const _ of steps) {
        const turned = await ann.ask('POST', `/api/design/drafts/${id}/${turn}`, { seen });
        expect(turned.status, JSON.stringify(turned.body)).toBe(200);
        seen += 1;
      }
    const { log } = (await ann.ask('GET', `/api/design/drafts/${id}`)).body;
    expect(stepsOf(log as unknown as readonly LogEntry[]).map(({ step }) => step)).toEqual(steps);
    await ann.publish(id);
    const after = [await files(), await record(does)];
    await takeBack('undo');
    expect(await record(does)).toEqual(before);
    await takeBack('redo');
    expect([await files(), await record(does)]).toEqual(after);

    const made = await newest('undo');
    const later = await ann.begin();
    const late = { do: 'add-field', form: does, content: text('late') } as unknown as DesignStep;
    await ann.take(later, 0, [late]);
    await ann.publish(later);
    const since = [await files(), await record(does)];
    await takeBack('undo', made);
    expect([withoutLate(await files()), withoutLate(await record(does))]).toEqual(
      [stood, before].map(withoutLate),
    );
    await takeBack('redo');
    expect([await files(), await record(does)]).toEqual(since);
  });

  it('has what was left out in mind once, however often that was undone and done again', async () => {
    const local = (await readInstalled(node.tenant.database)).find(({ name }) => name === 'local');
    const remembered = (local?.dropped ?? []).map((one) => JSON.stringify(one));
    expect(remembered.length).toBeGreaterThan(0);
    expect(remembered).toEqual([...new Set(remembered)]);
  });
});

describeOnDatabases('the first of all that a customer published', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
  });
  afterAll(() => node.close());

  it('is undone though others came since, which stay, and done again', async () => {
    const first: readonly DesignStep[] = [
      addMenu('desk'),
      { do: 'add-form', content: formOf('first') },
      { do: 'add-field', form: 'thing', content: text('local_more') },
    ];
    const ann = designer(node);
    const publish = async (steps: readonly DesignStep[]) => {
      const id = await ann.begin();
      await ann.take(id, 0, steps);
      await ann.publish(id);
    };
    const all = async () => (await ann.ask('GET', '/api/publishes')).body['items'] as JsonObject[];
    const files = async () => {
      const { body } = await ann.ask('GET', '/api/design/sources');
      return (body['packages'] as JsonObject[]).find(({ name }) => name === 'local')?.['files'] ?? null;
    };
    const undo = async (revision: Json) => {
      const plan = await ann.ask('POST', '/api/publishes/undo/plan', { publish: revision });
      expect(plan.body['hash'], JSON.stringify(plan.body)).toEqual(expect.any(String));
      const asked = { publish: revision, hash: plan.body['hash'] ?? null };
      expect((await ann.ask('POST', '/api/publishes/undo', asked)).status).toBe(200);
    };
    await publish(first);
    const revision = (await all())[0]?.['revision'] ?? null;
    await publish([{ do: 'add-form', content: formOf('second') }]);
    const both = await files();
    await undo(revision);
    const left = JSON.stringify(await files());
    expect(['second', 'first', 'desk', 'local_more'].map((name) => left.includes(`"${name}"`))).toEqual([
      ...[true, false, false, false],
    ]);
    await undo((await all()).find(({ offers }) => offers === 'redo')?.['revision'] ?? null);
    expect(await files()).toEqual(both);
  });
});

describeOnDatabases('all that a customer published, taken away by an undo', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
  });
  afterAll(() => node.close());

  it('is told as kept and comes back with its values, though the customer published anew since', async () => {
    const ann = designer(node);
    const publish = async (step: DesignStep) => {
      const id = await ann.begin();
      await ann.take(id, 0, [step]);
      await ann.publish(id);
    };
    const undo = async (revision: Json) => {
      const plan = await ann.ask('POST', '/api/publishes/undo/plan', { publish: revision });
      expect(plan.body['hash'], JSON.stringify(plan.body)).toEqual(expect.any(String));
      const asked = { publish: revision, hash: plan.body['hash'] ?? null };
      expect((await ann.ask('POST', '/api/publishes/undo', asked)).status).toBe(200);
    };
    const items = async (path: string) => (await ann.ask('GET', path)).body['items'] as JsonObject[];
    const things = '/api/forms/thing/records';
    const archive = async () => {
      const { package: name, installed, kept } = (await items('/api/archives'))[0] ?? {};
      return [name, installed, (kept as JsonObject[] | undefined)?.map(({ count }) => count)];
    };
    await publish({ do: 'add-field', form: 'thing', content: text('local_more') });
    const made = await node.ask('POST', things, { number: 'KEPT', title: 'T', local_more: 'said' });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await undo((await items('/api/publishes'))[0]?.['revision'] ?? null);
    expect(await archive()).toEqual(['local', null, [1]]);

    await publish({ do: 'add-form', content: formOf('since') });
    expect(await archive()).toEqual(['local', null, [1]]);
    const back =
      (await items('/api/publishes')).find(({ offers }) => offers === 'redo')?.['revision'] ?? null;
    expect((await items('/api/archives'))[0]?.['revision']).toBe(back);
    await undo(back);
    expect((await items(things)).map(({ local_more: said }) => said)).toEqual(['said']);
    expect((await node.ask('GET', '/api/forms/since')).status).toBe(200);
    expect(await archive()).toEqual(['local', expect.any(String), []]);
  });
});

/** Without the field that a later publish added, and the version of the package it made. */
function withoutLate(value: Json): Json {
  if (Array.isArray(value))
    return (value as readonly Json[])
      .filter((one) => !(isObject(one) && one['name'] === 'late'))
      .map(withoutLate);
  if (!isObject(value)) return value;
  const left = Object.entries(value).filter(([key]) => key !== 'late' && key !== 'version');
  return Object.fromEntries(left.map(([key, one]) => [key, withoutLate(one)]));
}

describeOnDatabases('what a customer published first, once it was undone', (under) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
    await node.ask('POST', '/api/forms/thing/records', { number: 'A', rate: 1 });
  });
  afterAll(() => node.close());

  it('is no part of what is published next', async () => {
    const ann = designer(node);
    const id = await ann.begin();
    await ann.take(id, 0, [
      { do: 'add-field', form: 'thing', content: field('local_twice', 'formula', { formula: 'rate * 2' }) },
      { do: 'add-field', form: 'thing', content: field('local_box', 'reference', { form: 'box' }) },
    ] as unknown as readonly DesignStep[]);
    const { revision = null } = await ann.publish(id);
    const { hash = null } = (await ann.ask('POST', '/api/publishes/undo/plan', { publish: revision })).body;
    expect((await ann.ask('POST', '/api/publishes/undo', { publish: revision, hash })).status).toBe(200);
    const next = await ann.begin();
    await ann.take(next, 0, [{ do: 'add-form', content: formOf('next') }]);
    const plan = (await ann.ask('POST', '/api/design/plan', { design: next })).body;
    expect(plan['hash'], JSON.stringify(plan['issues'])).toEqual(expect.any(String));
    expect((plan['issues'] as JsonObject[]).map(({ code }) => code)).not.toContain('fields-computed');
    expect(JSON.stringify(plan['changes'])).not.toContain('local_box');
  });
});
