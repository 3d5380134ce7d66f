import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { sum } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { RouteAnswer } from '../../session/route.ts';

export type HealthSlot = RouteAnswer<'GET /api/nodes/day'>['slots'][number];

/** Half hours of a day: as many points as a small picture has room for. */
const points = 48;
const length = 1_800_000;

/** The numbers of a day by half hours, the last of them the one of `now`; null where nothing was asked. */
export interface HealthDay {
  readonly requests: readonly (string | null)[];
  readonly failed: readonly (string | null)[];
  /** Mean milliseconds of an answer. */
  readonly mean: readonly (string | null)[];
  /** Megabytes, the most of each half hour. */
  readonly memory: readonly (string | null)[];
}

export function dayOf(slots: readonly HealthSlot[], now: number): HealthDay {
  const last = Math.floor(now / length);
  const parts = Map.groupBy(slots, ({ from }) => Math.floor(Date.parse(from) / length));
  const each = (number: (some: readonly HealthSlot[]) => string) =>
    Array.from({ length: points }, (_, at) => {
      const some = parts.get(last - points + 1 + at);
      return some ? number(some) : null;
    });
  const total = (some: readonly HealthSlot[], of: 'requests' | 'failed' | 'milliseconds') =>
    some.reduce((sum, slot) => sum + slot[of], 0);
  return {
    requests: each((some) => String(total(some, 'requests'))),
    failed: each((some) => String(total(some, 'failed'))),
    mean: each((some) => (total(some, 'milliseconds') / total(some, 'requests')).toFixed(1)),
    memory: each((some) => String(Math.round(Math.max(...some.map(({ memory }) => memory)) / 1_048_576))),
  };
}

/** One of them as a small picture, which says the least, the most and the last in words. */
export function daySpark(
  name: string,
  values: readonly (string | null)[] | undefined,
  unit: string,
): TemplateResult | typeof nothing {
  const known = (values ?? []).flatMap((value) => (value === null ? [] : [Number(value)]));
  if (!values || known.length < 2) return nothing;
  const write = (number: number) => [grouped(String(number)), unit].filter(Boolean).join(' ');
  const [least, most, now] = [Math.min(...known), Math.max(...known), known.at(-1) ?? 0];
  const said = msg(str`${name}，近 24 小时：最低 ${write(least)}，最高 ${write(most)}，最近 ${write(now)}`, {
    id: 'health-day',
  });
  return html` <gj-spark label=${said} .values=${values}></gj-spark>`;
}

/** All of them together, with the picture of how they came. */
export function dayTotal(name: string, values: readonly (string | null)[]): TemplateResult {
  return html`${grouped(sum(values.map((value) => value ?? '0')))}${daySpark(name, values, '')}`;
}
