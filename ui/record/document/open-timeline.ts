import { msg, str } from '@lit/localize';
import type { LitElement } from 'lit';
import { GjTimeline } from '../../kit/chart/gj-timeline.ts';
import { timeBetween } from '../../kit/chart/time-between.ts';
import { GjDialog } from '../../kit/dialog/gj-dialog.ts';
import { openOver } from '../../kit/dialog/open-over.ts';
import type { StoryEntry } from './story.ts';

/** Draws a story over the page: a row for each sort of event, and as much room between two as there was time. */
export async function openTimeline(story: readonly StoryEntry[], host: LitElement): Promise<void> {
  const oldest = story.toReversed();
  const first = oldest[0]?.at ?? '';
  const events = oldest.map(({ at, text, by, links = [], further = 0 }, place) => {
    const since = place === 0 ? '' : timeBetween(oldest[place - 1]?.at ?? at, at);
    const after = since === '' ? [] : [msg(str`间隔 ${since}`, { id: 'story-since' })];
    const names = links.map((link) => link.text).join(' ');
    const more = further > 0 ? [msg(str`等另外 ${further} 条`, { id: 'story-further' })] : [];
    const said = [names, ...more, by, ...after].filter(Boolean).join(' · ');
    return { name: said || text, from: at, lane: text, href: links[0]?.href };
  });
  const took = timeBetween(first, story[0]?.at ?? first);
  const label = took
    ? msg(str`动态 · 历时 ${took}`, { id: 'story-took' })
    : msg('动态', { id: 'document-story' });
  const dialog = Object.assign(new GjDialog(), { label, wide: true, leaving: msg('关闭', { id: 'close' }) });
  dialog.append(Object.assign(new GjTimeline(), { label, events }));
  await openOver(dialog, { closed: () => {} }, host);
}
