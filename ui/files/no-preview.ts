import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { icon } from '../kit/base/icons.ts';
import { addressOf, type PlacedFile } from './placed-file.ts';
import '../kit/gj-state.ts';

/** Says in place of a preview why there is none, and offers the file itself. */
export function noPreview(file: PlacedFile): TemplateResult {
  const text =
    file.type === 'ofd'
      ? msg('浏览器不能显示 OFD，这里也不画出近似的版面，以免与原件不符。请下载后用 OFD 阅读器查看。', {
          id: 'preview-ofd',
        })
      : msg('这类文件不能在这里预览，请下载后查看。', { id: 'preview-none' });
  return html`<gj-state class="grows" symbol="file" .text=${text}><a class="button" href=${addressOf(file, 'download')}
    download>${icon('download')}${msg('下载', { id: 'file-download' })}</a></gj-state>`;
}
