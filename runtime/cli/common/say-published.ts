import { counted } from '../../../metadata/words/counted.ts';
import type { AwaitNodes } from '../../call/nodes-serving.ts';
import type { Terminal } from './command.ts';

/** Says how a publish ended; `finishedBy`: the server that brought it to its end. Default: this command did. */
export function sayPublished(
  { language, say, warn }: Terminal,
  base: number,
  revision: number,
  finishedBy: string | null = null,
): void {
  const isNew = revision !== base;
  say(
    isNew
      ? { zh: `已发布，版本 ${revision}`, en: `published as revision ${revision}` }[language]
      : { zh: `没有变化，仍是版本 ${revision}`, en: `nothing changed; still revision ${revision}` }[language],
  );
  if (finishedBy !== null)
    warn(
      {
        zh: `本命令中途停顿过久，由 ${finishedBy} 接着完成了发布`,
        en: `this command stalled for too long, so ${finishedBy} finished the publish`,
      }[language],
    );
}

/** Waits for the servers to serve it, and names those that do not yet. */
export async function sayServed({ language, warn }: Terminal, nodes: AwaitNodes) {
  const serving = await nodes();
  const { length } = serving.behind;
  if (length === 0) return serving;
  const servers = counted(length, 'server does', 'servers do');
  warn(
    {
      zh: `${length} 台服务器还没有换用新的定义，跟上之后自动换用：`,
      en: `${servers} not use the new definitions yet, and will switch automatically:`,
    }[language],
  );
  for (const { name, since } of serving.behind)
    warn({ zh: `  ${name}（最近一次报告 ${since}）`, en: `  ${name} (last report at ${since})` }[language]);
  return serving;
}
