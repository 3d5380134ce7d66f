import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { whereForm } from '../../kit/where-form.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { filling, page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import '../../kit/gj-state.ts';
import '../sharing/gj-sharing-by-org.ts';
import '../sharing/gj-sharing-by-record.ts';
import './gj-sharing-matrix.ts';
import '../sharing/gj-sharing-unassigned.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-tabs.ts';

const ways = ['organisation', 'unassigned', 'record', 'matrix'] as const;
type SharingView = (typeof ways)[number];

/** The page of a form's sharing in four views: by organisation, unassigned, by record, and all at once. */
export class SharingPage extends withProperties(GjElement, {
  form: given<FormOutline>(),
  way: state<SharingView>(() => ways.find((one) => one === router.place.query.get('way')) ?? 'organisation'),
}) {
  static override styles = [
    shared,
    page,
    filling,
    css`
      [role='tabpanel'] > * {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  readonly #model = new Loading(this, { key: () => this.form.name, load: (name) => forms.get(name) });

  #turn(way: SharingView): void {
    this.way = way;
    router.rewrite(new URLSearchParams({ way }));
  }

  override render() {
    const { form } = this;
    const words: Readonly<Record<SharingView, string>> = {
      organisation: msg('按组织', { id: 'sharing-by-organisation' }),
      unassigned: msg('未分配', { id: 'sharing-unassigned' }),
      record: msg('按数据', { id: 'sharing-by-record' }),
      matrix: msg('矩阵', { id: 'sharing-matrix' }),
    };
    return html`
      <gj-page-head heading=${msg(str`${say(form.listLabel)}：管控与分配`, { id: 'sharing-of-form' })}>
        ${whereForm(form)}
        ${
          form.sharing === null
            ? nothing
            : html`<gj-tabs slot="tabs" .tab=${this.way} .tabs=${ways.map((key) => ({ key, text: words[key] }))}
                @tab=${({ detail }: CustomEvent<SharingView>) => this.#turn(detail)}></gj-tabs>`
        }
      </gj-page-head>
      ${
        form.sharing === null
          ? html`<gj-state symbol="share" text=${msg('这类数据不按组织管控，所有组织都可以使用。', { id: 'sharing-none' })}></gj-state>`
          : html`<div class="flex grows shrinks-down" role="tabpanel" aria-label=${words[this.way]}>${this.#model.shown(
              (model) => this.#way(model),
              { outline: { rows: 10 } },
            )}</div>`
      }
    `;
  }

  #way(model: FormModel): TemplateResult {
    switch (this.way) {
      case 'organisation':
        return html`<gj-sharing-by-org .form=${model}></gj-sharing-by-org>`;
      case 'unassigned':
        return html`<gj-sharing-unassigned .form=${model}></gj-sharing-unassigned>`;
      case 'record':
        return html`<gj-sharing-by-record .form=${model}></gj-sharing-by-record>`;
      case 'matrix':
        return html`<gj-sharing-matrix .form=${model}></gj-sharing-matrix>`;
    }
  }
}
customElements.define('gj-sharing-page', SharingPage);
