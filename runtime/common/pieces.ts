/** Bytes of a question that go ahead of it: copying many at once would hold the server's thread. */
export interface Piece {
  readonly piece: Uint8Array;
}

/** Bytes of a piece; copying them takes some ten milliseconds. */
export const pieceSize = 8 * 1024 * 1024;

/** The messages by which a question goes to a helper: what is large in it first, piece by piece. */
export function* messagesOf(request: object): Generator<object> {
  const { bytes } = request as { readonly bytes?: unknown };
  if (!(bytes instanceof Uint8Array) || bytes.length <= pieceSize) {
    yield request;
    return;
  }
  for (let from = 0; from < bytes.length; from += pieceSize)
    yield { piece: bytes.subarray(from, from + pieceSize) } satisfies Piece;
  yield { ...request, bytes: new Uint8Array() };
}

export function isPiece(message: object): message is Piece {
  return 'piece' in message;
}

/** The question as it was asked, with what went ahead of it. */
export function withPieces<Request>(request: Request, pieces: readonly Uint8Array[]): Request {
  if (pieces.length === 0) return request;
  const bytes = new Uint8Array(pieces.reduce((size, one) => size + one.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { ...request, bytes };
}
