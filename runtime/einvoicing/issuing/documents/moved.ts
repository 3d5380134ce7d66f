/** A document that was planned is another one by now: all is planned again. */
export class Moved extends Error {
  constructor() {
    super('a document was changed while it was planned');
    this.name = 'Moved';
  }
}
