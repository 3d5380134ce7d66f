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
import { isSecret } from '../../params/parameter-words.ts';
import { say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { filling, page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { askFigures, askValues, type FigureAsked, type OrgValues } from './ask-figures.ts';
import { answersOfFigures, figureLegend, valueLegend } from './figure-legend.ts';
import {
  answersOfRecord,
  answersOfRules,
  legendOf,
  type MapAnswers,
  type MapQuestion,
  type NamedQuestion,
} from './map-answers.ts';
import type { OrgFigures } from './map-figures.ts';
import { toneLooks, toneStyles } from './tone-styles.ts';
import '../../condition/facts/gj-document-pick.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-state.ts';
import './gj-map-figure.ts';
import './gj-map-why.ts';
import './gj-org-picture.ts';

const questions: readonly MapQuestion[] = ['figure', 'value', 'use', 'copies', 'rules'];

/**
 * The control tree as a picture: who uses a record, who has an own copy of it, where other rules hold, how much there is
 * of something, and where which value of a parameter is read.
 */
export class OrgMapPage extends withProperties(GjElement, {
  question: state<MapQuestion | ''>(''),
  /** Name of the form that is asked about. */
  about: state(''),
  figure: state<FigureAsked>(() => ({ sum: '', whole: '' })),
  /** `type/key` of the parameter that is asked about. */
  param: state(''),
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
  readonly #answers = new Loading<MapAnswers, [question: NamedQuestion, form: string, record: string]>(this, {
    key: () => {
      const { question, about, record } = this;
      if (question === '' || question === 'figure' || question === 'value' || about === '') return undefined;
      if (question === 'rules') return [question, about, ''];
      return record ? [question, about, record.id] : undefined;
    },
    load: ([question, form, record]) =>
      question === 'rules' ? answersOfRules(form) : answersOfRecord(question, form, record),
  });
  readonly #figures = new Loading<OrgFigures, [form: string, asked: FigureAsked]>(this, {
    key: () => (this.question === 'figure' && this.about !== '' ? [this.about, this.figure] : undefined),
    load: async ([form, asked]) => askFigures(await forms.get(form), asked),
  });
  readonly #params = new Loading(this, {
    key: () => (this.question === 'value' ? session.org?.number : undefined),
    load: async () =>
      (await session.api.call('GET /api/params')).items.filter(
        (one) => one.key !== undefined && !isSecret(one),
      ),
    loaded: (items) => {
      const [first] = items;
      if (this.param === '' && first) this.param = `${first.type}/${first.key}`;
    },
  });
  readonly #values = new Loading<OrgValues, string>(this, {
    key: () => (this.question === 'value' ? this.param || undefined : undefined),
    load: askValues,
  });
  readonly #picking = new Doing(this);

  override connectedCallback(): void {
    super.connectedCallback();
    const { query } = router.place;
    const question = questions.find((one) => one === query.get('ask'));
    this.figure = { sum: query.get('sum') ?? '', whole: query.get('of') ?? '' };
    this.param = query.get('param') ?? '';
    if (question) void this.#begin(question, query.get('form') ?? '', query.get('record'));
  }

  /** Forms that the question can be asked of. */
  #forms(question: MapQuestion): readonly FormOutline[] {
    return session.forms.filter(({ match, sharing, kind, actions }) => {
      if (question === 'rules') return match && actions.includes('match');
      if (question === 'figure') return kind !== 'setting' && actions.includes('report');
      return sharing !== null && kind !== 'setting';
    });
  }

  async #begin(question: MapQuestion | '', name: string, id: string | null = null): Promise<void> {
    this.question = question;
    this.record = null;
    const outlines = question === '' || question === 'value' ? [] : this.#forms(question);
    const about = (outlines.find((one) => one.name === name) ?? outlines[0])?.name ?? '';
    this.about = about;
    if (id !== null && about !== '' && (question === 'use' || question === 'copies'))
      await this.#picking.run(async () => {
        const record = await pickOf(await forms.get(about), id);
        if (about === this.about) this.record = record;
      });
    this.#rewrite();
  }

  #rewrite(): void {
    const { question, about, record, figure, param } = this;
    router.rewrite(
      new URLSearchParams({
        ...(question ? { ask: question } : {}),
        ...(about ? { form: about } : {}),
        ...(record ? { record: record.id } : {}),
        ...(question === 'figure' && figure.sum ? { sum: figure.sum } : {}),
        ...(question === 'figure' && figure.whole ? { of: figure.whole } : {}),
        ...(question === 'value' && param ? { param } : {}),
      }),
    );
  }

  override render() {
    const { nodes, loading } = this.#data;
    const parts = [loading, this.#form, this.#answers, this.#figures, this.#params, this.#values];
    const failing = parts.find(({ failure }) => failure !== null);
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
          ? html`<div class="columns stack-3 grows" aria-busy=${parts.some(({ busy }) => busy)}>
              <gj-org-picture class="relative shrinks-down clips framed" .nodes=${nodes}
                .answers=${this.#shown} .picked=${this.picked}
                @pick=${({ detail }: CustomEvent<string>) => {
                  this.picked = detail;
                }}></gj-org-picture>
              ${this.#why()}
            </div>`
          : nothing
      }`;
  }

  get #shown(): MapAnswers | null {
    const { question } = this;
    const [{ value: figures }, { value: values }] = [this.#figures, this.#values];
    if (question === 'figure') return figures ? answersOfFigures(figures) : null;
    if (question === 'value') return values?.byOrg ?? null;
    return this.#answers.value ?? null;
  }

  #controls(): TemplateResult {
    const words: Readonly<Record<MapQuestion, string>> = {
      use: msg('数据的使用组织', { id: 'map-ask-use' }),
      copies: msg('个性化副本', { id: 'map-ask-copies' }),
      rules: msg('规则差异', { id: 'map-ask-rules' }),
      figure: msg('数量与金额', { id: 'map-ask-figure' }),
      value: msg('参数值', { id: 'map-ask-value' }),
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
        question === '' || question === 'value'
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
        form && question === 'figure'
          ? html`<gj-map-figure .form=${form} .asked=${this.figure} @figure=${({
              detail,
            }: CustomEvent<FigureAsked>) => {
              this.figure = detail;
              this.#rewrite();
            }}></gj-map-figure>`
          : nothing
      }
      ${question === 'value' ? this.#paramChoice() : nothing}
      ${
        form && (question === 'use' || question === 'copies')
          ? html`<gj-document-pick style="width:var(--gj-size-240)" bare label=${say(form.recordLabel)}
              .form=${form} .picked=${this.record}
              @pick=${({ detail }: CustomEvent<Pick>) => {
                this.record = detail;
                this.#rewrite();
              }}></gj-document-pick>`
          : nothing
      }`;
  }

  #paramChoice(): TemplateResult {
    const items = this.#params.value ?? [];
    return html`<select class="plain fits" style="max-width:var(--gj-size-320)" aria-label=${msg('参数', { id: 'map-param' })}
      @change=${(event: Event) => {
        event.stopPropagation();
        this.param = (event.target as HTMLSelectElement).value;
        this.#rewrite();
      }}>${items.map(({ type, key, label }) => {
        const path = `${type}/${key}`;
        return html`<option value=${path} .selected=${path === this.param}>${say(label)}</option>`;
      })}</select>`;
  }

  /** Draws the meaning of each colour, with how many organisations have it. */
  #legend(): TemplateResult {
    const { question } = this;
    const [{ value: figures }, { value: values }] = [this.#figures, this.#values];
    if (question === 'figure' && figures) return figureLegend(figures);
    if (question === 'value' && values) return valueLegend(values);
    if (question === 'figure' || question === 'value')
      return html`<p class="legend muted smaller below-2" role="status">${msg('正在统计…', { id: 'map-counting' })}</p>`;
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

  /** Empty: there is no answer yet. */
  get #aboutShown(): string {
    if (!this.#shown) return '';
    return this.question === 'value' ? this.param : this.about;
  }

  #why(): TemplateResult {
    const { nodes } = this.#data;
    const node = nodes.find(({ id }) => id === this.picked);
    if (!node)
      return html`<gj-state symbol="org" text=${msg('点一个组织，查看那里适用的内容及原因。', { id: 'map-pick-org' })}></gj-state>`;
    const above = nodes.find(({ id }) => id === node.parent?.id) ?? null;
    return html`<gj-map-why class="packed scrolls" .node=${node} .above=${above} form=${this.#aboutShown}
      ?counts=${this.question === 'figure' || this.question === 'value'}
      record=${this.record?.text ?? ''} .answer=${this.#shown?.get(node.id)}></gj-map-why>`;
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
