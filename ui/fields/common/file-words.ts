import { msg, str } from '@lit/localize';
import type { Field } from '../../../metadata/field.ts';
import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { largestOf, mostOf, typesOf } from '../../../metadata/kinds/common/file-value.ts';
import { sizeText } from '../../files/size-text.ts';
import { language, say } from '../../session/i18n.ts';

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

/** Whether a photograph may stand in a field. */
export function takesPictures(field: Field): boolean {
  return typesOf(field).some((name) => fileType(name).picture);
}
