import type { PrintTree } from '../../../rules/paper/tree.ts';

/** A request to the thread that draws, one at a time: trees come one by one, then the file is asked for. */
export type PrintRequest =
  | { readonly type: 'add'; readonly tree: PrintTree }
  | { readonly type: 'pdf' }
  /** `id`: 32 hexadecimal digits by which the document is known; `day`: of its making. */
  | { readonly type: 'ofd'; readonly id: string; readonly day: string }
  | { readonly type: 'html' };

export type PrintReply =
  | { readonly type: 'added' }
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'file'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'fault'; readonly reason: string };
