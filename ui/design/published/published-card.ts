import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { failureText } from '../../kit/base/failure-text.ts';
import { icon } from '../../kit/base/icons.ts';
import { notify } from '../../kit/gj-notices.ts';
import { undoPublish } from './undo-publish.ts';

/** Says that a design was published, with what one may go on with and the way back; `undone` hears that it was taken back. */
export function publishedCard(
  revision: number,
  offers: TemplateResult | null,
  undone: () => void = () => {},
): TemplateResult {
  const undo = async () => {
    if (await undoPublish(revision)) undone();
  };
  return html`<section class="card stack-2" role="status"><h2
      class="ok in-ok">${icon('check')}${msg('已发布，打开的页面会自动更新。', { id: 'design-published' })}</h2>
    <p class="flex wraps gap-2">${offers}<button @click=${() =>
      undo().catch((failure: unknown) => notify({ text: failureText(failure), kind: 'error' }))}>${icon(
      'undo',
      14,
    )}${msg('撤销这次发布', { id: 'pkg-undo-do' })}</button></p></section>`;
}
