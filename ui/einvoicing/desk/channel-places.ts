import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** Draws the links to the places where one sets a channel, or has it simulated. */
export function channelPlaces(): TemplateResult {
  return html`<a class="underlined" href="/parameters?type=all_ele_mock_invoice">${msg('设置模拟开票', { id: 'desk-set-simulated' })}</a>
    <a class="underlined" href="/forms/channel-strategy">${msg('通道策略', { id: 'desk-set-channel' })}</a>`;
}
