import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { BackupStateAnswer } from '../../../metadata/contract/backups/calls.ts';
import { sizeText } from '../../files/size-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

/** Milliseconds. */
const every = 10_000;
const soon = 2_000;
/** Archives that are listed. */
const most = 5;

type Archives = Awaited<ReturnType<typeof readArchives>>;

interface Found {
  readonly state: BackupStateAnswer | null;
  /** Null: they cannot be listed; the state says why. */
  readonly archives: Archives | null;
}

/** The card of the backups that the server makes by itself, for administrators. */
export class GjBackups extends GjElement {
  static override styles = [shared];
  readonly #found = new Loading<Found>(this, {
    load: (_, signal) => this.#look(signal),
    again: (found) => (found?.state?.running ? soon : every),
    behind: true,
  });
  readonly #beginning = new Doing(this, { notifies: true });

  /** A page that nobody sees asks nothing. */
  async #look(signal: AbortSignal): Promise<Found> {
    const { value } = this.#found;
    if (document.hidden && value) return value;
    const { backups: state } = await session.api.call('GET /api/backups', { signal });
    // Where one has failed, the place may be away.
    const isThere = state !== null && state.failure === null;
    return { state, archives: isThere ? await readArchives(signal).catch(() => null) : null };
  }

  async #begin(): Promise<void> {
    const begun = await this.#beginning.run(() => session.api.call('POST /api/backups'));
    if (begun) await this.#found.load();
  }

  override render() {
    return html`<section class="card">
      <h2 class="below-2">${msg('自动备份', { id: 'backups' })}</h2>
      ${this.#found.shown(({ state, archives }) => (state ? this.#parts(state, archives) : notSet()))}
    </section>`;
  }

  #parts(state: BackupStateAnswer, archives: Archives | null): TemplateResult {
    const { running, next, place, trial } = state;
    const failures = [state.failure, trial.failure].filter((one) => one !== null);
    return html`${failures.map(({ message }) => html`<p class="below-2 error" role="status">${message}</p>`)}
      <dl class="ledger">
        ${line(msg('状态', { id: 'backup-state' }), badgeOf(state))}
        ${lastOf(state)}
        ${line(msg('下次备份', { id: 'backup-next' }), moment(next))}
        ${line(msg('上次试恢复', { id: 'backup-tried' }), trial.passed ? moment(trial.passed.at) : '—')}
        ${line(msg('位置', { id: 'backup-place' }), html`<span class="breaks">${place}</span>`)}
      </dl>
      ${archives ? listOf(archives) : nothing}
      <button class="above-2" ?disabled=${running || this.#beginning.busy} @click=${() => this.#begin()}>
        ${icon('data')}${running ? msg('正在备份…', { id: 'backup-running' }) : msg('立即备份', { id: 'backup-now' })}
      </button>`;
  }
}

function notSet(): TemplateResult {
  return html`<p class="muted">
    ${msg('没有设置。运行服务器的人设置 GUIJU_BACKUP（文件夹或存储桶）后，服务器会按时备份。', { id: 'backups-not-set' })}
  </p>`;
}

function badgeOf({ running, late, failure, trial, last }: BackupStateAnswer): TemplateResult {
  const [look, text] = failure
    ? (['error', msg('失败，将自动重试', { id: 'backup-failed' })] as const)
    : trial.failure
      ? (['error', msg('无法恢复', { id: 'backup-unfit' })] as const)
      : late
        ? (['error', msg('已过期', { id: 'backup-late' })] as const)
        : running
          ? (['accent', msg('正在备份…', { id: 'backup-running' })] as const)
          : last
            ? (['ok', msg('正常', { id: 'check-fine' })] as const)
            : (['quiet', msg('尚无备份', { id: 'backup-none' })] as const);
  return html`<span class="badge ${look}"><span class="dot"></span>${text}</span>`;
}

function lastOf({ last }: BackupStateAnswer): TemplateResult {
  const name = msg('上次备份', { id: 'backup-last' });
  if (!last) return line(name, '—');
  const { at, kind, bytes, rows, seconds, files, missingFiles } = last;
  const took = msg(str`${sizeText(bytes)}，${rows.toLocaleString()} 行，用时 ${seconds} 秒，已检查`, {
    id: 'backup-took',
  });
  return html`${line(name, html`${moment(at)}${kindOf(kind)}<br /><span class="small muted">${took}</span>`)}
    ${files + missingFiles === 0 ? nothing : line(msg('文件内容', { id: 'backup-files' }), files.toLocaleString())}
    ${
      missingFiles === 0
        ? nothing
        : line(
            msg('缺失的文件内容', { id: 'backup-files-missing' }),
            html`<span class="badge error"><span class="dot"></span>${missingFiles.toLocaleString()}</span>`,
          )
    }`;
}

function listOf(archives: Archives): TemplateResult | typeof nothing {
  if (archives.length === 0) return nothing;
  const rest = archives.length - most;
  return html`<h3 class="above-2">${msg(str`现有备份（${archives.length}）`, { id: 'backup-archives' })}</h3>
    <dl class="ledger">
      ${archives
        .slice(0, most)
        .map(({ at, kind, bytes, restoredAt }) =>
          line(
            moment(at),
            html`${sizeText(bytes)}${kindOf(kind)}${restoredAt ? html`<br /><span class="small muted">${msg('已试恢复', { id: 'backup-restored' })}</span>` : nothing}`,
          ),
        )}
    </dl>
    ${rest > 0 ? html`<p class="small muted">${msg(str`另有 ${rest} 份较早的备份`, { id: 'backup-older' })}</p>` : nothing}`;
}

/** Said of increments alone: whoever makes none reads of none. */
function kindOf(kind: 'full' | 'increment'): TemplateResult | typeof nothing {
  if (kind === 'full') return nothing;
  return html` <span class="badge quiet">${msg('增量', { id: 'backup-increment' })}</span>`;
}

function line(name: string, value: string | TemplateResult): TemplateResult {
  return html`<dt>${name}</dt><dd>${value}</dd>`;
}

async function readArchives(signal: AbortSignal) {
  return (await session.api.call('GET /api/backups/archives', { signal })).items;
}
customElements.define('gj-backups', GjBackups);
