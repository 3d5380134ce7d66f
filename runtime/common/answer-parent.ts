import { isPiece, withPieces } from './pieces.ts';

/**
 * Makes this process a helper of the one that started it: answers its questions one by one, and ends with it. A fault
 * that `answer` lets through ends it as well: no other file comes to what it left behind.
 */
export function answerParent<Request, Reply>(answer: (request: Request) => Promise<Reply>): void {
  let pieces: Uint8Array[] = [];
  process.on('message', (message: object) => {
    if (isPiece(message)) {
      pieces.push(message.piece);
      return;
    }
    const request = withPieces(message as Request, pieces);
    pieces = [];
    void answer(request).then((reply) => process.send?.(reply));
  });
  // The parent process is gone, and so is the reason to be here.
  process.on('disconnect', () => process.exit());
}
