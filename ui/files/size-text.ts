const units = ['B', 'KB', 'MB', 'GB'] as const;

/**
 * A number of bytes as people say it.
 *
 * @example
 * sizeText(0) //=> '0 B'
 * sizeText(1536) //=> '1.5 KB'
 * sizeText(20 * 1024 * 1024) //=> '20 MB'
 */
export function sizeText(bytes: number): string {
  const at = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const count = bytes / 1024 ** at;
  const said = count < 10 && at > 0 ? Math.round(count * 10) / 10 : Math.round(count);
  return `${said} ${units[at]}`;
}
