import { msg, str } from '@lit/localize';
import type { Field } from '../../../metadata/field.ts';
import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { largestOf, mostOf, typesOf } from '../../../metadata/kinds/common/file-value.ts';
import { language, say } from '../../session/i18n.ts';

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

/** What a field takes, said before anything is brought. */
export function limitsText(field: Field): string {
  const types = [...new Set(typesOf(field).map((name) => say(fileType(name).label)))];
  const named = types.length > mostNamed ? [...types.slice(0, mostNamed), '…'] : types;
  const list = named.join(language() === 'zh' ? '、' : ', ');
  const largest = sizeText(largestOf(field));
  const most = mostOf(field);
  return most === 1
    ? msg(str`${list}；最大 ${largest}`, { id: 'file-limits' })
    : msg(str`${list}；每个最大 ${largest}，最多 ${most} 个`, { id: 'files-limits' });
}

const mostNamed = 8;

/** What a file dialog offers: it goes by names, and the server by contents. */
export function acceptOf(field: Field): string {
  const types = typesOf(field);
  if (types.includes('other')) return '';
  return types.flatMap((name) => fileType(name).endings.map((ending) => `.${ending}`)).join(',');
}
