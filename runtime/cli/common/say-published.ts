import { counted } from '../../../metadata/counted.ts';
import type { Published } from '../../publish/publisher.ts';
import type { Terminal } from './command.ts';

/** What became of a publish, and which servers do not serve it yet. */
export function sayPublished(
  { language, say, warn }: Terminal,
  base: number,
  { revision, nodes }: Pick<Published, 'revision' | 'nodes'>,
): void {
  const isNew = revision !== base;
  say(
    isNew
      ? { zh: `已发布，版本 ${revision}`, en: `published as revision ${revision}` }[language]
      : { zh: `没有变化，仍是版本 ${revision}`, en: `nothing changed since revision ${revision}` }[language],
  );
  const { length } = nodes.behind;
  if (length === 0) return;
  const servers = counted(length, 'server does', 'servers do');
  warn(
    {
      zh: `${length} 台服务器还没有换用新的定义，跟上之后自动换用：`,
      en: `${servers} not serve it yet, and will after catching up:`,
    }[language],
  );
  for (const { id, since } of nodes.behind)
    warn({ zh: `  ${id}（最近一次报告 ${since}）`, en: `  ${id} (last heard of at ${since})` }[language]);
}
