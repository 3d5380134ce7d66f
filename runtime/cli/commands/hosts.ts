import type { JsonObject } from '../../../metadata/common/json.ts';
import { hostForm } from '../../access/egress/listed-hosts.ts';
import { proposingHosts } from '../../access/egress/propose-hosts.ts';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { type Opened, withInstallation } from '../common/open-from.ts';

const listMissing = refusal('hosts-without-list', 409);

/** Lists the hosts that the server may call, and allows more of them. */
export function hosts(context: CommandContext): Promise<number> {
  const [verb = '', ...names] = context.words;
  const isAll = context.options['all'] === true;
  if (verb === 'list' && names.length === 0)
    return withInstallation(context, (opened) => list(opened, context));
  if (verb === 'allow' && isAll !== names.length > 0)
    return withInstallation(context, (opened) => allow(opened, context, names));
  return Promise.resolve(context.misused());
}

/**
 * Reads the list; hosts that are in use from before are proposed first, so that a server that never ran since is no
 * hindrance.
 */
async function entries({ tenant, hosts: listed, targets, clock }: Opened) {
  const { database, store, systemCall } = tenant;
  await proposingHosts({ database, store, hosts: listed, targets, systemCall, clock })();
  const call: Call = { ...systemCall(), reason: 'guiju hosts' };
  const form = call.served.model.formsById.get(hostForm);
  if (!form) throw listMissing();
  const { items } = await store.list(call, form, { view: 'manage', limit: 500, sort: ['host'] });
  return { call, form, items };
}

async function list(opened: Opened, { terminal }: CommandContext): Promise<number> {
  const { items } = await entries(opened);
  const words = {
    zh: { proposed: '待确认', private: '内网' },
    en: { proposed: 'proposed', private: 'private' },
  }[terminal.language];
  for (const { host, ports, private: isPrivate, state } of items)
    terminal.say(
      [host, ports, isPrivate === true ? words.private : '', state === 'proposed' ? words.proposed : '']
        .filter(Boolean)
        .join('  '),
    );
  terminal.result(items);
  return exit.done;
}

async function allow(opened: Opened, context: CommandContext, names: readonly string[]): Promise<number> {
  const { options, terminal } = context;
  const { call, form, items } = await entries(opened);
  const { store } = opened.tenant;
  const allowed: string[] = [];
  const waiting = items.filter(({ state }) => state === 'proposed');
  const isPrivate = options['private'] === true;
  const ports = String(options['port'] ?? '443');
  const more: JsonObject = isPrivate ? { private: true } : {};
  for (const { id, host } of waiting) {
    if (names.length > 0 && !names.includes(String(host))) continue;
    await store.patch(call, form, id, { state: 'allowed', ...more });
    allowed.push(String(host));
  }
  for (const host of names.filter((name) => !allowed.includes(name))) {
    // A user who left out --private the first time says it the second time, and there is no other verb for that.
    const listed = items.find((item) => item['host'] === host && item['ports'] === ports);
    if (listed) await store.patch(call, form, listed.id, more);
    else await store.create(call, form, { host, ports, private: isPrivate });
    allowed.push(host);
  }
  terminal.say(
    {
      zh: `已允许：${allowed.join('、') || '没有待确认的'}`,
      en: `allowed: ${allowed.join(', ') || 'no hosts were waiting for confirmation'}`,
    }[terminal.language],
  );
  terminal.result({ allowed });
  return exit.done;
}
