import { css, html, nothing, type TemplateResult } from 'lit';
import { systemMembers } from '../../metadata/system-members.ts';
import type { Pick, RecordPicks } from '../model/record-picks.ts';
import { say } from '../session/i18n.ts';
import { recordFace } from './common/record-face.ts';
import { pointerName } from './common/shown.ts';
import { uiKind } from './kinds/index.ts';

/** Of a list's cell, which its width includes, left and right. */
const padding = 16;

/** One line of a picker: number, name, and what else the list of its form shows; empty while it is on its way. */
export function pickRow({ number, name, text, record }: Partial<Pick>, picks: RecordPicks): TemplateResult {
  const more = picks.columns.map((id) => {
    const field = picks.form.byId.get(id);
    const value = field && record?.[field.name];
    if (value === null || value === undefined || !field) return '';
    return uiKind(field).show(value, field);
  });
  if (picks.tellsOwner) more.push(pointerName(record?.['org'] ?? null));
  const called = name ?? text ?? '';
  const face = record ? recordFace(picks.form, record) : nothing;
  const first = face === nothing ? called : html`${face}${called}`;
  return line([number ?? '', first, ...more], picks, (at) => (at === 1 ? '' : 'color:var(--gj-muted)'));
}

/** Draws the labels of a picker's columns, each above its own. */
export function pickHeads(picks: RecordPicks): TemplateResult {
  const { number, title, byId } = picks.form;
  const fields = [number, title, ...picks.columns.map((id) => byId.get(id))];
  const owner = picks.tellsOwner ? [say(systemMembers.org.label)] : [];
  return line([...fields.map((field) => say(field?.label)), ...owner], picks, () => '');
}

function line(
  parts: readonly (string | TemplateResult)[],
  picks: RecordPicks,
  styleAt: (at: number) => string,
): TemplateResult {
  // Numbers of any length that forms have are read whole; what is short takes no more than it needs.
  const widths = picks.columns.map((id) => {
    const field = picks.form.byId.get(id);
    const kind = field && uiKind(field);
    if (kind?.whole) return `${kind.width - padding}px`;
    return kind && (kind.align || kind.width < 100) ? '64px' : 'minmax(0,2fr)';
  });
  if (picks.tellsOwner) widths.push('minmax(0,2fr)');
  // A phone has room for what it is called, not for what else is told of it.
  const phone = innerWidth <= 600;
  const columns = phone ? 'minmax(0,2fr) minmax(0,3fr)' : `148px minmax(0,3fr) ${widths.join(' ')}`;
  return html`<div style="display:grid;width:100%;grid-template-columns:${columns};gap:var(--gj-3);white-space:nowrap">
    ${parts.slice(0, phone ? 2 : parts.length).map(
      (part, at) =>
        html`<span title=${typeof part === 'string' ? part : ''}
          style="overflow:hidden;text-overflow:ellipsis;${styleAt(at)}">${part}</span>`,
    )}
  </div>`;
}

export const pickStyles = css`
  :is(vaadin-combo-box, vaadin-multi-select-combo-box) {
    --vaadin-combo-box-overlay-width: min(var(--gj-size-640), 90vw);
    --vaadin-multi-select-combo-box-overlay-width: min(var(--gj-size-640), 90vw);
  }
  :is(vaadin-combo-box-scroller, vaadin-multi-select-combo-box-scroller) {
    scrollbar-gutter: stable;
  }
  .aside {
    width: var(--gj-size-26);
    height: var(--gj-control);
  }
  .aside:is(:hover, :focus-visible) {
    color: var(--gj-accent);
  }
`;
