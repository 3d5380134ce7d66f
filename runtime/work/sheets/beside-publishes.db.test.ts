import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { platformUser } from '../../call/system-call.ts';
import { createLog } from '../../config/log.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { createJobs } from '../jobs/create-jobs.ts';
import { createSheets } from './create-sheets.ts';
import { openWorld, type World } from './world.suite.ts';

describeOnDatabases('an import that a publish overtakes', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database.url);
    await publish('note');
    await publish('other');
  });
  afterAll(() => world.close());

  /** A package of one form that has these texts beside its number. */
  const publish = (name: 'note' | 'other', ...texts: readonly string[]) => {
    const label = { zh: name, en: name };
    const fields = ['number', ...texts].map((text) => ({
      name: text,
      kind: 'text',
      length: 40,
      label: { zh: text, en: text },
    }));
    const form = { name, kind: 'master', sharing: 'everybody', label, key: ['number'], fields };
    const manifest = {
      name,
      version: texts.length === 0 ? '1.0.0' : '1.1.0',
      peerDependencies: { platform: '*' },
      guiju: { prefix: name, label },
    };
    const files = new Map<string, Json>([
      ['package.json', manifest],
      [`forms/${name}.json`, form],
    ]);
    return world.tenant.publisher.publish([installedFrom(files)], { actor: platformUser, reason: 'test' });
  };
  /** Imports ten records; before the third is written, this is published. */
  const imported = async (publishing: () => Promise<unknown>, from: string) => {
    const { tenant } = world;
    const call = world.call('en');
    let written = 0;
    let published: Promise<unknown> | undefined;
    const store: typeof tenant.store = {
      ...tenant.store,
      create: async (...asked) => {
        written += 1;
        if (written > 2) published ??= publishing();
        await published;
        return tenant.store.create(...asked);
      },
    };
    const lines: string[] = [];
    const log = createLog('error', { write: (line) => void lines.push(line) });
    const jobs = createJobs({ ...tenant, log });
    const sheets = createSheets({ ...tenant, store, url: '' });
    const numbers = Array.from({ length: 10 }, (_, at) => `${from}${at}`);
    const bytes = new TextEncoder().encode(['number', ...numbers].join('\n'));
    const order = { name: 'a.csv', format: 'csv', dryRun: false, bytes } as const;
    const { id } = await jobs.start(call, sheets.importing(call, world.form('note'), order));
    await jobs.idle();
    const kept = (await world.all('note')).filter(({ number }) => String(number).startsWith(from));
    expect(lines).toEqual([]);
    return { job: await jobs.find(id), kept: kept.length };
  };

  it('goes on when it was about another form', async () => {
    const { job, kept } = await imported(() => publish('other', 'added'), 'A');
    expect(job).toMatchObject({ status: 'done', created: 10, progress: '1' });
    expect(kept).toBe(10);
  });

  it('stops when its own form changed, says so, and keeps what it wrote', async () => {
    const { job, kept } = await imported(() => publish('note', 'added'), 'B');
    expect(job).toMatchObject({ status: 'failed', details: { problem: { code: 'job-form-changed' } } });
    expect(job?.['message']).toContain('start the rest again');
    expect(kept).toBe(2);
  });
});
