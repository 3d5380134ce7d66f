import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/calls.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { OrgTreeData } from '../model/org-tree.ts';
import { type Pick, RecordPicks } from '../model/record-picks.ts';
import { say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import {
  answersOfRecord,
  answersOfRules,
  legendOf,
  type MapAnswers,
  type MapQuestion,
} from './map-answers.ts';
import { toneStyles } from './tone-styles.ts';
import '../facts/gj-document-pick.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-state.ts';
import './gj-map-why.ts';
import './gj-org-picture.ts';

const questions: readonly MapQuestion[] = ['use', 'copies', 'rules'];

/** The control tree as a picture: who uses a record, who has an own copy of it, where other rules hold. */
export class OrgMapPage extends withProperties(GjElement, {
  question: state<MapQuestion | ''>(''),
  form: state<FormModel | null>(null),
  record: state<Pick | null>(null),
  answers: state<MapAnswers | null>(null),
  picked: state(''),
  busy: state(false),
  failure: state<unknown>(null),
}) {
  static override styles = [
    shared,
    toneStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        padding: 0 var(--gj-4) var(--gj-4);
      }
      gj-page-head select.plain {
        width: auto;
        max-width: var(--gj-size-220);
      }
      gj-document-pick {
        width: var(--gj-size-240);
      }
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
      .legend {
        gap: var(--gj-1) var(--gj-4);
        min-height: var(--gj-size-20);
        margin: 0 0 var(--gj-2);
        list-style: none;
      }
    `,
  ];

  readonly #data = new OrgTreeData(this);
  #asked = 0;

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
    this.answers = null;
    this.record = null;
    this.failure = null;
    this.form = null;
    const asked = ++this.#asked;
    try {
      const outlines = question === '' ? [] : this.#forms(question);
      const outline = outlines.find((one) => one.name === name) ?? outlines[0];
      if (question === '' || !outline) return this.#rewrite();
      const form = await forms.get(outline.name);
      if (asked !== this.#asked) return;
      this.form = form;
      if (question === 'rules') return await this.#ask();
      if (id !== null) this.record = await pickOf(form, id);
      if (this.record) return await this.#ask();
      this.#rewrite();
    } catch (failure) {
      if (asked === this.#asked) this.failure = failure;
    }
  }

  async #ask(): Promise<void> {
    const { question, form, record } = this;
    this.#rewrite();
    if (question === '' || !form) return;
    const asked = ++this.#asked;
    this.busy = true;
    this.failure = null;
    try {
      const answers =
        question === 'rules'
          ? await answersOfRules(form.name)
          : await answersOfRecord(question, form.name, record?.id ?? '');
      if (asked === this.#asked) this.answers = answers;
    } catch (failure) {
      if (asked === this.#asked) this.failure = failure;
    }
    this.busy = false;
  }

  #rewrite(): void {
    const { question, form, record } = this;
    router.rewrite(
      new URLSearchParams({
        ...(question ? { ask: question } : {}),
        ...(form ? { form: form.name } : {}),
        ...(record ? { record: record.id } : {}),
      }),
    );
  }

  override render() {
    const { nodes, failure } = this.#data;
    const wrong = failure ?? this.failure;
    return html`<gj-page-head heading=${msg('组织图', { id: 'org-map' })}>
        <a slot="where" href="/organisations">${msg('组织树', { id: 'organisation-tree' })}</a>
        ${this.#controls()}
      </gj-page-head>
      ${wrong === null ? nothing : html`<gj-state .failure=${wrong} @retry=${() => (failure ? this.#data.load() : this.#ask())}></gj-state>`}
      ${wrong === null ? this.#legend() : nothing}
      ${
        wrong === null
          ? html`<div class="columns stack-3 grows" aria-busy=${this.busy || this.#data.busy}>
              <gj-org-picture .nodes=${nodes} .answers=${this.answers} .picked=${this.picked}
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
    const { question, form } = this;
    return html`<select class="plain" aria-label=${msg('颜色表示', { id: 'map-colours' })} @change=${(
      event: Event,
    ) => {
      event.stopPropagation();
      void this.#begin((event.target as HTMLSelectElement).value as MapQuestion | '', form?.name ?? '');
    }}>
        <option value="" .selected=${question === ''}>${msg('只看组织', { id: 'map-ask-nothing' })}</option>
        ${questions.map((one) => html`<option value=${one} .selected=${one === question}>${words[one]}</option>`)}
      </select>
      ${
        question === ''
          ? nothing
          : html`<select class="plain" aria-label=${msg('表单', { id: 'one-form' })} @change=${(
              event: Event,
            ) => {
              event.stopPropagation();
              void this.#begin(question, (event.target as HTMLSelectElement).value);
            }}>${this.#forms(question).map(
              ({ name, label }) =>
                html`<option value=${name} .selected=${name === form?.name}>${say(label)}</option>`,
            )}</select>`
      }
      ${
        form && question !== 'rules'
          ? html`<gj-document-pick bare label=${say(form.recordLabel)} .form=${form} .picked=${this.record}
              @pick=${({ detail }: CustomEvent<Pick>) => {
                this.record = detail;
                void this.#ask();
              }}></gj-document-pick>`
          : nothing
      }`;
  }

  /** What the colours say, with how many have each. */
  #legend(): TemplateResult {
    const { question, answers } = this;
    if (question === '' || !answers)
      return html`<p class="legend muted flex wraps unpadded smaller" role="status">${
        question === ''
          ? msg('点一个组织看它；用方向键走动，+ − 0 缩放。', { id: 'map-hint' })
          : question === 'rules'
            ? msg('正在比较…', { id: 'map-comparing' })
            : msg('请选择一条数据。', { id: 'map-pick-record' })
      }</p>`;
    const counts = Map.groupBy(this.#data.nodes, ({ id }) => answers.get(id)?.tone ?? 'none');
    return html`<ul class="legend flex wraps unpadded smaller" aria-label=${msg('图例', { id: 'map-legend' })}>${legendOf(
      question,
    ).map(
      ([
        tone,
        word,
      ]) => html`<li class="across-close ${tone}"><svg width="18" height="12" aria-hidden="true"><rect class="box" x="1" y="1" width="16" height="10" rx="2" /></svg>
        ${word} <b>${counts.get(tone)?.length ?? 0}</b></li>`,
    )}</ul>`;
  }

  #why(): TemplateResult {
    const { nodes } = this.#data;
    const node = nodes.find(({ id }) => id === this.picked);
    if (!node)
      return html`<gj-state symbol="org" text=${msg('点一个组织，看那里有什么、为什么。', { id: 'map-pick-org' })}></gj-state>`;
    const above = nodes.find(({ id }) => id === node.parent?.id) ?? null;
    return html`<gj-map-why .node=${node} .above=${above} form=${this.answers ? (this.form?.name ?? '') : ''}
      record=${this.record?.text ?? ''} .answer=${this.answers?.get(node.id)}></gj-map-why>`;
  }
}

/** A record that an address names. */
async function pickOf(form: FormModel, id: string): Promise<Pick> {
  const path = `/api/forms/${encodeURIComponent(form.name)}/records/${encodeURIComponent(id)}`;
  return new RecordPicks(form).pick(await session.api.get(path, { query: { view: 'use,manage' } }));
}
customElements.define('gj-org-map-page', OrgMapPage);
