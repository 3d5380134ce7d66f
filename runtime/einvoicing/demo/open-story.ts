import { addMonths, firstAt, firstOfMonth, momentIn } from '../../../rules/calendar.ts';
import type { Call } from '../../call/call.ts';
import type { Scene, Story } from '../../work/stories/story.ts';
import type { GivenParts } from '../issuing/create-issuing.ts';
import { documentForms } from '../issuing/documents/document-forms.ts';
import { archived, archiving, atNight } from './at-night.ts';
import { sellers } from './cast.ts';
import { type DeskParts, deskAt, enterprisesOf, type StoryTools } from './desk-at.ts';
import { foremost } from './foremost.ts';
import { besideSellers } from './licences.ts';
import type { Sale } from './sale.ts';
import { weekDays, weekOf, yearOf } from './year.ts';

/** A year of invoices of the demo's companies, and what their accountants have to do today. */
export function openStory(
  given: GivenParts,
  beside: StoryTools,
  played: (scene: Scene) => boolean = () => true,
): Story {
  return {
    name: 'einvoicing',
    label: { zh: '演示：补齐一年的开票业务', en: 'Demo: a year of invoices' },
    async scenes(call, until) {
      const numbers = [...sellers.map(({ org }) => org), ...besideSellers];
      const enterprises = documentForms(call) && (await enterprisesOf(given, call, numbers));
      if (!enterprises) return [];
      const zone = given.zone(call.served.orgs.root);
      const month = firstOfMonth(momentIn(zone, until).localDate);
      const desk: DeskParts = {
        given,
        enterprises,
        beside,
        bureau: {
          filesSince: until - weekDays * 24 * 3_600_000,
          archivedSince: firstAt(addMonths(month, -1), '00:00:00', zone),
          archiving: enterprises.get(archiving)?.taxNo ?? '',
          deducted: new Set(),
          entered: async () => [],
        },
      };
      const span = { until, zone };
      return [
        ...foremost(desk, span),
        ...selling(desk, weekOf(span)).map((scene) => ({ ...scene, early: true as const })),
        ...atNight(desk, span),
        ...selling(desk, yearOf(span)),
        ...archived(desk, span),
      ].filter(played);
    },
  };
}

/** Those of a group together, all others by themselves. */
function selling(desk: DeskParts, sales: readonly Sale[]): readonly Scene[] {
  const groups = Map.groupBy(sales, ({ group, key, seller }) => `${seller.org} ${group ?? key}`);
  return [...groups].map(([key, own]) => ({
    key,
    async play(call: Call) {
      await deskAt(desk, call, own[0]?.at ?? 0).sell(own);
    },
  }));
}
