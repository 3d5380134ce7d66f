import type { PrintTree } from '../../../rules/paper/tree.ts';

/** A request to the thread that draws, one at a time: trees come one by one, then the file is asked for. */
export type PrintRequest =
  | { readonly type: 'add'; readonly tree: PrintTree }
  | { readonly type: 'pdf' }
  | { readonly type: 'html' };

export type PrintReply =
  | { readonly type: 'added' }
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'file'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'fault'; readonly reason: string };
