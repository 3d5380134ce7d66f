import { msg } from '@lit/localize';
import type { Notice } from '../kit/gj-notices.ts';

/** The server could not be reached: nothing is lost, and it can be tried again from here. */
export function notSent(retry: () => void): Notice {
  const text = msg('无法连接服务器，没有保存；填写的内容还在页面上。', { id: 'not-sent' });
  return { text, kind: 'error', retry };
}
