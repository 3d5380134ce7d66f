/**
 * Makes this process a helper of the one that started it: answers its questions one by one, and ends with it. A fault
 * that `answer` lets through ends it as well: no other file comes to what it left behind.
 */
export function answerParent<Request, Reply>(answer: (request: Request) => Promise<Reply>): void {
  process.on('message', (request) => {
    void answer(request as Request).then((reply) => process.send?.(reply));
  });
  // The parent process is gone, and so is the reason to be here.
  process.on('disconnect', () => process.exit());
}
