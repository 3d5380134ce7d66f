import { html } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import { lazily } from './lazily.ts';
import { listed } from './shown.ts';
import { smallPictures } from './small-pictures.ts';
import type { UiKind } from './ui-kind.ts';

const names = (value: Json) => filesIn(value).map(({ name }) => name);

/** The browser's half of a kind whose values are files. */
export function kindOfFiles(name: string): UiKind {
  return {
    name,
    show: (value) => listed(names(value)),
    width: 200,
    span: 'all',
    cell: 'open',
    showsReadonly: true,
    load: () => lazily('gj-file-control'),
    control: (ask) => html`<gj-file-control .ask=${ask}></gj-file-control>`,
  };
}

/** The same of one whose files are pictures. */
export function kindOfPictures(name: string): UiKind {
  return { ...kindOfFiles(name), showKept: smallPictures };
}
