import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { pointerSegments } from '../../metadata/common/json.ts';
import { focusedElement } from '../kit/base/focus.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { pointed } from '../model/record-labels.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { isFolded } from './editor/folded-groups.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import type { Finding } from './editor/record-findings.ts';

/** All that is wrong with a record, as a list that leads to each place. Tells `jump` with the path. */
export class GjRecordProblems extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  turn: given(0),
  /** The tab on which fields are in sight, each with the warnings of its own. Default: none is, and all are listed. */
  tab: text(),
  all: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        scroll-margin: var(--gj-3);
      }
      .box {
        background: color-mix(in srgb, var(--gj-error) 5%, var(--gj-surface));
      }
      .box.warnings {
        background: color-mix(in srgb, var(--gj-warn) 5%, var(--gj-surface));
      }
      .box > svg {
        translate: 0 0.2em;
      }
      ul {
        columns: 2;
        column-gap: var(--gj-6);
      }
      li {
        break-inside: avoid;
      }
      details ul {
        columns: 1;
        padding-inline-start: var(--gj-4);
      }
    `,
  ];

  /** Brings the list into sight; the focus goes to it where what has the focus cannot be seen beside it. */
  reveal(): void {
    this.scrollIntoView({ block: 'nearest' });
    const at = focusedElement();
    if (at && isWithin(at, scrollerOf(this))) return;
    this.renderRoot.querySelector('button')?.focus({ preventScroll: true });
  }

  override render() {
    const found = once(this.editor.findings);
    // While one fills it in, each field says its own; a list that comes and goes would move the page under the hand.
    const errors = this.editor.tried ? found.filter(({ severity }) => severity === 'error') : [];
    const warnings = this.editor.tried
      ? found.filter(({ severity, path }) => severity === 'warning' && !this.#isAtField(path))
      : [];
    const { failure } = this.editor;
    const general = failure && failure.errors.length === 0 && failure.status !== 412 ? failure.message : '';
    return html`
      ${
        errors.length > 0 || general
          ? html`<div class="box flex based gap-2 pad-2-3 in-error edged toned error rounded-l"
              role="alert">${icon('alert')}<ul class="grows">
              ${general ? html`<li>${general}</li>` : nothing}${this.#items(errors)}
            </ul></div>`
          : nothing
      }
      ${
        warnings.length > 0
          ? html`<div class="box warnings flex based gap-2 pad-2-3 in-warn edged toned warn rounded-l"
              role="status">${icon('alert')}<ul class="grows">${together(warnings).map((same) =>
                this.#warned(same),
              )}</ul></div>`
          : nothing
      }
    `;
  }

  /** With nothing to list it takes no room. */
  protected override updated(): void {
    this.style.display = this.renderRoot.querySelector('.box') ? '' : 'none';
  }

  /** Whether the field that is warned of says so itself, in sight. */
  #isAtField(path: string): boolean {
    const { editor, tab } = this;
    const [name = '', ...inside] = pointerSegments(path);
    const field = editor.form.byName.get(name);
    if (!field || inside.length > 0 || !editor.state(field).visible) return false;
    const groups = editor.form.layout.tabs.find((one) => one.name === tab)?.groups ?? [];
    const group = groups.find(({ fields }) => fields.includes(field.id));
    return group !== undefined && !isFolded({ editor, tab, group });
  }

  /** Draws a warning that several rows have as one line, unfolded by somebody who wants to know which. */
  #warned(same: readonly Finding[]) {
    const [first] = same;
    if (!first) return nothing;
    if (same.length < fewest) return this.#items(same);
    return html`<li><details>
      <summary class="pressable">${plural(msg(str`${same.length} 行：${first.text}`, { id: 'rows-warned' }))}</summary>
      <ul class="grows">${same.map((one) => this.#item(one))}</ul>
    </details></li>`;
  }

  #item({ path, text }: Finding) {
    const { words } = pointed(path, this.editor.form);
    // Sentences mostly name their field themselves.
    const place = (text.includes(words.at(-1) ?? '') ? words.slice(0, -1) : words).join(' ');
    return html`<li>
      <button class="low-as-text unpadded to-start many-lines inherits groundless borderless"
          @click=${() => this.emit('jump', path)}>
        <span>${place ? html`<b class="bold">${place}</b> ` : nothing}${text}</span>
      </button>
    </li>`;
  }

  #items(findings: readonly Finding[]) {
    const most = this.all ? findings.length : 8;
    return html`${findings.slice(0, most).map((one) => this.#item(one))}
    ${
      findings.length > most
        ? html`<li><button class="low-as-text unpadded to-start many-lines inherits groundless borderless" @click=${() => {
            this.all = true;
          }}>${msg(str`还有 ${findings.length - most} 处`, { id: 'more-problems' })}</button></li>`
        : nothing
    }`;
  }
}
customElements.define('gj-record-problems', GjRecordProblems);

/** What leads to the places of a record, above which its problems are listed. */
interface ProblemsHost {
  readonly renderRoot: ParentNode;
  readonly updateComplete: Promise<unknown>;
  jump(path: string): Promise<void>;
}

/** Something was refused: whoever did it is led to the first place that is wrong, and sees the list of all. */
export async function leadToProblems(host: ProblemsHost, first: string | undefined): Promise<void> {
  if (first !== undefined) await host.jump(first);
  await host.updateComplete;
  const list = host.renderRoot.querySelector<GjRecordProblems>('gj-record-problems');
  await list?.updateComplete;
  list?.reveal();
}

/** What scrolls around an element; the whole page, where nothing has to. */
function scrollerOf(element: Element): Element {
  let at: Element | null = element;
  while (at && at.scrollHeight <= at.clientHeight) at = at.assignedSlot ?? at.parentElement ?? hostOf(at);
  return at ?? document.documentElement;
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

function isWithin(element: Element, frame: Element): boolean {
  const [{ top, bottom }, seen] = [element.getBoundingClientRect(), frame.getBoundingClientRect()];
  return top >= seen.top && bottom <= seen.bottom;
}

/** From so many on, what is said of several rows is folded. */
const fewest = 3;

/** The same sentence at the same place is one. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ path, text }) => {
    const key = `${path} ${text}`;
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

/** Groups the findings that are about the same field of several rows. */
function together(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  return [...Map.groupBy(findings, ({ path }) => path.replace(/\/\d+(?=\/|$)/g, '/*')).values()];
}
