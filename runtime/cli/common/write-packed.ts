import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { counted } from '../../../metadata/words/counted.ts';
import { refusal } from '../../common/refusal.ts';
import { type Installed, readInstalled } from '../../model/packages/package-store.ts';
import { packedAs, tarballName } from '../../model/packages/packed.ts';
import { type CommandContext, exit, type Terminal } from './command.ts';
import type { Opened } from './open-from.ts';

const packageNotInstalled = refusal('package-not-installed', 404);

/** The installed package that a word names, where no form is called so or `--package` says which is meant. */
export async function installedNamed(
  { tenant }: Opened,
  { words: [name = ''], options }: CommandContext,
): Promise<Installed | undefined> {
  const isMeant = options['package'] === true;
  if (!isMeant && tenant.served().model.forms.has(name)) return undefined;
  const found = (await readInstalled(tenant.database)).find((one) => one.name === name);
  if (!found && isMeant) throw packageNotInstalled({ name });
  return found;
}

export async function writePacked(
  { tenant }: Opened,
  { options, terminal }: CommandContext,
  installed: Installed,
): Promise<number> {
  const { bytes, isAsPacked } = await packedAs(tenant.database, installed);
  const file = typeof options['out'] === 'string' ? options['out'] : tarballName(installed);
  const written = writeBytes(file, bytes, terminal);
  if (!isAsPacked)
    terminal.warn(
      {
        zh: '它不是以打好的包安装的：文件重新写出，没有签名',
        en: 'it was not installed as a packed file, so its files are packed again, without a signature',
      }[terminal.language],
    );
  const { name, version } = installed;
  terminal.result({ name, version, asPacked: isAsPacked, ...written });
  return exit.done;
}

export function writeBytes(file: string, bytes: Uint8Array, { language, say }: Terminal) {
  writeFileSync(file, bytes);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const size = counted(bytes.length, 'byte', 'bytes');
  say(
    {
      zh: `已写出 ${file}（${bytes.length} 字节）\n${integrity}`,
      en: `wrote ${file} (${size})\n${integrity}`,
    }[language],
  );
  return { file, size: bytes.length, integrity };
}
