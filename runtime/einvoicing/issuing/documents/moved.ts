/** What was planned is another one by now: it is planned anew. */
export class Moved extends Error {
  constructor() {
    super('a document was changed while it was planned');
    this.name = 'Moved';
  }
}
