import type { Label, Language } from '../../../metadata/common/label.ts';
import type { PublishUnderWay } from '../../../metadata/contract/packages/publishes.ts';
import type { PlanRow } from '../../../migrations/rows/tables.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Connection } from '../../database/database.ts';
import type { Plan } from '../../storage/tables/plan.ts';

const texts: ReadonlyMap<string, Label> = new Map();

/**
 * Reads how far the publish is that is carried out now, on whichever node: step by step, as it is journalled. Null:
 * none is.
 */
export async function publishUnderWay(
  reader: Connection,
  language: Language,
): Promise<PublishUnderWay | null> {
  const [row] = await reader.all<Pick<PlanRow, 'id' | 'content' | 'at'>>(
    "SELECT id, content, at FROM gj_plan WHERE state = 'running' ORDER BY at DESC LIMIT 1",
  );
  if (!row) return null;
  const { changes } = JSON.parse(row.content) as Plan;
  const done = await reader.all<{ seq: number }>(
    'SELECT seq FROM gj_journal WHERE plan = ? AND done_at IS NOT NULL',
    [row.id],
  );
  const finished = new Set(done.map(({ seq }) => Number(seq)));
  return {
    at: new Date(Number(row.at)).toISOString(),
    done: finished.size,
    steps: changes.map(({ says, table }, seq) => ({
      table,
      message: sentence(says.code, says.params, language, texts),
      done: finished.has(seq),
    })),
  };
}
