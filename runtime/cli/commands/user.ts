import { passwordRefused } from '../../access/auth/gate.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { callFor, noSuch } from '../common/find-form.ts';
import { type Opened, spokenTo, withInstallation } from '../common/open-from.ts';

type Verb = (opened: Opened, context: CommandContext, number: string) => Promise<number>;

/** A row of a user's roles, as far as it is shown. */
type Held = {
  readonly role: { readonly id: string; readonly number: string };
  readonly organisation: { readonly id: string; readonly number: string };
};

const verbs: Readonly<Record<string, Verb>> = {
  list,
  add,
  role,
  password,
  'two-step-off': twoStepOff,
  enable: turn,
  disable: turn,
};

export function user(context: CommandContext): Promise<number> {
  const [verb = 'list', number = ''] = context.words;
  const run = verbs[verb];
  if (!run || (verb !== 'list' && number === '')) {
    return Promise.resolve(context.misused());
  }
  return withInstallation(context, (opened) => run(opened, context, number));
}

async function list({ tenant }: Opened, { terminal }: CommandContext): Promise<number> {
  const call = { ...tenant.systemCall(), reason: 'guiju user' };
  const fields = ['number', 'name', 'enabled', 'roles'];
  const { items } = await tenant.store.list(call, form(call, 'user'), { view: 'manage', fields, limit: 500 });
  const users = items.map(({ id, number, name, enabled, roles }) => ({
    id,
    number,
    name,
    enabled,
    roles: (roles as readonly Held[]).map((held) => `${held.role.number}@${held.organisation.number}`),
  }));
  for (const { number, name, enabled, roles } of users)
    terminal.say(
      `${String(number).padEnd(20)} ${enabled ? ' ' : '×'} ${roles.join(' ').padEnd(28)} ${name}`.trimEnd(),
    );
  terminal.result(users);
  return exit.done;
}

async function add(opened: Opened, context: CommandContext, number: string): Promise<number> {
  const { tenant, gate } = opened;
  const { options, terminal } = context;
  const org = callFor(opened, context, 'guiju user');
  const given = await rolesGiven(opened, context);
  if (!org || !given) return exit.failed;
  const secret = await askPassword(context);
  if (!secret) return exit.usage;
  const problems = await gate.passwordProblems(number, secret, '/password');
  if (problems.length > 0) throw passwordRefused({}, problems);
  const call = { ...tenant.systemCall(), reason: 'guiju user' };
  const { record } = await tenant.store.create(call, form(call, 'user'), {
    number,
    name: text(options['name']) ?? number,
    organisation: { id: org.org },
    roles: given.map((id) => ({ role: { id }, organisation: { id: org.org } })),
  });
  await gate.setPassword({ id: record.id, number }, secret, isTemporary(context));
  terminal.say({ zh: `已建立用户 ${number}`, en: `created the user ${number}` }[terminal.language]);
  if (given.length === 0) {
    const guiju = spokenTo(context.environment);
    terminal.say(
      {
        zh: `${number} 还没有角色：能登录，但什么也看不到、做不了。用 ${guiju} user role ${number} --role configurator 给予角色，或在“用户”中设置。`,
        en: `${number} has no role yet: the user can sign in but see or do nothing. Assign a role with ${guiju} user role ${number} --role configurator, or under Users.`,
      }[terminal.language],
    );
  }
  terminal.result({ id: record.id, number, roles: given.length });
  return exit.done;
}

/** One role more, for the organisation of `--org` and those its scope reaches. */
async function role(opened: Opened, context: CommandContext, number: string): Promise<number> {
  const { tenant } = opened;
  const { terminal } = context;
  const org = callFor(opened, context, 'guiju user');
  const given = await rolesGiven(opened, context);
  if (!org || !given) return exit.failed;
  if (given.length === 0) {
    terminal.warn({ zh: '请用 --role 给出角色', en: 'Name a role with --role' }[terminal.language]);
    return exit.usage;
  }
  const found = await find(opened, context, number);
  if (!found) return exit.failed;
  const call = { ...tenant.systemCall(), reason: 'guiju user' };
  const users = form(call, 'user');
  const filter = { fact: 'number', operator: 'equal', value: number } as const;
  const { items } = await tenant.store.list(call, users, {
    view: 'manage',
    filter,
    limit: 1,
    fields: ['roles'],
  });
  const held = (items[0]?.['roles'] ?? []) as readonly Held[];
  const roles = given
    .filter((id) => !held.some((row) => row.role.id === id && row.organisation.id === org.org))
    .map((id) => ({ role: { id }, organisation: { id: org.org } }));
  if (roles.length > 0) await tenant.store.patch(call, users, found.id, { roles }, found.revision);
  const where = org.served.orgs.get(org.org)?.number ?? '';
  terminal.say(
    {
      zh: `${number} 在组织 ${where} 有了角色 ${roleNamed(context)}`,
      en: `${number} now has the role ${roleNamed(context)} in organisation ${where}`,
    }[terminal.language],
  );
  terminal.result({ id: found.id, number });
  return exit.done;
}

function roleNamed({ options }: CommandContext): string | undefined {
  return options['administrator'] === true ? 'administrator' : text(options['role']);
}

/** Ids of the roles asked for: one or none. Undefined, and said so, where there is no such role. */
async function rolesGiven(
  { tenant }: Opened,
  context: CommandContext,
): Promise<readonly string[] | undefined> {
  const wanted = roleNamed(context);
  if (wanted === undefined) return [];
  const call = { ...tenant.systemCall(), reason: 'guiju user' };
  const query = { view: 'manage', limit: 500, fields: ['number'] } as const;
  const { items } = await tenant.store.list(call, form(call, 'role'), query);
  const found = items.find((item) => item['number'] === wanted);
  if (found) return [found.id];
  const known = items.map((item) => String(item['number'])).sort();
  return noSuch(context.terminal, { zh: '角色', en: 'role' }, wanted, known);
}

async function password(opened: Opened, context: CommandContext, number: string): Promise<number> {
  const { terminal } = context;
  const found = await find(opened, context, number);
  if (!found) return exit.failed;
  const secret = await askPassword(context);
  if (!secret) return exit.usage;
  const sessions = await opened.gate.setPassword({ id: found.id, number }, secret, isTemporary(context));
  const open = await tokensOf(opened, found.id);
  const ending = context.options['end-tokens'] === true;
  if (ending) for (const token of open) await revokeToken(opened, token);
  terminal.say(
    {
      zh: `已设置 ${number} 的密码，其已有会话全部结束`,
      en: `the password of ${number} was set; all of the user’s sessions were ended`,
    }[terminal.language],
  );
  if (open.length > 0) terminal.say(tokenLines(open, ending)[terminal.language]);
  const tokens = open.map(({ id, name, hint }) => ({ id, name: name ?? null, hint: hint ?? null }));
  terminal.result({
    id: found.id,
    number,
    sessions,
    ended: ending ? tokens : [],
    tokens: ending ? [] : tokens,
  });
  return exit.done;
}

/** Whoever can start the server lets somebody in again who lost his phone and his codes. */
async function twoStepOff(opened: Opened, context: CommandContext, number: string): Promise<number> {
  const { terminal } = context;
  const found = await find(opened, context, number);
  if (!found) return exit.failed;
  const user = { id: found.id, number };
  const removed = await opened.gate.authenticators.removeAll(user, null);
  terminal.say(
    {
      zh: `已移除 ${number} 的 ${removed} 个验证器应用和恢复码：下次登录只要密码，角色要求两步验证时重新添加`,
      en: `${removed} authenticator ${removed === 1 ? 'app' : 'apps'} of ${number} and the recovery codes were removed: the next sign-in needs the password alone, and adds an app if a role asks for one`,
    }[terminal.language],
  );
  terminal.result({ ...user, removed });
  return exit.done;
}

function tokenLines(tokens: readonly WireRecord[], ended: boolean): Record<'zh' | 'en', string> {
  const names = tokens.map(({ name, hint }) => `${String(name)} (${String(hint ?? '')}…)`);
  return ended
    ? {
        zh: `同时吊销了令牌：${names.join('、')}`,
        en: `these tokens were revoked as well: ${names.join(', ')}`,
      }
    : {
        zh: `仍有效的令牌：${names.join('、')}；用 --end-tokens 同时吊销`,
        en: `these tokens are still valid: ${names.join(', ')}; use --end-tokens to revoke them as well`,
      };
}

async function turn(opened: Opened, context: CommandContext, number: string): Promise<number> {
  const { tenant } = opened;
  const found = await find(opened, context, number);
  if (!found) return exit.failed;
  const call = { ...tenant.systemCall(), reason: 'guiju user' };
  const [verb = ''] = context.words;
  await tenant.store.act(call, form(call, 'user'), found.id, {
    action: verb,
    params: {},
    ifMatch: found.revision,
  });
  const { language } = context.terminal;
  const turned = {
    enable: { zh: `${number} 已启用`, en: `${number} was enabled` },
    disable: {
      zh: `${number} 已禁用，其会话和令牌不再有效`,
      en: `${number} was disabled; the user’s sessions and tokens are no longer valid`,
    },
  }[verb === 'enable' ? 'enable' : 'disable'];
  context.terminal.say(turned[language]);
  context.terminal.result({ id: found.id, number, enabled: verb === 'enable' });
  return exit.done;
}

/** Enabled tokens of a user that have not expired. */
async function tokensOf({ tenant }: Opened, user: string): Promise<readonly WireRecord[]> {
  const call = { ...tenant.systemCall(), reason: 'guiju user' };
  const filter = { fact: 'user', operator: 'equal', value: user } as const;
  const query = { view: 'manage', filter, limit: 500 } as const;
  const { items } = await tenant.store.list(call, form(call, 'token'), query);
  return items.filter(
    ({ enabled, expiresOn }) =>
      enabled !== false && (typeof expiresOn !== 'string' || expiresOn >= call.now.localDate),
  );
}

async function revokeToken({ tenant, gate }: Opened, { id, revision }: WireRecord): Promise<void> {
  const call = { ...tenant.systemCall(), reason: 'guiju user' };
  await gate.revokeToken(id);
  await tenant.store.remove(call, form(call, 'token'), id, revision);
}

export async function find(
  { tenant }: Opened,
  { terminal }: CommandContext,
  number: string,
): Promise<WireRecord | undefined> {
  const call = { ...tenant.systemCall(), reason: 'guiju user' };
  const users = form(call, 'user');
  const filter = { fact: 'number', operator: 'equal', value: number } as const;
  const { items } = await tenant.store.list(call, users, { view: 'manage', filter, limit: 1 });
  if (items[0]) return items[0];
  const all = await tenant.store.list(call, users, { view: 'manage', fields: ['number'], limit: 500 });
  const numbers = all.items.map((item) => String(item['number'])).sort();
  return noSuch(terminal, { zh: '用户', en: 'user' }, number, numbers);
}

function isTemporary({ options }: CommandContext): boolean {
  return options['temporary'] === true;
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
