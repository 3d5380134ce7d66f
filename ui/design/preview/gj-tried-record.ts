import { html, nothing } from 'lit';
import { pointerSegments } from '../../../metadata/common/json.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import type { GjFormLayout } from '../../record/form/gj-form-layout.ts';
import { tabWith } from '../../record/led-to.ts';
import { stacked } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import '../../record/form/gj-form-layout.ts';
import '../../record/gj-record-problems.ts';
import '../../record/gj-record-tabs.ts';

/** A record of a form that is only designed, as its page will show it: its tabs, what is wrong with it, its groups. */
export class GjTriedRecord extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  turn: given(0),
  tab: state(''),
}) {
  static override styles = [shared, stacked];

  /** To the field of a problem, on whichever tab it is. */
  async #jump(path: string): Promise<void> {
    const [name = '', ...below] = pointerSegments(path);
    this.tab = tabWith(this.editor.form, name) ?? this.tab;
    await this.updateComplete;
    const layout = this.renderRoot.querySelector<GjFormLayout>('gj-form-layout');
    await layout?.updateComplete;
    await layout?.fieldAt(name)?.reach(below);
  }

  override render() {
    const { editor, turn } = this;
    const tabs = editor.form.layout.tabs.filter(({ name }) => editor.look?.sections.has(name) ?? true);
    const tab = tabs.some(({ name }) => name === this.tab) ? this.tab : (tabs[0]?.name ?? '');
    return html`${
      tabs.length > 1
        ? html`<gj-record-tabs class="below-2" .tabs=${tabs} .tab=${tab} .editor=${editor} .turn=${turn} @tab=${({
            detail,
          }: CustomEvent<string>) => {
            this.tab = detail;
          }}></gj-record-tabs>`
        : nothing
    }<gj-record-problems .editor=${editor} .turn=${turn} @jump=${({ detail }: CustomEvent<string>) =>
      this.#jump(detail)} ?hidden=${!(editor.tried && editor.findings.length > 0)}></gj-record-problems>
    <gj-form-layout class="packed" .editor=${editor} .tab=${tab} .turn=${turn}></gj-form-layout>`;
  }
}
customElements.define('gj-tried-record', GjTriedRecord);
