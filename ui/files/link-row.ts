import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { FileLink } from '../../metadata/contract/files/calls.ts';
import { dotted } from '../kit/base/dotted.ts';
import { moment } from '../kit/moment.ts';
import { say } from '../session/i18n.ts';

interface LinkRow {
  /** What it leads to. Default: that is said above. */
  readonly name?: string;
  readonly busy: boolean;
  readonly withdraw: () => void;
}

/**
 * A link that nobody withdrew: until when it holds, or why it does no more, who or what made it, whether somebody used
 * it; and the button that ends it.
 */
export function linkRow(link: FileLink, { name, busy, withdraw }: LinkRow): TemplateResult {
  const until = moment(link.expiresAt);
  const holds = msg(str`有效至 ${until}`, { id: 'file-link-until' });
  const used =
    link.usedAt === null
      ? msg('还没有人用过', { id: 'file-link-unused' })
      : msg(str`首次使用 ${moment(link.usedAt)}`, { id: 'file-link-used' });
  return html`<li class="across pad-1-2"><span class="rest"
      >${name === undefined ? nothing : html`<span class="blocks breaks">${name}</span>`}<span class=${name === undefined ? 'blocks' : 'blocks small'}>${holds}</span
      ><span class="blocks muted small">${dotted([madeBy(link), used])}</span
      >${lost(link)}</span>
    <button type="button" ?disabled=${busy} aria-label=${msg(str`撤销有效至 ${until} 的链接`, { id: 'file-link-withdraw-of' })}
      @click=${withdraw}>${msg('撤销', { id: 'file-link-withdraw' })}</button></li>`;
}

function madeBy({ by, at, carriedBy }: FileLink) {
  if (carriedBy === null) return msg(str`${by.name} 于 ${moment(at)} 生成`, { id: 'file-link-by' });
  const { form, id, label } = carriedBy;
  return html`<a href="/forms/${form}/${id}">${msg(str`随${say(label)}于 ${moment(at)} 发出`, { id: 'file-link-carried' })}</a>`;
}

function lost({ by, lostAt, carriedBy }: FileLink) {
  if (lostAt === null) return nothing;
  const why =
    carriedBy === null
      ? msg(str`${moment(lostAt)} 有人打开时，${by.name} 已没有权限，链接从此失效；需要时重新生成`, {
          id: 'file-link-lost',
        })
      : msg(str`${moment(lostAt)} 有人打开时，发票已作废或内容已删除，链接从此失效`, {
          id: 'file-link-over',
        });
  return html`<span class="blocks small in-warn">${why}</span>`;
}
