import { v7 as newId } from 'uuid';
import { counted } from '../../../metadata/words/counted.ts';
import { createAudit } from '../../access/auth/audit.ts';
import { isServed } from '../../care/backup/own-tables.ts';
import {
  adoptNextKey,
  isKey,
  keyFile,
  makeKeyFile,
  nextKeyFile,
  readKeyFile,
  readKnownKeys,
} from '../../care/keys/key-file.ts';
import { sealedCounts } from '../../care/keys/sealed-places.ts';
import { adoptKey, turnKey } from '../../care/keys/turn-key.ts';
import { keyLost } from '../../care/keys/unlock.ts';
import { refusal } from '../../common/refusal.ts';
import { createVault, type Vault } from '../../common/vault.ts';
import { readSecret } from '../../config/config.ts';
import { migrate } from '../../database/migrate.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { type BareInstallation, withDatabase } from '../common/open-from.ts';
import { confirm } from '../common/terminal.ts';

const keyInUse = refusal('key-in-use', 409);
const keyNextNeeded = refusal('key-next-needed', 400);

/**
 * The key that secrets are sealed with: which it is, another in its place, the present one after the former was lost.
 */
export function key(context: CommandContext): Promise<number> {
  const [verb = ''] = context.words;
  const verbs: Readonly<Record<string, Verb>> = { show, turn, adopt };
  const work = verbs[verb];
  if (!work) return Promise.resolve(context.misused());
  const migrated = async (opened: BareInstallation) => {
    await migrate(opened.database, newId());
    return work(opened, context);
  };
  return withDatabase(context, migrated, { known: work !== adopt });
}

type Verb = (opened: BareInstallation, context: CommandContext) => Promise<number>;

async function show({ config, database, vault }: BareInstallation, { terminal }: CommandContext) {
  const { current, next } = await readKnownKeys(database);
  const counts = await sealedCounts(database);
  const fits = vault !== null && current !== undefined && isKey(vault, current);
  const place = config.secret ? 'GUIJU_SECRET' : keyFile(config.home);
  const sealed = [...counts].map(([id, n]) => `${id}: ${n}`).join(', ') || '0';
  terminal.say(
    {
      zh: `这里的密钥：${vault?.id ?? '无'}（${place}）\n数据库的密钥：${current?.id ?? '尚未登记'}${next ? `，正在更换为 ${next.id}` : ''}\n密文（按密钥）：${sealed}`,
      en: `the key here: ${vault?.id ?? 'none'} (${place})\nthe key of the database: ${current?.id ?? 'none noted yet'}${next ? `, being turned over to ${next.id}` : ''}\nsecrets by key: ${sealed}`,
    }[terminal.language],
  );
  terminal.result({
    here: vault?.id ?? null,
    place,
    current: current?.id ?? null,
    next: next?.id ?? null,
    fits,
    sealed: Object.fromEntries(counts),
  });
  return current === undefined || fits ? exit.done : exit.failed;
}

async function turn(opened: BareInstallation, { environment, terminal }: CommandContext) {
  const { config, database, vault } = opened;
  if (!vault)
    throw keyLost({ file: keyFile(config.home), key: [(await readKnownKeys(database)).current?.id ?? ''] });
  if (await isServed(database)) throw keyInUse();
  const next = nextKey(opened, environment['GUIJU_NEXT_SECRET']);
  const at = Date.now();
  const { sealed, shut } = await turnKey(database, vault, next, { at });
  if (!config.secret) adoptNextKey(config.home, vault.id);
  await note(opened, 'key-turned', { from: vault.id, to: next.id, sealed, shut });
  const then = config.secret
    ? {
        zh: '请在每个节点把 GUIJU_SECRET 设为新的密钥。',
        en: 'Set GUIJU_SECRET to the new key on every node.',
      }
    : {
        zh: `原来的密钥留在 ${keyFile(config.home)}.${vault.id}，旧备份仍需要它。`,
        en: `The previous key is kept in ${keyFile(config.home)}.${vault.id}: older backups still need it.`,
      };
  terminal.say(
    {
      zh: `密钥 ${vault.id} 已更换为 ${next.id}，重新加密 ${sealed} 处${shut > 0 ? `，${shut} 处打不开而未变` : ''}。${then.zh}`,
      en: `the key ${vault.id} is turned over to ${next.id}: ${counted(sealed, 'text', 'texts')} sealed anew${shut > 0 ? `, ${shut} left as they were, since they do not open` : ''}. ${then.en}`,
    }[terminal.language],
  );
  terminal.result({ from: vault.id, to: next.id, sealed, shut });
  return exit.done;
}

/** One of its own beside the present one, or the one that was told. */
function nextKey({ config }: BareInstallation, named: string | undefined): Vault {
  if (!config.secret) return createVault(makeKeyFile(nextKeyFile(config.home), config.home));
  const key = named === undefined ? null : readSecret(named.trim());
  if (!key) throw keyNextNeeded();
  return createVault(key);
}

async function adopt(opened: BareInstallation, context: CommandContext) {
  const { config, database } = opened;
  const { terminal } = context;
  if (await isServed(database)) throw keyInUse();
  const { current } = await readKnownKeys(database);
  const question = {
    zh: `用密钥 ${current?.id ?? '—'} 加密的内容将不再能打开，需要重新填写。`,
    en: `Secrets encrypted with the key ${current?.id ?? '—'} can no longer be opened and have to be entered again.`,
  }[terminal.language];
  if (!(await confirm(context, { question, word: 'adopt' }))) return exit.failed;
  const file = keyFile(config.home);
  const vault = opened.vault ?? createVault(readKeyFile(file) ?? makeKeyFile(file, config.home));
  await adoptKey(database, vault, Date.now());
  await note({ ...opened, vault }, 'key-adopted', { from: current?.id ?? null, to: vault.id });
  terminal.say(
    {
      zh: `从现在起使用密钥 ${vault.id}；guiju doctor 会指出打不开的密文`,
      en: `the key ${vault.id} is used from now on; guiju doctor lists the secrets that cannot be opened`,
    }[terminal.language],
  );
  terminal.result({ from: current?.id ?? null, to: vault.id });
  return exit.done;
}

async function note(
  { database }: BareInstallation,
  action: string,
  detail: Record<string, string | number | null>,
) {
  await createAudit({ database, clock: Date.now, newId }).record({ action, detail });
}
