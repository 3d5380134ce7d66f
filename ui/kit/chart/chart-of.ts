import type { TemplateResult } from 'lit';
import { afterFrame } from '../base/after-frame.ts';
import { onceLoaded } from '../base/once-loaded.ts';

/** The drawings, each fetched when a page first shows one. */
const loads = {
  chart: onceLoaded(() => import('./gj-chart.ts')),
  parts: onceLoaded(() => import('./gj-parts.ts')),
  funnel: onceLoaded(() => import('./gj-funnel.ts')),
  flow: onceLoaded(() => import('./gj-flow.ts')),
  timeline: onceLoaded(() => import('./gj-timeline.ts')),
  'day-heat': onceLoaded(() => import('./gj-day-heat.ts')),
  'heat-tree': onceLoaded(() => import('./gj-heat-tree.ts')),
} as const;

/**
 * Shows a drawing whose code is fetched once the page has been painted: numbers and words are there first. What cannot be
 * fetched is asked for again by whoever draws next.
 */
export function chartOf(kind: keyof typeof loads, drawn: TemplateResult): TemplateResult {
  afterFrame(() => void loads[kind]().catch(() => {}));
  return drawn;
}
