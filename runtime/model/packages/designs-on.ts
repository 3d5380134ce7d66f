import type { Issue } from '../../../metadata/common/issue.ts';
import { type LogAction, type LogEntry, stepsOf } from '../../../metadata/design/design-log.ts';
import { formOfStep, placeOfStep } from '../../../metadata/design/place-of-step.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import type { DesignEntryRow } from '../../../migrations/rows/design-tables.ts';
import type { Connection } from '../../database/database.ts';

/** Finds unpublished designs, by person, that change forms and fields which a publish takes out of sight. */
export async function designsOn(reader: Connection, now: Model, next: Model): Promise<readonly Issue[]> {
  const rows = await reader.all<DesignEntryRow>(
    `SELECT e.design, e.n, e.by_id, e.by_name, e.at, e.content FROM gj_design_entry e
     JOIN gj_design d ON d.id = e.design WHERE d.state NOT IN ('published', 'discarded') ORDER BY e.design, e.n`,
  );
  const steps = [...Map.groupBy(rows, ({ design }) => design).values()].flatMap((log) =>
    stepsOf(log.map(entryOf)),
  );
  return [...Map.groupBy(steps, ({ by }) => by.id).values()].flatMap((own): readonly Issue[] => {
    const gone = own.flatMap(({ step }) => goneFrom(step, now, next) ?? []);
    const [first, ...others] = new Set(gone);
    if (first === undefined) return [];
    const params = { by: own[0]?.by.name ?? '', count: gone.length, names: others.length + 1 };
    const label = nameOf(first, now);
    return [{ code: 'undo-designs', severity: 'warning', pointer: '', params: { ...params, first: label } }];
  });
}

function entryOf({ n, by_id, by_name, at, content }: DesignEntryRow): LogEntry {
  const does = JSON.parse(content) as LogAction;
  return { n: Number(n), by: { id: by_id, name: by_name }, at: new Date(Number(at)).toISOString(), does };
}

/** The path of the form or field that a step changes, and that there is now and not any more then. */
function goneFrom(step: DesignStep, now: Model, next: Model): string | undefined {
  const form = formOfStep(step) ?? '';
  const [field] = placeOfStep(step).flatMap((place) => /^fields\/([^/]+)/.exec(place)?.[1] ?? []);
  const [before, after] = [now, next].map((model) => model.formsById.get(form));
  if (!before) return undefined;
  if (!after) return form;
  const isThere = (of: Form) => {
    const found = field === undefined ? undefined : fieldOfPath(of, field);
    // What a layer left out is remembered in the model.
    return found !== undefined && !found.dropped;
  };
  return isThere(before) && !isThere(after) ? `${form}/${field}` : undefined;
}

function nameOf(path: string, now: Model) {
  const [form = '', field] = path.split('/');
  const found = now.formsById.get(form);
  const named = (found && field !== undefined && fieldOfPath(found, field)) || found;
  return named ? { ...named.label } : path;
}
