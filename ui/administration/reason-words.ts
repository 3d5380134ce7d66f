import { msg, str } from '@lit/localize';

/** The reason that somebody gave for what he did; what the server did without anybody is said in the reader's language. */
export function reasonWords(reason: string | null | undefined): string {
  if (!reason) return '';
  if (reason === 'first start') return msg('首次启动', { id: 'reason-first-start' });
  const [, command] = /^(guiju [a-z]+)$/.exec(reason) ?? [];
  return command ? msg(str`命令 ${command}`, { id: 'reason-command' }) : reason;
}
