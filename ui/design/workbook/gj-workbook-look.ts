import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { formOfProposal } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type { WorkbookProposal } from '../../../metadata/design/workbook/proposal.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { reviveForm } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { RecordEditor } from '../../record/editor/record-editor.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import type { DrawnIssue } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { firstRecord, firstRows } from './first-records.ts';
import '../preview/gj-tried-record.ts';

interface Asked {
  readonly proposal: WorkbookProposal;
  readonly at: number;
}

/**
 * The form that a workbook proposes, with one of the first records of the file in it: as the page of the record will be,
 * and what of the record does not fit. Alt+J and Alt+K go from one to the next.
 */
export class GjWorkbookLook extends withProperties(GjElement, {
  proposal: given<WorkbookProposal>(),
  /** What is proposed now is no form yet: the one before it is shown. */
  late: flag(),
  at: state(0),
  turn: state(0),
}) {
  static override styles = shared;
  /** Controls begin anew with every record. */
  #made = 0;
  readonly #look = new Loading<RecordEditor | readonly DrawnIssue[], Asked>(this, {
    key: () => ({ proposal: this.proposal, at: this.#shown }),
    load: (asked) => this.#open(asked),
    keeps: true,
  });
  readonly #keys = (event: KeyboardEvent) => {
    // By where the keys are: with Alt, some keyboards write other signs.
    const step = { KeyJ: 1, KeyK: -1 }[event.code];
    if (step === undefined || !event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented)
      return;
    event.preventDefault();
    this.#go(step);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#keys);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.#keys);
    super.disconnectedCallback();
  }

  get #count(): number {
    return firstRows(this.proposal).length;
  }
  /** Another sheet may have fewer rows. */
  get #shown(): number {
    return Math.min(this.at, Math.max(0, this.#count - 1));
  }

  #go(by: number): void {
    this.at = Math.max(0, Math.min(this.#shown + by, this.#count - 1));
  }

  async #open({ proposal, at }: Asked): Promise<RecordEditor | readonly DrawnIssue[]> {
    const { form: content, columns } = formOfProposal(proposal);
    await design.open();
    const proposed = await design.drawing.proposed({ do: 'add-form', content });
    if (!proposed?.form) return proposed?.issues ?? [];
    const form = reviveForm(proposed.form);
    const editor = new RecordEditor({
      outline: { name: form.name, kind: 'master' },
      record: 'new',
      designed: () => forms.around(form),
    });
    editor.version = ++this.#made;
    await editor.load();
    const { values, flaws, problems } = await firstRecord(
      form,
      proposal,
      columns,
      firstRows(proposal)[at] ?? [],
    );
    editor.resume({ ...editor.edited, ...values });
    await editor.unsent();
    for (const [name, { text, sentence }] of flaws) editor.flaw(`/${name}`, sentence, { text });
    editor.tell(problems);
    editor.addEventListener('change', () => {
      this.turn++;
    });
    return editor;
  }

  override render() {
    const [count, at] = [this.#count, this.#shown];
    if (count === 0) return nothing;
    const go = (by: 1 | -1, text: string, key: string) =>
      html`<button class="square" aria-label=${text} title="${text} (${key})" aria-keyshortcuts=${key}
          ?disabled=${at + by < 0 || at + by >= count} @click=${() => this.#go(by)}>${icon(by < 0 ? 'up' : 'down')}</button>`;
    return html`<section class="card" aria-labelledby="look"><div class="flex centred wraps gap-2 below-1">
        <h2 id="look" class="grows flush">${msg('做好的表单，填着文件里的前几条', { id: 'workbook-look' })}</h2>
        <span class="small muted" role="status">${msg(str`第 ${at + 1} 条，共看 ${count} 条`, { id: 'workbook-look-at' })}</span>
        ${go(-1, msg('上一条', { id: 'record-before' }), 'Alt+K')}${go(1, msg('下一条', { id: 'record-after' }), 'Alt+J')}
      </div>
      <p class="flush below-2 small muted">${
        this.late
          ? msg('上面指出的问题改好之后，这里随之更新。', { id: 'workbook-look-late' })
          : msg('在下面改列，这里随之更新；在这里填写不会保存。不合的单元格标有原因，导入时也会逐个报告。', {
              id: 'workbook-look-help',
            })
      }</p>
      ${this.#look.shown((look) => this.#drawn(look))}</section>`;
  }

  #drawn(look: RecordEditor | readonly DrawnIssue[]): TemplateResult {
    return look instanceof RecordEditor
      ? html`<gj-tried-record .editor=${look} .turn=${this.turn}></gj-tried-record>`
      : html`<ul class="flush in-error">${look.map(({ message }) => html`<li>${say(message)}</li>`)}</ul>`;
  }
}
customElements.define('gj-workbook-look', GjWorkbookLook);
