import type { BodyOf } from '../../../metadata/contract/common/call.ts';
import type { DesignChange, DesignHead, DesignLog } from '../../../metadata/contract/design/parts.ts';
import type { publishing } from '../../../metadata/contract/design/publish.ts';
import { session } from '../../session/session.ts';

/** An action on the log of a design: one's last step is undone or redone, a moment is named, or returned to. */
export type DesignTurn =
  | { readonly do: 'undo' | 'redo' }
  | { readonly do: 'point'; readonly name: string }
  | { readonly do: 'return'; readonly to: number };

/** A move of a design on its way to being published. */
export type DesignMove =
  | { readonly do: 'propose' | 'approve' | 'unschedule' }
  | { readonly do: 'reject'; readonly reason: string }
  | ({ readonly do: 'schedule' } & BodyOf<typeof publishing.schedule>);

export function takeTurn(id: string, seen: number, turn: DesignTurn): Promise<DesignLog> {
  const { api } = session;
  const path = { id };
  switch (turn.do) {
    case 'undo':
      return api.call('POST /api/design/drafts/:id/undo', { path, body: { seen } });
    case 'redo':
      return api.call('POST /api/design/drafts/:id/redo', { path, body: { seen } });
    case 'point':
      return api.call('POST /api/design/drafts/:id/points', { path, body: { seen, name: turn.name } });
    case 'return':
      return api.call('POST /api/design/drafts/:id/return', { path, body: { seen, to: turn.to } });
  }
}

export function moveDesign(id: string, move: DesignMove): Promise<DesignHead> {
  const { api } = session;
  const path = { id };
  switch (move.do) {
    case 'propose':
      return api.call('POST /api/design/drafts/:id/propose', { path });
    case 'approve':
      return api.call('POST /api/design/drafts/:id/approve', { path });
    case 'unschedule':
      return api.call('POST /api/design/drafts/:id/unschedule', { path });
    case 'reject':
      return api.call('POST /api/design/drafts/:id/reject', { path, body: { reason: move.reason } });
    case 'schedule': {
      const { do: _, ...body } = move;
      return api.call('POST /api/design/drafts/:id/schedule', { path, body });
    }
  }
}

/** Reads a design with its log. `since`: so much of that was seen. Default: nothing was. */
export function readDesign(id: string, since = 0) {
  return session.api.call('GET /api/design/drafts/:id', { path: { id }, query: { since } });
}

export function changeDesign(id: string, body: DesignChange): Promise<DesignHead> {
  return session.api.call('PUT /api/design/drafts/:id', { path: { id }, body });
}

/** Discards a design, even one that change sets name: the dialog told which before. */
export async function discardDesign(id: string): Promise<void> {
  await session.api.call('DELETE /api/design/drafts/:id', { path: { id }, query: { anyway: true } });
}
