import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { DesignHead } from '../../metadata/contract/design/parts.ts';
import { historyOf, type LogEntry } from '../../metadata/design/design-log.ts';
import type { DesignStep } from '../../metadata/design/steps/design-step.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { contributed } from '../kit/contribution.ts';
import { openForm } from '../kit/dialog/form-dialog.ts';
import { Loading } from '../kit/loading.ts';
import { moment } from '../kit/moment.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { formerLabel, labelsInForce } from './words/former-labels.ts';
import { namingSets, readNaming } from './words/naming-sets.ts';
import { stepWords } from './words/step-words.ts';
import { valueInFull } from './words/value-words.ts';
import { designName, readDesigns, wayOf } from './work/all-designs.ts';
import { design } from './work/design-data.ts';
import { type DesignDomain, designOverlays } from './work/design-domain.ts';
import { notifyFailure } from './work/design-notices.ts';
import type { Conflict } from './work/design-shapes.ts';
import '../kit/dialog/gj-dialog.ts';

const overs: readonly string[] = ['points', 'discard', 'people', 'designs'];

/** Answers whether the choice of this key opens a dialog over the page. */
export function isOver(key: string, domains: readonly DesignDomain[]): boolean {
  return overs.includes(key) || designOverlays(domains).some(({ item }) => item().key === key);
}

/**
 * The dialogs over the designer: the steps and the points one can return to, who works with one, discarding, and a
 * conflict of two who set the same. Tells `closed`.
 */
export class GjDesignOver extends withProperties(GjElement, {
  domains: given<readonly DesignDomain[]>(() => []),
  /** Its key. */
  over: given<string | null>(null),
  point: state(''),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      ol {
        margin: var(--gj-3) 0 0;
      }
      li {
        display: flex;
        gap: var(--gj-2);
        align-items: center;
        min-height: var(--gj-size-30);
        border-block-end: var(--gj-edge);
      }
      li.gone .what {
        color: var(--gj-muted);
        text-decoration: line-through;
      }
      li.point .what {
        font-weight: 600;
      }
      form input {
        flex: 1;
      }
      h3 {
        margin: 0 0 var(--gj-1);
      }
      dl {
        margin: 0 0 var(--gj-3);
      }
    `,
  ];
  readonly #moved = () => this.requestUpdate();
  /** One's own and shared ones. */
  readonly #designs = new Loading(this, {
    key: () => this.over === 'designs' || undefined,
    load: readDesigns,
  });

  /** What the steps call otherwise, as it is called in force. */
  readonly #inForce = new Loading(this, {
    key: () => (this.over === 'points' ? design.log.length : undefined),
    load: () => labelsInForce(design.steps),
    keeps: true,
    behind: true,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    design.addEventListener('change', this.#moved);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('over') && this.over === 'discard') void this.#discard();
  }

  override disconnectedCallback(): void {
    design.removeEventListener('change', this.#moved);
    super.disconnectedCallback();
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  override render() {
    if (design.conflict) return this.#conflict(design.conflict);
    if (this.over === 'points') return this.#points();
    if (this.over === 'people') return this.#people();
    if (this.over === 'designs') return this.#all();
    const over = designOverlays(this.domains).filter(({ item }) => item().key === this.over);
    return html`${contributed(over, undefined)}`;
  }

  /** Both wordings of each place; a step that says no value is told itself. */
  #conflict({ steps, errors }: Conflict): TemplateResult {
    const elsewhere = msg('另一个页面', { id: 'design-other-page' });
    const places = errors.flatMap(({ path, params }) => {
      const mine = steps[Number(path.split('/')[2])];
      const entry = design.log.find(({ n }) => n === params?.['n']);
      const theirs = entry?.does.do === 'take' ? entry.does.step : undefined;
      const isOwn = entry?.by.id === session.who?.user.id;
      const by = isOwn ? elsewhere : (entry?.by.name ?? String(params?.['by'] ?? ''));
      return mine ? [{ mine, theirs, by, isOwn }] : [];
    });
    const isAllOwn = places.every(({ isOwn }) => isOwn);
    const worded = (step: DesignStep | undefined) =>
      step?.do === 'set' ? valueInFull(step.value) : step ? stepWords(step, design.drawn) : '—';
    const label = isAllOwn
      ? msg('您刚在另一个页面修改了同一处', { id: 'design-conflict-own' })
      : msg('他人刚刚修改了同一处', { id: 'design-conflict' });
    const leaving = isAllOwn
      ? msg('用另一个页面的', { id: 'design-take-other-page' })
      : msg('用他人的', { id: 'design-take-theirs' });
    const here = isAllOwn ? msg('这个页面', { id: 'design-this-page' }) : msg('我的', { id: 'design-mine' });
    const taking = isAllOwn
      ? msg('用这个页面的', { id: 'design-take-this-page' })
      : msg('用我的', { id: 'design-take-mine' });
    return html`<gj-dialog label=${label} leaving=${leaving} @closed=${() => this.#try(() => design.decide('theirs'))}>
      ${places.map(
        ({ mine, theirs, by }) => html`<h3>${stepWords(mine, design.drawn)}</h3>
          <dl><dt>${here}</dt><dd>${worded(mine)}</dd>
            <dt>${by}</dt><dd>${worded(theirs)}</dd></dl>`,
      )}
      <button slot="actions" class="primary"
          @click=${() => this.#try(() => design.decide('mine'))}>${taking}</button>
    </gj-dialog>`;
  }

  /** Change sets that name the design are told before it is discarded. */
  async #discard(): Promise<void> {
    const { head } = design;
    const isDiscarded = await openForm(this, {
      label: msg('放弃这个设计？', { id: 'design-discard-ask' }),
      before: () =>
        html`<p>${msg('所有未发布的改动都会丢失，系统中正在使用的内容不受影响。', { id: 'design-discard-help' })}</p>`,
      look: {
        of: () => true,
        load: async () => (head ? await readNaming(head.id) : []),
        shown: (naming) =>
          naming.length === 0
            ? nothing
            : html`<p>${msg('有变更集要与这个设计一起发布，放弃后它们不能发布：', { id: 'design-named-discard' })}</p>${namingSets(naming)}`,
      },
      act: msg('放弃', { id: 'design-discard-do' }),
      danger: true,
      send: () => design.discard(),
    });
    this.emit('closed');
    if (isDiscarded) await router.go('/design');
  }

  #people(): TemplateResult {
    const isShared = design.head?.shared ?? false;
    return html`<gj-dialog label=${msg('与他人一起设计', { id: 'design-people-title' })} plain>
      <p>${msg('共享后，有设计权限的人打开“表单设计”会进入同一份草稿，可同时修改；修改同一处时会提示确认。', { id: 'design-people-help' })}</p>
      <p><label class="across"><input type="checkbox" .checked=${isShared} @change=${(event: Event) => {
        const { checked } = event.target as HTMLInputElement;
        void this.#try(() => design.change({ shared: checked }));
      }} />${msg('共享这个设计', { id: 'design-share' })}</label></p>
      ${design.present.map(
        ({ name, at }) =>
          html`<p>${icon('user', 14)} ${name} <span class="muted small">${moment(at)}</span></p>`,
      )}
    </gj-dialog>`;
  }

  #all(): TemplateResult {
    return html`<gj-dialog label=${msg('所有设计', { id: 'design-all' })} plain>${this.#designs.shown(
      (designs) => html`<ol class="gridded">${designs.map((one) => this.#design(one))}</ol>`,
      { empty: { text: msg('还没有改动。', { id: 'design-no-steps' }) } },
    )}</gj-dialog>`;
  }

  #design(one: DesignHead): TemplateResult {
    const way = wayOf(one);
    const open = () =>
      this.#try(async () => {
        await design.choose(one.id);
        this.emit('closed');
      });
    return html`<li><span class="what rest breaks">${designName(one)} <span
        class="small muted">${dotted([one.by.name, moment(one.modifiedAt)])}</span>
        ${way === '' ? nothing : html`<span class="small">${way}</span>`}</span>
      ${
        one.id === design.head?.id
          ? html`<span class="badge accent">${msg('当前', { id: 'design-here' })}</span>`
          : html`<button class="plain"
              aria-label=${msg(str`打开“${designName(one)}”`, { id: 'design-open-named' })}
              @click=${open}>${msg('打开', { id: 'open' })}</button>`
      }</li>`;
  }

  #points(): TemplateResult {
    const shown = historyOf(design.log);
    const taken = shown.flatMap(({ n, does, isActive }) =>
      isActive && does.do === 'take' ? [{ n, step: does.step }] : [],
    );
    const inForce = this.#inForce.value ?? {};
    const worded = ({ n, does }: LogEntry) => {
      if (does.do === 'point') return does.name;
      if (does.do !== 'take') return '';
      const earlier = taken.filter((one) => one.n < n).map(({ step }) => step);
      return stepWords(does.step, design.drawn, formerLabel(does.step, earlier, inForce));
    };
    const name = msg('保存点名称', { id: 'design-point-name' });
    return html`<gj-dialog drawer label=${msg('保存点与历史', { id: 'design-points-title' })} plain>
      <form class="flex gap-2" @submit=${(event: Event) => {
        event.preventDefault();
        const point = this.point.trim();
        if (point === '') return;
        this.point = '';
        void this.#try(() => design.turn({ do: 'point', name: point }));
      }}><input class="plain" aria-label=${name} placeholder=${name} .value=${this.point} @input=${(
        event: Event,
      ) => {
        this.point = (event.target as HTMLInputElement).value;
      }} /><button>${icon('pin', 14)}${msg('新建保存点', { id: 'design-point-now' })}</button></form>
      ${shown.length === 0 ? html`<p class="muted">${msg('还没有改动。', { id: 'design-no-steps' })}</p>` : nothing}
      <ol class="gridded">${shown
        .toReversed()
        .map((entry) => this.#entry(entry, worded(entry), entry.isActive))}</ol></gj-dialog>`;
  }

  #entry({ n, by, at, does }: LogEntry, what: string, isActive: boolean): TemplateResult {
    const isPoint = does.do === 'point';
    return html`<li
        class="${isPoint ? 'point' : isActive ? '' : 'gone'}">${isPoint ? icon('pin', 14) : nothing}<span
        class="what rest breaks">${dotted(what)}</span>
      <span class="small muted">${dotted([by.name, moment(at)])}</span>
      <button class="plain" aria-label=${msg(str`回到“${what}”之后`, { id: 'design-return-to' })}
          @click=${() =>
            this.#try(() =>
              design.turn({ do: 'return', to: n }),
            )}>${msg('回到这里', { id: 'design-return' })}</button></li>`;
  }
}
customElements.define('gj-design-over', GjDesignOver);
