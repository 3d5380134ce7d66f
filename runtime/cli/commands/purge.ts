import type { JsonObject } from '../../../metadata/common/json.ts';
import { counted } from '../../../metadata/words/counted.ts';
import { createAudit } from '../../access/auth/audit.ts';
import { platformUser } from '../../call/system-call.ts';
import { purgeHistory } from '../../storage/store/history/purge-history.ts';
import { type Purgeable, purgeable, refuseUnpurgeable } from '../../storage/tables/purge.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { findForm } from '../common/find-form.ts';
import { type Opened, withInstallation } from '../common/open-from.ts';
import { confirm } from '../common/terminal.ts';

/** Lets go for good what left the model, or what history remembers of a person. The one command that loses data. */
export function purge(context: CommandContext): Promise<number> {
  const [first, second] = context.words;
  return withInstallation(context, async (opened) => {
    if (context.options['history'] === true) {
      if (first !== undefined && second !== undefined) return history(opened, context, first, second);
      context.terminal.warn('guiju purge --history <form> <number>');
      return exit.usage;
    }
    return first === undefined ? list(opened, context) : data(opened, context, first);
  });
}

async function list({ tenant }: Opened, { terminal }: CommandContext): Promise<number> {
  const found = await purgeable(tenant.database, tenant.served().model);
  for (const each of found) terminal.say(`${each.path.padEnd(40)} ${rowsText(each, terminal.language)}`);
  if (found.length === 0)
    terminal.say({ zh: '没有可清除的数据', en: 'there is no data to purge' }[terminal.language]);
  terminal.result(found);
  return exit.done;
}

async function data(opened: Opened, context: CommandContext, path: string): Promise<number> {
  const { tenant } = opened;
  const { terminal } = context;
  const { language } = terminal;
  const { model } = tenant.served();
  const known = (await purgeable(tenant.database, model)).find((each) => each.path === path);
  const rows = known && rowsText(known, language);
  const question = {
    zh: `${path} 的数据${rows ? `（${rows}）` : ''}将被永久删除，不能撤销。`,
    en: `The data of ${path}${rows ? ` (${rows})` : ''} goes for good; this cannot be undone.`,
  }[language];
  if (!known) await refuseUnpurgeable(tenant.database, model, path, true);
  if (!(await confirm(context, { question, word: path }))) return exit.failed;
  const actor = { id: platformUser.id, name: platformUser.name };
  await tenant.publisher.purge(path, { actor, reason: `guiju purge ${path}` });
  await record(opened, 'purge', path, { rows: known?.rows ?? 0 });
  terminal.say({ zh: `已清除 ${path}`, en: `${path} was purged` }[language]);
  terminal.result({ path, rows: known?.rows ?? 0 });
  return exit.done;
}

async function history(
  opened: Opened,
  context: CommandContext,
  name: string,
  number: string,
): Promise<number> {
  const { tenant } = opened;
  const { terminal } = context;
  const { language } = terminal;
  const form = findForm(opened, context, name);
  if (!form) return exit.failed;
  const id = await findRecord(opened, form.id, form.number?.id, number);
  if (id === undefined) {
    terminal.warn(
      { zh: `“${form.label.zh}”没有 ${number} 的历史`, en: `${form.label.en} has no history of ${number}` }[
        language
      ],
    );
    return exit.failed;
  }
  const { versions, values, preferences } = await purgeHistory(tenant.database, form, id, true);
  const question = {
    zh: `${number} 的 ${versions} 个历史版本中有 ${values} 个个人信息将被清空${preferences > 0 ? `，${preferences} 项个人偏好将被删除` : ''}，不能撤销；现在的数据不变。`,
    en: `${counted(values, 'personal value', 'personal values')} in ${counted(versions, 'former version', 'former versions')} of ${number} will be blanked${preferences > 0 ? ` and ${counted(preferences, 'preference', 'preferences')} deleted` : ''}, which cannot be undone; the record of today stays as it is.`,
  }[language];
  if (values + preferences > 0 && !(await confirm(context, { question, word: number }))) return exit.failed;
  const done = await purgeHistory(tenant.database, form, id);
  await record(opened, 'purge-history', `${form.id}/${id}`, { ...done });
  terminal.say(
    {
      zh: `已清空 ${done.versions} 个版本中的 ${done.values} 个值`,
      en: `blanked ${counted(done.values, 'value', 'values')} in ${counted(done.versions, 'version', 'versions')}`,
    }[language],
  );
  terminal.result({ form: form.name, id, ...done });
  return exit.done;
}

/** By id, or by the number any of its versions had. */
async function findRecord({ tenant }: Opened, form: string, member: string | undefined, text: string) {
  const { database } = tenant;
  const known = await database.first<{ record: string }>(
    'SELECT record FROM gj_history WHERE form = ? AND record = ? LIMIT 1',
    [form, text],
  );
  if (known || member === undefined) return known?.record;
  const mark = `%${JSON.stringify({ [member]: text })
    .slice(1, -1)
    .replace(/[!%_]/g, '!$&')}%`;
  const rows = await database.all<{ record: string; snapshot: string }>(
    "SELECT record, snapshot FROM gj_history WHERE form = ? AND snapshot LIKE ? ESCAPE '!' ORDER BY revision DESC",
    [form, mark],
  );
  return rows.find(({ snapshot }) => JSON.parse(snapshot)[member] === text)?.record;
}

function record({ tenant, clock, newId }: Opened, action: string, target: string, detail: JsonObject) {
  return createAudit({ database: tenant.database, clock, newId }).record({
    action,
    target,
    detail: { ...detail },
  });
}

function rowsText({ rows }: Purgeable, language: 'zh' | 'en'): string {
  return { zh: `${rows} 行`, en: counted(rows, 'row', 'rows') }[language];
}
