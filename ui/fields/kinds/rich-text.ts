import { html } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import { readRich } from '../../../metadata/kinds/rich/marked-text.ts';
import { plainOf } from '../../../metadata/kinds/rich/rich-blocks.ts';
import { lazily } from '../common/lazily.ts';
import { onOneLine } from '../common/shown.ts';
import type { UiKind } from '../common/ui-kind.ts';

const words = (value: Json) => plainOf(readRich(String(value)).blocks);

/** Its words where there is one line, all of it where there is room. */
export const richText: UiKind = {
  name: 'rich-text',
  show: (value) => onOneLine(words(value)),
  showWhole: (value) => {
    void lazily('gj-rich-view');
    return html`<gj-rich-view .text=${String(value)}></gj-rich-view>`;
  },
  width: 240,
  span: 'all',
  cell: 'open',
  load: () => lazily('gj-rich-control'),
  control: (ask) => html`<gj-rich-control .ask=${ask}></gj-rich-control>`,
};
