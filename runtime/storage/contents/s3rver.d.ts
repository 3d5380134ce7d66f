declare module '@20minutes/s3rver' {
  import type { AddressInfo } from 'node:net';

  /** The parts of a server of S3 for tests that are used here; it brings no types. */
  class S3rver {
    constructor(options: {
      readonly port: number;
      readonly address: string;
      readonly silent: boolean;
      readonly directory: string;
      readonly configureBuckets: readonly { readonly name: string; readonly configs: readonly string[] }[];
    });
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
  export = S3rver;
}
