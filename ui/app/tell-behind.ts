import { msg, str } from '@lit/localize';
import { notify } from '../kit/gj-notices.ts';

/** What was published from this page is not served everywhere yet: until it is closed, whoever published knows. */
export function tellBehind(event: Event): void {
  const { detail: count } = event as CustomEvent<number>;
  const text = msg(
    str`已发布，但还有 ${count} 台服务器没有换用新的定义；跟上之后自动换用，在此之前经它们打开的页面还是原来的样子`,
    { id: 'nodes-behind' },
  );
  notify({ text, kind: 'error' });
}
