import type { Page } from '../record/store.ts';
import { writeCursor } from '../sql/cursor.ts';
import type { ListPlan } from './list-plan.ts';

/** What is asked of a list's page. */
export interface PartAsked {
  /** 0: no rows, and how many there are. */
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly count?: boolean | undefined;
}

type PageOf = (stage: ListPlan, part: PartAsked) => Promise<Page>;

/** Pages that run on from stage to stage; a cursor belongs to one of them. */
export async function inStages(
  whole: ListPlan,
  stages: readonly ListPlan[],
  { limit, cursor, count }: PartAsked,
  pageOf: PageOf,
): Promise<Page> {
  const begun = Math.max(
    0,
    cursor === undefined ? 0 : stages.findIndex(({ question }) => isOf(cursor, question)),
  );
  const items: Page['items'][number][] = [];
  let next: string | null = null;
  for (let at = begun; at < stages.length && next === null; at++) {
    const stage = stages[at];
    if (!stage) break;
    const isFull = items.length === limit;
    const page: Page = await pageOf(stage, {
      limit: isFull ? 1 : limit - items.length,
      cursor: at === begun && cursor !== undefined && !isStart(cursor, stage) ? cursor : undefined,
    });
    if (!isFull) {
      items.push(...page.items);
      next = page.next;
    } else if (page.items.length > 0) next = startOf(stage);
  }
  if (!count) return { items, next };
  const { items: _, next: __, ...total } = await pageOf(whole, { limit: 0, cursor: undefined, count });
  return { items, next, ...total };
}

/** The place before all rows of a stage. */
function startOf({ question }: ListPlan): string {
  return writeCursor(question, []);
}

function isStart(cursor: string, stage: ListPlan): boolean {
  return cursor === startOf(stage);
}

function isOf(cursor: string, question: string): boolean {
  const head = Buffer.from(cursor, 'base64url').toString();
  return head.startsWith(`["${question}"`);
}
