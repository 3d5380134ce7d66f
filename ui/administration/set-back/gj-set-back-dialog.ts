import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { focusDrawn } from '../../kit/base/focus.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { type DialogField, type DialogValues, own } from '../../kit/dialog/dialog-form.ts';
import { dialogSteps } from '../../kit/dialog/dialog-steps.ts';
import { fieldRow, flawOf, startOf, typedFlaw } from '../../kit/dialog/form-field.ts';
import { FollowedJob } from '../../kit/followed-job.ts';
import { moment, zoneText } from '../../kit/moment.ts';
import { dialogStyles } from '../../kit/styles/dialog-styles.ts';
import { plural, say } from '../../session/i18n.ts';
import { isOver } from '../../session/jobs.ts';
import { session } from '../../session/session.ts';
import { sheetProgress } from '../../sheet/sheet-progress.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { doneParts, type Later, plannedParts, writtenBy } from './set-back-words.ts';
import '../../fields/gj-form-pick.ts';
import '../../fields/gj-org-pick.ts';
import '../../kit/dialog/gj-dialog.ts';

/**
 * The records of a form go back to what they were at a moment: it is chosen, looked at, and done; what was done stays to be
 * read. Tells `closed`.
 */
export class GjSetBackDialog extends withProperties(GjElement, {
  values: state<DialogValues>(() => ({})),
  wrong: state<Readonly<Record<string, string>>>(() => ({})),
  /** Whether the job that is shown is the one that writes. */
  writes: state(false),
}) {
  static override styles = [shared, boxless, dialogStyles];

  readonly #work = new FollowedJob(this);
  readonly #fields = fields();

  override connectedCallback(): void {
    super.connectedCallback();
    this.values = Object.fromEntries(Object.entries(this.#fields).map(([name, one]) => [name, startOf(one)]));
  }

  protected override firstUpdated(): void {
    void focusDrawn(this.renderRoot.querySelector<HTMLElement>('gj-form-pick'));
  }

  get #form(): string {
    return session.formById(String(this.values['form']))?.name ?? '';
  }
  get #later(): Later {
    return this.values['later'] === 'delete' ? 'delete' : 'keep';
  }

  #change(name: string, value: unknown): void {
    this.values = { ...this.values, [name]: value };
    const { [name]: _, ...wrong } = this.wrong;
    this.wrong = wrong;
  }

  #flaws(judge: typeof flawOf): Readonly<Record<string, string>> {
    const { values } = this;
    return Object.fromEntries(
      Object.entries(this.#fields).flatMap(([name, field]) => {
        const flaw = judge(field, values[name], values);
        return flaw === null ? [] : [[name, flaw]];
      }),
    );
  }

  async #look(): Promise<void> {
    this.wrong = this.#flaws(flawOf);
    if (Object.keys(this.wrong).length === 0) await this.#run(true);
  }

  /** A job that was refused before it began leaves the step as it is. */
  async #run(dryRun: boolean): Promise<void> {
    const { at, org, record } = this.values;
    const body = {
      at: new Date(String(at)).toISOString(),
      later: this.#later,
      dryRun,
      ...(org !== '' && { org: String(org) }),
      ...(String(record).trim() !== '' && { record: String(record).trim() }),
    };
    this.writes = !dryRun;
    const path = { form: this.#form };
    await this.#work.start(() => session.api.call('POST /api/forms/:form/set-back', { path, body }));
  }

  #back(): void {
    this.#work.forget();
    this.writes = false;
  }

  override render() {
    const { job, busy, failure } = this.#work;
    const steps = [
      msg('选择时刻', { id: 'set-back-step-choose' }),
      msg('预览', { id: 'set-back-step-look' }),
      msg('恢复', { id: 'set-back-back' }),
    ];
    const at = busy || job ? (this.writes ? 2 : 1) : 0;
    return html`<gj-dialog wide plain label=${msg('恢复记录到过去的时刻', { id: 'set-back' })}>
      ${dialogSteps(steps, at)}
      ${failure ? html`<p class="problem" role="alert">${failureText(failure)}</p>` : nothing}
      ${busy ? this.#working(job) : job && isOver(job) ? this.#ended(job) : this.#choosing()}
    </gj-dialog>`;
  }

  #choosing(): TemplateResult {
    const row = ([name, field]: [string, DialogField]) =>
      fieldRow(field, {
        name,
        value: this.values[name],
        values: this.values,
        wrong: this.wrong[name],
        change: (value) => this.#change(name, value),
        left: () => {
          this.wrong = { ...this.wrong, ...this.#flaws(typedFlaw) };
        },
      });
    return html`<form class="halves" novalidate @submit=${(event: Event) => {
      event.preventDefault();
      void this.#look();
    }}>
        <p class="spans muted">${msg(
          '按历史版本恢复，不需要备份：改过的记录恢复，已删除的找回，各写入一个新版本。先预览，确认后才写入。',
          { id: 'set-back-help' },
        )}</p>
        ${Object.entries(this.#fields).map(row)}
        <div class="spans toolbar at-end above-2">
          <button type="button" @click=${() => this.emit('closed')}>${msg('取消', { id: 'cancel' })}</button>
          <button class="primary">${msg('预览', { id: 'set-back-step-look' })}</button>
        </div>
      </form>`;
  }

  #working(job: Job | null): TemplateResult {
    const text = this.writes
      ? msg('正在恢复…', { id: 'set-back-doing' })
      : msg('正在比较…', { id: 'set-back-looking' });
    return html`${sheetProgress(text, job)}
      ${
        this.writes
          ? html`<p class="small muted">${msg('停止后，已经恢复的记录保持恢复后的样子。', { id: 'set-back-stopped-means' })}</p>`
          : nothing
      }
      <div class="toolbar at-end above-4">
        <button @click=${() => this.#work.cancel()}>${msg('停止', { id: 'stop-work' })}</button>
        <button @click=${() => this.emit('closed')}>${msg('关闭', { id: 'close' })}</button>
      </div>`;
  }

  #ended(job: Job): TemplateResult {
    const isDone = job.status === 'done';
    const shown = this.writes ? doneParts(job, this.#form) : plannedParts(job, this.#form, this.#later);
    return html`<p class="below-3">${this.#asked()}</p>
      ${
        isDone
          ? shown
          : html`<p class="problem" role="alert">${job.message ?? msg('已取消', { id: 'job-cancelled' })}</p>`
      }
      <div class="toolbar at-end above-4">
        ${this.writes && isDone ? this.#finish() : this.#goOn(job)}
      </div>`;
  }

  /** Of what, and to when. */
  #asked(): TemplateResult {
    const form = session.formById(String(this.values['form']));
    const at = moment(new Date(String(this.values['at'])).toISOString());
    const org = session.organisations.find(({ number }) => number === this.values['org']);
    return html`<b>${form ? say(form.listLabel) : ''}</b> ${msg(str`恢复到 ${at}`, { id: 'set-back-to' })}${
      org ? html` <span class="muted">${org.name}</span>` : nothing
    }`;
  }

  #goOn(job: Job): TemplateResult {
    const count = job.status === 'done' ? writtenBy(job, this.#later) : 0;
    const does = plural(msg(str`恢复 ${count} 条记录`, { id: 'set-back-do' }));
    return html`<button @click=${() => this.#back()}>${msg('上一步', { id: 'step-before' })}</button>
      ${
        this.writes
          ? nothing
          : html`<button class=${this.#later === 'delete' ? 'danger' : 'primary'} ?disabled=${count === 0}
              @click=${() => this.#run(false)}>${icon('undo', 14)}${
                count === 0 ? msg('没有可恢复的记录', { id: 'set-back-none' }) : does
              }</button>`
      }`;
  }

  #finish(): TemplateResult {
    return html`<a class="button" href=${`/forms/${this.#form}`}>${msg('打开列表', { id: 'set-back-list' })}</a>
      <button class="primary" @click=${() => this.emit('closed')}>${msg('完成', { id: 'finish' })}</button>`;
  }
}

function fields(): Readonly<Record<string, DialogField>> {
  const label = msg('表单', { id: 'set-back-form' });
  const org = msg('组织', { id: 'organisation' });
  const forms = session.forms.filter(({ actions }) => actions.includes('edit'));
  return {
    form: own<string>({
      label,
      required: true,
      half: true,
      start: '',
      control: ({ value, change }) => html`<div class="text-field"><span aria-hidden="true">${label}<span
          class="in-error"> *</span></span><gj-form-pick label=${label} .forms=${forms} .value=${value}
          @pick=${({ detail }: CustomEvent<string>) => change(detail)}></gj-form-pick></div>`,
    }),
    at: {
      kind: 'moment',
      label: msg('恢复到', { id: 'set-back-at' }),
      required: true,
      half: true,
      hint: zoneText(),
      wrong: (value) =>
        Date.parse(value) > Date.now() ? msg('这个时刻还没有到', { id: 'set-back-ahead' }) : null,
    },
    org: own<string>({
      label: org,
      half: true,
      start: '',
      control: ({
        value,
        change,
      }) => html`<div class="text-field"><span aria-hidden="true">${org}</span><gj-org-pick
          label=${org} placeholder=${msg('所有组织', { id: 'set-back-all-orgs' })} .value=${value}
          @pick=${({ detail }: CustomEvent<string>) => change(detail)}></gj-org-pick></div>`,
    }),
    record: {
      label: msg('只恢复一条', { id: 'set-back-one' }),
      half: true,
      placeholder: msg('编码或单据编号；留空为全部', { id: 'set-back-one-help' }),
    },
    later: {
      kind: 'ways',
      label: msg('此后新建的记录', { id: 'set-back-later' }),
      choices: [
        { value: 'keep', text: msg('保留', { id: 'set-back-keep' }) },
        {
          value: 'delete',
          text: msg('删除', { id: 'delete' }),
          hint: msg('删除的记录可以从历史找回。', { id: 'set-back-delete-help' }),
        },
      ],
    },
  };
}
customElements.define('gj-set-back-dialog', GjSetBackDialog);
