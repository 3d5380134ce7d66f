/** As much of it as an identity provider for tests needs: the package brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  class Provider {
    constructor(issuer: string, configuration: object);
    /** Whether what a proxy says of addresses is believed. */
    proxy: boolean;
    readonly Grant: new (
      properties: object,
    ) => Provider.Grant;
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
  }

  namespace Provider {
    interface Grant {
      addOIDCScope(scope: string): void;
      save(): Promise<string>;
    }

    interface Context {
      readonly oidc: {
        readonly client: { readonly clientId: string };
        readonly session: { readonly accountId: string };
        readonly provider: Provider;
      };
    }
  }

  export = Provider;
}
