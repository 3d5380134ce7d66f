import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Form } from '../../../metadata/model.ts';
import { everyOther } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Call } from '../../call/call.ts';
import type { SheetFormat } from './book/sheet.ts';
import { createSheetWorker, type SheetSession } from './book/sheet-worker.ts';
import { exportFile } from './export-file.ts';
import { type Dice, makeRecord } from './generated-records.suite.ts';
import { importFile } from './import-file.ts';
import { openWorld, type World } from './world.suite.ts';

/** The platform writes these itself. */
const ownWork = new Set(['job', 'token', 'parameter-value', 'change-set']);
const silent = async () => {};
/** Of which an organisation has no more than so many. */
const only = new Map([['customs-init', 1]]);

describeOnDatabases('exporting and importing again', (database) => {
  let world: World;
  let forms: readonly Form[] = [];

  beforeAll(async () => {
    world = await openWorld(database.url);
    forms = [...world.tenant.served().model.forms.values()].filter(({ id }) => !ownWork.has(id));
  });
  afterAll(() => world.close());

  it('finds generated records of every form that ships', async () => {
    const dice = diceOf(Number(process.env['GUIJU_SEED'] ?? 1));
    // The tree has one root, so whatever else is an organisation stands below it.
    const known = new Map<string, string[]>([['organisation', [world.call().org]]]);
    const maker = { served: world.tenant.served, create: world.create };
    let waiting = forms.filter(({ kind }) => kind !== 'setting');
    const refused = new Map<string, unknown>();
    // Those that refer to others come once there is something to point at; then all once more.
    for (let before = -1; waiting.length > 0 && waiting.length !== before; ) {
      before = waiting.length;
      const again: Form[] = [];
      for (const form of waiting) {
        try {
          for (let count = 0; count < (only.get(form.name) ?? 3); count++)
            known.set(form.id, [...(known.get(form.id) ?? []), await makeRecord(maker, form, known, dice)]);
          refused.delete(form.name);
        } catch (error) {
          refused.set(form.name, error);
          again.push(form);
        }
      }
      waiting = again;
    }
    expect([...refused.values()]).toEqual([]);
    for (const form of forms.filter(({ kind }) => kind === 'setting')) {
      const setting = await world.tenant.store.setting(world.call(), form);
      await world.tenant.store.patch(world.call(), form, setting.id, {}, setting.revision);
    }
  }, 120_000);

  const manners: readonly [SheetFormat, Call['language']][] = [
    ['xlsx', 'zh'],
    ['xlsx', 'en'],
    ['csv', 'zh'],
  ];
  it.each(everyOther(manners, database.name))(
    'changes nothing in any of them, as %s in %s',
    async (format, language) => {
      const seen: unknown[] = [];
      await createSheetWorker().use(async (session) => {
        for (const form of forms) {
          const before = await world.all(form.name);
          const several =
            format === 'csv' ? [undefined, ...form.entries.map(({ name }) => name)] : [undefined];
          for (const entries of several)
            seen.push(...(await thereAndBack(session, form, format, language, entries)));
          expect(await world.all(form.name)).toEqual(before);
        }
      });
      expect(seen).toEqual([]);
    },
    240_000,
  );

  /** Whatever an import made of an export, beside leaving everything as it is. */
  async function thereAndBack(
    session: SheetSession,
    form: Form,
    format: SheetFormat,
    language: Call['language'],
    entries: string | undefined,
  ): Promise<readonly unknown[]> {
    const { store } = world.tenant;
    const call = world.call(language);
    const which = entries === undefined ? {} : { entries };
    const request = { format, ...which, query: { view: 'manage' } } as const;
    const bytes = await exportFile(session, store, {
      call,
      form,
      request,
      links: () => ({ file: () => 'http://localhost/', page: () => 'http://localhost/' }),
      report: silent,
    });
    if (format === 'xlsx') {
      const [sheet] = (await readXlsx(bytes)).sheets;
      expect([form.name, (sheet?.rows.length ?? 0) > 2]).toEqual([form.name, true]);
    }
    const zone = 'Asia/Shanghai';
    const { counts, problems, warnings } = await importFile(session, store, {
      call,
      form,
      request: { bytes, format, zone, ...which },
      contents: world.tenant.contents,
      report: silent,
    });
    const { unchanged: _, ...others } = counts;
    const quiet = Object.values(others).every((count) => count === 0) && warnings.length === 0;
    return quiet
      ? []
      : [
          {
            form: form.name,
            entries,
            counts,
            warnings,
            problems: problems.map(({ problem, ...at }) => ({ ...at, ...problem })),
          },
        ];
  }
});

function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
