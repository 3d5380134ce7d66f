import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { v7 as newId } from 'uuid';
import { createAudit } from '../../access/auth/audit.ts';
import { refusal } from '../../common/refusal.ts';
import { migrate } from '../../database/migrate.ts';
import { keyId, newSigningKey } from '../../model/packages/signature.ts';
import { readTrustedKeys, revokeKey, trustKey } from '../../model/packages/trusted-keys.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { type BareInstallation, withDatabase } from '../common/open-from.ts';

const publicKeyNone = refusal('public-key-none', 422);
const trustedKeyUnknown = refusal('trusted-key-unknown', 404);
const keyFileThere = refusal('key-file-there', 409);

/** The keys by which publishers are known: one of one's own, and those that are believed here. */
export function keys(context: CommandContext): Promise<number> {
  const [verb = '', word] = context.words;
  if (verb === 'new' && word !== undefined) return makeKey(word, context);
  const verbs: Readonly<Record<string, Verb>> = { list, trust, revoke };
  const work = verbs[verb];
  if (!work || (work === list) !== (word === undefined)) {
    return Promise.resolve(context.misused());
  }
  const migrated = async (opened: BareInstallation) => {
    await migrate(opened.database, newId());
    return work(opened, context);
  };
  return withDatabase(context, migrated, { known: true });
}

type Verb = (opened: BareInstallation, context: CommandContext) => Promise<number>;

async function makeKey(file: string, { terminal }: CommandContext): Promise<number> {
  if (existsSync(file)) throw keyFileThere({ file });
  const { privatePem, publicKey } = newSigningKey();
  writeFileSync(file, privatePem, { mode: 0o600, flag: 'wx' });
  const id = keyId(publicKey);
  const shared = `${file}.pub`;
  writeFileSync(shared, `${publicKey}\n`);
  terminal.say(
    {
      zh: `私钥已写入 ${file}，请妥善保管\n公钥已写入 ${shared}，交给客户：${publicKey}\n编号：${id}`,
      en: `the private key was written to ${file}: keep it safe\nthe public key was written to ${shared}, give it to customers: ${publicKey}\nid: ${id}`,
    }[terminal.language],
  );
  terminal.result({ file, publicKey, id });
  return exit.done;
}

async function list({ database }: BareInstallation, { terminal }: CommandContext): Promise<number> {
  const rows = await readTrustedKeys(database);
  for (const { id, label, public_key, added_by, revoked_at } of rows) {
    const revoked = { zh: '（已撤销）', en: ' (revoked)' }[terminal.language];
    terminal.say(`${id}  ${label}${revoked_at === null ? '' : revoked}\n    ${public_key}  ${added_by}`);
  }
  if (rows.length === 0)
    terminal.say({ zh: '没有受信任的密钥', en: 'there are no trusted keys' }[terminal.language]);
  terminal.result({
    keys: rows.map(({ public_key, added_at, added_by, revoked_at, ...row }) => ({
      ...row,
      publicKey: public_key,
      addedAt: added_at,
      addedBy: added_by,
      revokedAt: revoked_at,
    })),
  });
  return exit.done;
}

async function trust({ database }: BareInstallation, { words, options, terminal }: CommandContext) {
  const word = words[1] ?? '';
  const key = existsSync(word) ? readFileSync(word, 'utf8').trim() : word;
  const id = keyId(key);
  if (id === null) throw publicKeyNone({ key });
  const label = typeof options['label'] === 'string' ? options['label'] : id;
  const row = { id, public_key: key, label, added_at: Date.now(), added_by: operator };
  await trustKey(database, row);
  await note(database, 'key-trusted', { id, label });
  terminal.say(
    { zh: `已信任密钥 ${id}（${label}）`, en: `the key ${id} (${label}) is now trusted` }[terminal.language],
  );
  terminal.result({ id, label });
  return exit.done;
}

async function revoke({ database }: BareInstallation, { words, terminal }: CommandContext) {
  const id = words[1] ?? '';
  if (!(await revokeKey(database, id, Date.now(), operator))) throw trustedKeyUnknown({ key: id });
  await note(database, 'key-revoked', { id });
  terminal.say(
    {
      zh: `已撤销密钥 ${id}；用它签名的已安装的包照常工作，guiju doctor 会指出它们`,
      en: `the key ${id} was revoked; installed packages signed with it keep working, and guiju doctor lists them`,
    }[terminal.language],
  );
  terminal.result({ id });
  return exit.done;
}

/** The author of changes of the trusted keys: whoever has the machine. */
const operator = 'guiju';

async function note(
  database: BareInstallation['database'],
  action: string,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  await createAudit({ database, clock: Date.now, newId }).record({ action, detail });
}
