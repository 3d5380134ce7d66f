import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ServerState } from '../../../metadata/contract/nodes/calls.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type DatabaseMember, type Health, readHealth, readUpgrades, type Upgrades } from './health-data.ts';
import { daySpark, dayTotal } from './health-day.ts';
import { auditForward, badge, line, traceExport } from './health-lines.ts';
import { indexWords } from './index-words.ts';
import { loadCards, type NodeLoad, readLoad } from './node-load.ts';
import '../set-back/gj-set-back.ts';
import './gj-backups.ts';
import '../../kit/chart/gj-spark.ts';
import '../../kit/gj-page-head.ts';

/** Milliseconds. */
const every = 10_000;
const seldom = 60_000;

/** The page that shows whether the node that answers is well, and how busy it is. */
export class HealthPage extends GjElement {
  static override styles = [
    shared,
    page,
    css`
      /* Cards of any height, one below the other without gaps. */
      .columns {
        columns: var(--gj-size-300);
        column-gap: var(--gj-3);
      }
      .columns > * {
        break-inside: avoid;
        margin-block-end: var(--gj-3);
      }
    `,
  ];
  /** Asked again while somebody looks. */
  readonly #health = new Loading<Health>(this, {
    load: (_, signal) => this.#look(signal),
    again: () => every,
  });
  /** The upgrades that wait; the state of the node is shown without them to those who do not administer. */
  readonly #upgrades = new Loading<Upgrades>(this, {
    key: () => (session.who?.administers ? true : undefined),
    load: readUpgrades,
  });

  /** Records are counted for it: it is asked more seldom than the rest. */
  readonly #load = new Loading<NodeLoad>(this, {
    key: () => (session.who?.administers ? true : undefined),
    load: (_, signal) => readLoad(signal),
    again: () => seldom,
    behind: true,
  });

  /** Those of which something is indexed, as far as one may see them. */
  readonly #models = new Loading<ReadonlyMap<string, FormModel>, string>(this, {
    key: () =>
      [...new Set(this.#health.value?.learned.map(({ form }) => form))].sort().join(' ') || undefined,
    load: async (names) => {
      const seen = names.split(' ').filter((name) => session.form(name));
      const found = seen.map(async (name) => [name, await forms.get(name)] as const);
      return new Map(
        (await Promise.allSettled(found)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
      );
    },
  });

  /** A page that nobody sees asks nothing. */
  async #look(signal: AbortSignal): Promise<Health> {
    const { value } = this.#health;
    return document.hidden && value ? value : readHealth(signal);
  }

  override render() {
    const { value: health } = this.#health;
    return html`
      <gj-page-head heading=${msg('运行状态', { id: 'health' })}>
        ${health ? html`<span slot="stands" class="muted small">${moment(health.at.toISOString(), true)}</span>` : nothing}
        ${
          health || !this.#health.failure
            ? html`<button @click=${() => this.#health.load()}>${icon('refresh')}${msg('刷新', { id: 'refresh' })}</button>`
            : nothing
        }
      </gj-page-head>
      ${this.#health.shown((now) => this.#parts(now), { outline: { cards: [4, 4, 4] } })}`;
  }

  #parts(health: Health): TemplateResult {
    const { value: upgrades } = this.#upgrades;
    const { value: load } = this.#load;
    const before = [checks, servers, members, numbers, answers];
    const own = session.who?.administers
      ? html`<gj-backups></gj-backups><gj-set-back></gj-set-back>`
      : nothing;
    const busy = load ? loadCards(load) : nothing;
    const waits = upgrades ? html`${packages(upgrades)}${proposed(upgrades)}` : nothing;
    return html`<div class="columns">${before.map((part) => part(health))}${own}${busy}${learned(
      health,
      this.#models.value,
    )}${searched(health)}${waits}</div>`;
  }
}

function checks({ ready, checks: found, numbers: all, spansDropped }: Health): TemplateResult {
  const names: Readonly<Record<string, string>> = {
    database: msg('数据库', { id: 'check-database' }),
    storage: msg('存储', { id: 'check-storage' }),
    model: msg('元数据模型', { id: 'check-model' }),
    running: msg('服务进程', { id: 'check-running' }),
  };
  return html`<section class="card">
    <h2 class="below-2">${msg('检查', { id: 'checks' })}</h2>
    <dl class="ledger">
      ${line(msg('总体', { id: 'check-all' }), badge(ready))}
      ${Object.entries(found).map(([name, fine]) => line(names[name] ?? name, badge(fine)))}
      ${auditForward(all)}${traceExport(all, spansDropped)}
    </dl>
  </section>`;
}

/** All that work on this database, by the names that people know them by. */
function servers({ servers: all }: Health): TemplateResult {
  return html`<section class="card">
    <h2 class="below-2">${msg('服务器', { id: 'servers' })}</h2>
    <dl class="ledger">${all.map(
      (one) =>
        html`<dt>${one.name}${one.own ? html` <span class="small muted">${msg('当前', { id: 'server-own' })}</span>` : nothing}</dt>
          <dd>${serverState(one)}</dd>`,
    )}</dl>
  </section>`;
}

function serverState({ state, since }: ServerState): TemplateResult {
  if (state === 'serving')
    return html`<span class="badge ok"><span class="dot"></span>${msg('已更新', { id: 'server-serving' })}</span>`;
  if (state === 'behind')
    return html`<span class="badge warn"><span class="dot"></span>${msg('尚未更新', { id: 'server-behind' })}</span>`;
  const text = msg(str`${moment(since, true)} 起没有应答`, { id: 'server-silent' });
  return html`<span class="badge error"><span class="dot"></span>${text}</span>`;
}

/** Draws the upgrades of packages that wait, and whether the registry answers. */
function packages({ waiting, registry }: Upgrades): TemplateResult {
  const { url, lookedAt, failure } = registry;
  const asked = lookedAt === null ? msg('尚未查询', { id: 'registry-not-asked' }) : moment(lookedAt);
  return html`<section class="card">
    <h2 class="below-2">${msg('元数据包', { id: 'packages' })}</h2>
    <dl class="ledger">
      ${
        waiting.length === 0
          ? line(msg('等待的升级', { id: 'upgrades-wait' }), '—')
          : waiting.map(({ name, version, waits }) =>
              line(name, html`<a href="/packages">${version} → ${waits}</a>`),
            )
      }
      ${
        url === null
          ? line(msg('包仓库', { id: 'registry' }), msg('未配置', { id: 'registry-none' }))
          : line(
              url,
              failure === null
                ? asked
                : html`<span class="badge error"><span class="dot"></span>${failure}</span>`,
            )
      }
    </dl>
  </section>`;
}

/** Until somebody decides, what is public of them goes on, and what is private waits. */
function proposed({ hosts }: Upgrades): TemplateResult {
  const waiting = msg('待确认', { id: 'hosts-waiting' });
  return html`<section class="card">
    <h2 class="below-2">${msg('允许访问的主机', { id: 'allowed-hosts' })}</h2>
    <dl class="ledger">
      ${line(waiting, hosts === 0 ? '—' : html`<a href="/forms/allowed-host?state=proposed">${hosts}</a>`)}
    </dl>
    ${
      hosts === 0
        ? nothing
        : html`<p class="small muted">${msg('请逐个允许或停用；确认之前，公网主机照常访问，内网主机等待。', { id: 'hosts-waiting-help' })}</p>`
    }
  </section>`;
}

/** Each server of the database: which one is worked with, and why another one cannot be. */
function members({ members: all }: Health): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  return html`<section class="card">
    <h2 class="below-2">${msg('数据库成员', { id: 'database-members' })}</h2>
    <dl class="ledger">
      ${all.map((one) =>
        line(
          one.active ? msg(str`${one.member}（使用中）`, { id: 'member-active' }) : one.member,
          html`${memberState(one)}${one.reason === '' ? nothing : html`<br /><span class="small muted">${one.reason}</span>`}`,
        ),
      )}
    </dl>
  </section>`;
}

function memberState({ state, active }: DatabaseMember): TemplateResult | string {
  if (state === 'writable') return badge(true);
  if (state === 'behind') return wrong(msg('缺少已提交的数据', { id: 'member-behind' }));
  if (state === 'away') return wrong(msg('不可用', { id: 'member-away' }));
  const text = msg('只读', { id: 'read-only' });
  return active ? wrong(text) : text;
}

function wrong(text: string): TemplateResult {
  return html`<span class="badge error"><span class="dot"></span>${text}</span>`;
}

function numbers({ numbers: all, clocks, day }: Health): TemplateResult {
  const number = (name: string) => all.get(name) ?? 0;
  const late = number('guiju_commits_ahead_seconds');
  const started = number('process_start_time_seconds') * 1000;
  return html`<section class="card">
    <h2 class="below-2">${msg('进程', { id: 'process' })}</h2>
    <dl class="ledger">
      ${line(msg('启动时间', { id: 'started-at' }), moment(new Date(started).toISOString()))}
      ${line(msg('数据版本', { id: 'data-version' }), number('guiju_revision').toLocaleString())}
      ${line(msg('模型版本', { id: 'model-version' }), number('guiju_model_revision').toLocaleString())}
      ${line(msg('占用内存', { id: 'memory' }), html`${Math.round(number('process_resident_memory_bytes') / 1048576)} MB${daySpark(msg('占用内存', { id: 'memory' }), day?.memory, 'MB')}`)}
      ${line(msg('时钟', { id: 'clock-ahead' }), clock(number('guiju_clock_ahead_seconds')))}
      ${[...clocks]
        .filter(([, ahead]) => isApart(ahead))
        .map(([node, ahead]) =>
          line(msg(str`节点 ${node} 的数据库时钟`, { id: 'clock-of-node' }), otherClock(ahead)),
        )}
      ${
        isApart(late)
          ? line(
              msg('最近变更的时间', { id: 'newest-commit' }),
              wrong(msg(str`比数据库时钟晚 ${late.toFixed(1)} 秒`, { id: 'commits-ahead' })),
            )
          : nothing
      }
      ${line(msg('事件循环延迟（p99）', { id: 'loop-lag' }), milliseconds(all.get('nodejs_eventloop_lag_p99_seconds')))}
    </dl>
  </section>`;
}

/** Right after another look nothing was measured yet. */
function milliseconds(seconds: number | undefined): string {
  return seconds === undefined ? '—' : `${(seconds * 1000).toFixed(1)} ms`;
}

/** As much as is tolerated is not told. */
function isApart(ahead: number): boolean {
  return Math.abs(ahead) > 2;
}

/** Says by how many seconds the clock of another node's member differs from that of the member here. */
function otherClock(ahead: number): TemplateResult {
  const seconds = Math.abs(ahead).toFixed(1);
  return wrong(
    ahead > 0
      ? msg(str`比本节点的慢 ${seconds} 秒`, { id: 'clock-slower' })
      : msg(str`比本节点的快 ${seconds} 秒`, { id: 'clock-faster' }),
  );
}

function clock(ahead: number): TemplateResult {
  if (!isApart(ahead))
    return html`<span class="badge ok"><span class="dot"></span>${msg('与数据库一致', { id: 'clock-fine' })}</span>`;
  const text = msg(str`与数据库相差 ${Math.abs(ahead).toFixed(1)} 秒`, { id: 'clock-apart' });
  return wrong(text);
}

function answers({ answers: own, numbers: all, day }: Health): TemplateResult {
  const count = all.get('guiju_http_request_duration_seconds_count') ?? 0;
  const sum = all.get('guiju_http_request_duration_seconds_sum') ?? 0;
  return html`<section class="card">
    <h2 class="below-2">${msg('请求', { id: 'requests' })}</h2>
    <dl class="ledger">
      ${[...own].sort().map(([status, number]) => line(answered(status), number.toLocaleString()))}
      ${line(msg('平均用时', { id: 'mean-time' }), count === 0 ? '—' : html`${((sum / count) * 1000).toFixed(1)} ms${daySpark(msg('平均用时', { id: 'mean-time' }), day?.mean, 'ms')}`)}
      ${day ? line(msg('近 24 小时请求', { id: 'day-requests' }), dayTotal(msg('请求', { id: 'requests' }), day.requests)) : nothing}
      ${day ? line(msg('近 24 小时出错', { id: 'day-failed' }), dayTotal(msg('服务器出错', { id: 'answered-5xx' }), day.failed)) : nothing}
    </dl>
  </section>`;
}

/** Draws the indexes that lists laid for themselves, or wait to lay, each by the fields that it is of. */
function learned(
  { learned: indexes }: Health,
  models: ReadonlyMap<string, FormModel> = new Map(),
): TemplateResult {
  const states: Readonly<Record<string, string>> = {
    laid: msg('已建立', { id: 'index-laid' }),
    room: msg('等待空位', { id: 'index-room' }),
    failed: msg('未能建立，将重试', { id: 'index-failed' }),
    seen: msg('观察中', { id: 'index-seen' }),
  };
  return html`<section class="card">
    <h2 class="below-2">${msg('系统为列表建立的索引', { id: 'learned-indexes' })}</h2>
    <dl class="ledger">
      ${
        indexes.length === 0
          ? line(msg('目前不需要', { id: 'no-learned-indexes' }), '—')
          : indexes.map(({ form, columns, state }) =>
              line(
                html`${formName(form)}<br /><span class="small muted">${indexWords(columns, models.get(form))}</span>`,
                states[state] ?? state,
              ),
            )
      }
    </dl>
  </section>`;
}

/** Draws the forms that have a search index over their texts, each with its phase. */
function searched({ searched: indexes }: Health): TemplateResult {
  const phases: Readonly<Record<string, string>> = {
    filling: msg('正在建立', { id: 'search-filling' }),
    ready: msg('可用', { id: 'search-ready' }),
    stale: msg('可用，正在更新', { id: 'search-stale' }),
    broken: msg('已损坏，正在重建', { id: 'search-broken' }),
  };
  return html`<section class="card">
    <h2 class="below-2">${msg('搜索索引', { id: 'search-indexes' })}</h2>
    <dl class="ledger">
      ${
        indexes.length === 0
          ? line(msg('没有表单大到需要索引', { id: 'no-search-indexes' }), '—')
          : indexes.map(({ form, phase }) => line(formName(form), phases[phase] ?? phase))
      }
    </dl>
  </section>`;
}

/** Says in words what a class of HTTP answers (`2xx` …) means. */
function answered(status: string): string {
  const words: Readonly<Record<string, () => string>> = {
    '2xx': () => msg('成功', { id: 'answered-2xx' }),
    '3xx': () => msg('没有变化', { id: 'answered-3xx' }),
    '4xx': () => msg('被拒绝的请求', { id: 'answered-4xx' }),
    '5xx': () => msg('服务器出错', { id: 'answered-5xx' }),
  };
  const said = words[status]?.();
  return said ? msg(str`${said}（${status}）`, { id: 'answered-so' }) : status;
}

/** Nobody who may not see a form reads its name. */
function formName(name: string): string {
  const form = session.form(name);
  return form ? say(form.listLabel) : msg('其他表单', { id: 'index-of-other' });
}

customElements.define('gj-health-page', HealthPage);
