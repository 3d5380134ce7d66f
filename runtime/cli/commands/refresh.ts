import type { Form } from '../../../metadata/model.ts';
import { counted } from '../../../metadata/words/counted.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import { claimAgain } from '../../model/publish/records/claim-again.ts';
import { plannedAlone } from '../../storage/store/commit/planned-write.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { failure } from '../common/failure.ts';
import { findForm } from '../common/find-form.ts';
import { type Opened, withInstallation } from '../common/open-from.ts';
import { progress } from '../common/publish-given.ts';

const page = 200;

/**
 * Makes anew what the platform makes of records — carried and computed fields, what is claimed under unique
 * rules — after a publish that changed how. Records in which nothing changes are left alone.
 */
export function refresh(context: CommandContext): Promise<number> {
  const { words, terminal } = context;
  return withInstallation(context, async (opened) => {
    const form = findForm(opened, context, words[0] ?? '');
    if (!form) return exit.failed;
    const { tenant } = opened;
    const call = { ...tenant.systemCall(), language: terminal.language, reason: 'guiju refresh' };
    const say = progress(terminal);
    let [done, changed, refused] = [0, 0, 0];
    let cursor: string | null | undefined;
    do {
      const count = cursor === undefined;
      const query = {
        view: 'manage',
        limit: page,
        fields: ['id'],
        count,
        ...(cursor ? { cursor } : {}),
      } as const;
      const { items, next } = await tenant.store.list(call, form, query);
      for (const { id } of items) {
        try {
          if (await save(opened, call, form, id)) changed += 1;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          refused += 1;
          terminal.warn(id);
          failure(error, { ...terminal, result: () => {} }, { texts: call.served.model.messages });
        }
        done += 1;
        say(done, Math.max(done, items.length));
      }
      cursor = next;
    } while (cursor);
    await claims(opened, call, form);
    terminal.say(
      {
        zh: `${done} 条数据，${changed} 条有变化并已保存，${refused} 条未通过检查`,
        en: `${counted(done, 'record', 'records')}: ${changed} changed and were saved, ${refused} did not pass their checks`,
      }[terminal.language],
    );
    terminal.result({ form: form.name, records: done, changed, refused });
    return refused > 0 ? exit.failed : exit.done;
  });
}

/** Saves a record again; answers whether there was something to save. */
async function save({ tenant }: Opened, call: Call, form: Form, id: string): Promise<boolean> {
  const { store } = tenant;
  const now = await store.read(call, form, id, 'manage');
  const { record } = await store.patch(call, form, id, {}, now.revision);
  return record.revision !== now.revision;
}

async function claims({ tenant, clock }: Opened, call: Call, { id, unique }: Form): Promise<void> {
  if (unique.length === 0) return;
  const { database, store } = tenant;
  const { model, orgs, revision } = call.served;
  const added = [{ form: id, added: unique.map(({ name }) => name), gone: [] }];
  const moment = { model, orgs, revision, zone: tenant.zone(orgs.root), at: clock() };
  await store.write(
    plannedAlone(revision, `claims ${id}`, async (tx) => {
      await claimAgain(tx, database.dialect, added, moment);
      return { statements: [], inserts: [], events: [], result: undefined };
    }),
  );
}
