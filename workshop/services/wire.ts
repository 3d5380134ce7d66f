import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between us and the server: it can be cut, hang, be slow, or break at a word that goes by. */
export class Wire {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #hangs = false;
  #delay = 0;
  #breaksAt: { readonly word: string; readonly passes: boolean } | null = null;
  port = 0;
  /** Connections that came in. */
  entered = 0;
  /** Statements that end others, as they went by. */
  readonly said: string[] = [];

  constructor(target: URL) {
    this.#target = new URL(target);
  }

  /** The server's address, by way of this wire, or of others that are named after it. */
  get url(): string {
    return this.urlWith();
  }

  urlWith(...others: readonly Wire[]): string {
    const { protocol, username, password, pathname } = this.#target;
    const hosts = [this, ...others].map(({ port }) => `127.0.0.1:${port}`).join(',');
    return `${protocol}//${username}${password === '' ? '' : `:${password}`}@${hosts}${pathname}`;
  }

  async join(): Promise<void> {
    this.heal();
    const server = createServer((near) => {
      this.entered += 1;
      const far = connect(Number(this.#target.port || 3306), this.#target.hostname);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
      /** Nothing comes back any more: what was asked last is carried out. */
      let isBroken = false;
      near.on('data', (bytes) => {
        this.said.push(...(bytes.toString('latin1').match(/KILL \d+/g) ?? []));
        const { word, passes = true } = this.#breaksAt ?? {};
        if (word !== undefined && bytes.includes(word)) {
          this.#breaksAt = null;
          isBroken = passes;
          if (!passes) {
            near.destroy();
            return;
          }
        }
        this.#pass(bytes, far);
      });
      far.on('data', (bytes) => {
        if (isBroken) near.destroy();
        else this.#pass(bytes, near);
      });
    });
    this.#server = server;
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
    const address = server.address();
    if (address && typeof address === 'object') this.port = address.port;
  }

  #pass(bytes: Buffer, to: Socket): void {
    if (this.#hangs || to.destroyed) return;
    if (this.#delay > 0) setTimeout(() => to.writable && to.write(bytes), this.#delay);
    else to.write(bytes);
  }

  /** Connections are made, and nothing comes of them. */
  hang(): void {
    this.#hangs = true;
  }

  /** Everything takes so many milliseconds longer, each way. */
  slow(milliseconds: number): void {
    this.#delay = milliseconds;
  }

  /** Breaks once, when this word goes by; `passes`: it still reaches the server, whose answer is lost. */
  breakAt(word: string, passes: boolean): void {
    this.#breaksAt = { word, passes };
  }

  /** As if nothing had been; what hung is gone. */
  heal(): void {
    if (this.#hangs) this.sever();
    this.#hangs = false;
    this.#delay = 0;
    this.#breaksAt = null;
  }

  /** Ends the connections there are; new ones may come. */
  sever(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  async cut(): Promise<void> {
    const server = this.#server;
    const closed = new Promise((done) => (server ? server.close(done) : done(null)));
    this.sever();
    await closed;
  }
}
