import { dayIn } from '../../../metadata/kinds/common/civil.ts';
import { addDays } from '../../../rules/calendar.ts';
import { usualTokenDays } from '../../../rules/token-days.ts';
import { scopesRefused } from '../../call/token-scopes.ts';
import { refusal } from '../../common/refusal.ts';
import { contentWrong } from '../../storage/store/record/refusals.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { type Opened, withInstallation } from '../common/open-from.ts';
import { find, form } from './user.ts';

/** In place of a date: it opens until it is revoked. */
const never = 'never';

const expiryPast = refusal('expiry-past', 422);

export function token(context: CommandContext): Promise<number> {
  const [verb = '', subject = ''] = context.words;
  if (verb === 'create' && subject)
    return withInstallation(context, (opened) => create(opened, context, subject));
  if (verb === 'list') return withInstallation(context, (opened) => list(opened, context));
  if (verb === 'revoke' && subject)
    return withInstallation(context, (opened) => revoke(opened, context, subject));
  return Promise.resolve(context.misused());
}

async function create(opened: Opened, context: CommandContext, number: string): Promise<number> {
  const { tenant, gate } = opened;
  const { options, terminal } = context;
  const { name, expires, scopes } = options;
  const owner = await find(opened, context, number);
  if (!owner) return exit.failed;
  const wanted = typeof scopes === 'string' ? scopes.split(',') : ['read', 'write'];
  const rights = await gate.rightsOf(owner.id);
  const refused = rights ? scopesRefused(rights, tenant.served().model, wanted) : [];
  if (refused.length > 0) throw contentWrong({ count: refused.length }, refused);
  const text = gate.prepareToken();
  const call = { ...tenant.systemCall(), reason: 'guiju token' };
  const { localDate } = call.now;
  const last = typeof expires === 'string' ? expires : addDays(localDate, usualTokenDays);
  if (dayIn(last) && last < localDate) throw expiryPast();
  const { record } = await tenant.store.create(call, form(call, 'token'), {
    name: typeof name === 'string' ? name : 'guiju token create',
    user: { id: owner.id },
    scopes: wanted,
    hint: text.slice(0, 8),
    expiresOn: last === never ? null : last,
  });
  await gate.issueToken(text, record.id, owner.id);
  terminal.say(text);
  terminal.result({ id: record.id, token: text, user: number });
  return exit.done;
}

async function list({ tenant }: Opened, { terminal }: CommandContext): Promise<number> {
  const call = { ...tenant.systemCall(), reason: 'guiju token' };
  const { items } = await tenant.store.list(call, form(call, 'token'), { view: 'manage', limit: 500 });
  for (const { id, hint, name, expiresOn } of items)
    terminal.say(`${id}  ${String(hint ?? '').padEnd(8)}…  ${String(expiresOn ?? '—').padEnd(10)}  ${name}`);
  terminal.result(items);
  return exit.done;
}

async function revoke({ tenant, gate }: Opened, { terminal }: CommandContext, id: string): Promise<number> {
  const call = { ...tenant.systemCall(), reason: 'guiju token' };
  const record = await tenant.store.read(call, form(call, 'token'), id, 'manage');
  await gate.revokeToken(id);
  if (record['enabled'] === true)
    await tenant.store.act(call, form(call, 'token'), id, {
      action: 'disable',
      params: {},
      ifMatch: record.revision,
    });
  terminal.say({ zh: '令牌已作废', en: 'the token was revoked' }[terminal.language]);
  terminal.result({ id });
  return exit.done;
}
