import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { TrailEntry, TrailParameter } from '../../../metadata/contract/audit/calls.ts';
import type { Version } from '../../../metadata/contract/records/record.ts';
import { definitionsKnown, type FindDefinition } from '../../changes/definitions-known.ts';
import { shownValue } from '../../changes/shown-value.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import type { FormModel } from '../../model/form-model.ts';
import { windowWords } from '../../params/parameter-words.ts';
import { type TrailDomain, TrailWords } from '../../record/versions/audit-action.ts';
import { nameless } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { reasonWords } from '../reason-words.ts';
import { entryPage, namedRecord, parameterName, valueOwner } from './entry-page.ts';
import { withoutIds } from './without-ids.ts';
import '../../record/compare/gj-changes.ts';
import '../../kit/dialog/gj-dialog.ts';

/** All that is known of one line of the audit trail. Tells `closed`. */
export class GjAuditDetails extends withProperties(GjElement, {
  domains: given<readonly TrailDomain[]>(() => []),
  item: given<TrailEntry>(),
  /** Of the record; null: its changes are not for this person, or there are none. */
  form: given<FormModel | null>(null),
  changes: given<Version['changes']>(() => []),
  busy: flag(),
}) {
  static override styles = [
    shared,
    css`
      dl {
        gap: var(--gj-1h) var(--gj-4);
        margin-block-end: var(--gj-4);
      }
    `,
  ];

  readonly #words = new TrailWords(this);
  /** By which values of parameters are shown. */
  readonly #known = new Loading<FindDefinition, 'known'>(this, {
    key: () => (this.item.parameter ? 'known' : undefined),
    load: definitionsKnown,
  });

  override render() {
    const { item } = this;
    const { label, address } = entryPage(item);
    const { parameter } = item;
    const record = parameter
      ? html`${dotted(parameterName(parameter))}`
      : item.record
        ? namedRecord(item.record)
        : '';
    return html`<gj-dialog drawer wide plain label=${msg('审计详情', { id: 'audit-details' })}>
      <dl>
        ${this.#line(msg('时间', { id: 'at-time' }), moment(item.at, true))}
        ${this.#line(msg('用户', { id: 'user' }), named(item.actor))}
        ${this.#line(msg('操作', { id: 'operation' }), this.#words.name(item.action, this.form ?? undefined))}
        ${this.#line(msg('表单', { id: 'one-form' }), label)}
        ${this.#line(
          msg('记录', { id: 'one-record' }),
          address !== undefined && item.target && item.record
            ? html`<a href=${address}>${record || nameless()}</a>`
            : record,
        )}
        ${item.record ? nothing : this.#line(msg('对象', { id: 'target' }), withoutIds(item.target))}
        ${this.#line(
          msg('组织', { id: 'organisation' }),
          parameter ? (named(parameter.org) ?? valueOwner(parameter)) : named(item.org),
        )}
        ${parameter ? this.#value(parameter) : nothing}
        ${this.#line(msg('原因', { id: 'reason' }), reasonWords(item.reason))}
        ${details(item).map(([label, value]) => this.#line(label, value))}
      </dl>
      ${
        this.form
          ? html`<h3 class="below-2">${msg('改动内容', { id: 'what-changed' })}</h3>
            <gj-changes .form=${this.form} .changes=${this.changes}></gj-changes>`
          : this.busy
            ? html`<div aria-busy="true"></div>`
            : nothing
      }
    </gj-dialog>`;
  }

  /** From what to what, from when to when, and by which change set. */
  #value(parameter: TrailParameter): TemplateResult {
    const { before, after } = parameter;
    const side = (one: TrailParameter['after']) => {
      if (!one) return msg('继承', { id: 'param-inherits' });
      const words = one.masked
        ? '••••••'
        : one.value === undefined
          ? msg('您的角色不能查看', { id: 'trail-value-withheld' })
          : shownValue(this.#known.value ?? (() => undefined), parameter, one.value);
      return html`${words}${one.locked ? html` <span class="badge">${icon('lock', 12)}${msg('锁定', { id: 'change-lock' })}</span>` : nothing}`;
    };
    const days = (one: TrailParameter['after']) => (one ? windowWords(one) : '');
    const moved = before && after && days(before) !== days(after);
    return html`${this.#line(
      msg('改动内容', { id: 'what-changed' }),
      html`<span class="muted struck">${side(before)}</span> → <b>${side(after)}</b>`,
    )}
      ${this.#line(
        msg('有效期', { id: 'trail-value-days' }),
        moved ? `${days(before) || always()} → ${days(after) || always()}` : days(after ?? before),
      )}
      ${this.#line(
        msg('变更集', { id: 'change-set' }),
        parameter.changeSet
          ? html`<a href="/changes/${parameter.changeSet}">${parameter.changeSetNumber ?? nameless()}</a>`
          : null,
      )}`;
  }

  #line(label: string, value: string | number | TemplateResult | null | undefined) {
    return value === null || value === undefined || value === ''
      ? nothing
      : html`<dt>${label}</dt><dd>${value}</dd>`;
  }
}

function always(): string {
  return msg('一直有效', { id: 'trail-value-always' });
}

/** Somebody or some organisation, by name and then by number. */
function named(one: TrailEntry['org']): TemplateResult | null {
  return (
    one &&
    html`${one.name ?? one.number}${one.name ? html` <span class="muted">${one.number}</span>` : nothing}`
  );
}

const labels: Readonly<Record<string, () => string>> = {
  name: () => msg('名称', { id: 'name' }),
  address: () => msg('地址', { id: 'audit-address' }),
  agent: () => msg('浏览器', { id: 'audit-agent' }),
  provider: () => msg('登录提供方', { id: 'audit-provider' }),
  code: () => msg('原因代码', { id: 'audit-code' }),
  method: () => msg('调用方法', { id: 'audit-method' }),
  count: () => msg('次数', { id: 'audit-count' }),
  until: () => msg('最后一次', { id: 'audit-until' }),
  created: () => msg('新建的记录', { id: 'audit-created' }),
  changed: () => msg('修改的记录', { id: 'audit-changed' }),
  updated: () => msg('更新的记录', { id: 'audit-updated' }),
  deleted: () => msg('删除的记录', { id: 'audit-deleted' }),
  unchanged: () => msg('不变的记录', { id: 'audit-unchanged' }),
  failed: () => msg('有问题的记录', { id: 'audit-failed' }),
  records: () => msg('记录数', { id: 'audit-records' }),
  upload: () => msg('文件', { id: 'audit-file' }),
  rows: () => msg('行数', { id: 'audit-rows' }),
  revision: () => msg('数据版本', { id: 'data-version' }),
  format: () => msg('格式', { id: 'audit-format' }),
  requestId: () => msg('请求号', { id: 'audit-request' }),
};

/**
 * Answers the details that an entry notes, each with the name people know; details without a name are left to readers
 * of the API.
 */
function details({ detail }: TrailEntry): readonly (readonly [string, string])[] {
  const noted: JsonObject = isObject(detail) ? detail : {};
  return Object.entries(labels).flatMap(([name, label]) => {
    const value = noted[name];
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    return [[label(), name === 'until' ? moment(String(value), true) : String(value)] as const];
  });
}
customElements.define('gj-audit-details', GjAuditDetails);
