import { css, html } from 'lit';
import type { TabSource } from '../../metadata/source.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, text, withProperties } from '../kit/base/with-properties.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import { neededAmong } from './form/needed-words.ts';
import '../kit/gj-tabs.ts';

/** The tabs of a form; one alone is not shown. Those with something wrong in them carry a mark. Tells `tab`. */
export class GjRecordTabs extends withProperties(GjElement, {
  tabs: given<readonly TabSource[]>(() => []),
  tab: text(),
  editor: given<RecordEditor>(),
  turn: given<number>(),
}) {
  static override styles = [
    shared,
    css`
      .single {
        height: var(--gj-2);
      }
    `,
  ];

  override render() {
    if (this.tabs.length < 2) return html`<div class="single"></div>`;
    const wrong = new Set(
      this.editor.findings
        .filter(({ severity }) => severity === 'error')
        .map(({ path }) => this.editor.form.byName.get(path.split('/')[1] ?? '')?.id),
    );
    const tabs = this.tabs.map(({ name, label, groups }) => ({
      key: name,
      text: say(label),
      marked: groups.some(({ fields }) => fields.some((id) => wrong.has(id))),
      needed: neededAmong(
        this.editor,
        groups.flatMap(({ fields }) => fields.flatMap((id) => this.editor.form.byId.get(id) ?? [])),
      ),
    }));
    return html`<gj-tabs .tabs=${tabs} .tab=${this.tab}></gj-tabs>`;
  }
}
customElements.define('gj-record-tabs', GjRecordTabs);
