import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { formOfSheet } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type { ProposedSheet, WorkbookProposal } from '../../../metadata/design/workbook/proposal.ts';
import { type Strictness, strictnesses } from '../../../metadata/design/workbook/strictness.ts';
import { packagesStyles } from '../../administration/packages/packages-styles.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { dropSheet } from '../../kit/drop-sheet.ts';
import type { Action } from '../../kit/gj-actions.ts';
import { plural, say } from '../../session/i18n.ts';
import { recentForms } from '../../session/recent.ts';
import { router } from '../../session/router.ts';
import { sheetProgress } from '../../sheet/sheet-progress.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type FormHome, homeOf, madeHome } from '../forms/form-home.ts';
import { publishedCard } from '../published/published-card.ts';
import { unsaid } from '../words/seen-by.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { flawsOf } from './workbook-flaws.ts';
import { formFields, type SheetChoice, sheetUseField } from './workbook-form.ts';
import { type SaidWhy, type WaitingFile, workbook } from './workbook-work.ts';
import '../../kit/gj-page-head.ts';
import '../forms/gj-form-home.ts';
import './gj-workbook-imports.ts';
import './gj-workbook-look.ts';
import './gj-workbook-sheet.ts';

/** Largest file the server takes, in MB. */
const most = 20;

/**
 * Forms from a workbook: proposed, corrected in tables, put into the design; once that is published their data comes in.
 */
export class WorkbookPage extends withProperties(GjElement, {
  problem: state(''),
  /** Somebody went on: what is missing is told. */
  asked: state(false),
}) {
  static override styles = [
    shared,
    page,
    packagesStyles,
    css`
      .form {
        grid-template-columns: repeat(auto-fill, minmax(var(--gj-size-200), 1fr));
      }
      gj-form-home {
        grid-column: span 2;
      }
      .sheet-head h2 {
        flex: 1 1 var(--gj-size-200);
      }
      .sheet-head select {
        width: auto;
        min-width: var(--gj-size-180);
      }
      .counts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gj-2);
        margin-block-end: var(--gj-3);
      }
      .problems {
        max-height: 50vh;
        overflow: auto;
      }
      .stops {
        border-color: color-mix(in srgb, var(--gj-error) 45%, transparent);
      }
      .none {
        display: flex;
        gap: var(--gj-1h);
        align-items: center;
        margin-block-start: var(--gj-2);
      }
    `,
  ];
  readonly #doing = new Doing(this);
  readonly #moved = () => this.requestUpdate();
  /** The file whose data comes in. */
  #coming: WaitingFile | null = null;
  #sound: WorkbookProposal | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    workbook.addEventListener('change', this.#moved);
    design.addEventListener('change', this.#moved);
    void design.look({});
    // The data of forms that went live comes in at once.
    this.#coming = workbook.live ?? workbook.unfinished;
  }

  override disconnectedCallback(): void {
    workbook.removeEventListener('change', this.#moved);
    design.removeEventListener('change', this.#moved);
    super.disconnectedCallback();
  }

  #pick(file: File | null | undefined): void {
    if (!file) return;
    this.problem = '';
    this.asked = false;
    this.#sound = null;
    if (file.size > most * 1024 * 1024)
      this.problem = msg(str`文件超过 ${most} MB`, { id: 'file-too-large' });
    else void this.#read(file);
  }

  #read(file: File, sheet?: number): Promise<boolean> {
    return this.#doing.run(() => workbook.propose(file, sheet));
  }

  #use(sheet: ProposedSheet, choice: SheetChoice): void {
    const { file } = workbook;
    const { use } = choice;
    if (use === 'entries') void this.#doing.run(() => workbook.useAsRows(sheet, choice));
    else if (use !== 'records') void this.#doing.run(() => workbook.useAs(sheet, use));
    else if (file) void this.#read(file, sheet.sheet);
  }

  async #take(): Promise<void> {
    const { proposal } = workbook;
    if (!proposal) return;
    this.asked = true;
    if (unseenIn(proposal).length > 0) {
      await this.updateComplete;
      // The first that was not chosen is chosen next.
      const first = this.renderRoot.querySelector<HTMLElement>('select[name=seen][aria-invalid]');
      first?.scrollIntoView({ block: 'center' });
      first?.focus();
      return;
    }
    await this.#doing.run(async () => {
      // A person may be quicker than the design that it goes into.
      await design.open();
      const { drawn } = design;
      if (!drawn) throw design.failure;
      if (flawsOf(proposal, drawn.lines, workbook.drafted).length > 0) return;
      if (await workbook.take(await madeHome(this.#home(drawn), drawn))) await router.go('/design/publish');
    });
  }

  readonly #act = ({ detail }: CustomEvent<string>): void => {
    if (detail === 'take') void this.#take();
    else if (detail === 'other') {
      this.#coming = null;
      this.#doing.forget();
      this.#sound = null;
      workbook.forget();
    }
  };

  override render() {
    const { proposal } = workbook;
    const other: Action = { key: 'other', text: msg('换一个文件', { id: 'other-file' }) };
    const taking: Action = {
      key: 'take',
      text: msg('放进设计，去发布…', { id: 'workbook-take-up' }),
      icon: 'check',
      primary: true,
      disabled:
        this.#doing.busy ||
        proposal === null ||
        flawsOf(proposal, design.drawn?.lines ?? [], workbook.drafted).length > 0,
    };
    const coming = this.#coming;
    const actions: readonly Action[] = coming ? [other] : proposal ? [taking, other] : [];
    return html`<gj-page-head heading=${msg('从 Excel 新建表单', { id: 'workbook-page' })} .actions=${actions} @act=${this.#act}>
      <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a href="/design">${msg('表单设计', { id: 'design' })}</a></nav>
      ${workbook.file ? html`<span slot="stands" class="small muted">${workbook.file.name}</span>` : nothing}
    </gj-page-head>
    <div class="stack">${
      this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`
    }${this.#doing.shown()}
      ${this.#content(coming)}</div>`;
  }

  #content(coming: WaitingFile | null): TemplateResult {
    if (coming)
      return html`${this.#published()}<gj-workbook-imports .coming=${coming}></gj-workbook-imports>`;
    return workbook.proposal ? this.#proposed(workbook.proposal) : this.#picking();
  }

  #published(): TemplateResult | typeof nothing {
    const { published } = workbook;
    if (published === null) return nothing;
    return publishedCard(published, null, () => {
      workbook.published = null;
      this.requestUpdate();
    });
  }

  #home(drawn: Drawn): FormHome {
    return workbook.home === undefined ? homeOf(drawn, design.packages, recentForms()) : workbook.home;
  }

  #picking(): TemplateResult {
    if (this.#doing.busy)
      return html`<section class="card">${sheetProgress(msg('正在读文件…', { id: 'workbook-reading' }), null)}</section>`;
    return dropSheet({
      help: msg(
        '第一行是列名，下面是数据。按数据建议字段、类型、选项、引用和分录，被其他表引用的表成为单独的表单，都可以改；发布之后数据随即导入。',
        { id: 'workbook-help' },
      ),
      take: (file) => this.#pick(file),
    });
  }

  #proposed(proposal: WorkbookProposal): TemplateResult {
    const { sheets } = proposal;
    const { records } = workbook;
    const inOrder = sheets.toSorted((a, b) => Number(b === records) - Number(a === records));
    const flaws = flawsOf(proposal, design.drawn?.lines ?? [], workbook.drafted);
    return html`${
      flaws.length > 0
        ? html`<section class="card stops" role="alert">${flaws.map((flaw) => html`<p class="problem">${flaw}</p>`)}</section>`
        : nothing
    }
      ${workbook.forms.map((sheet) => this.#form(sheet, proposal))}
      ${this.#look(proposal, flaws.length > 0)}
      ${inOrder.map((sheet) => this.#sheet(sheet, proposal))}`;
  }

  /** What a form is called, and who sees it; with that of the records, what all of them have in common. */
  #form(sheet: ProposedSheet, proposal: WorkbookProposal): TemplateResult {
    const { drawn } = design;
    const { title } = sheet;
    const heading =
      workbook.forms.length > 1
        ? msg(str`表单：${title}`, { id: 'workbook-form-of' })
        : msg('表单', { id: 'design-tab-form' });
    const home =
      drawn &&
      html`<gj-form-home .drawn=${drawn} .home=${this.#home(drawn)}
          name=${say(formOfSheet(proposal, sheet).label)} @home=${({ detail }: CustomEvent<FormHome>) =>
            workbook.chooseHome(detail)}></gj-form-home>`;
    const isUnseen = this.asked && unseenIn(proposal).includes(sheet);
    return html`<section class="card" aria-label=${heading}><h2>${heading}</h2><div class="form gridded high gap-2-3">
        ${formFields(proposal, sheet, isUnseen ? unsaid() : undefined)}
        ${sheet.use === 'records' ? [home, this.#strictness(sheet)] : nothing}</div></section>`;
  }

  /** The forms as they will be; of what is none yet, the last that was one. */
  #look(proposal: WorkbookProposal, isFlawed: boolean): TemplateResult | typeof nothing {
    if (!isFlawed) this.#sound = proposal;
    if (!this.#sound) return nothing;
    return html`<gj-workbook-look .proposal=${this.#sound} ?late=${isFlawed}></gj-workbook-look>`;
  }

  /** How much is read into the data; what was corrected by hand is proposed anew. */
  #strictness(records: ProposedSheet): TemplateResult {
    const names: Readonly<Record<Strictness, string>> = {
      loose: msg('宽松：少限制，长度放宽', { id: 'workbook-loose' }),
      usual: msg('适中：只有名称和编码必填', { id: 'workbook-usual' }),
      strict: msg('严格：都填了的就必填，几种值就是选项', { id: 'workbook-strict' }),
    };
    const at = strictnesses.indexOf(workbook.strictness);
    return html`<label class="text-field"><span>${msg('建议的限制有多严（改动后重新建议）', { id: 'workbook-strictness' })}</span>
      <input type="range" min="0" max=${strictnesses.length - 1} step="1" .value=${String(at)}
          aria-valuetext=${names[workbook.strictness]} @change=${(event: Event) => {
            const { file } = workbook;
            workbook.strictness = strictnesses[Number((event.target as HTMLInputElement).value)] ?? 'usual';
            if (file) void this.#read(file, records.sheet);
          }} /><span class="small muted">${names[workbook.strictness]}</span></label>`;
  }

  #sheet(sheet: ProposedSheet, proposal: WorkbookProposal): TemplateResult {
    const { title, rows, use, why } = sheet;
    const hasRecords = use === 'records' || use === 'form';
    const key = hasRecords ? formOfSheet(proposal, sheet).key : null;
    const others = workbook.forms
      .filter((one) => one !== sheet && one.sheet !== sheet.of)
      .map((one) => ({ sheet: one.sheet, label: say(formOfSheet(proposal, one).label) || one.title }));
    return html`<section class="card" aria-label=${title}><div class="sheet-head flex wraps low gap-2-3 below-2">
        <h2>${title} <span class="small muted">${plural(msg(str`${rows} 行`, { id: 'workbook-rows' }))}</span></h2>
        ${
          proposal.sheets.length > 1
            ? sheetUseField(sheet, proposal, (choice) => this.#use(sheet, choice))
            : nothing
        }</div>
      ${why.map((one) => html`<p class="small muted">${(one as SaidWhy).message}</p>`)}
      ${
        use === 'none'
          ? nothing
          : html`<gj-workbook-sheet .sheet=${sheet} .key=${key} .others=${others}></gj-workbook-sheet>`
      }
      ${
        hasRecords
          ? html`<label class="none small"><input type="radio" name="no-key-${sheet.sheet}" .checked=${key === null}
              @change=${() => workbook.changeKey(sheet, null)} />${msg('没有一列能认出记录：自动编号', { id: 'workbook-no-key' })}</label>`
          : nothing
      }</section>`;
  }
}

/** Forms of masters for which nobody chose who sees their records. */
function unseenIn(proposal: WorkbookProposal): readonly ProposedSheet[] {
  return workbook.forms.filter(
    (sheet) => formOfSheet(proposal, sheet).kind === 'master' && !workbook.seen.get(sheet.sheet),
  );
}
customElements.define('gj-workbook-page', WorkbookPage);
