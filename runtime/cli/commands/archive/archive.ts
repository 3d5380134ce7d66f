import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { counted } from '../../../../metadata/words/counted.ts';
import { sentence } from '../../../common/messages/index.ts';
import { type Verified, verifyArchive } from '../../../work/archives/verify-archive.ts';
import { type CommandContext, exit } from '../../common/command.ts';

/** `guiju archive verify <file>`: whether an archive is what it was when it was made; needs no server and no database. */
export async function archive({ words, terminal, misused }: CommandContext): Promise<number> {
  const [what = '', given = ''] = words;
  const { language } = terminal;
  if (what !== 'verify') return misused();
  const file = resolve(given);
  if (!existsSync(file)) {
    terminal.warn(sentence('file-missing', { file }, language, new Map()));
    return exit.failed;
  }
  const verified = await verifyArchive(file);
  terminal.result({ file, ...verified });
  if (!verified.readable) {
    terminal.warn(unreadable[verified.why][language](file));
    return exit.failed;
  }
  const flaws = (['missing', 'changed', 'unlisted'] as const).flatMap((flaw) =>
    verified[flaw].map((path) => said[flaw][language](path)),
  );
  for (const flaw of flaws) terminal.warn(flaw);
  terminal.say(summary(file, verified, flaws.length)[language]);
  return flaws.length > 0 ? exit.failed : exit.done;
}

const unreadable = {
  zip: {
    zh: (file: string) => `${file} 不是完整的 zip 文件：可能没有下载完，或被截断`,
    en: (file: string) => `${file} is no whole zip file: perhaps it was not downloaded to its end`,
  },
  manifest: {
    zh: (file: string) => `${file} 中没有可读的 manifest.json，无法核对；它可能不是电子档案`,
    en: (file: string) => `${file} has no manifest.json that can be read; it may be no archive`,
  },
};

const said = {
  missing: {
    zh: (path: string) => `缺失：${path}`,
    en: (path: string) => `Missing: ${path}`,
  },
  changed: {
    zh: (path: string) => `被改动：${path}`,
    en: (path: string) => `Changed: ${path}`,
  },
  unlisted: {
    zh: (path: string) => `清单中没有：${path}`,
    en: (path: string) => `Not listed: ${path}`,
  },
};

function summary(
  file: string,
  { name, madeAt, files, fingerprint }: Extract<Verified, { readonly readable: true }>,
  flaws: number,
) {
  const at = madeAt.slice(0, 16).replace('T', ' ');
  return {
    zh: `${file}：${name}，${at}（UTC）生成，清单上 ${files} 个文件，${flaws === 0 ? '全部完整、未被改动' : `有 ${flaws} 处不符`}。\n指纹 ${fingerprint}；请与生成任务的说明核对。`,
    en: `${file}: ${name}, made at ${at} (UTC), ${counted(files, 'file', 'files')} listed; ${flaws === 0 ? 'all are there and unchanged' : counted(flaws, 'difference', 'differences')}.\nFingerprint ${fingerprint}; compare it with what the job said that made it.`,
  };
}
