import type { KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { refusal } from '../../common/refusal.ts';
import { readSigningKey, withSignature } from '../../model/packages/signature.ts';
import { readTarball } from '../../model/tarball/read-tarball.ts';
import { writeTarball } from '../../model/tarball/write-tarball.ts';
import { type CommandContext, exit } from '../common/command.ts';
import { showIssues } from '../common/show-issues.ts';

const signingKeyNone = refusal('signing-key-none', 422);

/** Puts a signature into a tarball, in the place of one it has. */
export async function signTarball({ words, terminal }: CommandContext): Promise<number> {
  const [file = '', keyFile = ''] = words;
  const key = signingKey(keyFile);
  const { files, faults } = await readTarball(readFileSync(file));
  const issues = faults.map(({ code, file: inside, params }) => ({
    code,
    severity: 'error' as const,
    file: inside,
    pointer: '',
    params: { file: inside || file, ...params },
  }));
  showIssues(issues, new Map(), terminal);
  if (issues.length > 0) {
    terminal.result({ issues });
    return exit.failed;
  }
  writeFileSync(file, await writeTarball(withSignature(files, key)));
  terminal.say({ zh: `已签名 ${file}`, en: `signed ${file}` }[terminal.language]);
  terminal.result({ file });
  return exit.done;
}

/** Refuses what is no private key. */
export function signingKey(file: string): KeyObject {
  const key = readSigningKey(readFileSync(file, 'utf8'));
  if (!key) throw signingKeyNone({ file });
  return key;
}
