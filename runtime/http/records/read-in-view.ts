import { rightFor } from '../../call/rights.ts';
import { Refusal } from '../../common/refusal.ts';
import { manages } from '../../storage/store/record/access.ts';
import type { View } from '../../storage/store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter } from '../pipeline/check-query.ts';
import type { Answer, Parameter } from '../pipeline/endpoint.ts';
import { formAbilities } from './describe-form.ts';

const orders = ['use', 'manage', 'use,manage', 'manage,use'] as const;

/** Which of a record's views is wanted, or which first. */
export const viewsOfOne: Parameter = {
  name: 'view',
  summary: {
    zh: 'use：本组织可用的记录（默认）；manage：职责范围内各组织创建的记录；两者都写时取先看得到的，由 Guiju-View 说明是哪一种，Guiju-May 说明可对它做什么',
    en: 'use: a record the organisation may use (default); manage: one created by an organisation one manages; of both the first that sees it, which Guiju-View tells, with what may be done to it in Guiju-May',
  },
  schema: { type: 'string', enum: [...orders] },
};

/** The record in the first of the views in which the caller may see it. */
export function readInView(ask: Ask): Promise<Answer> {
  const wanted = choiceParameter(ask.query, 'view', orders);
  if (wanted === 'use,manage') return readInEither(ask, 'use', 'manage');
  if (wanted === 'manage,use') return readInEither(ask, 'manage', 'use');
  return read(ask, wanted);
}

async function readInEither(ask: Ask, first: View, second: View): Promise<Answer> {
  try {
    return withView(ask, first, await read(ask, first));
  } catch (refused) {
    if (!(refused instanceof Refusal && (refused.status === 404 || refused.status === 403))) throw refused;
    return withView(ask, second, await read(ask, second));
  }
}

async function read(ask: Ask, view: View | undefined): Promise<Answer> {
  const record = await ask.host.store.read(ask.call, ask.form, ask.recordId, view);
  return { body: record, etag: record.revision };
}

/** To see what an organisation created is not to change it: that takes the right where it was created. */
function withView({ call, form, host }: Ask, view: View, answer: Answer): Answer {
  const { org } = answer.body as { readonly org: { readonly id: string } };
  const may = formAbilities(host, call.rights, form).filter((action) =>
    manages(call, form, rightFor(action), org.id),
  );
  return { ...answer, headers: { 'guiju-view': view, 'guiju-may': may.join(',') } };
}
