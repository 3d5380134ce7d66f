import { msg, str } from '@lit/localize';
import '../../fields/gj-form-pick.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { until } from 'lit/directives/until.js';
import type { Json } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { RuleSource } from '../../../metadata/source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { uncovered } from '../../kit/base/uncovered.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { listed, say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { ownName, partNames, stepsOfMatch } from '../canvas/design-steps.ts';
import type { DesignerWork } from '../canvas/designer-work.ts';
import { takeTogether } from '../steps/take-together.ts';
import { factsIn } from '../words/facts-in.ts';
import { freeName } from '../words/proposed-names.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { notifyFailure } from '../work/design-notices.ts';
import { isOwnForm, matchLack } from '../work/match-lack.ts';
import { approvalButton } from './approval-button.ts';
import { conditionalLines } from './conditional-lines.ts';
import type { Verdict } from './rule-trial.ts';
import { verdictBadge } from './verdict-badge.ts';
import '../canvas/gj-place-panel.ts';
import './gj-rule-trial.ts';

/** The place that is asked for where the match of the form is to be seen. */
const matchPlace = 'match';

const ofMatch: ReadonlySet<string> = new Set([
  ...['match/facts', 'match/condition', 'match/fields', 'match/result', 'match/order'],
]);

/** Of a field, a tab or a group, what makes it shown, asked for or closed. */
const ofConditions: ReadonlySet<string> = new Set(['visible', 'required', 'readonly', 'follows']);

interface Adding {
  readonly act: () => Promise<unknown>;
  readonly text: string;
  /** Another way to add. Default: none. */
  readonly also?: TemplateResult | typeof nothing;
}

/**
 * Checks, what has to be unique, actions and the match panel of a form, each in words. Tells `open` with a place and
 * `set-property`.
 */
export class GjRulesDesign extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  work: given<DesignerWork>(),
  place: text(),
  /** Somebody asked for the match of the form: where it can have none, it is said why. */
  matchAsked: state(false),
  verdicts: state<ReadonlyMap<string, Verdict>>(() => new Map<string, Verdict>()),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) var(--gj-size-340);
        align-content: stretch;
      }
      h2 span {
        flex: 1;
      }
      h2 :is(a, button) {
        font-weight: 400;
      }
      /* In a card, which has room around it. */
      .match gj-place-panel {
        --gj-panel-room: var(--gj-2) 0 0;
      }
      .match gj-form-pick {
        width: var(--gj-size-280);
      }
      li > button.line {
        padding: var(--gj-1h) var(--gj-2);
        border-color: transparent;
      }
      li > button.line[aria-pressed='true'] {
        background: var(--gj-picked);
      }
      aside {
        border-inline-start: var(--gj-edge);
      }
      li .badge {
        float: inline-end;
        margin-inline-start: var(--gj-1h);
      }
      .match select {
        width: auto;
        max-width: var(--gj-size-240);
      }
      .pick {
        padding: var(--gj-4);
      }
      @container designer (max-width: 760px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  #named(base: string): string {
    return freeName(ownName(base, this.work.prefix), partNames(this.form));
  }

  async #add(step: DesignStep, place: string): Promise<void> {
    await design.take(step);
    this.emit('open', place);
  }

  /** A check begins with what has to hold. */
  async #addRule(): Promise<void> {
    const { form } = this;
    const { editCondition } = await import('../property/design-condition.ts');
    const check = await editCondition(
      undefined,
      { form, place: '' },
      { title: msg('必须满足', { id: 'design-rule-check' }) },
    );
    if (!check) return;
    const name = this.#named('check');
    const fields = factsIn(check).filter((id) => form.byId.has(id));
    const message = { zh: '请检查填写的内容', en: 'Please check what was entered' };
    const content = {
      name,
      check: check as never,
      fields: fields.length > 0 ? fields : [form.fields[0]?.id ?? ''],
      message,
    };
    await this.#add({ do: 'add-part', form: form.id, part: 'rules', content }, `rules/${name}`);
  }

  async #addUnique(): Promise<void> {
    const { form } = this;
    const name = this.#named('unique');
    const field = form.number ?? form.title ?? form.fields.find(({ rows }) => !rows);
    const content = { name, fields: [field?.id ?? ''] };
    await this.#add({ do: 'add-part', form: form.id, part: 'unique', content }, `unique/${name}`);
  }

  async #addAction(): Promise<void> {
    const { form } = this;
    const name = this.#named('action');
    const content = {
      name,
      label: { zh: '新操作', en: 'New action' },
      capability: 'set-fields' as const,
      params: { fields: {} },
    };
    await this.#add({ do: 'add-part', form: form.id, part: 'actions', content }, `actions/${name}`);
  }

  override render() {
    const { form, drawn } = this;
    const place = this.place === matchPlace ? '' : this.place;
    const isPart = /^(rules|unique|actions)\//.test(place);
    const isCondition = /^(fields|layout)\//.test(place);
    return html`<div class="stack-3 packed scrolls pad-3">
        <gj-rule-trial .form=${form} .drawn=${drawn} @verdicts=${({
          detail,
        }: CustomEvent<ReadonlyMap<string, Verdict>>) => {
          this.verdicts = detail;
        }}></gj-rule-trial>
        ${this.#part(
          msg('校验', { id: 'design-rules' }),
          form.rules.map((rule) => ({
            place: `rules/${rule.name}`,
            text: say(rule.message),
            more: this.#ruleWords(rule),
          })),
          { act: () => this.#addRule(), text: msg('添加校验', { id: 'design-add-rule' }) },
          msg('保存时必须满足的条件，不满足时提示您写的话，例如“结束日期不早于开始日期”。', {
            id: 'design-rules-none',
          }),
        )}
        ${this.#conditions()}
        ${this.#part(
          msg('不能重复', { id: 'design-unique' }),
          form.unique.map(({ name, fields, message }) => ({
            place: `unique/${name}`,
            text: listed(fields.map((id) => say(form.byId.get(id)?.label) || id)),
            more: html`${say(message)}`,
          })),
          { act: () => this.#addUnique(), text: msg('添加唯一', { id: 'design-add-unique' }) },
          msg('哪些字段合起来不能有两条相同的记录。', { id: 'design-unique-none' }),
        )}
        ${this.#part(
          msg('操作', { id: 'design-actions' }),
          form.actions.map(({ name, label, when }) => ({
            place: `actions/${name}`,
            text: say(label),
            more: when ? this.#words(when, `actions/${name}`) : html``,
          })),
          {
            act: () => this.#addAction(),
            text: msg('添加操作', { id: 'design-add-action' }),
            also: approvalButton(form, this.work.prefix, (place) => this.emit('open', place)),
          },
          msg(
            '记录上的按钮：按下后改几个字段，例如“关闭”。“添加审核”一次加好提交、审核、退回，有权审核的人在收件箱里看到待审核的记录。',
            { id: 'design-actions-none' },
          ),
        )}
        ${place !== '' ? nothing : form.match ? this.#match() : this.#noMatch()}
      </div>
      <aside class="scrolls surface" ${uncovered()} aria-label=${msg('属性', { id: 'design-properties' })}>${
        isPart
          ? html`<gj-place-panel .form=${form} .drawn=${drawn} place=${place} .packageName=${this.work.packageName}
              @set-property=${({ detail }: CustomEvent) => this.emit('set-property', detail)}
              @open=${({ detail }: CustomEvent<string>) => this.emit('open', detail)}></gj-place-panel>`
          : isCondition
            ? html`<gj-place-panel .form=${form} .drawn=${drawn} place=${place} .only=${ofConditions}
                .packageName=${this.work.packageName}
                @set-property=${({ detail }: CustomEvent) => this.emit('set-property', detail)}></gj-place-panel>`
            : html`<p class="pick muted">${msg('选择一条规则进行编辑。', { id: 'design-pick-rule' })}</p>`
      }</aside>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('place') && this.place !== '') this.matchAsked = this.place === matchPlace;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('place') || this.place !== matchPlace) return;
    const match = this.renderRoot.querySelector('.match');
    match?.scrollIntoView({ block: 'start' });
    match?.querySelector<HTMLElement>('select, a, button')?.focus();
    // What is said of it are properties of the form itself.
    this.emit('open', '');
  }

  #match(): TemplateResult {
    const { form, drawn } = this;
    return html`<section class="card match"><h2
        class="across below-1"><span>${msg('匹配', { id: 'design-match' })}</span>${
          session.formById(form.id)?.match
            ? html`<a href=${`/match/${form.name}`}>${msg('匹配测试', { id: 'match-tester' })}</a>`
            : nothing
        }${
          isOwnForm(form, drawn)
            ? html`<button class="square" aria-label=${msg('移除匹配', { id: 'design-match-remove' })}
            title=${msg('移除匹配', { id: 'design-match-remove' })}
            @click=${() =>
              this.#try(() =>
                design.take({ do: 'reset', form: form.id, target: 'match' }),
              )}>${icon('trash', 14)}</button>`
            : nothing
        }</h2>
      <p class="small muted">${matchHelp()}</p>
      <gj-place-panel .form=${form} .drawn=${drawn} place="" .only=${ofMatch} .packageName=${this.work.packageName}
        @set-property=${({ detail }: CustomEvent) => this.emit('set-property', detail)}></gj-place-panel></section>`;
  }

  /** Records of one’s own form become rules that compete, once it is said for which documents. */
  #noMatch(): TemplateResult | typeof nothing {
    const { form, drawn } = this;
    const lack = matchLack(form, drawn);
    if (lack !== undefined && !this.matchAsked) return nothing;
    const label = msg('添加匹配：选择表单', { id: 'design-match-add' });
    const others = drawn.lines.filter(({ kind, id }) => kind === 'document' && id !== form.id);
    const none = msg('规则要有单据可以判断，而现在还没有单据表单，请先建一个。', {
      id: 'design-match-no-document',
    });
    if (lack !== undefined || others.length === 0)
      return html`<section class="card match"><h2 class="below-1">${msg('匹配', { id: 'design-match' })}</h2>
        <p class="small muted">${lack ?? none}</p>
        ${this.#rulesFor()}
        <p class="small above-2"><a href="/design">${msg('所有表单', { id: 'design-all-forms' })}</a></p></section>`;
    return html`<section class="card match"><h2 class="across below-1"><span>${msg('匹配', { id: 'design-match' })}</span>
      <gj-form-pick adds label=${label} placeholder=${`${label}…`} .forms=${others}
        @pick=${({ detail }: CustomEvent<string>) => void this.#try(() => this.#addMatch(detail))}></gj-form-pick></h2>
      <p class="small muted">${matchHelp()}</p></section>`;
  }

  /** What cannot be a rule is what rules judge: a form of them is begun from the template. */
  #rulesFor(): TemplateResult | typeof nothing {
    const { form, drawn } = this;
    if (form.kind !== 'document' || !drawn.templates.some(({ facts }) => facts !== undefined)) return nothing;
    const name = say(form.label);
    return html`<p class="above-2"><button @click=${() => void this.#try(() => this.#newRules())}>${msg(
      str`新建判断“${name}”的规则表…`,
      { id: 'design-new-rules' },
    )}</button></p>`;
  }

  async #newRules(): Promise<void> {
    const { newForm } = await import('../forms/new-form.ts');
    const name = await newForm(this, this.drawn, this.form.id);
    if (name) await router.go(`/design/${name}`);
  }

  async #addMatch(facts: string): Promise<void> {
    const { form, work } = this;
    await takeTogether(stepsOfMatch(form, facts, work.prefix));
  }

  #ruleWords({ name, when, check }: RuleSource): TemplateResult {
    const place = `rules/${name}`;
    const held = this.#words(check, place);
    if (!when) return held;
    const label = msg('检查条件', { id: 'design-rule-when' });
    return html`${held}<br />${label}${msg('：', { id: 'design-colon' })}${this.#words(when, place)}`;
  }

  /** Said at the fields, all of it together here. */
  #conditions(): TemplateResult | typeof nothing {
    const lines = conditionalLines(this.form);
    if (lines.length === 0) return nothing;
    return html`<section class="card"><h2 class="across below-1"><span>${msg('显示、必填与只读', { id: 'design-conditions' })}</span></h2>
      <ul>${lines.map(
        ({ place, property, text: said, condition }) => html`<li class="flex high gap-1 ruled-above"><button
            class="line blocks grows low-as-text to-start breaks many-lines groundless"
            aria-pressed=${this.place === place} @click=${() => this.emit('open', place)}>
          ${verdictBadge(`${place}/${property}`, this.verdicts.get(`${place}/${property}`))}${said}<div
              class="small muted">${this.#words(condition, place)}</div></button></li>`,
      )}</ul></section>`;
  }

  #words(condition: Json, place: string): TemplateResult {
    const said = import('../property/design-condition.ts').then(({ wordsOf }) =>
      wordsOf(condition, { form: this.form, place }),
    );
    return html`${until(
      said.catch(() => JSON.stringify(condition)),
      '…',
    )}`;
  }

  #part(
    heading: string,
    lines: readonly { readonly place: string; readonly text: string; readonly more: TemplateResult }[],
    { act, text: toAdd, also = nothing }: Adding,
    none: string,
  ): TemplateResult {
    return html`<section class="card"><h2 class="across below-1"><span>${heading}</span>${also}<button
        @click=${() => this.#try(act)}>${icon('add', 14)}${toAdd}</button></h2>
      ${
        lines.length === 0
          ? html`<p class="small muted">${none}</p>`
          : html`<ul>${lines.map((line) => this.#line(line))}</ul>`
      }</section>`;
  }

  #line({
    place,
    text: said,
    more,
  }: {
    readonly place: string;
    readonly text: string;
    readonly more: TemplateResult;
  }): TemplateResult {
    const state = this.drawn.form?.own.includes(place);
    return html`<li class="flex high gap-1 ruled-above"><button
        class="line blocks grows low-as-text to-start breaks many-lines groundless"
        aria-pressed=${this.place === place}
        @click=${() => this.emit('open', place)}>${verdictBadge(
          place,
          this.verdicts.get(place),
        )}${said}<div class="small muted">${more}</div></button>
      ${
        state
          ? html`<button class="square" aria-label=${msg('删除', { id: 'delete' })}
              @click=${() =>
                this.#try(() =>
                  design.take({ do: 'remove', form: this.form.id, place }),
                )}>${icon('trash', 14)}</button>`
          : nothing
      }</li>`;
  }
}

function matchHelp(): string {
  return msg('每条记录成为一条规则：按条件判断单据，选出其中一条。', { id: 'design-match-none' });
}
customElements.define('gj-rules-design', GjRulesDesign);
