import { msg } from '@lit/localize';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { pointerName } from '../../fields/common/shown.ts';
import { doneName } from '../../model/done-name.ts';
import { forms } from '../../model/forms.ts';
import type { StoryEntry } from '../../record/document/story.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { session } from '../../session/session.ts';
import { stationForms } from './desk-data.ts';

/** A document that this one came of. */
interface Former {
  /** Id of its form. */
  readonly form: string;
  /** The field that points to it. */
  readonly by: string;
  /** What is told of its own beginning. */
  readonly made: () => string;
}

const application: Former = {
  form: stationForms.application,
  by: 'application',
  made: () => msg('新建开票申请', { id: 'story-applied' }),
};
const pending: Former = {
  form: stationForms.pending,
  by: 'pendingInvoice',
  made: () => msg('拆分出待开发票', { id: 'story-split-off' }),
};

/** By id of the form that the story is of. */
const formers: Readonly<Record<string, readonly Former[]>> = {
  'pending-invoice': [application],
  invoice: [application, pending],
};

/**
 * What happened to the documents that one came of until it was made itself, and who did it, as far as whoever reads it may
 * see that.
 */
export async function storyBefore({ base, form }: RecordEditor): Promise<readonly StoryEntry[]> {
  const own = Object.hasOwn(formers, form.id) ? (formers[form.id] ?? []) : [];
  if (!base) return [];
  const until = String(base['createdAt'] ?? '');
  const parts = own.map((one) => storyOf(one, base[one.by] ?? null).catch(() => []));
  return (await Promise.all(parts)).flat().filter(({ at }) => at <= until);
}

async function storyOf({ form: id, made }: Former, pointed: Json): Promise<readonly StoryEntry[]> {
  const outline = session.formById(id);
  const record = isObject(pointed) ? pointed['id'] : null;
  if (!outline?.actions.includes('read') || typeof record !== 'string') return [];
  const path = { form: outline.name, id: record };
  const [{ number, createdAt, createdBy }, versions, form] = await Promise.all([
    session.api.call('GET /api/forms/:form/records/:id', { path, query: { view: 'manage' } }),
    outline.actions.includes('history')
      ? session.api.call('GET /api/forms/:form/records/:id/history', { path })
      : null,
    forms.get(outline.name),
  ]);
  const links = [{ text: String(number ?? ''), href: `/forms/${outline.name}/${record}` }];
  const acts = (versions?.items ?? []).flatMap(({ operation, at, actor, reason }) => {
    const text = doneName(operation, form);
    return text === '' ? [] : [{ at, text, by: actor.name, links, ...(reason && { note: reason }) }];
  });
  const by = isObject(createdBy ?? null) ? pointerName(createdBy as Json) : undefined;
  return [...acts, { at: String(createdAt ?? ''), text: made(), by, links }];
}
