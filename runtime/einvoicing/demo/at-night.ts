import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, addMonths, firstAt, firstOfMonth, momentIn, monthOf } from '../../../rules/calendar.ts';
import type { Call } from '../../call/call.ts';
import { platformForm, platformRights } from '../../call/system-call.ts';
import { createRests } from '../../common/rests.ts';
import type { ScheduleParts } from '../../work/schedule/schedule-parts.ts';
import type { Due } from '../../work/schedule/scheduled-form.ts';
import { workOnRun } from '../../work/schedule/work.ts';
import type { Scene } from '../../work/stories/story.ts';
import { archiveMonth } from '../archive/archive-month.ts';
import { requireForm } from '../forms/forms.ts';
import { createIssuing } from '../issuing/create-issuing.ts';
import { issueSchemes } from '../schedule/issue-schemes.ts';
import { makeIssueRuns } from '../schedule/make-issue-runs.ts';
import { buyers, type Good, type Seller, sellers } from './cast.ts';
import { type DeskAt, type DeskParts, deskAt } from './desk-at.ts';
import type { Sale } from './sale.ts';
import type { Span } from './year.ts';

const org = 'SUZHOU';
const nights = 6;

/** What was done by itself in the nights of the last week: what came in during the day was issued. */
export function atNight(desk: DeskParts, { until, zone }: Span): readonly Scene[] {
  const today = momentIn(zone, until).localDate;
  return Array.from({ length: nights }, (_, nth) => nights - nth).flatMap((back) => {
    const date = addDays(today, -back);
    const due = firstAt(date, '20:00:00', zone);
    const sales = [0, 1].map((at) => salesOf(back, at, firstAt(date, `1${6 + at}:20:00`, zone)));
    return [
      ...sales.map((sale) => ({
        key: `night ${sale.key}`,
        early: true as const,
        play: async (call: Call) => void (await deskAt(desk, call, sale.at).sell([sale], 'none')),
      })),
      {
        key: `night ${back}`,
        early: true as const,
        play: (call: Call) => night(desk, deskAt(desk, call, due + 5_000), { at: due, zone }),
      },
    ];
  });
}

function salesOf(back: number, at: number, moment: number): Sale {
  const seller = sellers.find((one) => one.org === org) as Seller;
  return {
    key: `N${back}${at}`,
    at: moment,
    seller,
    type: '08xdp',
    buyer: buyers[(back + at * 5) % buyers.length] as (typeof buyers)[number],
    lines: [{ good: seller.goods[0] as Good, quantity: 3 + ((back + at) % 4) }],
  };
}

async function night(
  { beside }: DeskParts,
  at: DeskAt,
  due: { readonly at: number; readonly zone: string },
): Promise<void> {
  const { given, parts } = at;
  const scheme = await at.make(org, 'auto-issue-scheme', 'scheme night', {
    number: 'ZDKP-SZ',
    name: '苏州物流每晚自动开票',
    frequency: 'daily',
    window: '20:00:00~20:30:00',
    sign: ['positive'],
    merge: 'none',
    push: 'issue',
    priority: 2,
    condition: { fact: 'dataSource', operator: 'equal', value: 'import' },
  });
  const call = at.call(org);
  const schedule: ScheduleParts = {
    ...parts,
    zones: () => [due.zone],
    stopping: beside.stopping,
    catchUp: async () => {},
    rightsOf: async () => platformRights,
    ...(call.fence ? { fence: call.fence } : {}),
  };
  const never = createRests(() => due.at, { shortest: 1, longest: 1 });
  const issuing = createIssuing(given, { quotas: never, summaries: never, accounts: never });
  const tools = { issuing, decide: beside.decide };
  const schemes = issueSchemes(tools);
  const record = await parts.store.read(call, requireForm(call, 'auto-issue-scheme'), scheme.id, 'manage');
  const task: Due['task'] = {
    key: `story ${scheme.id}`,
    form: 'auto-issue-scheme',
    id: scheme.id,
    number: scheme.number ?? '',
    name: scheme.name ?? '',
    org: call.org,
    record,
    timetable: { frequency: 'daily' } as unknown as Due['task']['timetable'],
    zone: due.zone,
  };
  await makeIssueRuns({ ...schedule, ...tools }, [{ task, at: due.at, missed: 0, open: true }]);
  const form = requireForm(call, 'auto-issue-run');
  const { items } = await parts.store.list(call, form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'scheme', operator: 'equal', value: scheme.id },
        { fact: 'state', operator: 'equal', value: 'waiting' },
      ],
    },
    limit: 1,
  });
  for (const { id } of items) await workOnRun(schedule, schemes, id);
  await at.work();
}

/** The month before, of one company, packed as its archive once the files of it are there. */
export function archived(desk: DeskParts, { until, zone }: Span): readonly Scene[] {
  const month = monthOf(addMonths(firstOfMonth(momentIn(zone, until).localDate), -1));
  return [{ key: `archive ${month}`, play: (call) => archive(desk, call, month) }];
}

export const archiving = 'ZHUHAI';
/** Milliseconds that files may take. */
const patience = 45_000;

async function archive(
  { given, enterprises, beside }: DeskParts,
  caller: Call,
  month: string,
): Promise<void> {
  const { id = '' } = enterprises.get(archiving) ?? {};
  const call: Call = { ...caller, org: id, now: given.now(id) };
  const work = archiveMonth({ store: given.store, contents: beside.contents, zone: given.zone }, call, month);
  const known = await given.store.list(call, platformForm(call.served.model, 'job'), {
    view: 'manage',
    filter: { fact: 'name', operator: 'in', value: Object.values(work.name) },
    limit: 1,
  });
  if (known.items.length > 0) return;
  const until = performance.now() + patience;
  while ((await isLacking()) && performance.now() < until && !beside.stopping.aborted) await sleep(500);
  await beside.jobs.start(call, work);

  async function isLacking(): Promise<boolean> {
    const { items } = await given.store.list(call, requireForm(call, 'invoice'), {
      view: 'manage',
      filter: {
        all: [
          { fact: 'org', operator: 'equal', value: id },
          { fact: 'pdf', operator: 'isEmpty' },
          {
            fact: 'issuedAt',
            operator: 'greaterThanOrEqual',
            value: new Date(firstAt(`${month}-01`, '00:00:00', given.zone(id))).toISOString(),
          },
        ],
      },
      limit: 1,
    });
    return items.length > 0;
  }
}
