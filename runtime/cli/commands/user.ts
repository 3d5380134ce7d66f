import { checkPassword } from '../../auth/password-rules.ts';
import { passwordRefused } from '../../auth/refusals.ts';
import type { WireRecord } from '../../store/store.ts';
import { type CommandContext, exit } from '../command.ts';
import { type Opened, withInstallation } from '../open-from.ts';

type Verb = (opened: Opened, context: CommandContext, number: string) => Promise<number>;

const verbs: Readonly<Record<string, Verb>> = { list, add, password, enable: turn, disable: turn };

export function user(context: CommandContext): Promise<number> {
  const [verb = 'list', number = ''] = context.words;
  const run = verbs[verb];
  const { terminal } = context;
  if (!run || (verb !== 'list' && number === '')) {
    terminal.warn('guiju user list | add <number> | password <number> | enable <number> | disable <number>');
    return Promise.resolve(exit.usage);
  }
  return withInstallation(context, (opened) => run(opened, context, number));
}

async function list({ tenant }: Opened, { terminal }: CommandContext): Promise<number> {
  const call = tenant.systemCall();
  const { items } = await tenant.store.list(call, form(call, 'user'), { view: 'manage', limit: 500 });
  for (const each of items)
    terminal.say(`${String(each['number']).padEnd(24)} ${each['enabled'] ? ' ' : '×'} ${each['name']}`);
  terminal.result(items.map(({ id, number, name, enabled }) => ({ id, number, name, enabled })));
  return exit.done;
}

async function add(opened: Opened, context: CommandContext, number: string): Promise<number> {
  const { tenant, gate } = opened;
  const { options, terminal } = context;
  const secret = await askPassword(context);
  if (!secret) return exit.usage;
  const problems = checkPassword(secret, '/password', number);
  if (problems.length > 0) throw passwordRefused({}, problems);
  const call = tenant.systemCall();
  const org = { number: text(options['org']) ?? tenant.served().orgs.get(call.org)?.number ?? '' };
  const role = options['administrator'] === true ? 'administrator' : text(options['role']);
  const { record } = await tenant.store.create(call, form(call, 'user'), {
    number,
    name: text(options['name']) ?? number,
    organisation: org,
    ...(role === undefined ? {} : { roles: [{ role: { number: role }, organisation: org }] }),
  });
  await gate.setPassword({ id: record.id, number }, secret);
  terminal.say({ zh: `已建立用户 ${number}`, en: `user ${number} was made` }[terminal.language]);
  terminal.result({ id: record.id, number });
  return exit.done;
}

async function password(opened: Opened, context: CommandContext, number: string): Promise<number> {
  const { terminal } = context;
  const found = await find(opened, context, number);
  if (!found) return exit.failed;
  const secret = await askPassword(context);
  if (!secret) return exit.usage;
  await opened.gate.setPassword({ id: found.id, number }, secret);
  terminal.say(
    {
      zh: `已设置 ${number} 的密码，其已有会话全部结束`,
      en: `the password of ${number} is set; all sessions ended`,
    }[terminal.language],
  );
  terminal.result({ id: found.id, number });
  return exit.done;
}

async function turn(opened: Opened, context: CommandContext, number: string): Promise<number> {
  const { tenant } = opened;
  const found = await find(opened, context, number);
  if (!found) return exit.failed;
  const call = tenant.systemCall();
  const [verb = ''] = context.words;
  await tenant.store.act(call, form(call, 'user'), found.id, verb, {}, found.revision);
  context.terminal.say(`${number}: ${verb}`);
  context.terminal.result({ id: found.id, number, enabled: verb === 'enable' });
  return exit.done;
}

export async function find(
  { tenant }: Opened,
  { terminal }: CommandContext,
  number: string,
): Promise<WireRecord | undefined> {
  const call = tenant.systemCall();
  const filter = { fact: 'number', operator: 'equal', value: number } as const;
  const { items } = await tenant.store.list(call, form(call, 'user'), { view: 'manage', filter, limit: 1 });
  if (!items[0])
    terminal.warn({ zh: `没有用户 ${number}`, en: `there is no user ${number}` }[terminal.language]);
  return items[0];
}

async function askPassword({ options, terminal }: CommandContext): Promise<string | undefined> {
  const given =
    text(options['password']) ??
    (await terminal.secret({ zh: '密码：', en: 'Password: ' }[terminal.language]));
  if (!given)
    terminal.warn(
      {
        zh: '需要密码：输入、用管道传入或 --password',
        en: 'a password is needed: type it, pipe it in, or use --password',
      }[terminal.language],
    );
  return given;
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function form(call: ReturnType<Opened['tenant']['systemCall']>, id: string) {
  const found = call.served.model.formsById.get(id);
  if (!found) throw new Error(`the package platform brings no form ${id}`);
  return found;
}
