import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import {
  formOfProposal,
  formsOfProposal,
  type MadeForm,
} from '../../../metadata/design/workbook/form-of-proposal.ts';
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
import { workbook } from './workbook-work.ts';
import '../preview/gj-tried-record.ts';

interface Asked {
  readonly proposal: WorkbookProposal;
  /** Place of the sheet whose form is shown. */
  readonly sheet: number;
  readonly at: number;
}

/**
 * A form that a workbook proposes, with one of the first records of the file in it: as the page of the record will be,
 * and what of the record does not fit. Alt+J and Alt+K go from one to the next.
 */
export class GjWorkbookLook extends withProperties(GjElement, {
  proposal: given<WorkbookProposal>(),
  /** What is proposed now is no form yet: the one before it is shown. */
  late: flag(),
  /** Place of the sheet whose form was chosen. */
  sheet: state(-1),
  at: state(0),
  turn: state(0),
}) {
  static override styles = [
    shared,
    css`
      select.plain {
        width: auto;
      }
    `,
  ];
  /** Controls begin anew with every record. */
  #version = 0;
  readonly #look = new Loading<RecordEditor | readonly DrawnIssue[], Asked>(this, {
    key: () => ({ proposal: this.proposal, sheet: this.#made.columns[0]?.sheet ?? 0, at: this.#shown }),
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

  get #forms(): readonly MadeForm[] {
    return formsOfProposal(this.proposal);
  }
  /** The form that is shown: the chosen one, else that of the records, which refers to the others. */
  get #made(): MadeForm {
    const chosen = this.#forms.find(({ columns: [own] }) => own?.sheet === this.sheet);
    return chosen ?? formOfProposal(this.proposal);
  }
  get #count(): number {
    return firstRows(this.proposal, this.#made).length;
  }
  /** Another sheet may have fewer rows. */
  get #shown(): number {
    return Math.min(this.at, Math.max(0, this.#count - 1));
  }

  #go(by: number): void {
    this.at = Math.max(0, Math.min(this.#shown + by, this.#count - 1));
  }

  async #open({ proposal, sheet, at }: Asked): Promise<RecordEditor | readonly DrawnIssue[]> {
    const all = formsOfProposal(proposal);
    const place = all.findIndex(({ columns: [own] }) => own?.sheet === sheet);
    const made = all[place];
    if (!made) return [];
    await design.open();
    // With all that it may refer to, in place of what stands in the design already.
    const steps = [
      ...workbook.drafted.toReversed().map(({ name }) => ({ do: 'remove', form: name, place: '' }) as const),
      ...all.slice(0, place + 1).map(({ form: content }) => ({ do: 'add-form', content }) as const),
    ];
    const proposed = await design.drawing.proposed(steps);
    if (!proposed?.form) return proposed?.issues ?? [];
    const form = reviveForm(proposed.form);
    const editor = new RecordEditor({
      outline: { name: form.name, kind: 'master' },
      record: 'new',
      designed: () => forms.around(form),
    });
    editor.version = ++this.#version;
    await editor.load();
    const { values, flaws, problems } = await firstRecord(
      form,
      proposal,
      made,
      firstRows(proposal, made)[at] ?? [],
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
        <h2 id="look" class="grows flush">${msg('按文件生成的表单，已填入前几条数据', { id: 'workbook-look' })}</h2>
        ${this.#choice()}
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

  /** Which form is looked at, where there are several. */
  #choice(): TemplateResult | typeof nothing {
    const forms = this.#forms;
    if (forms.length < 2) return nothing;
    const shown = this.#made.columns[0]?.sheet;
    return html`<select class="plain" aria-label=${msg('看哪个表单', { id: 'workbook-look-form' })} @change=${(
      event: Event,
    ) => {
      this.sheet = Number((event.target as HTMLSelectElement).value);
      this.at = 0;
    }}>${forms.map(
      ({ form, columns: [own] }) =>
        html`<option value=${own?.sheet ?? 0} ?selected=${own?.sheet === shown}>${say(form.label)}</option>`,
    )}</select>`;
  }

  #drawn(look: RecordEditor | readonly DrawnIssue[]): TemplateResult {
    return look instanceof RecordEditor
      ? html`<gj-tried-record .editor=${look} .turn=${this.turn}></gj-tried-record>`
      : html`<ul class="flush in-error">${look.map(({ message }) => html`<li>${say(message)}</li>`)}</ul>`;
  }
}
customElements.define('gj-workbook-look', GjWorkbookLook);
