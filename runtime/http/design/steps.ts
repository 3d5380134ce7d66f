import { manyValues } from '../../../metadata/contract/common/shared.ts';
import type { LogEntry } from '../../../metadata/design/design-log.ts';
import type { Appended, Designs } from '../../design/create-designs.ts';
import { shared } from '../../openapi/refs.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { one } from './designs.ts';

const tag = 'design';

/** What is done in a design: each step is stored before it is answered. */
export function stepEndpoints(designs: Designs): readonly Endpoint[] {
  const again = (does: 'undo' | 'redo', summary: Endpoint['summary']): Endpoint => ({
    method: 'POST',
    path: `${one}/${does}`,
    access: 'designs',
    operation: `${does}Step`,
    tag,
    summary,
    body: 'json',
    values: manyValues,
    schema: { body: shared('DesignSeen'), bodyOptional: true, answer: shared('DesignLog') },
    handle: async (ask) => {
      const id = ask.recordId;
      const { seen = 0 } = await ask.body<{ readonly seen?: number }>();
      return logged(await designs.again(ask.call, id, does, seen), seen);
    },
  });
  return [
    {
      method: 'POST',
      path: `${one}/steps`,
      access: 'designs',
      operation: 'takeSteps',
      tag,
      summary: {
        zh: '做若干步；别人已改过的同一属性不会被悄悄覆盖',
        en: 'Take steps; a property that somebody else changed meanwhile is not written over in silence',
      },
      body: 'json',
      values: manyValues,
      schema: { body: shared('DesignSteps'), answer: shared('DesignLog') },
      handle: async (ask) => {
        const id = ask.recordId;
        const sent = await ask.body<Appended>();
        return logged(await designs.append(ask.call, id, sent), sent.seen);
      },
    },
    again('undo', { zh: '撤销自己的上一步', en: 'Take back what one did last' }),
    again('redo', { zh: '重做自己撤销的一步', en: 'Do again what one took back' }),
    {
      method: 'POST',
      path: `${one}/points`,
      access: 'designs',
      operation: 'markPoint',
      tag,
      summary: { zh: '给现在取个名，以后可以回来', en: 'Name this moment, so that one can come back to it' },
      body: 'json',
      values: manyValues,
      schema: { body: shared('DesignPoint'), answer: shared('DesignLog') },
      handle: async (ask) => {
        const id = ask.recordId;
        const { name, seen = 0 } = await ask.body<{ readonly name: string; readonly seen?: number }>();
        const log = await designs.mark(ask.call, id, { do: 'point', name }, seen);
        return logged(log, seen);
      },
    },
    {
      method: 'POST',
      path: `${one}/return`,
      access: 'designs',
      operation: 'returnToPoint',
      tag,
      summary: {
        zh: '回到某一条记录时的样子；可以像步骤一样撤销',
        en: 'Go back to how it was at an entry; undone like a step',
      },
      body: 'json',
      values: manyValues,
      schema: { body: shared('DesignReturn'), answer: shared('DesignLog') },
      handle: async (ask) => {
        const id = ask.recordId;
        const { to, seen = 0 } = await ask.body<{ readonly to: number; readonly seen?: number }>();
        return logged(await designs.mark(ask.call, id, { do: 'return', to }, seen), seen);
      },
    },
  ];
}

function logged(log: readonly LogEntry[], seen: number) {
  const entries = log.at(-1)?.n ?? seen;
  return { body: { entries, log }, etag: entries };
}
