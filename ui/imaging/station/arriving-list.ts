import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { sizeText } from '../../fields/common/file-words.ts';
import { icon } from '../../kit/base/icons.ts';
import type { Arriving, BringStacks } from './bring-stacks.ts';

/** Files that are brought and read, each with how far it is, or why it went wrong. */
export function arrivingList(stacks: BringStacks): TemplateResult | typeof nothing {
  if (stacks.arriving.length === 0) return nothing;
  return html`<ul class="surface edged rounded parted" aria-label=${msg('正在读取', { id: 'station-arriving' })}>${stacks.arriving.map(
    (one) => arriving(one, stacks),
  )}</ul>`;
}

function arriving(one: Arriving, stacks: BringStacks): TemplateResult {
  const { key, file, problem } = one;
  const { name } = file;
  return html`<li class="across pad-1-2" aria-busy=${problem === null}>
    <span class="rigid muted">${icon(problem === null ? 'scan' : 'alert')}</span>
    <span class="rest"><span class="blocks breaks">${name}</span>${problem === null ? progress(one) : html`<span class="in-error small" role="alert">${problem}</span>`}</span>
    ${
      problem === null
        ? nothing
        : html`<button class="square plain" title=${msg('重试', { id: 'retry' })} aria-label=${msg(str`重试 ${name}`, { id: 'file-again-of' })}
            @click=${() => stacks.again(key)}>${icon('refresh')}</button>`
    }
    ${
      one.job === null || problem !== null
        ? html`<button class="square plain" title=${msg('取消', { id: 'file-cancel' })} aria-label=${msg(str`取消 ${name}`, { id: 'file-cancel-of' })}
            @click=${() => stacks.forget(key)}>${icon('close')}</button>`
        : nothing
    }
  </li>`;
}

function progress({ file, sent, job }: Arriving): TemplateResult {
  const [done, total] = job ? [job.done ?? 0, job.total ?? 0] : [sent, file.size];
  const says = job
    ? total > 0
      ? msg(str`已读取 ${done}/${total} 页`, { id: 'station-read-pages' })
      : msg('等待读取', { id: 'station-read-waits' })
    : `${sizeText(done)} / ${sizeText(total)}`;
  return html`<progress class="fills" max=${total || 1} value=${done} aria-label=${msg(str`${file.name} 的上传进度`, { id: 'file-progress-of' })}></progress>
    <span class="muted small figures">${says}</span>`;
}
