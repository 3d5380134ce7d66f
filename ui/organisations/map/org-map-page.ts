import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { OrgTreeData } from '../../model/org-tree.ts';
import { type Pick, RecordPicks } from '../../model/record-picks.ts';
import { say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { filling, page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import {
  answersOfRecord,
  answersOfRules,
  legendOf,
  type MapAnswers,
  type MapQuestion,
} from './map-answers.ts';
import { toneLooks, toneStyles } from './tone-styles.ts';
import '../../condition/facts/gj-document-pick.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-state.ts';
import './gj-map-why.ts';
import './gj-org-picture.ts';

const questions: readonly MapQuestion[] = ['use', 'copies', 'rules'];

/** The control tree as a picture: who uses a record, who has an own copy of it, where other rules hold. */
export class OrgMapPage extends withProperties(GjElement, {
  question: state<MapQuestion | ''>(''),
  /** Name of the form that is asked about. */
  about: state(''),
  record: state<Pick | null>(null),
  picked: state(''),
}) {
  static override styles = [
    shared,
    page,
    filling,
    toneStyles,
    css`
      .columns {
        grid-template-columns: minmax(0, 1fr) var(--gj-size-300);
        min-height: var(--gj-size-360);
      }
      @media (max-width: 900px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
          grid-template-rows: minmax(var(--gj-size-300), 1fr) auto;
        }
      }
    `,
  ];

  readonly #data = new OrgTreeData(this);
  readonly #form = new Loading(this, { key: () => this.about || undefined, load: (name) => forms.get(name) });
  readonly #answers = new Loading<MapAnswers, [question: MapQuestion, form: string, record: string]>(this, {
    key: () => {
      const { question, about, record } = this;
      if (question === '' || about === '') return undefined;
      if (question === 'rules') return [question, about, ''];
      return record ? [question, about, record.id] : undefined;
    },
    load: ([question, form, record]) =>
      question === 'rules' ? answersOfRules(form) : answersOfRecord(question, form, record),
  });
  readonly #picking = new Doing(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const { query } = router.place;
    const question = questions.find((one) => one === query.get('ask'));
    if (question) void this.#begin(question, query.get('form') ?? '', query.get('record'));
  }

  /** Forms that the question can be asked of. */
  #forms(question: MapQuestion): readonly FormOutline[] {
    return session.forms.filter(({ match, sharing, kind, actions }) =>
      question === 'rules' ? match && actions.includes('match') : sharing !== null && kind !== 'setting',
    );
  }

  async #begin(question: MapQuestion | '', name: string, id: string | null = null): Promise<void> {
    this.question = question;
    this.record = null;
    const outlines = question === '' ? [] : this.#forms(question);
    const about = (outlines.find((one) => one.name === name) ?? outlines[0])?.name ?? '';
    this.about = about;
    if (id !== null && about !== '' && question !== 'rules')
      await this.#picking.run(async () => {
        const record = await pickOf(await forms.get(about), id);
        if (about === this.about) this.record = record;
      });
    this.#rewrite();
  }

  #rewrite(): void {
    const { question, about, record } = this;
    router.rewrite(
      new URLSearchParams({
        ...(question ? { ask: question } : {}),
        ...(about ? { form: about } : {}),
        ...(record ? { record: record.id } : {}),
      }),
    );
  }

  override render() {
    const { nodes, loading } = this.#data;
    const failing = [loading, this.#form, this.#answers].find(({ failure }) => failure !== null);
    const wrong = failing?.failure ?? this.#picking.failure;
    const again = () => (failing ? failing.load() : this.#picking.retry());
    return html`<gj-page-head heading=${msg('组织图', { id: 'org-map' })}>
        <a slot="where" href="/organisations">${msg('组织树', { id: 'organisation-tree' })}</a>
        ${this.#controls()}
      </gj-page-head>
      ${wrong === null ? nothing : html`<gj-state .failure=${wrong} @retry=${again}></gj-state>`}
      ${wrong === null ? this.#legend() : nothing}
      ${
        wrong === null
          ? html`<div class="columns stack-3 grows" aria-busy=${loading.busy || this.#answers.busy}>
              <gj-org-picture class="relative shrinks-down clips framed" .nodes=${nodes}
                .answers=${this.#answers.value ?? null} .picked=${this.picked}
                @pick=${({ detail }: CustomEvent<string>) => {
                  this.picked = detail;
                }}></gj-org-picture>
              ${this.#why()}
            </div>`
          : nothing
      }`;
  }

  #controls(): TemplateResult {
    const words: Readonly<Record<MapQuestion, string>> = {
      use: msg('谁在用一条数据', { id: 'map-ask-use' }),
      copies: msg('谁有自己的副本', { id: 'map-ask-copies' }),
      rules: msg('哪里的规则不同', { id: 'map-ask-rules' }),
    };
    const { question, about } = this;
    const { value: form } = this.#form;
    return html`<select class="plain fits" aria-label=${msg('颜色表示', { id: 'map-colours' })} @change=${(
      event: Event,
    ) => {
      event.stopPropagation();
      void this.#begin((event.target as HTMLSelectElement).value as MapQuestion | '', about);
    }}>
        <option value="" .selected=${question === ''}>${msg('只看组织', { id: 'map-ask-nothing' })}</option>
        ${questions.map((one) => html`<option value=${one} .selected=${one === question}>${words[one]}</option>`)}
      </select>
      ${
        question === ''
          ? nothing
          : html`<select class="plain fits" aria-label=${msg('表单', { id: 'one-form' })} @change=${(
              event: Event,
            ) => {
              event.stopPropagation();
              void this.#begin(question, (event.target as HTMLSelectElement).value);
            }}>${this.#forms(question).map(
              ({ name, label }) =>
                html`<option value=${name} .selected=${name === about}>${say(label)}</option>`,
            )}</select>`
      }
      ${
        form && question !== 'rules'
          ? html`<gj-document-pick style="width:var(--gj-size-240)" bare label=${say(form.recordLabel)}
              .form=${form} .picked=${this.record}
              @pick=${({ detail }: CustomEvent<Pick>) => {
                this.record = detail;
                this.#rewrite();
              }}></gj-document-pick>`
          : nothing
      }`;
  }

  /** Draws the meaning of each colour, with how many organisations have it. */
  #legend(): TemplateResult {
    const { question } = this;
    const { value: answers } = this.#answers;
    if (question === '' || !answers)
      return html`<p class="legend muted smaller below-2" role="status">${
        question === ''
          ? msg('点一个组织看它；用方向键走动，+ − 0 缩放。', { id: 'map-hint' })
          : question === 'rules'
            ? msg('正在比较…', { id: 'map-comparing' })
            : msg('请选择一条数据。', { id: 'map-pick-record' })
      }</p>`;
    const counts = Map.groupBy(this.#data.nodes, ({ id }) => answers.get(id)?.tone ?? 'none');
    return html`<ul class="legend flex wraps gap-2-3 smaller below-2" aria-label=${msg('图例', { id: 'map-legend' })}>${legendOf(
      question,
    ).map(
      ([tone, word]) => html`<li class="across-close ${toneLooks[tone]}"><svg width="18" height="12"
          aria-hidden="true"><rect class="box" x="1" y="1" width="16" height="10" rx="2" /></svg>
        ${word} <b>${counts.get(tone)?.length ?? 0}</b></li>`,
    )}</ul>`;
  }

  #why(): TemplateResult {
    const { nodes } = this.#data;
    const node = nodes.find(({ id }) => id === this.picked);
    if (!node)
      return html`<gj-state symbol="org" text=${msg('点一个组织，看那里有什么、为什么。', { id: 'map-pick-org' })}></gj-state>`;
    const above = nodes.find(({ id }) => id === node.parent?.id) ?? null;
    return html`<gj-map-why class="packed scrolls" .node=${node} .above=${above} form=${this.#answers.value ? this.about : ''}
      record=${this.record?.text ?? ''} .answer=${this.#answers.value?.get(node.id)}></gj-map-why>`;
  }
}

/** A record that an address names. */
async function pickOf(form: FormModel, id: string): Promise<Pick> {
  const record = await session.api.call('GET /api/forms/:form/records/:id', {
    path: { form: form.name, id },
    query: { view: 'use,manage' },
  });
  return new RecordPicks(form).pick(record);
}
customElements.define('gj-org-map-page', OrgMapPage);
