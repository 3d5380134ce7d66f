import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ProposedSheet, WorkbookProposal } from '../../../metadata/design/workbook/proposal.ts';
import { type Strictness, strictnesses } from '../../../metadata/design/workbook/strictness.ts';
import { packagesStyles } from '../../administration/packages/packages-styles.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { dropSheet } from '../../kit/drop-sheet.ts';
import type { Action } from '../../kit/gj-actions.ts';
import { plural, say } from '../../session/i18n.ts';
import { hasFile, isOver, jobFile } from '../../session/jobs.ts';
import { recentForms } from '../../session/recent.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { sheetProgress } from '../../sheet/sheet-progress.ts';
import { SheetWork } from '../../sheet/sheet-work.ts';
import { importReport } from '../../sheet/transfer/import-report.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type FormHome, homeOf, madeHome, wrongName } from '../forms/form-home.ts';
import { labelFields } from '../words/label-pair.ts';
import { seenByField, sharingOf, unsaid } from '../words/seen-by.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { type Flaw, flawsOf, type SaidWhy, workbook } from './workbook-work.ts';
import '../../kit/gj-page-head.ts';
import '../forms/gj-form-home.ts';
import './gj-workbook-look.ts';
import './gj-workbook-sheet.ts';

/** Largest file the server takes, in MB. */
const most = 20;

/**
 * A form from a workbook: proposed, corrected in tables, put into the design; once that is published its data comes in.
 */
export class WorkbookPage extends withProperties(GjElement, {
  problem: state(''),
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
  readonly #import = new SheetWork(this);
  readonly #doing = new Doing(this);
  readonly #moved = () => this.requestUpdate();
  #sound: WorkbookProposal | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    workbook.addEventListener('change', this.#moved);
    design.addEventListener('change', this.#moved);
    void design.look({});
    this.#bring();
  }

  override disconnectedCallback(): void {
    workbook.removeEventListener('change', this.#moved);
    design.removeEventListener('change', this.#moved);
    super.disconnectedCallback();
  }

  /** The data of a form that went live comes in at once. */
  #bring(): void {
    const { live } = workbook;
    if (!live) return;
    workbook.waiting = null;
    void this.#import.into(live);
  }

  #pick(file: File | null | undefined): void {
    if (!file) return;
    this.problem = '';
    this.#sound = null;
    if (file.size > most * 1024 * 1024)
      this.problem = msg(str`文件超过 ${most} MB`, { id: 'file-too-large' });
    else void this.#read(file);
  }

  #read(file: File, sheet?: number): Promise<boolean> {
    return this.#doing.run(() => workbook.propose(file, sheet, workbook.strictness));
  }

  async #take(): Promise<void> {
    const { drawn } = design;
    const { proposal } = workbook;
    if (!drawn || !proposal) return;
    this.problem = proposal.kind === 'master' && workbook.seen === '' ? unsaid() : '';
    if (this.problem !== '') return;
    await this.#doing.run(async () => {
      const sharing = sharingOf(proposal.kind, workbook.seen);
      if (sharing) workbook.change({ sharing });
      await workbook.take(await madeHome(this.#home(drawn, proposal.kind), drawn));
      await router.go('/design/publish');
    });
  }

  readonly #act = ({ detail }: CustomEvent<string>): void => {
    if (detail === 'take') void this.#take();
    else if (detail === 'other') {
      this.#import.forget();
      this.#doing.forget();
      this.#sound = null;
      workbook.forget();
    }
  };

  override render() {
    const { proposal } = workbook;
    const { job } = this.#import;
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
    const imports = job !== null || this.#import.busy || this.#import.failure !== null;
    const actions: readonly Action[] = imports ? [other] : proposal ? [taking, other] : [];
    return html`<gj-page-head heading=${msg('从 Excel 新建表单', { id: 'workbook-page' })} .actions=${actions} @act=${this.#act}>
      <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a href="/design">${msg('设计', { id: 'design' })}</a></nav>
      ${workbook.file ? html`<span slot="stands" class="small muted">${workbook.file.name}</span>` : nothing}
    </gj-page-head>
    <div class="stack">${
      this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`
    }${this.#doing.shown()}
      ${imports ? this.#imported() : proposal ? this.#proposed(proposal) : this.#picking()}</div>`;
  }

  #home(drawn: Drawn, kind: string): FormHome {
    return workbook.home === undefined ? homeOf(drawn, kind, recentForms()) : workbook.home;
  }

  #picking(): TemplateResult {
    if (this.#doing.busy)
      return html`<section class="card">${sheetProgress(msg('正在读文件…', { id: 'workbook-reading' }), null)}</section>`;
    return dropSheet({
      help: msg(
        '第一行是列名，下面是数据。按数据建议字段、种类、选项、引用和分录，都可以改；发布之后数据随即导入。',
        { id: 'workbook-help' },
      ),
      take: (file) => this.#pick(file),
    });
  }

  #proposed(proposal: WorkbookProposal): TemplateResult {
    const { name, label, kind, key, sheets } = proposal;
    const { drawn } = design;
    const flaws = flawsOf(proposal, design.drawn?.lines ?? [], workbook.drafted);
    const records = sheets.find(({ use }) => use === 'records');
    return html`${
      flaws.length > 0
        ? html`<section class="card stops" role="alert">${flaws.map(
            (flaw) => html`<p class="problem">${flawText(flaw)}</p>`,
          )}</section>`
        : nothing
    }
      <section class="card" aria-labelledby="form"><h2
          id="form">${msg('表单', { id: 'design-tab-form' })}</h2><div class="form gridded high gap-2-3">
        ${labelFields(label, (next) => workbook.rename(next))}
        <label class="text-field"><span>${msg('种类', { id: 'design-form-kind' })}</span><select @change=${(
          event: Event,
        ) =>
          workbook.change({
            kind: (event.target as HTMLSelectElement).value === 'document' ? 'document' : 'master',
          })}>
          <option value="master" ?selected=${kind === 'master'}>${msg('基础资料', { id: 'design-kind-master' })}</option>
          <option value="document"
              ?selected=${kind === 'document'}>${msg('单据', { id: 'design-kind-document' })}</option></select></label>
        ${seenByField(kind, workbook.seen, (seen) => {
          workbook.choose({ seen });
        })}
        <label class="text-field"><span>${msg('接口里的名称', { id: 'workbook-api-name' })}</span><input
            autocomplete="off" spellcheck="false" .value=${name} @change=${(event: Event) =>
              workbook.call((event.target as HTMLInputElement).value.trim())} /></label>
        ${
          drawn
            ? html`<gj-form-home .drawn=${drawn} .home=${this.#home(drawn, kind)} name=${say(label)} @home=${({
                detail,
              }: CustomEvent<FormHome>) => {
                workbook.choose({ home: detail });
              }}></gj-form-home>`
            : nothing
        }
        ${
          sheets.length > 1
            ? html`<label class="text-field"><span>${msg('记录所在的工作表', { id: 'workbook-main' })}</span><select @change=${(
                event: Event,
              ) => {
                if (workbook.file)
                  void this.#read(workbook.file, Number((event.target as HTMLSelectElement).value));
              }}>${sheets.map(
                ({ sheet, title }) =>
                  html`<option value=${sheet} ?selected=${sheet === records?.sheet}>${title}</option>`,
              )}</select></label>`
            : nothing
        }${this.#strictness(records)}</div></section>
      ${this.#look(proposal, flaws.length > 0)}
      ${[...(records ? [records] : []), ...sheets.filter((sheet) => sheet !== records)].map((sheet) => this.#sheet(sheet, key))}`;
  }

  /** The form as it will be; of what is none yet, the last that was one. */
  #look(proposal: WorkbookProposal, isFlawed: boolean): TemplateResult | typeof nothing {
    if (!isFlawed) this.#sound = proposal;
    if (!this.#sound) return nothing;
    return html`<gj-workbook-look .proposal=${this.#sound} ?late=${isFlawed}></gj-workbook-look>`;
  }

  /** How much is read into the data; what was corrected by hand is proposed anew. */
  #strictness(records: ProposedSheet | undefined): TemplateResult {
    const names: Readonly<Record<Strictness, string>> = {
      loose: msg('宽松：少限制，长度放宽', { id: 'workbook-loose' }),
      usual: msg('适中：只有名称和编码必填', { id: 'workbook-usual' }),
      strict: msg('严格：都填了的就必填，几种值就是选项', { id: 'workbook-strict' }),
    };
    const at = strictnesses.indexOf(workbook.strictness);
    return html`<label class="text-field"><span>${msg('限制程度（重新建议）', { id: 'workbook-strictness' })}</span>
      <input type="range" min="0" max=${strictnesses.length - 1} step="1" .value=${String(at)}
          aria-valuetext=${names[workbook.strictness]} @change=${(event: Event) => {
            const { file } = workbook;
            workbook.strictness = strictnesses[Number((event.target as HTMLInputElement).value)] ?? 'usual';
            if (file) void this.#read(file, records?.sheet);
          }} /><span class="small muted">${names[workbook.strictness]}</span></label>`;
  }

  #sheet(sheet: ProposedSheet, key: number | null): TemplateResult {
    const { title, rows, use, why, columns } = sheet;
    const joined = columns.find((column) => column.use === 'key')?.place ?? null;
    return html`<section class="card" aria-label=${title}><div class="sheet-head flex wraps low gap-2-3 below-2">
        <h2>${title} <span class="small muted">${plural(msg(str`${rows} 行`, { id: 'workbook-rows' }))}</span></h2>
        ${
          use === 'records' || key === null
            ? nothing
            : html`<label class="text-field"><span>${msg('这张表是', { id: 'workbook-sheet-is' })}</span><select @change=${(
                event: Event,
              ) => {
                const { value } = event.target as HTMLSelectElement;
                workbook.changeEntries(sheet, value === '' ? null : Number(value));
              }}><option value="" ?selected=${joined === null}>${msg('不使用', { id: 'workbook-unused' })}</option>${columns.map(
                ({ place, heading }) =>
                  html`<option value=${place} ?selected=${place === joined}>${msg(
                    str`分录，按“${heading}”归到记录`,
                    { id: 'workbook-rows-by' },
                  )}</option>`,
              )}</select></label>`
        }</div>
      ${why.map((one) => html`<p class="small muted">${(one as SaidWhy).message}</p>`)}
      ${use === 'none' ? nothing : html`<gj-workbook-sheet .sheet=${sheet} .key=${key}></gj-workbook-sheet>`}
      ${
        use === 'records'
          ? html`<label class="none small"><input type="radio" name="no-key" .checked=${key === null}
              @change=${() => workbook.changeKey(null)} />${msg('没有一列能认出记录：自动编号', { id: 'workbook-no-key' })}</label>`
          : nothing
      }</section>`;
  }

  #imported(): TemplateResult {
    const { job, busy, failure } = this.#import;
    if (failure !== null) return html`<p class="problem" role="alert">${failureText(failure)}</p>`;
    if (busy || !job || !isOver(job))
      return html`<section class="card">${sheetProgress(msg('正在导入…', { id: 'importing' }), job)}</section>`;
    const form = session.form(job.form ?? '');
    return html`<section class="card">${importReport(job, null)}
      <p>${
        form
          ? html`<a class="button primary" href=${`/forms/${form.name}`}>${msg('打开列表', { id: 'workbook-open-list' })}</a>`
          : nothing
      }
      ${
        hasFile(job)
          ? html`<a class="button" href=${jobFile(job)}
              download>${icon('download')}${msg('下载标注了问题的文件', { id: 'download-marked' })}</a>`
          : nothing
      }</p></section>`;
  }
}

function flawText(flaw: Flaw): string {
  if (flaw === 'unnamed') return msg('请给表单和每个字段写上名称。', { id: 'workbook-unnamed' });
  if (flaw === 'wrong-name') return wrongName();
  if (flaw === 'taken-name')
    return msg('已有表单在接口里叫这个名称，请换一个。', { id: 'workbook-name-taken' });
  if (flaw === 'no-target') return msg('请给每个引用字段选好表单。', { id: 'workbook-no-target' });
  if (flaw === 'no-options')
    return msg('单选字段要有选项：这一列没有值，请换一个种类。', { id: 'workbook-no-options' });
  return flaw === 'no-fields'
    ? msg('请至少保留一列。', { id: 'workbook-no-fields' })
    : msg('两个字段在接口里的名称相同，请改其中一个。', { id: 'workbook-field-twice' });
}
customElements.define('gj-workbook-page', WorkbookPage);
