import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { isObject } from '../../../metadata/common/json.ts';
import type { Version } from '../../../metadata/contract/records/record.ts';
import { pointerName } from '../../fields/common/shown.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { onceLoaded } from '../../kit/base/once-loaded.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { timeBetween } from '../../kit/chart/time-between.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { timelineStyles } from '../../kit/styles/timeline-styles.ts';
import { plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import { type TrailDomain, TrailWords } from '../versions/audit-action.ts';
import { readVersions } from '../versions/record-actions.ts';
import { thinnedNote } from '../versions/thinned-note.ts';
import { type StoryEntry, type StoryLink, storyOf } from './story.ts';
import '../../kit/gj-skeleton.ts';

/** What a domain tells of a record, and how it calls its own actions. */
export interface StoryDomain extends TrailDomain {
  /** Reads what came of a record beside its own versions. */
  readonly recordStory?: (editor: RecordEditor) => Promise<readonly StoryEntry[]>;
}

const loadTimeline = onceLoaded(() => import('./open-timeline.ts'));

/** What is told before somebody asks for more, and how much more then. */
const portion = 12;

/**
 * The whole story of a record, the latest first: its versions, and what domains know came of it. Each leads to what it
 * speaks of. Tells `do` with the version that somebody wants to see.
 */
export class GjDocumentStory extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  domains: given<readonly StoryDomain[]>(() => []),
  turn: given(0),
  most: state(portion),
}) {
  static override styles = [
    shared,
    timelineStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      li {
        overflow-wrap: anywhere;
      }
      .timeline > .error::before {
        background: var(--gj-error);
      }
      .timeline > .ok::before {
        background: var(--gj-ok);
      }
      .timeline > .warn::before {
        background: var(--gj-warn);
      }
    `,
  ];

  readonly #words = new TrailWords(this);
  readonly #versions = new GrowingList<Version, [id: string, revision: number], number>(this, {
    key: () => {
      const { base, form } = this.editor;
      return base && base.revision > 0 && form.can.has('history') ? [base.id, base.revision] : undefined;
    },
    page: (_, before) => readVersions(this.editor, before),
  });
  readonly #elsewhere = new Loading<readonly StoryEntry[], [id: string, revision: number]>(this, {
    key: () => (this.editor.base ? [this.editor.base.id, this.editor.base.revision] : undefined),
    load: async () => {
      const parts = this.domains.map(async ({ recordStory }) => (await recordStory?.(this.editor)) ?? []);
      // One that cannot tell its part keeps nobody else from telling his.
      return (await Promise.all(parts.map((one) => one.catch(() => [])))).flat();
    },
    keeps: true,
  });
  #of = '';

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const id = this.editor.base?.id ?? '';
    if (id === this.#of) return;
    this.#of = id;
    this.most = portion;
  }

  get #own(): readonly StoryEntry[] {
    const { base, form } = this.editor;
    if (!form.can.has('history')) return base ? stampsOf(base) : [];
    const versions = this.#versions.items.map(({ revision, operation, at, actor, reason, changes }) => ({
      at,
      revision,
      text: this.#words.name(operation, form),
      by: actor.name,
      ...(reason ? { note: reason } : {}),
      ...(changes.length > 0 && (operation === 'update' || operation === 'publish')
        ? {
            note: [reason, plural(msg(str`改了 ${changes.length} 处`, { id: 'story-changes' }))]
              .filter(Boolean)
              .join('\u00a0· '),
          }
        : {}),
    }));
    // The version that tells how it was made is no longer kept, its stamp is.
    return this.#versions.thinned && base ? [...versions, ...madeOf(base)] : versions;
  }

  override render() {
    const goesOn = this.#versions.next !== null;
    const story = storyOf({ versions: this.#own, elsewhere: this.#elsewhere.value ?? [], goesOn });
    const isLoading = this.#versions.busy && story.length === 0;
    const shown = story.slice(0, this.most);
    return html`<aside class="card" aria-labelledby="story" aria-busy=${isLoading}>
      <div class="flex centred apart gap-2 below-2"><h2 id="story">${msg('动态', { id: 'document-story' })}</h2>${
        shown.length > 1 && timeBetween(shown.at(-1)?.at ?? '', shown[0]?.at ?? '')
          ? html`<button class="plain slim" @click=${() => this.#draw(shown)}>${icon('clock', 14)}${msg('时间线', { id: 'story-drawn' })}</button>`
          : nothing
      }</div>
      ${isLoading ? html`<gj-skeleton></gj-skeleton>` : nothing}
      <ol class="timeline flush">${shown.map((entry, at) => this.#entry(entry, at, story[at + 1]))}</ol>
      ${
        goesOn || story.length > shown.length
          ? html`<button class="plain small" ?disabled=${this.#versions.busy} @click=${() => this.#more(story.length)}>${msg('更早的', { id: 'story-earlier' })}</button>`
          : thinnedNote(this.#versions)
      }
    </aside>`;
  }

  #more(known: number): void {
    this.most += portion;
    if (known < this.most && this.#versions.next !== null) void this.#versions.more();
  }

  async #draw(shown: readonly StoryEntry[]): Promise<void> {
    const { openTimeline } = await loadTimeline();
    await openTimeline(shown, this);
  }

  /** `before`: what happened before it, from which its time is told. */
  #entry(
    { at, text, by, note, tone, links = [], further = 0, revision }: StoryEntry,
    place: number,
    before: StoryEntry | undefined,
  ): TemplateResult {
    const since = before ? timeBetween(before.at, at) : '';
    const said =
      revision === undefined
        ? html`<b class="bold">${text}</b>`
        : html`<button class="low-as-text unpadded groundless borderless bold in-accent" @click=${() =>
            this.emit('do', `history:${revision}`)}>${text}</button>`;
    return html`<li class=${tone && tone !== 'quiet' ? tone : place === 0 ? 'now' : ''}>
      <div>${said}${links.map((link) => html` ${linkTo(link)}`)}${
        further > 0
          ? html` <span class="muted">${msg(str`等另外 ${further} 条`, { id: 'story-further' })}</span>`
          : nothing
      }</div>
      <div class="small muted"><time datetime=${at}>${moment(at)}</time>${by ? `\u00a0· ${by}` : ''}${
        since
          ? html`\u00a0· <span class="one-line">${msg(str`间隔 ${since}`, { id: 'story-since' })}</span>`
          : nothing
      }</div>
      ${note ? html`<div class="small ${tone === 'error' ? 'in-error' : 'muted'}">${note}</div>` : nothing}
    </li>`;
  }
}
customElements.define('gj-document-story', GjDocumentStory);

const linkTo = ({ text, href }: StoryLink) => html`<a href=${href}>${text}</a>`;

type Stamps = Readonly<Record<string, unknown>>;

/** Whoever may not read versions reads who made it and who changed it last. */
function stampsOf(base: Stamps): readonly StoryEntry[] {
  const { createdAt, modifiedAt, modifiedBy } = base;
  const changed =
    modifiedAt === createdAt ? [] : stamp(modifiedAt, modifiedBy, msg('修改', { id: 'story-changed' }));
  return [...changed, ...madeOf(base)];
}

function madeOf({ createdAt, createdBy }: Stamps): readonly StoryEntry[] {
  return stamp(createdAt, createdBy, msg('新建', { id: 'story-made' }));
}

function stamp(at: unknown, by: unknown, text: string): readonly StoryEntry[] {
  if (typeof at !== 'string') return [];
  return [{ at, text, by: isObject(by as never) ? pointerName(by as never) : undefined }];
}
