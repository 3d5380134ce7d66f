import { html } from 'lit';
import { lazily } from './lazily.ts';
import { byKind } from './shown.ts';
import type { UiKind } from './ui-kind.ts';

/** A kind whose values are typed on one line; each says only what is different. */
export function line(own: Pick<UiKind, 'name'> & Partial<UiKind>): UiKind {
  const kind: UiKind = {
    show: byKind,
    width: 160,
    load: () => lazily('gj-line-control'),
    control: (ask) => html`<gj-line-control .ask=${ask} .kind=${kind}></gj-line-control>`,
    ...own,
  };
  return kind;
}
