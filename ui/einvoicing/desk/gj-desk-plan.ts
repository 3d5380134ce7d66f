import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { sum } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { IssueSaid, StepSaid } from '../../../metadata/contract/decisions/answered.ts';
import type { IssueOutcomeSaid, IssuePreview } from '../../../rules/einvoicing/contract/issued.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';
import type { SplitChoice } from '../../../rules/einvoicing/split/choice.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { ApiProblem } from '../../session/api.ts';
import { listed, plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { channelPlaces } from './channel-places.ts';
import { type Answers, issueSeen, type Push, previewIssuing, stationForms } from './desk-data.ts';
import type { Filled } from './invoice-strain.ts';
import { type Issuable, issuableIn, unfitIn } from './issuable.ts';
import '../../kit/dialog/gj-dialog.ts';
import '../../kit/gj-state.ts';
import './gj-desk-issuing.ts';
import './gj-desk-invoice.ts';

/** Invoices and steps that are drawn before somebody asks for more. */
const portion = 50;

/**
 * The plan of applications before it is carried out: the invoices, the questions, the problems, and why; then it is
 * carried out as it was shown, and followed. Tells `done` when something was written, and `closed`.
 */
export class GjDeskPlan extends withProperties(GjElement, {
  /** Ids of applications. */
  ids: given<readonly string[]>(() => []),
  push: text<Push>('pending'),
  /** The way in which each application is split. Default: as configured. */
  split: given<SplitChoice | null>(null),
  answers: state<Answers>(() => ({})),
  /** The plan is no longer the one that was shown. */
  moved: state(false),
  made: state<IssueOutcomeSaid | null>(null),
  drawn: state(portion),
}) {
  static override styles = shared;

  readonly #about = new Loading<FormModel>(this, {
    key: () => (session.form(stationForms.pending) ? true : undefined),
    load: () => forms.get(stationForms.pending),
  });
  readonly #previewed = new Loading<IssuePreview, [readonly string[], Push, Answers]>(this, {
    key: () => [this.ids, this.push, this.answers],
    load: ([ids, push, answers], signal) => previewIssuing({ ids, push, answers, split: this.split }, signal),
    keeps: true,
  });
  readonly #issuing = new Doing(this);

  get #busy(): boolean {
    return this.#previewed.busy || this.#issuing.busy;
  }

  async #issue(applications: IssuePreview['applications']): Promise<void> {
    this.moved = false;
    await this.#issuing.run(async () => {
      const { push, answers, split } = this;
      try {
        this.made = await issueSeen(applications, { push, answers, split });
      } catch (failure) {
        if (!(failure instanceof ApiProblem && failure.status === 412)) throw failure;
        this.moved = true;
        void this.#previewed.load();
        return;
      }
      this.emit('done');
    });
  }

  override render() {
    const { made, push } = this;
    const { value: previewed } = this.#previewed;
    if (made && push === 'issue' && made.pendingInvoices.length > 0)
      return html`<gj-desk-issuing .ids=${made.pendingInvoices.map(({ id }) => id)}></gj-desk-issuing>`;
    const title =
      push === 'issue'
        ? msg('开票预览', { id: 'desk-preview-issue' })
        : msg('单据处理预览', { id: 'desk-preview-plan' });
    return html`<gj-dialog drawer wide .label=${title} .leaving=${made ? msg('关闭', { id: 'close' }) : ''}>
      <div class="stack-3" aria-busy=${this.#busy}>${made ? this.#done(made) : this.#content(previewed)}</div>
      ${made || !previewed ? nothing : this.#go(previewed)}
    </gj-dialog>`;
  }

  #content(previewed: IssuePreview | undefined): TemplateResult | readonly TemplateResult[] {
    const { failure } = this.#previewed;
    if (failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => this.#previewed.load()}></gj-state>`;
    if (!previewed)
      return html`<p class="muted" role="status">${msg('正在按当前配置计算…', { id: 'desk-computing' })}</p>`;
    const { result, issues, trace, applications } = previewed;
    const flaws = Map.groupBy(previewed.flaws, ({ invoice }) => invoice);
    const unfit = unfitIn(previewed).size;
    const stay = applications.length - this.#meant(previewed).applications.length;
    const { pendingInvoices, questions, held, stopped, splits } = result;
    const count = applications.length;
    const total = (member: 'gross' | 'tax') =>
      grouped(sum(pendingInvoices.map((one) => String(one[member] ?? '') || '0')), 2);
    return html`${this.#issuing.shown()}
      ${
        this.moved
          ? html`<p class="in-warn"
              role="alert">${icon('alert', 14)} ${msg('单据刚刚被修改，已按现在的内容重新计算，请再看一遍。', { id: 'desk-moved' })}</p>`
          : nothing
      }
      <div class="flex wraps centred gap-1-4 ${this.#busy ? 'pale' : ''}" role="status">
        <b>${plural(msg(str`${count} 张申请单 → ${pendingInvoices.length} 张发票`, { id: 'desk-sum' }))}</b>
        ${
          pendingInvoices.length > 0
            ? html`<span>${msg('价税合计', { id: 'desk-gross' })} <b>${total('gross')}</b></span>
                <span class="muted">${msg('税额', { id: 'desk-tax' })} <b>${total('tax')}</b></span>`
            : nothing
        }
        ${
          stopped.length > 0
            ? html`<span class="stops">${msg(str`开不了：${listed(stopped)}`, { id: 'desk-stopped-ones' })}</span>`
            : nothing
        }
        ${
          unfit > 0
            ? html`<span class="stops">${plural(msg(str`${unfit} 张不能开具，请先改正`, { id: 'desk-unfit' }))}</span>`
            : nothing
        }
        ${
          stay > 0
            ? html`<span class="muted">${plural(msg(str`${stay} 张申请单留待改正`, { id: 'desk-stay' }))}</span>`
            : nothing
        }
        ${
          held.length > 0
            ? html`<span class="in-warn">${msg(str`搁置，等待冲抵：${listed(held)}`, { id: 'desk-held-ones' })}</span>`
            : nothing
        }
        ${
          this.ids.length === 1 && this.split === null
            ? html`<a href="/split?document=${this.ids[0] ?? ''}">${msg('拆分工作台', { id: 'desk-split' })}</a>`
            : nothing
        }
      </div>
      ${questions.map(
        ({
          id,
          text: asked,
        }) => html`<section class="card toned warn stack-2" role="alert"><p>${asked}</p><div class="flex gap-2">
          <button class="primary" @click=${() => this.#say(id, true)}>${msg('是，继续开票', { id: 'desk-yes' })}</button>
          <button @click=${() => this.#say(id, false)}>${msg('否', { id: 'no' })}</button></div></section>`,
      )}
      ${
        issues.length === 0
          ? nothing
          : html`<ul>${issues.map(
              (issue) =>
                html`<li class="flex gap-2 pad-block-1 ${issue.severity}">${icon('alert', 14)}<span>${this.#placeOf(issue, applications)}${issue.text}
                  ${issue.code === 'channel-not-configured' ? channelPlaces() : nothing}</span></li>`,
            )}</ul>`
      }
      ${
        pendingInvoices.length === 0 && questions.length === 0
          ? html`<gj-state symbol="invoice" text=${msg('按当前内容无法开票。请根据上面的原因修改单据或配置后再试。', { id: 'desk-nothing' })}></gj-state>`
          : html`<div class="stack-2 ${this.#busy ? 'pale' : ''}">${pendingInvoices.slice(0, this.drawn).map(
              (invoice, at) =>
                html`<gj-desk-invoice class="framed shrinks" .invoice=${invoice} .number=${at + 1}
                      .about=${this.#about.value ?? null} .filled=${filledBy(invoice, splits)}
                      .flaws=${flaws.get(at) ?? []} .applications=${applications}></gj-desk-invoice>`,
            )}</div>`
      }
      ${
        pendingInvoices.length > this.drawn
          ? html`<button class="plain" @click=${() => {
              this.drawn += portion;
            }}>${plural(msg(str`还有 ${pendingInvoices.length - this.drawn} 张`, { id: 'desk-more-invoices' }))}</button>`
          : nothing
      }
      ${
        trace.length === 0
          ? nothing
          : html`<details><summary class="pressable">${plural(msg(str`开票依据：${trace.length} 步`, { id: 'desk-why' }))}</summary>
              <ol>${trace.slice(0, 200).map((step) => stepRow(step))}</ol></details>`
      }`;
  }

  #say(id: string, answer: boolean): void {
    this.answers = { ...this.answers, [id]: answer };
  }

  /** Where something is wrong, as far as the sentence about it does not say so itself. */
  #placeOf({ at, text: wrong }: IssueSaid, applications: IssuePreview['applications']): string {
    const number = at?.document === undefined ? undefined : applications[at.document]?.number;
    if (number === undefined) return '';
    const line = at?.line === undefined ? '' : msg(str`第 ${at.line + 1} 行`, { id: 'desk-nth-line' });
    const isSaid = wrong.toLowerCase().includes(line.toLowerCase());
    if (applications.length === 1 && isSaid) return '';
    return isSaid ? `${number} ` : `${number} · ${line} `;
  }

  /** Pending invoices are made of everything; issued is what may leave. */
  #meant(previewed: IssuePreview): Issuable {
    if (this.push === 'issue') return issuableIn(previewed);
    return { applications: previewed.applications, invoices: previewed.result.pendingInvoices.length };
  }

  #go(previewed: IssuePreview): TemplateResult {
    const { questions } = previewed.result;
    const { applications, invoices: count } = this.#meant(previewed);
    const isOff = this.#busy || this.#previewed.failure !== null || count === 0 || questions.length > 0;
    const said =
      this.push === 'issue'
        ? plural(msg(str`开票 ${count} 张`, { id: 'desk-issue-count' }))
        : plural(msg(str`生成 ${count} 张待开发票`, { id: 'desk-plan-count' }));
    return html`<button slot="actions" class="primary" ?disabled=${isOff}
        @click=${() => this.#issue(applications)}>${said}</button>`;
  }

  /** Pending invoices that were kept. */
  #done({ pendingInvoices, issues }: IssueOutcomeSaid): TemplateResult {
    return html`<p role="status">${icon('check', 14)} ${plural(
      msg(str`已生成 ${pendingInvoices.length} 张待开发票`, { id: 'desk-planned' }),
    )}</p>
      <ul>${issues.map(
        ({ severity, text: wrong }) =>
          html`<li class="flex gap-2 pad-block-1 ${severity}">${icon('alert', 14)}<span>${wrong}</span></li>`,
      )}</ul>
      <ul>${pendingInvoices.map(
        ({ id, number }) => html`<li><a href="/forms/${stationForms.pending}/${id}">${number}</a></li>`,
      )}</ul>`;
  }
}

/** Answers the size of an invoice and the limit that the split kept to. */
function filledBy(
  { of, amount, gross, lines }: PendingInvoice & { readonly amount?: Json; readonly gross?: Json },
  splits: IssuePreview['result']['splits'],
): Filled {
  const own = splits.find((one) => of.some((place) => one.of.includes(place)));
  if (!own) return {};
  const size = own.by === 'gross' ? gross : amount;
  return { limit: own.limit, rows: lines.length, most: own.rows, ...(size === undefined ? {} : { size }) };
}

function stepRow({ text: said, by }: StepSaid): TemplateResult {
  const form = by && session.form(by.form);
  const name = by ? (by.number ?? say(form?.recordLabel)) : '';
  return html`<li class="flex gap-3 apart pad-block-1 ruled"><span>${said}</span>${
    form && by
      ? html`<a class="rigid" href="/forms/${form.name}/${form.kind === 'setting' ? '' : (by.id ?? '')}">${name}</a>`
      : nothing
  }</li>`;
}

customElements.define('gj-desk-plan', GjDeskPlan);
